import { exitCodes } from '../core/exit.ts';
import { readJournal } from '../evidence/journal.ts';
import { judgeDrill } from '../verdict/drill.ts';
import { describe, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';

export const show: Subcommand = {
  name: 'show',
  build: (io, exit) =>
    describe('show', 'Tells a drill again from its journal, and judges it again.', [
      ['drill show .drill/journals/20261123T070000-orders-rollback-1a2b3c4d.json', 'one journal'],
      ['drill show 1a2b3c4d', 'the same, by its id'],
    ])
      .argument('<journal>', 'a journal’s file, or its id')
      .addOption(formatOption('drill'))
      .addOption(jsonOption())
      .action(async (name: string, options: { format: string }) => {
        const reporter = reporterNamed(options.format);
        const journal = await readJournal(name, io.cwd);
        const judgement = judgeDrill(journal);
        io.out(reporter.render([{ kind: 'drill', journal, judgement }], io.look.out));
        exit(exitCodes[judgement.outcome]);
      }),
};

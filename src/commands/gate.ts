import { Option } from 'commander';
import { exitCodes } from '../core/exit.ts';
import { directions } from '../model/verdict.ts';
import { judgeGate } from '../verdict/gate.ts';
import { loadWorkspace } from '../workspace/load.ts';
import { describe, fileOption, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';
import { type Asked, ask } from './gate/question.ts';
import { refuseOverwriting } from './report/distinct.ts';
import { reportOption, type ReportOptions, writeReports } from './report/files.ts';

export const gate: Subcommand = {
  name: 'gate',
  build: (io, exit) =>
    describe('gate', 'Answers whether a version may go out: could we go back? Looks up evidence in the ledger, and makes none.', [
      ['drill gate orders --to 1.5.0 --environment local', 'may 1.5.0 go out? exit 0 yes, 1 no, 2 not shown yet'],
      ['drill gate orders --to 1.4.0 --direction return', 'may we go back to 1.4.0? only a witnessed break says no'],
      ['drill gate orders --to 1.5.1 --direction hotfix', 'in a hurry: needs the check alone'],
      ['drill gate orders --to 1.5.0 --json', 'the answer with its reasons, for a machine'],
    ])
      .argument('<artifact>', 'what is to be rolled out')
      .option('--environment <name>', 'where to; may be left out where drill.yaml declares one alone')
      .option('--to <version>', 'the version that is to go out, instead of the newest declared one')
      .option('--from <version>', 'N-1, instead of the last known good version (for a return: what runs now)')
      .addOption(
        new Option('--direction <direction>', 'forward, return or hotfix; by default what the ledger says it is').choices(directions),
      )
      .option('--first-release', 'there is no N-1 yet')
      .addOption(formatOption('gate'))
      .addOption(reportOption('gate'))
      .addOption(jsonOption())
      .addOption(fileOption())
      .action(async (artifact: string, options: Asked & ReportOptions & { format: string; file?: string }) => {
        const reporter = reporterNamed(options.format);
        const workspace = await loadWorkspace(io.cwd, options.file);
        refuseOverwriting(options.report, [workspace.file], io.cwd);
        const verdict = judgeGate(await ask(workspace, artifact, options, io.clock));
        io.out(reporter.render([{ kind: 'gate', verdict }], io.look.out));
        await writeReports([{ kind: 'gate', verdict }], options.report, io);
        exit(exitCodes[verdict.outcome]);
      }),
};

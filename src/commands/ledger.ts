import { type ExitCode, exitCodes } from '../core/exit.ts';
import { type LedgerState, readLedger } from '../evidence/ledger.ts';
import type { Report } from '../model/report.ts';
import { loadWorkspace } from '../workspace/load.ts';
import { describe, fileOption, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';

type LedgerReport = Extract<Report, { kind: 'ledger' }>;

const reportOf = ({ exists, entries, problems, torn }: LedgerState): LedgerReport => ({
  kind: 'ledger',
  state: problems.length > 0 ? 'tampered' : !exists ? 'absent' : entries.length === 0 ? 'empty' : 'intact',
  entries: entries.length,
  problems,
  ...(torn && { torn }),
});

/** Nothing evaluated is never a pass: an empty chain is inconclusive. */
const exitOf: Readonly<Record<LedgerReport['state'], ExitCode>> = {
  intact: exitCodes.pass,
  tampered: exitCodes.fail,
  empty: exitCodes.inconclusive,
  absent: exitCodes.inconclusive,
};

export const ledger: Subcommand = {
  name: 'ledger',
  build: (io, exit) =>
    describe('ledger', 'Looks after the ledger, the append-only history that the gate answers from.', [
      ['drill ledger verify', 'is the chain whole? exit 0 yes, 1 tampered with, 2 nothing there'],
    ]).addCommand(
      describe('verify', 'Checks the hash chain from the first entry to the last, and names each line that does not hold.', [
        ['drill ledger verify', 'exit 0 intact, 1 tampered with, 2 nothing there'],
        ['drill ledger verify --json', 'the same, for a machine'],
      ])
        .addOption(formatOption())
        .addOption(jsonOption())
        .addOption(fileOption())
        .action(async (options: { format: string; file?: string }) => {
          const reporter = reporterNamed(options.format);
          const workspace = await loadWorkspace(io.cwd, options.file);
          const report = reportOf(await readLedger(workspace.root));
          io.out(reporter.render([report], io.look.out));
          exit(exitOf[report.state]);
        }),
    ),
};

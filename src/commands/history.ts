import { InvalidArgumentError } from 'commander';
import { exitCodes } from '../core/exit.ts';
import { lastKnownGood } from '../evidence/history.ts';
import { readLedger } from '../evidence/ledger.ts';
import type { Entry } from '../model/fact.ts';
import type { Report } from '../model/report.ts';
import { problemText } from '../report/terminal/problem.ts';
import { artifactNamed } from '../workspace/choose.ts';
import { loadWorkspace } from '../workspace/load.ts';
import { describe, fileOption, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';
import { environmentNamed } from './environment.ts';

type HistoryReport = Extract<Report, { kind: 'history' }>;

const count = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('it must be a whole number from 1 up.');
  return Number(text);
};

/** What is known good last, of every artifact in every environment that the ledger speaks of. */
const lastGoods = (entries: readonly Entry[]): NonNullable<HistoryReport['lastKnownGood']> => {
  const places = new Map(
    entries.flatMap(({ fact }) => (fact.kind === 'good' ? [[JSON.stringify([fact.artifact, fact.environment]), fact] as const] : [])),
  );
  return [...places.values()].flatMap(({ artifact, environment }) => {
    const good = lastKnownGood(entries, artifact, environment);
    return good ? [{ artifact, environment, version: good.version, seq: good.seq }] : [];
  });
};

interface HistoryOptions {
  readonly environment?: string;
  readonly limit?: number;
  readonly format: string;
  readonly file?: string;
}

export const history: Subcommand = {
  name: 'history',
  build: (io, exit) =>
    describe('history', 'Lists what the ledger holds, the newest last, with the last known good version marked.', [
      ['drill history', 'everything'],
      ['drill history orders --environment local', 'one artifact in one environment'],
      ['drill history --limit 10 --json', 'the last ten entries, for a machine'],
    ])
      .argument('[artifact]', 'this artifact alone')
      .option('--environment <name>', 'what happened there, or everywhere')
      .option('--limit <n>', 'the newest n entries', count)
      .addOption(formatOption())
      .addOption(jsonOption())
      .addOption(fileOption())
      .action(async (artifact: string | undefined, options: HistoryOptions) => {
        const reporter = reporterNamed(options.format);
        const workspace = await loadWorkspace(io.cwd, options.file);
        const { entries, problems, torn } = await readLedger(workspace.root);
        const spoken = new Set(entries.map(({ fact }) => fact.artifact));
        if (artifact !== undefined && !spoken.has(artifact)) artifactNamed(workspace, artifact);
        if (
          options.environment !== undefined &&
          !entries.some(({ fact }) => 'environment' in fact && fact.environment === options.environment)
        )
          environmentNamed(workspace, options.environment);
        const isMeant = ({ fact }: Entry): boolean =>
          (artifact === undefined || fact.artifact === artifact) &&
          (options.environment === undefined ||
            !('environment' in fact) ||
            fact.environment === undefined ||
            fact.environment === options.environment);
        const shown = entries.filter(isMeant).slice(-(options.limit ?? entries.length));
        for (const problem of problems) io.err(`${problemText(problem, io.look.err)}\n`);
        if (torn) io.err(`line ${torn.line} of the ledger was cut off by a crash; it is left out\n`);
        io.out(
          reporter.render(
            [{ kind: 'history', entries: entries.length === 0 ? [] : shown, lastKnownGood: lastGoods(entries) }],
            io.look.out,
          ),
        );
        exit(problems.length > 0 ? exitCodes.fail : exitCodes.pass);
      }),
};

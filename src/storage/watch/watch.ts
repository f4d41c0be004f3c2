import type { Finding } from '../../model/finding.ts';
import type { Watch } from '../../model/migration.ts';
import type { Limits, ScratchServer } from '../engine.ts';
import { insertRows } from '../rows/insert-rows.ts';
import { rowsFor } from '../rows/rows.ts';
import { prepareSchema } from '../trial/prepare.ts';
import { applyWithRoles, readScript, refusalText } from '../trial/script.ts';
import type { Subject } from '../trial/subject.ts';
import type { Statement } from '../statements/statement.ts';
import { judgeWatch } from './judge.ts';
import { besideTraffic, statementsOf } from './traffic.ts';
import { withTraffic } from './waits.ts';
import { locksOf, type Sized } from './locks.ts';
import { runOnce } from './run.ts';
import { unknowable } from './words.ts';

export interface WatchOptions {
  /** Milliseconds that a lock may keep others waiting. */
  readonly budgetMs: number;
  /** Rows in production, by table as SQL writes it: `public.orders`. */
  readonly rows: Readonly<Record<string, number>>;
  /** Rows at which it is timed, from the smallest, and how often at each. */
  readonly sizes?: readonly number[];
  readonly runs?: number;
}

/** What was seen, and what of it is a finding. */
export interface Watched {
  readonly watch: Watch;
  readonly findings: readonly Finding[];
}

const usualSizes = [2_000, 20_000, 100_000];
const usualRuns = 2;

/** Large tables are filled and changed: a statement may take 30 s, the whole migration 60 s. */
const usualLimits: Limits = { statementMs: 30_000, lockMs: 2_000, scriptMs: 60_000 };

/** What is partitioned in the end. */
const rootOf = (table: string, parents: ReadonlyMap<string, string>): string => {
  const parent = parents.get(table);
  return parent === undefined ? table : rootOf(parent, parents);
};

/** Nothing was seen, and why. */
export const notWatched = ({ budgetMs, rows, sizes = usualSizes, runs = usualRuns }: WatchOptions, why: string): Watched => ({
  watch: { budgetMs, sizes, runs, rows, locks: [], rewritten: [], scanned: [], small: [], stopped: why, unknown: unknowable },
  findings: [],
});

/**
 * Runs a migration at three sizes of the tables that it works on, seen from a second session.
 * @throws DrillError for a schema of N-1 that is refused; the signal's reason when it aborts
 */
export const watchMigration = async (
  subject: Pick<Subject, 'before' | 'up' | 'seed' | 'captured'>,
  server: ScratchServer,
  options: WatchOptions,
  signal: AbortSignal,
): Promise<Watched> => {
  const { budgetMs, rows, sizes = usualSizes, runs = usualRuns } = options;
  const [before, up] = [readScript(server, subject.before), readScript(server, subject.up, subject.before.text)];
  await using ground = await server.open(usualLimits, signal);
  const seen = { budgetMs, sizes, runs, rows, unknown: unknowable };
  const stopped = (why: string): Watched => {
    // Connections that were ended from outside say many things; why they were is what counts.
    signal.throwIfAborted();
    return notWatched(options, why);
  };

  const database = await prepareSchema(before, ground, server);
  let statements: readonly Statement[] = [];
  const wholeOf = new Map<string, string>();
  {
    await using session = await database.connect();
    const seed = subject.seed && (await applyWithRoles(session, readScript(server, subject.seed), server));
    if (seed) return stopped(`the seed is refused: ${refusalText(seed.refusal)}`);
    await session.reset();
    // A plain row of each table, which most migrations take; boundary values are the trial's.
    const catalog = await session.catalog();
    const parents = new Map(
      catalog.objects.flatMap((one) => (one.kind === 'table' && one.partitionOf ? [[one.name, one.partitionOf.parent] as const] : [])),
    );
    for (const [name, parent] of parents) wholeOf.set(name, rootOf(parent, parents));
    const placement = await insertRows(session, catalog, rowsFor(catalog, { seed: 1, perTable: 1 }), { seed: 1 });
    statements = await statementsOf(session, catalog, placement, subject.captured);
  }
  const first = await runOnce(server, await ground.create(database), up, true);
  if (first.kind === 'stopped') return stopped(`the migration is refused: ${first.why}`);
  const sights = first.steps.flatMap(({ sight }) => sight ?? []);
  const held = sights.flatMap(({ locks }) => locks.filter(({ blocks }) => blocks.length > 0).map(({ table }) => table));
  const large = [...new Set([...held, ...sights.flatMap(({ scanned, rewritten, written }) => [...scanned, ...rewritten, ...written])])];

  const small = new Map<string, string>();
  const sized: Sized[] = [];
  for (const size of sizes) {
    {
      await using session = await database.connect();
      for (const table of large.filter((one) => !small.has(one))) {
        const refusal = await server.grow(session, table, size);
        if (refusal) small.set(table, refusalText(refusal));
      }
    }
    const steps = [];
    for (let run = 0; run < runs; run++) {
      signal.throwIfAborted();
      const went = await runOnce(server, await ground.create(database), up, run === 0);
      if (went.kind === 'stopped') return stopped(`with ${size} rows in a table the migration is refused: ${went.why}`);
      steps.push(went.steps);
    }
    sized.push({ rows: size, runs: steps });
  }
  signal.throwIfAborted();
  const traffic = await besideTraffic(server, await ground.create(database), up, statements, sized.at(-1)?.runs[0] ?? []);
  signal.throwIfAborted();
  const last = sized.at(-1)?.runs[0]?.flatMap(({ sight }) => sight ?? []) ?? [];
  const those = (name: 'rewritten' | 'scanned'): string[] => [...new Set(last.flatMap((sight) => sight[name]))].toSorted();
  const watch: Watch = {
    ...seen,
    locks: locksOf(sized, { rows, budgetMs }, { small, wholeOf }),
    rewritten: those('rewritten'),
    scanned: those('scanned'),
    small: [...small].map(([table, why]) => ({ table, why })),
    ...(traffic && { traffic }),
  };
  const limits = last.map(({ limitsWaiting }) => limitsWaiting);
  return { watch, findings: withTraffic(judgeWatch(watch, subject.up.file, limits, server.name), watch, subject.up.file, server.name) };
};

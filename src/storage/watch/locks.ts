import type { Watch, WatchedLock } from '../../model/migration.ts';
import type { LockSeen } from '../engine.ts';
import { type Estimate, fit, median, together } from './estimate.ts';
import type { Steps } from './run.ts';

/** Runs at one size of the tables; the first of them was watched. */
export interface Sized {
  readonly rows: number;
  readonly runs: readonly Steps[];
}

interface Taken extends LockSeen {
  readonly step: number;
  readonly until: number;
}

/** Each lock from where it was taken to the end of its transaction; of one table only what is stronger than what it has already. */
const takenIn = (steps: Steps): readonly Taken[] => {
  const taken: Taken[] = [];
  for (const [step, { sight, transaction }] of steps.entries()) {
    const until = steps.findLastIndex((one) => one.transaction === transaction);
    const news = new Map<string, LockSeen>();
    for (const lock of sight?.locks ?? []) {
      const strongest = news.get(lock.table);
      if (!strongest || lock.blocks.length > strongest.blocks.length) news.set(lock.table, lock);
    }
    // The server lists its locks in no order.
    for (const lock of [...news.values()].toSorted((a, b) => (a.table < b.table ? -1 : 1))) {
      const has = taken.filter(({ table, until: end }) => table === lock.table && end === until);
      if (!has.some(({ blocks, mode }) => mode === lock.mode || blocks.length >= lock.blocks.length)) taken.push({ ...lock, step, until });
    }
  }
  return taken;
};

const reasonOf = (steps: Steps, { table: name, of, step, until }: Taken): WatchedLock['because'] => {
  const table = of ?? name;
  const within = steps.slice(step, until + 1).flatMap(({ sight }) => sight ?? []);
  return (['rewritten', 'indexed', 'scanned'] as const).find((reason) =>
    within.some((sight) => (reason === 'indexed' ? sight.scanned.includes(table) : true) && sight[reason].includes(table)),
  );
};

/** The tables whose size a statement's time depends on. */
const worksOn = ({ sight }: Steps[number]): readonly string[] =>
  sight ? [...new Set([...sight.rewritten, ...sight.scanned, ...sight.written])] : [];

/** The largest number of rows at which an estimate that grows is within the budget; undefined: it does not grow. */
const rowsWithin = (of: (rows: number) => Estimate, budgetMs: number): number | undefined => {
  const far = 1e10;
  if (of(far).ms <= budgetMs) return undefined;
  let [low, high] = [0, far];
  while (high - low > Math.max(1, low / 1000)) {
    const middle = (low + high) / 2;
    if (of(middle).ms <= budgetMs) low = middle;
    else high = middle;
  }
  return Number(low.toPrecision(2));
};

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

/** What is known of tables beside their time. */
export interface Known {
  /** The tables that could not be made large, and why. */
  readonly small: ReadonlyMap<string, string>;
  /** What a partition is one of. */
  readonly wholeOf: ReadonlyMap<string, string>;
}

/** So few rows are timed on the few that are there. */
const fewRows = 1_000;

/** The locks of a migration, with how long each is held at each size and at the declared numbers of rows. */
export const locksOf = (
  all: readonly Sized[],
  { rows, budgetMs }: Pick<Watch, 'rows' | 'budgetMs'>,
  { small, wholeOf }: Known = { small: new Map(), wholeOf: new Map() },
): readonly WatchedLock[] => {
  const declaredOf = (table: string): number | undefined => rows[table] ?? rows[wholeOf.get(table) ?? ''];
  // At the largest size the server plans and scans as it would in production.
  const steps = all.at(-1)?.runs[0] ?? [];
  const fits = steps.map((step, index) => {
    const measured = all.flatMap(({ rows, runs }) => runs.map((run) => ({ rows, ms: run[index]?.ms ?? 0 })));
    return { works: worksOn(step), of: fit(measured, (step.sight?.indexed.length ?? 0) > 0) };
  });
  return takenIn(steps).map((lock): WatchedLock => {
    const { table, kind, mode, blocks, step, until } = lock;
    const { statement } = steps[step] as Steps[number];
    const within = fits.slice(step, until + 1);
    const largest = all.at(-1)?.rows ?? 0;
    const isKnown = within.every(({ works }) => works.every((one) => declaredOf(one) !== undefined));
    const unmade = within.flatMap(({ works }) => works).find((one) => small.has(one) && (declaredOf(one) ?? fewRows) >= fewRows);
    const notTimed = unmade === undefined ? undefined : `${unmade} could not be made large: ${small.get(unmade) ?? ''}`;
    const at = (rowsOf: (works: readonly string[]) => number): Estimate =>
      together(within.map(({ works, of }) => of(works.length === 0 ? largest : rowsOf(works))));
    const estimate = isKnown && notTimed === undefined ? at((works) => Math.max(...works.map((one) => declaredOf(one) ?? 0))) : undefined;
    const grows = notTimed === undefined ? rowsWithin((many) => at(() => many), budgetMs) : undefined;
    const certain = estimate ?? (grows === undefined && notTimed === undefined ? at(() => largest) : undefined);
    const left = certain ? Math.floor(budgetMs - certain.ms - certain.error) : 0;
    const held = all.map(({ rows: many, runs }) => ({
      rows: many,
      ms: rounded(median(runs.map((run) => run.slice(step, until + 1).reduce((sum, { ms }) => sum + ms, 0)))),
    }));
    const because = reasonOf(steps, lock);
    return {
      table,
      ...(kind && { kind }),
      mode,
      blocks,
      statement: step + 1,
      line: statement.line,
      ...(because && { because }),
      // What a table that stayed small takes is not said to be of many rows.
      held: notTimed === undefined || (held.at(-1)?.ms ?? 0) > budgetMs ? held : [],
      ...(estimate && { estimate: { ms: rounded(estimate.ms), error: rounded(estimate.error) } }),
      ...(estimate && within.every(({ works }) => works.length === 0) && { anySize: true as const }),
      ...(notTimed !== undefined && { notTimed }),
      ...(grows === undefined ? {} : { rowsWithinBudget: grows }),
      ...(blocks.length > 0 && left > 0 ? { lockTimeoutMs: left } : {}),
    };
  });
};

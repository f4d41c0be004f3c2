import type { Finding } from '../../model/finding.ts';
import type { WatchedLock } from '../../model/migration.ts';
import type { Connection, Ground, ScratchDatabase, ScratchServer } from '../engine.ts';
import { locksOf } from '../watch/locks.ts';
import { runOnce, type Step } from '../watch/run.ts';
import { judgeLong, judgeSeen } from '../watch/seen.ts';
import { type Prepared, prepareSchema } from './prepare.ts';
import type { Subject } from './subject.ts';
import { applyWithRoles, type Failure, type ReadScript } from './script.ts';
import { countOf } from './tables.ts';

// The migration is run anyway, on few rows: looked at after each statement it tells what it holds, what it writes anew and what it
// reads as a whole. That does not depend on how many rows there are; only how long it takes does.

/** The number of the transaction that each statement is in. */
const transactionsOf = ({ statements, mode }: ReadScript): readonly number[] => {
  if (mode === 'one-transaction') return statements.map(() => 0);
  let number = 0;
  let isOpen = false;
  return statements.map(({ control }) => {
    const mine = number;
    if (control === 'begin') isOpen = true;
    else if (control !== undefined) isOpen = false;
    if (!isOpen) number++;
    return mine;
  });
};

/** Runs a migration as a tool would; with the locks that keep others waiting, in the order in which it takes them, and the rows that each statement changed. */
export const applySeen = async (
  database: ScratchDatabase,
  session: Connection,
  up: ReadScript,
  server: ScratchServer,
): Promise<{ readonly failure?: Failure; readonly locks: readonly WatchedLock[]; readonly counts: readonly number[] }> => {
  await using watcher = await server.watch(database, session);
  const transactions = transactionsOf(up);
  let steps: Step[] = [];
  const counts: number[] = [];
  const failure = await applyWithRoles(session, up, server, async (index, ms, count) => {
    const statement = up.statements[index];
    counts[index] = count;
    // Begun again from its first statement, for a role that it names was missing.
    if (index === 0) steps = [];
    if (statement) steps.push({ statement, transaction: transactions[index] ?? 0, ms, sight: await watcher.look() });
  });
  if (failure) return { failure, locks: [], counts };
  const locks = locksOf([{ rows: 0, runs: [steps] }], { rows: {}, budgetMs: 0 }).filter(({ blocks }) => blocks.length > 0);
  return { locks, counts };
};

/** Milliseconds that a lock may keep others waiting where nothing else is said. */
const usualBudgetMs = 200;

/** Locks that are held too long whatever the rows, in the first run and in one on a schema without any: a busy machine is slow once. */
const longIn = async (
  locks: readonly WatchedLock[],
  budgetMs: number,
  scripts: { readonly before: ReadScript; readonly up: ReadScript },
  ground: Ground,
  server: ScratchServer,
): Promise<readonly WatchedLock[]> => {
  const long = locks.filter(({ because, held }) => because === undefined && (held[0]?.ms ?? 0) > budgetMs);
  if (long.length === 0) return [];
  const again = await runOnce(server, await prepareSchema(scripts.before, ground, server), scripts.up, true);
  if (again.kind === 'stopped') return [];
  const locksAgain = locksOf([{ rows: 0, runs: [again.steps] }], { rows: {}, budgetMs });
  return long.filter(({ table, mode }) =>
    locksAgain.some((one) => one.table === table && one.mode === mode && (one.held[0]?.ms ?? 0) > budgetMs),
  );
};

/** What of the locks that a migration took is a finding, by what is known of the tables' size. */
export const lockFindings = async (
  locks: readonly WatchedLock[],
  { rows = {}, budgetMs = usualBudgetMs, seed }: Subject,
  { contents }: Prepared,
  scripts: { readonly before: ReadScript; readonly up: ReadScript },
  ground: Ground,
  server: ScratchServer,
): Promise<readonly Finding[]> => {
  const seeded = new Map(seed ? [...contents].map(([table, there]) => [table, countOf(there)]) : []);
  const { file } = scripts.up;
  return [
    ...judgeLong(await longIn(locks, budgetMs, scripts, ground, server), budgetMs, file, server.name),
    ...judgeSeen(locks, { declared: rows, seeded }, file, server.name),
  ];
};

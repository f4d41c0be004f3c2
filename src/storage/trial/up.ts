import type { Catalog } from '../catalog.ts';
import type { Connection, Ground, Numbering, ScratchDatabase, ScratchServer } from '../engine.ts';
import { diffCatalogs } from '../diff.ts';
import { nameOf } from '../objects.ts';
import { readNumbers } from './feeds.ts';
import { observedFinding } from './observed.ts';
import { keepPlans } from './plans.ts';
import type { Statement } from '../statements/statement.ts';
import { failureFinding } from './down.ts';
import type { Observation } from './observation.ts';
import { type Prepared, prepareSchema } from './prepare.ts';
import { applySeen } from './held.ts';
import type { Failure, ReadScript } from './script.ts';
import { type Contents, countOf, readContents } from './tables.ts';
import type { Finding } from '../../model/finding.ts';
import type { WatchedLock } from '../../model/migration.ts';

/** How the migration went. */
export interface Went {
  /** Absent: it did not go through, with rows or without. */
  readonly arrived?: {
    readonly database: ScratchDatabase;
    readonly catalog: Catalog;
    /** The rows of N-1 are in it; false: they stopped the migration, which was tried on empty tables then. */
    readonly withRows: boolean;
    /** Of N-1, before it: what the rows were, and which tables these were. */
    readonly contents: Contents;
    /** Where its sequences stand, before anybody has asked them. */
    readonly numbers: readonly Numbering[];
  };
  readonly failure?: Finding;
  /** Rows stopped it; on empty tables it arrived. */
  readonly stopped?: { readonly failure: Failure; readonly own: Finding };
  readonly observations: readonly Observation[];
  /** What a transaction that was open across it does not find any more. */
  readonly byOld?: readonly Finding[];
  readonly plans: { readonly tried: number; readonly failed: number };
  /** Locks of tables of N-1 that keep others waiting. */
  readonly locks: readonly WatchedLock[];
  /** Rows that each of its statements gave or changed, among the rows of N-1. */
  readonly counts?: readonly number[];
}

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The tables that a statement of the migration speaks of. */
export const touchedBy = ({ statement, refusal }: Failure, catalogs: readonly Catalog[]): readonly string[] => {
  const words = new Set(statement.text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu));
  const tables = catalogs.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'table').map(({ name }) => name));
  return [...new Set(tables)]
    .filter((name) => words.has(lastName(name)) || lastName(name) === refusal.table)
    .map((name) => `table ${name}`);
};

/** Rows stopped the migration: shown as what the migration's own statement was refused. */
const stoppedByRows = (failure: Failure, own: Finding, catalogs: readonly Catalog[]): Observation => ({
  cells: ['rollout'],
  on: 'rows of N-1',
  kind: 'refused',
  refusal: failure.refusal,
  own,
  statement: {
    name: 'the migration',
    origin: 'generated',
    text: failure.statement.text,
    values: [],
    kind: 'other',
    touches: touchedBy(failure, catalogs),
  },
});

/** The finding of a migration that was refused, on whose way these objects were changed for good. */
export const refusedUp = (failure: Failure, up: ReadScript, leftBehind: readonly string[], server: ScratchServer): Finding =>
  failureFinding('migrationFailed', failure, server.name, textOf(failure, up, leftBehind));

const textOf = (failure: Failure, up: ReadScript, leftBehind: readonly string[]): string => {
  const half = leftBehind.length === 0 ? '' : `, and what came before it stays (${leftBehind.slice(0, 5).join(', ')})`;
  return `the migration is refused at statement ${failure.number} of ${up.statements.length}${half}`;
};

/** What takes the migration's transaction out of the hands of whoever runs it. */
export const looseFinding = ({ file, loose }: ReadScript): Finding[] =>
  loose
    ? [
        observedFinding(
          'looseTransaction',
          `${loose.text.split('\n')[0]} takes the transaction out of the hands of whoever runs the migration`,
          {
            at: { new: { file, line: loose.line, column: loose.column } },
          },
        ),
      ]
    : [];

const apply = async (database: ScratchDatabase, up: ReadScript, server: ScratchServer): ReturnType<typeof applySeen> => {
  await using session = await database.connect();
  return await applySeen(database, session, up, server);
};

const contentsOf = async (database: ScratchDatabase, catalog: Catalog): Promise<Contents> => {
  await using session = await database.connect();
  return await readContents(session, catalog);
};

/** A transaction that began before the migration and has read nothing yet, as a slow job has. */
const openBefore = async (database: ScratchDatabase): Promise<Connection> => {
  const session = await database.connect();
  await session.begin('snapshot');
  await session.ask({ text: 'SELECT 1' });
  return session;
};

interface AskedOld {
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
}

/** A table that was written anew has no row for whoever has a snapshot from before: chapter 13.6 of PostgreSQL's manual, "Caveats". */
const emptyFinding = (statement: Statement, table: string, was: number, server: string): Finding =>
  observedFinding(
    'oldSnapshot',
    `N-1's ${statement.name} gets no row in a transaction with a snapshot from before the migration, and had ${was}; nothing tells it so`,
    {
      object: table,
      use: {
        of: 'a transaction with one snapshot (REPEATABLE READ) that is open across the migration',
        state: 'unknown',
        assume: 'unused',
      },
      witness: {
        kind: 'statement',
        value: { statement: statement.text, ...(statement.values.length > 0 && { values: statement.values }), rows: { was, is: 0 } },
        confirmedBy: server,
      },
    },
  );

/** Of the tables that a statement touches one that had rows, and has none to the old transaction: a join may be empty for other reasons. */
const emptied = async (session: Connection, { touches }: Statement, contents: Contents): Promise<string | undefined> => {
  for (const table of touches.filter((one) => one.startsWith('table '))) {
    const name = table.slice('table '.length);
    const there = contents.get(name);
    if (!there || countOf(there) === 0) continue;
    const { reply } = await session.attempt({ text: `SELECT FROM ${name} LIMIT 1` });
    if (reply.kind === 'done' && reply.rows.length === 0) return table;
  }
  return undefined;
};

/** What the old transaction is refused, once the migration is through, and what it does not find any more. */
const askOld = async (session: Connection, { baseline, contents }: Prepared, server: string): Promise<AskedOld> => {
  const observations: Observation[] = [];
  const empty = new Map<string, Finding>();
  for (const { statement, own } of baseline
    .filter(({ statement: { kind, origin } }) => kind === 'select' && origin !== 'prepared-only')
    .slice(0, 20)) {
    const { reply } = await session.attempt({ text: statement.text, values: statement.values });
    if (reply.kind === 'refused')
      observations.push({
        cells: ['mixed'],
        on: 'a transaction open since before the migration',
        statement,
        kind: 'refused',
        refusal: reply.refusal,
        weak: true,
      });
    const was = own[0].reply.kind === 'done' ? own[0].reply.rows.length : 0;
    if (reply.kind !== 'done' || reply.rows.length > 0 || was === 0) continue;
    const table = await emptied(session, statement, contents);
    if (table !== undefined && !empty.has(table)) empty.set(table, emptyFinding(statement, table, was, server));
  }
  return { observations, findings: [...empty.values()] };
};

/** Runs the migration beside connections that N-1 had opened before it: one with prepared statements, one with a transaction. */
export const goUp = async (
  prepared: Prepared,
  database: ScratchDatabase,
  looker: Connection,
  scripts: { readonly before: ReadScript; readonly up: ReadScript },
  ground: Ground,
  server: ScratchServer,
): Promise<Went> => {
  const { up } = scripts;
  const { baseline } = prepared;
  await using pool = await database.connect();
  const plans = server.capabilities.keepsPlans ? await keepPlans(pool, baseline) : undefined;
  // What builds an index beside running traffic waits for every transaction that is older than it.
  await using older = up.mode === 'one-transaction' ? await openBefore(database) : undefined;
  const { failure, locks, counts } = await apply(database, up, server);
  const catalog = await looker.catalog();
  if (failure === undefined) {
    const numbers = await readNumbers(looker, catalog);
    const byOld = older && (await askOld(older, prepared, server.name));
    const observations = [...((await plans?.again(looker, () => database.connect())) ?? []), ...(byOld?.observations ?? [])];
    const failed = observations.filter(({ kind }) => kind === 'plan').length;
    return {
      arrived: { database, catalog, withRows: true, contents: prepared.contents, numbers },
      observations,
      plans: { tried: plans?.tried ?? 0, failed },
      locks,
      counts,
      byOld: byOld?.findings ?? [],
    };
  }
  const leftBehind = diffCatalogs(prepared.catalog, catalog).map(nameOf);
  const finding = refusedUp(failure, up, leftBehind, server);
  const tried = { tried: plans?.tried ?? 0, failed: 0 };
  if (failure.refusal.about === 'rows') {
    const empty = await prepareSchema(scripts.before, ground, server);
    const contents = await contentsOf(empty, prepared.catalog);
    const onEmpty = await apply(empty, up, server);
    await using other = await empty.connect();
    const made = await other.catalog();
    // Whatever rows there are it is refused: that is told, and not which of those that were made stop it before.
    if (onEmpty.failure && onEmpty.failure.refusal.about !== 'rows')
      return {
        failure: refusedUp(onEmpty.failure, up, diffCatalogs(prepared.catalog, made).map(nameOf), server),
        observations: [],
        plans: tried,
        locks,
      };
    if (onEmpty.failure === undefined) {
      const observations = [stoppedByRows(failure, finding, [prepared.catalog, made])];
      return {
        arrived: { database: empty, catalog: made, withRows: false, contents, numbers: [] },
        observations,
        plans: tried,
        locks,
        stopped: { failure, own: finding },
      };
    }
  }
  return { failure: finding, observations: [], plans: tried, locks };
};

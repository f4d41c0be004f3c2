import { messageOf } from '../../../../core/error.ts';
import type { ColumnComparison, TableComparison } from '../../../content.ts';
import { digestRelation, narrowed } from '../digest.ts';
import type { Session } from '../session.ts';
import { bitsFor, type Bucket, everything, type Prefix, readBuckets } from './buckets.ts';
import { readRelation, type Relation } from './relation.ts';
import { columnsOf, type Found, findRows, showRows } from './rows.ts';
import { underSettings } from './settings.ts';

export interface CompareOptions {
  /** Rows that are shown of a table, at most; 10 where it is not said. */
  readonly shown?: number;
  /** Workers of each server, at most; none where it is not said. */
  readonly workers?: number;
}

type Two<T> = readonly [T, T];

/** Hashes that are held of the rows of buckets that differ, at most. */
const mostHashes = 200_000;

const both = async <T>(work: (side: 0 | 1) => Promise<T>): Promise<Two<T>> => Promise.all([work(0), work(1)]);

/** What can be compared of two tables, and what cannot. */
const common = ([was, is]: Two<Relation>): { names: readonly string[]; left: readonly ColumnComparison[] } => {
  const others = new Map(is.columns.map((column) => [column.name, column]));
  const known = new Set(was.columns.map(({ name }) => name));
  const left: ColumnComparison[] = [];
  const names: string[] = [];
  for (const { name, type } of was.columns) {
    const other = others.get(name);
    if (other?.type === type) names.push(name);
    else left.push({ name, state: 'unknown', why: other ? `${type} became ${other.type}` : 'it is not on the second side' });
  }
  for (const { name } of is.columns) if (!known.has(name)) left.push({ name, state: 'unknown', why: 'it is not on the first side' });
  return { names, left };
};

/** The key of both; none where they are told apart by different columns. */
const commonKey = ([was, is]: Two<Relation>, names: readonly string[]): readonly string[] =>
  JSON.stringify(was.key) === JSON.stringify(is.key) && was.key.every((name) => names.includes(name)) ? was.key : [];

interface Seen {
  /** Columns that differ in rows that are on both sides; without a key, whose values do. */
  readonly columns: Set<string>;
  /** Columns of which more than that cannot be said, since rows are missing beside them. */
  readonly blurred: Set<string>;
}

/** Notes which columns differ in a bucket. */
const note = (seen: Seen, was: Bucket | undefined, is: Bucket | undefined, { columns, key }: Relation): void => {
  const sameRows = key.length > 0 && was?.identity === is?.identity;
  for (const [at, { name }] of columns.entries())
    if (was?.sums[at] !== is?.sums[at]) (sameRows || key.length === 0 ? seen.columns : seen.blurred).add(name);
};

const same = (was: Bucket | undefined, is: Bucket | undefined): boolean =>
  was?.rows === is?.rows && was?.identity === is?.identity && JSON.stringify(was?.sums) === JSON.stringify(is?.sums);

/** Buckets that differ, small enough to look at the rows: those that are too large are split by more of the hash. */
async function* differingBuckets(
  sessions: Two<Session>,
  relations: Two<Relation>,
  most: number,
  prefix: Prefix = everything,
): AsyncGenerator<{ prefix: Prefix; rows: number }> {
  const bits = Math.min(bitsFor(1), 62 - prefix.bits);
  const [was, is] = await both((side) => readBuckets(sessions[side], relations[side], prefix, bits, 'rows'));
  const differing = [...new Set([...was.keys(), ...is.keys()])].filter((value) => !same(was.get(value), is.get(value)));
  const sized = differing
    .map((value) => ({ value, rows: Math.max(was.get(value)?.rows ?? 0, is.get(value)?.rows ?? 0) }))
    .sort((a, b) => a.rows - b.rows);
  for (const { value, rows } of sized) {
    const inside: Prefix = { bits: prefix.bits + bits, value: prefix.value | (value << BigInt(prefix.bits)) };
    if (rows > most && inside.bits < 62) yield* differingBuckets(sessions, relations, most, inside);
    else yield { prefix: inside, rows };
  }
}

/** Looks at buckets until enough rows are found, or there are no more. */
const search = async (
  sessions: Two<Session>,
  relations: Two<Relation>,
  wanted: number,
): Promise<{ found: readonly Found[]; exact: boolean }> => {
  const most = Math.max(100, Math.floor(mostHashes / Math.max(1, relations[0].columns.length)));
  const found: Found[] = [];
  let batch: Prefix[] = [];
  let held = 0;
  const look = async (): Promise<void> => {
    if (batch.length > 0) found.push(...(await findRows(sessions, relations, batch)));
    [batch, held] = [[], 0];
  };
  for await (const { prefix, rows } of differingBuckets(sessions, relations, most)) {
    if (batch.length > 0 && (held + rows > most || batch[0]?.bits !== prefix.bits)) {
      await look();
      if (found.length >= wanted) return { found, exact: false };
    }
    batch.push(prefix);
    held += rows;
  }
  await look();
  return { found, exact: true };
};

/** Columns that differ, and those of which it cannot be said. */
const seenIn = async (sessions: Two<Session>, relations: Two<Relation>, found: readonly Found[], exact: boolean): Promise<Seen> => {
  const seen: Seen = { columns: new Set(columnsOf(found, relations[0])), blurred: new Set() };
  if (exact) return seen;
  // Too many rows differ to look at each: their columns are summed up.
  const bits = relations[0].key.length === 0 ? 0 : bitsFor(relations[0].columns.length);
  const [was, is] = await both((side) => readBuckets(sessions[side], relations[side], everything, bits, 'columns'));
  if (relations[0].key.length === 0) seen.columns.clear();
  for (const value of new Set([...was.keys(), ...is.keys()])) note(seen, was.get(value), is.get(value), relations[0]);
  return seen;
};

const missing = (table: string, was: Relation | undefined, is: Relation | undefined): TableComparison | undefined =>
  was && is
    ? undefined
    : {
        table,
        state: was || is ? 'differs' : 'unknown',
        why: was ? 'it is not on the second side' : is ? 'it is not on the first side' : 'it is on neither side',
        columns: [],
        key: [],
        differing: { rows: 0, exact: false },
        shown: [],
      };

const compareTable = async (sessions: Two<Session>, table: string, wanted: number): Promise<TableComparison> => {
  const [was, is] = await both((side) => readRelation(sessions[side], table));
  const gone = missing(table, was, is);
  if (gone || !was || !is) return gone as TableComparison;
  const { names, left } = common([was, is]);
  if (names.length === 0 && left.length > 0)
    return {
      table,
      state: 'unknown',
      why: 'no column can be compared',
      columns: left,
      key: [],
      differing: { rows: 0, exact: false },
      shown: [],
    };
  const key = commonKey([was, is], names);
  const relations: Two<Relation> = [
    { ...narrowed(was, names), key },
    { ...narrowed(is, names), key },
  ];
  const digests = await both((side) => digestRelation(sessions[side], relations[side]));
  const rows = { was: digests[0].rows, is: digests[1].rows };
  const told = (states: readonly ColumnComparison[]): readonly ColumnComparison[] =>
    [...states, ...left].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (digests[0].digest === digests[1].digest)
    return {
      table,
      state: left.length === 0 ? 'equal' : 'unknown',
      ...(left.length > 0 && { why: 'some columns cannot be compared' }),
      rows,
      columns: told(names.map((name) => ({ name, state: 'equal' }))),
      key,
      differing: { rows: 0, exact: left.length === 0 },
      shown: [],
    };
  const { found, exact } = await search(sessions, relations, wanted);
  const seen = await seenIn(sessions, relations, found, exact);
  const stateOf = (name: string): ColumnComparison =>
    seen.columns.has(name)
      ? { name, state: 'differs' }
      : !seen.blurred.has(name)
        ? { name, state: 'equal' }
        : { name, state: 'unknown', why: 'not all rows that differ were looked at' };
  return {
    table,
    state: 'differs',
    rows,
    columns: told(names.map(stateOf)),
    key,
    differing: { rows: found.reduce((sum, { times }) => sum + times, 0), exact },
    shown: await showRows(sessions, relations, found.slice(0, wanted)),
  };
};

/**
 * Compares the rows of tables in two databases, each as of one moment. Where digests differ, rows are found by buckets of hashes:
 * nothing but these and the rows that are shown leaves the servers. What the server refuses is `unknown`, never equal. A column of
 * a table with a key is equal when it is in all rows that both sides have; without a key, when its values are, in whatever rows.
 * @param sessions without a transaction; two, which may be of different servers
 * @param tables qualified, and quoted where they have to be
 * @throws DrillError `digest/old-server`, `digest/other-hash`; when a connection is lost
 */
export const compareContent = async (
  sessions: Two<Session>,
  tables: readonly string[],
  { shown = 10, workers = 0 }: CompareOptions = {},
): Promise<readonly TableComparison[]> => {
  const compareAll = async (): Promise<readonly TableComparison[]> => {
    const compared: TableComparison[] = [];
    for (const table of tables) {
      await both((side) => sessions[side].query('SAVEPOINT drill_table'));
      try {
        compared.push(await compareTable(sessions, table, shown));
        await both((side) => sessions[side].query('RELEASE drill_table'));
      } catch (error) {
        // Without an SQLSTATE it is not the server's word about this table.
        if (!/^[0-9FHPX][0-9A-Z]{4}$/.test(String((error as { code?: unknown }).code))) throw error;
        await both((side) => sessions[side].query('ROLLBACK TO drill_table'));
        compared.push({
          table,
          state: 'unknown',
          why: messageOf(error),
          columns: [],
          key: [],
          differing: { rows: 0, exact: false },
          shown: [],
        });
      }
    }
    return compared;
  };
  const within = (side: 0 | 1, work: () => Promise<readonly TableComparison[]>): Promise<readonly TableComparison[]> =>
    underSettings(sessions[side], workers, work);
  await both((side) => sessions[side].query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'));
  try {
    return await within(0, () => within(1, compareAll));
  } finally {
    await both((side) => sessions[side].query('ROLLBACK').catch(() => []));
  }
};

import type { Catalog } from '../catalog.ts';
import type { Connection, Refusal, Reply } from '../engine.ts';
import { type Insert, insertText, inStatements } from './insert.ts';
import { orderOf } from './order.ts';
import { poolsOf } from './pool.ts';
import { type Referred, referredRows } from './referred.ts';
import { type Probe, probeOf, withReadable } from './probe.ts';
import { candidates } from './repair.ts';
import { type Scene, valuesIn } from './scenes.ts';
import { type Table, tablesOf } from './shape.ts';

/** What became of rows that were to be put into a database. */
export interface Placement {
  /** The rows as the server has them: all columns, also those that it made. */
  readonly placed: readonly Insert[];
  /** Every table of the catalog, also those that got none. */
  readonly tables: readonly FilledTable[];
  /** Boundary values that are in no row. */
  readonly unplaced: readonly UnplacedValue[];
}

interface FilledTable {
  readonly table: string;
  readonly wanted: number;
  readonly rows: number;
  /** Where there are fewer than wanted, or none was. */
  readonly why?: string;
}

interface UnplacedValue {
  readonly table: string;
  readonly column: string;
  readonly value: string | null;
  readonly why: string;
}

export interface PlacementOptions {
  readonly seed: number;
  /** Rows that are there already, as an earlier placement has them. */
  readonly there?: readonly Insert[];
  /** `false`: taken back again; what is learned is which rows the server takes. */
  readonly keep?: boolean;
  /** What the rows were made for: its values are told, too, where they are in none. */
  readonly scenes?: readonly Scene[];
}

/** Tries for all refused rows of one table together. */
const budget = 300;
/** Constraints that one row is led past. */
const deepest = 8;
/** So many rows refused in a row, and none ever taken: it will take none. */
const hopeless = 5;

/** Why a table is empty whatever is put into it. */
export const droppedSilently = 'a trigger or a rule drops its rows without a word';

const said = ({ code, message }: Refusal): string => `${message} (${code})`;

/** Puts the rows of one table into the database; what was refused is replaced. */
const fill = async (
  connection: Connection,
  table: Table,
  inserts: readonly Insert[],
  referred: Referred,
  deferred: ReadonlySet<string>,
  seed: number,
  because: Map<string, string>,
  probe: Probe,
): Promise<{ taken: Insert[]; placed: Insert[]; refusal?: string }> => {
  const names = table.columns.map(({ name }) => name);
  const taken: Insert[] = [];
  const placed: Insert[] = [];
  const took = (insert: Insert, values: readonly (string | null)[]): void => {
    referred.took(table.name, new Map(names.map((name, index) => [name, values[index] ?? null])), insert);
    taken.push(insert);
    placed.push({ table: table.name, columns: names, values });
  };
  const placeAll = async (some: readonly Insert[]): Promise<Reply> => {
    const reply = await connection.place(insertText(some, names));
    // A trigger may drop rows without a word; then it is not known which are there.
    if (reply.kind === 'done' && reply.rows.length === some.length)
      for (const [index, values] of reply.rows.entries()) took(some[index] as Insert, values);
    return reply;
  };
  const pools = poolsOf(table, seed);
  /** Tries other values; what gets past one constraint and is held by the next goes on from there. */
  const repaired = async (refused: Insert, why: Refusal, at: number, refusal: string): Promise<boolean> => {
    let [base, held] = [refused, why];
    for (let depth = 0; depth < deepest; depth++) {
      const instead = new Set<string>();
      let next: { insert: Insert; refusal: Refusal } | undefined;
      for (const candidate of candidates(table, pools, base, held, at)) {
        for (const name of candidate.instead) instead.add(name);
        if (++tries > budget) return false;
        const insert = candidate.turn ? referred.turned(table, candidate.insert, deferred, candidate.turn) : candidate.insert;
        const reply = await placeAll([insert]);
        if (reply.kind === 'done') {
          for (const [index, name] of refused.columns.entries())
            if (insert.values[index] !== refused.values[index]) because.set(JSON.stringify([name, refused.values[index]]), refusal);
          return true;
        }
        if (held.constraint !== undefined && reply.refusal.constraint !== undefined && reply.refusal.constraint !== held.constraint) {
          next = { insert, refusal: reply.refusal };
          break;
        }
      }
      if (!next) {
        for (const name of instead) because.set(JSON.stringify([name, base.values[base.columns.indexOf(name)] ?? null]), said(held));
        return false;
      }
      [base, held] = [next.insert, next.refusal];
    }
    return false;
  };
  // Rows that refer to rows of the same statement go one by one, so that they find them.
  const selfReferring = table.foreignKeys.some((key) => key.table === table.name);
  let tries = 0;
  let refusal: string | undefined;
  let inVain = 0;
  for (const some of selfReferring ? inserts.map((insert) => [insert]) : inStatements(inserts)) {
    const ready = some.map((insert) => referred.turned(table, insert, deferred));
    const reply = ready.length === 1 ? undefined : await placeAll(ready);
    if (reply?.kind === 'done') {
      if (reply.rows.length < ready.length) refusal = droppedSilently;
      continue;
    }
    for (const [index, insert] of ready.entries()) {
      if (inVain >= hopeless && taken.length === 0) break;
      const now = selfReferring ? referred.turned(table, insert, deferred) : insert;
      const first = await placeAll([now]);
      if (first.kind === 'done') {
        if (first.rows.length === 0) refusal = droppedSilently;
        continue;
      }
      refusal = said(first.refusal);
      inVain++;
      const readable = await withReadable(probe, table, pools, now, first.refusal, because);
      if (readable !== now && (await placeAll([readable])).kind === 'done') {
        inVain = 0;
        continue;
      }
      if (await repaired(readable, first.refusal, taken.length + index, refusal)) inVain = 0;
    }
  }
  return { taken, placed, ...(refusal === undefined ? {} : { refusal }) };
};

const unplacedOf = (
  table: Table,
  taken: readonly Insert[],
  because: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, readonly string[]>,
): UnplacedValue[] => {
  const bound = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  return table.columns.flatMap((column) => {
    if (column.made || bound.has(column.name)) return [];
    const there = new Set(
      taken.flatMap(({ columns, values }) =>
        columns.includes(column.name)
          ? [values[columns.indexOf(column.name)] ?? null]
          : column.nullable && !column.hasDefault
            ? [null]
            : [],
      ),
    );
    if (!column.values) return [{ table: table.name, column: column.name, value: null, why: `drill knows no values of ${column.type}` }];
    // Of a partitioned table's key only what a partition takes can be asked for.
    const byPartition = (table.partitions ?? []).map((leaf) => leaf.get(column.name)?.boundaries);
    const boundaries =
      byPartition.length > 0 && !byPartition.includes(undefined) ? byPartition.flatMap((values) => values ?? []) : column.values.boundaries;
    return [...new Set([...boundaries, ...(wanted.get(column.name) ?? [])]), ...(column.nullable ? [null] : [])]
      .filter((value) => !there.has(value))
      .map((value) => ({
        table: table.name,
        column: column.name,
        value,
        why: because.get(JSON.stringify([column.name, value])) ?? `${taken.length} rows have no room for it`,
      }));
  });
};

/** Rows whose foreign keys were left for later and lead nowhere are taken out again. */
const closeCircles = async (connection: Connection, tables: readonly Table[]): Promise<string | undefined> => {
  for (let round = 0; ; round++) {
    const reply = await connection.place({ text: 'SET CONSTRAINTS ALL IMMEDIATE' });
    if (reply.kind === 'done') return undefined;
    const table = tables.find(({ foreignKeys }) => foreignKeys.some(({ name }) => name === reply.refusal.constraint));
    const key = table?.foreignKeys.find(({ name }) => name === reply.refusal.constraint);
    if (!table || !key || round > tables.length * 4) return said(reply.refusal);
    const match = key.columns.map((name, index) => `parent.${key.references[index]} = child.${name}`).join(' AND ');
    const all = key.columns.map((name) => `child.${name} IS NOT NULL`).join(' AND ');
    await connection.place({
      text: `DELETE FROM ${table.name} child WHERE ${all} AND NOT EXISTS (SELECT FROM ${key.table} parent WHERE ${match})`,
    });
  }
};

/**
 * Puts rows into a database, in one transaction. What the server refuses is replaced by other values of the same seed; what could not be
 * placed is said. Nobody else may write to the database meanwhile.
 */
export const insertRows = async (
  connection: Connection,
  catalog: Catalog,
  inserts: readonly Insert[],
  { seed, there = [], keep = true, scenes = [] }: PlacementOptions,
): Promise<Placement> => {
  const all = tablesOf(catalog);
  const { steps, stuck } = orderOf(all);
  const tables = new Map(all.map((table) => [table.name, table]));
  const referred = referredRows();
  for (const { table, columns, values } of there)
    referred.took(table, new Map(columns.map((name, index) => [name, values[index] ?? null])));
  const before = new Map(all.map(({ name }) => [name, referred.rows(name).length]));
  const deferredOf = new Map(steps.flatMap(({ table, deferred }) => (deferred.size > 0 ? [[table.name, deferred] as const] : [])));
  const taken = new Map<string, Insert[]>();
  const placed: Insert[] = [];
  const reasons = new Map<string, string>();
  const because = new Map<string, Map<string, string>>(all.map(({ name }) => [name, new Map()]));

  const probe = probeOf(connection);
  await connection.begin();
  // What a transaction may put off it would only notice at its end, when nobody knows which row it was.
  await connection.place({ text: 'SET CONSTRAINTS ALL IMMEDIATE' });
  if (deferredOf.size > 0) await connection.place({ text: 'SET CONSTRAINTS ALL DEFERRED' });
  let start = 0;
  while (start < inserts.length) {
    const name = inserts[start]?.table ?? '';
    let end = start;
    while (inserts[end]?.table === name) end++;
    const table = tables.get(name);
    if (table) {
      const done = await fill(
        connection,
        table,
        inserts.slice(start, end),
        referred,
        deferredOf.get(name) ?? new Set(),
        seed,
        because.get(name) ?? new Map(),
        probe,
      );
      taken.set(name, [...(taken.get(name) ?? []), ...done.taken]);
      placed.push(...done.placed);
      if (done.refusal !== undefined) reasons.set(name, done.refusal);
    }
    start = end;
  }
  const open = deferredOf.size > 0 ? await closeCircles(connection, all) : undefined;
  const end = keep && open === undefined ? await connection.commit() : undefined;
  if (!end || end.kind === 'refused') await connection.rollback();
  const undone = open ?? (end?.kind === 'refused' ? said(end.refusal) : undefined);

  const wanted = Map.groupBy(inserts, ({ table }) => table);
  const rowsIn = (name: string): number => (undone === undefined ? referred.rows(name).length - (before.get(name) ?? 0) : 0);
  const why = (table: Table): string | undefined => {
    if (undone !== undefined) return undone;
    if (stuck.includes(table)) return 'it is in a circle of foreign keys that can be neither NULL nor deferred, or refers to one';
    if (rowsIn(table.name) > 0)
      return rowsIn(table.name) < (wanted.get(table.name)?.length ?? 0) ? (reasons.get(table.name) ?? droppedSilently) : undefined;
    return reasons.get(table.name) ?? (table.partitions?.length === 0 ? 'it has no partition' : unfillable(table));
  };
  return {
    placed: undone === undefined ? placed : [],
    tables: all.map((table) => {
      const reason = why(table);
      return {
        table: table.name,
        wanted: wanted.get(table.name)?.length ?? 0,
        rows: rowsIn(table.name),
        ...(reason === undefined ? {} : { why: reason }),
      };
    }),
    unplaced: all.flatMap((table) =>
      unplacedOf(
        table,
        undone === undefined ? (taken.get(table.name) ?? []) : [],
        because.get(table.name) ?? new Map(),
        valuesIn(scenes, table.name),
      ),
    ),
  };
};

const unfillable = (table: Table): string => {
  const unknown = table.columns.find(({ values, nullable, made, hasDefault }) => !values && !nullable && !made && !hasDefault);
  return unknown ? `drill knows no values of ${unknown.type}, and ${unknown.name} must have one` : 'no row for it was proposed';
};

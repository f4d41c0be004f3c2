import * as fc from 'fast-check';
import type { Catalog } from '../catalog.ts';
import { assemble } from './assemble.ts';
import { anyDrafts, type Draft, draftsOf, rowsNeeded } from './draft.ts';
import type { Insert } from './insert.ts';
import { orderOf } from './order.ts';
import { type Pools, poolsOf } from './pool.ts';
import type { Scene } from './scenes.ts';
import { type Table, tablesOf } from './shape.ts';

export type { Insert } from './insert.ts';

export interface RowOptions {
  /** Any whole number; the same catalog and seed give the same rows. */
  readonly seed: number;
  /** Rows for each table, where its keys allow so many. */
  readonly perTable: number;
  /** More rows, up to so many, where a column has boundary values that would be in none. Absent: none. */
  readonly upTo?: number;
  /** Bytes of a boundary value. Absent: as long as it is. */
  readonly longest?: number;
  /** Rows that statements look for, beside the others. */
  readonly scenes?: readonly Scene[];
  /** Rows that are there already: their keys are taken, and new rows may refer to them. */
  readonly avoid?: readonly Insert[];
}

/** Rows of a trial: each boundary value of every type has its turn, and an enum of very many labels does not make thousands. */
export const usualRows: Pick<RowOptions, 'perTable' | 'upTo'> = { perTable: 12, upTo: 40 };

const once = <Value>(make: (table: Table) => Value): ((table: Table) => Value) => {
  const made = new Map<Table, Value>();
  return (table) => {
    if (!made.has(table)) made.set(table, make(table));
    return made.get(table) as Value;
  };
};

/**
 * Rows for the tables of a catalog, in an order that satisfies foreign keys: boundary values of every type first, then any. They keep
 * NOT NULL, keys, foreign keys, what drill understands of checks, and the bounds of partitions; `insertRows` replaces what the server
 * refuses all the same. Columns whose values the server makes are left out.
 */
export const rowsFor = (
  catalog: Catalog,
  { seed, perTable, upTo = perTable, longest, scenes = [], avoid = [] }: RowOptions,
): readonly Insert[] => {
  const pools = once((table) => poolsOf(table, seed, longest));
  const count = (table: Table): number => Math.max(perTable, Math.min(upTo, rowsNeeded(table, pools(table))));
  return assemble(
    orderOf(tablesOf(catalog)),
    once((table) => draftsOf(table, pools(table), count(table), scenes)),
    pools,
    avoid,
  );
};

/** The same rows as fast-check proposes them: a failing case shrinks to few rows of plain values. At most `perTable` rows a table. */
export const anyRows = (catalog: Catalog, perTable: number): fc.Arbitrary<readonly Insert[]> => {
  const order = orderOf(tablesOf(catalog));
  const pools = once((table): Pools => poolsOf(table, 0));
  const tables = [...new Set(order.steps.map(({ table }) => table))];
  return fc.tuple(...tables.map((table) => anyDrafts(table, perTable))).map((all) => {
    const drafts = new Map<Table, readonly Draft[]>(tables.map((table, index) => [table, all[index] ?? []]));
    return assemble(order, (table) => drafts.get(table) ?? [], pools);
  });
};

import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { Column, Table } from './shape.ts';

/** A number for fast-check out of a seed and what it is for. */
const seedFor = (seed: number, ...names: readonly (string | number)[]): number =>
  createHash('sha256')
    .update(JSON.stringify([seed, ...names]))
    .digest()
    .readInt32LE();

/** Values of one column in an order that the seed decides, without end. */
interface Pool {
  readonly boundaries: readonly string[];
  /** Beyond the boundaries; the same each time. */
  readonly nth: (index: number) => string;
}

const batch = 32;

const poolOf = (table: Table, column: Column, seed: number, longest: number): Pool | undefined => {
  const { values } = column;
  if (!values) return undefined;
  const drawn: string[] = [];
  const short = values.boundaries.filter((text) => Buffer.byteLength(text) <= longest);
  return {
    boundaries: short.length > 0 ? short : values.boundaries,
    nth: (index) => {
      while (drawn.length <= index)
        drawn.push(...fc.sample(values.any, { seed: seedFor(seed, table.name, column.name, drawn.length), numRuns: batch }));
      return drawn[index] ?? '';
    },
  };
};

export type Pools = ReadonlyMap<string, Pool>;

/** By column; a column that drill knows no values for has none. `longest`: bytes of a boundary value. */
export const poolsOf = (table: Table, seed: number, longest = Number.POSITIVE_INFINITY): Pools =>
  new Map(
    table.columns.flatMap((column) => {
      const pool = column.made ? undefined : poolOf(table, column, seed, longest);
      return pool ? [[column.name, pool] as const] : [];
    }),
  );

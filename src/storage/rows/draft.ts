import * as fc from 'fast-check';
import type { Pools } from './pool.ts';
import type { Scene } from './scenes.ts';
import type { Column, Table } from './shape.ts';

/** A row as it was proposed: before it refers to others, and before keys and conditions are looked at. */
export interface Draft {
  /** Columns that are not here are left out. */
  readonly values: ReadonlyMap<string, string | null>;
  /** Which rows it refers to. */
  readonly pick: number;
  /** It belongs to this scene, and has these values for its sake: it refers to the rows of the same, and to those that have them. */
  readonly scene?: Scene;
}

/** May be left out, and has the same value each time it is. */
const mayBeLeft = (column: Column): boolean => column.hasConstantDefault || (column.nullable && !column.hasDefault);

const given = (table: Table): readonly Column[] => table.columns.filter(({ made }) => made === undefined);

/** Are there values for every column that must have one? */
const isFillable = (table: Table): boolean =>
  table.columns.every(({ values, nullable, made, hasDefault }) => values !== undefined || nullable || made !== undefined || hasDefault);

/** The first rows have each column's first value, or none: as many as there are kinds of a plain row. */
const plain = 3;

/** Rows in which each boundary value has its turn; of a partitioned table, those of each partition. */
export const rowsNeeded = ({ partitions }: Table, pools: Pools): number =>
  Math.max(
    0,
    ...[...pools].map(([name, { boundaries }]) => {
      const ofParts = (partitions ?? []).map((leaf) => leaf.get(name)?.boundaries.length ?? boundaries.length);
      return Math.max(boundaries.length, Math.max(0, ...ofParts) * ofParts.length) + plain - 1;
    }),
  );

/** Plain rows with the values that statements look for. */
const sceneDrafts = (table: Table, pools: Pools, scenes: readonly Scene[]): readonly Draft[] =>
  scenes.flatMap((scene, index): Draft[] => {
    const own = scene.values.get(table.name);
    if (!own) return [];
    const values = new Map<string, string | null>();
    for (const { name, nullable, hasDefault } of given(table)) {
      const plainest = pools.get(name)?.boundaries[0] ?? (nullable && !hasDefault ? null : undefined);
      if (plainest !== undefined) values.set(name, plainest);
    }
    for (const [name, value] of own) values.set(name, value);
    return [{ values, pick: index, scene }];
  });

/**
 * The rows of a seed: a plain one, one with only what is required, one with NULL wherever it may be; those that statements look for; and
 * then one boundary value after the other in each column; when they are used up, any values.
 */
export const draftsOf = (table: Table, pools: Pools, count: number, scenes: readonly Scene[] = []): readonly Draft[] => {
  if (!isFillable(table)) return [];
  const own = boundaryDrafts(table, pools, count);
  return [...own.slice(0, plain), ...sceneDrafts(table, pools, scenes), ...own.slice(plain)].map((draft, pick) => ({ ...draft, pick }));
};

const boundaryDrafts = (table: Table, pools: Pools, count: number): readonly Draft[] =>
  Array.from({ length: count }, (_, index) => {
    const values = new Map<string, string | null>();
    for (const column of given(table)) {
      const pool = pools.get(column.name);
      if (index === 1 && mayBeLeft(column)) continue;
      if (index === 2 && column.nullable) values.set(column.name, null);
      else if (!pool) {
        if (column.nullable && !column.hasDefault) values.set(column.name, null);
      } else {
        const turn = index < plain ? 0 : index - plain + 1;
        const beyond = turn - pool.boundaries.length;
        // The first three rows differ from each other, where they can, in their keys alone; see the search for free keys.
        values.set(column.name, pool.boundaries[turn] ?? (column.nullable && beyond % 8 === 7 ? null : pool.nth(Math.max(0, beyond))));
      }
    }
    return { values, pick: index };
  });

/** Drafts as fast-check proposes them: boundary values as often as any; they shrink to fewer rows of plain values. */
export const anyDrafts = (table: Table, most: number): fc.Arbitrary<readonly Draft[]> => {
  const columns = given(table);
  const cells = columns.map(({ values, nullable, hasConstantDefault, hasDefault }): fc.Arbitrary<string | null | undefined> => {
    const [first, ...rest] = values?.boundaries ?? [];
    const none = [
      ...(nullable ? [fc.constant(null)] : []),
      ...(hasConstantDefault || (nullable && !hasDefault) ? [fc.constant(undefined)] : []),
    ];
    const some = values && first !== undefined ? [fc.constantFrom(first, ...rest), values.any] : [];
    return some.length + none.length === 0 ? fc.constant(undefined) : fc.oneof(...some, ...none);
  });
  const row = fc.tuple(fc.nat(most), fc.tuple(...cells)).map(([pick, texts]): Draft => ({
    pick,
    values: new Map(columns.flatMap(({ name }, index) => (texts[index] === undefined ? [] : [[name, texts[index]] as const]))),
  }));
  return fc.array(row, { minLength: 1, maxLength: most });
};

import type { Insert } from './insert.ts';
import type { Row } from './assemble.ts';
import type { ForeignKey, Table } from './shape.ts';

/** The rows that are there, and what became of the values that others refer to. */
export interface Referred {
  readonly rows: (table: string) => readonly Row[];
  /** `insert` was taken, and `row` is what the server made of it. */
  readonly took: (table: string, row: Row, insert?: Insert) => void;
  /** The insert with its foreign keys turned to rows that are there; `turn` chooses others. Keys in `deferred` are left as they are. */
  readonly turned: (table: Table, insert: Insert, deferred: ReadonlySet<string>, turn?: { key: string; by: number }) => Insert;
}

/** Keeps book of the rows of one database. */
export const referredRows = (): Referred => {
  const rows = new Map<string, Row[]>();
  const became = new Map<string, Map<string, Row>>();
  const noted = (table: string, column: string): Map<string, Row> => {
    const name = JSON.stringify([table, column]);
    let found = became.get(name);
    if (!found) became.set(name, (found = new Map()));
    return found;
  };
  const all = (table: string): Row[] => {
    let found = rows.get(table);
    if (!found) rows.set(table, (found = []));
    return found;
  };
  /** The row that a key means: by what was proposed, or by what the server made of it. */
  const meant = (key: ForeignKey, values: readonly (string | null | undefined)[]): Row | undefined => {
    if (key.columns.length === 1) return noted(key.table, key.references[0] ?? '').get(values[0] ?? '');
    return all(key.table).find((row) =>
      key.references.every(
        (name, index) =>
          row.get(name) === values[index] ||
          noted(key.table, name)
            .get(values[index] ?? '')
            ?.get(name) === row.get(name),
      ),
    );
  };
  return {
    rows: (table) => rows.get(table) ?? [],
    took: (table, row, insert) => {
      all(table).push(row);
      for (const [name, value] of row) if (value !== null) noted(table, name).set(value, row);
      for (const [index, name] of insert?.columns.entries() ?? []) noted(table, name).set(insert?.values[index] ?? '', row);
      for (const [name, value] of Object.entries(insert?.foretold ?? {})) noted(table, name).set(value, row);
    },
    turned: (table, insert, deferred, turn) => {
      const values = [...insert.values];
      for (const key of table.foreignKeys) {
        const places = key.columns.map((name) => insert.columns.indexOf(name));
        const given = places.map((place) => values[place]);
        if (places.includes(-1) || given.includes(null) || deferred.has(key.name)) continue;
        // What is not there yet is the row itself, or the server will say that it is nobody.
        const own =
          key.table === table.name &&
          key.references.every(
            (name, index) => values[insert.columns.indexOf(name)] === given[index] || insert.foretold?.[name] === given[index],
          );
        const there = all(key.table);
        const parent = turn?.key === key.name ? there[turn.by % there.length] : (meant(key, given) ?? (own ? undefined : there[0]));
        if (!parent) continue;
        for (const [index, place] of places.entries()) values[place] = parent.get(key.references[index] ?? '') ?? null;
      }
      return { ...insert, values };
    },
  };
};

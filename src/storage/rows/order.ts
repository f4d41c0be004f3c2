import type { Table } from './shape.ts';

/** Some rows of one table, at a point where what they refer to is there. */
export interface Step {
  readonly table: Table;
  /** `first`, `rest`: the table is part of a circle, and is filled in two goes. */
  readonly share: 'all' | 'first' | 'rest';
  /** Foreign keys left NULL, since what they refer to comes later. */
  readonly empty: ReadonlySet<string>;
  /** Foreign keys to be looked at when the circle is complete. */
  readonly deferred: ReadonlySet<string>;
}

export interface Order {
  readonly steps: readonly Step[];
  /** Tables in a circle of foreign keys that can be neither NULL nor deferred. */
  readonly stuck: readonly Table[];
}

/** An order of tables in which each foreign key finds what it refers to. */
export const orderOf = (tables: readonly Table[]): Order => {
  const done = new Set<string>();
  const steps: Step[] = [];
  const known = new Set(tables.map(({ name }) => name));
  /** Tables filled in part, until the tables that they refer to are there. */
  const owing = new Map<Table, ReadonlySet<string>>();
  let left = [...tables];
  const missing = (table: Table): Table['foreignKeys'] =>
    table.foreignKeys.filter((key) => key.table !== table.name && known.has(key.table) && !done.has(key.table));
  while (left.length > 0) {
    const free = left.find((table) => missing(table).length === 0);
    const next =
      free ??
      left.find((table) => missing(table).every(({ optional }) => optional)) ??
      left.find((table) => missing(table).every(({ optional, deferrable }) => optional || deferrable));
    if (!next) return { steps, stuck: left };
    const waiting = missing(next);
    const empty = new Set(waiting.filter(({ optional }) => optional).map(({ name }) => name));
    const deferred = new Set(waiting.filter(({ optional }) => !optional).map(({ name }) => name));
    steps.push({ table: next, share: empty.size > 0 ? 'first' : 'all', empty, deferred });
    if (empty.size > 0) owing.set(next, new Set(waiting.map((key) => key.table)));
    done.add(next.name);
    left = left.filter((table) => table !== next);
    for (const [table, needs] of owing)
      if ([...needs].every((name) => done.has(name))) {
        steps.push({ table, share: 'rest', empty: new Set(), deferred: new Set() });
        owing.delete(table);
      }
  }
  for (const table of owing.keys()) steps.push({ table, share: 'rest', empty: new Set(), deferred: new Set() });
  return { steps, stuck: [] };
};

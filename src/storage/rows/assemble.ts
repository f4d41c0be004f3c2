import type { Draft } from './draft.ts';
import type { Insert } from './insert.ts';
import type { Order, Step } from './order.ts';
import type { Pools } from './pool.ts';
import type { Scene } from './scenes.ts';
import type { Column, ForeignKey, Table, Unique } from './shape.ts';

/** A row's values by column, with those that the server will make as far as they can be foretold. */
export type Row = ReadonlyMap<string, string | null>;

/** Tries for a row with free keys that its conditions accept. */
const tries = 40;

/** `1.0` and `1.00` are one key. */
const keyText = (value: string, type: string): string =>
  /^(?:numeric|real|double precision|money)/.test(type) && !Number.isNaN(Number(value)) ? String(Number(value)) : value;

/** A column that was left out stays so, unless its default refers to something. */
const leaveEmpty = (row: Map<string, string | null>, column: Column | undefined): void => {
  if (column && (row.has(column.name) || column.hasDefault)) row.set(column.name, null);
};

/** The how-manieth value of its sequence it is, from 0; -1: it cannot be told. */
const turnOf = ({ made }: Column, value: string): number =>
  made?.from !== undefined && made.by !== 0n && /^-?\d+$/.test(value) ? Number((BigInt(value) - made.from) / made.by) : -1;

interface Filled {
  readonly rows: Row[];
  /** There are rows that others have made: one just like them could not be told from them. */
  hasOthers?: true;
  readonly keys: Map<string, Set<string>>;
  made: number;
}

const keyOf = (table: Table, unique: Unique, row: Row): string | undefined => {
  const parts = unique.columns.map((name) => {
    const value = row.get(name);
    if (value === undefined) return undefined;
    return value === null ? null : keyText(value, table.columns.find((column) => column.name === name)?.type ?? '');
  });
  // What the server makes it makes unique; a NULL is like no other, unless it is said to be.
  return parts.includes(undefined) || (parts.includes(null) && !unique.nullsNotDistinct) ? undefined : JSON.stringify(parts);
};

/** Does it tell all rows apart? */
const isKey = (table: Table, unique: Unique): boolean =>
  unique.nullsNotDistinct === true ||
  unique.columns.every((name) => table.columns.find((column) => column.name === name)?.nullable === false);

/** Turns drafts into rows that refer to each other and keep to what drill understands of the constraints; the rest is the server's. */
export const assemble = (
  order: Order,
  draftsFor: (table: Table) => readonly Draft[],
  poolsFor: (table: Table) => Pools,
  there: readonly Insert[] = [],
): readonly Insert[] => {
  const filled = new Map<string, Filled>();
  const at = (table: string): Filled => {
    let found = filled.get(table);
    if (!found) filled.set(table, (found = { rows: [], keys: new Map(), made: 0 }));
    return found;
  };
  const remember = (table: Table, row: Row): void => {
    const mine = at(table.name);
    mine.rows.push(row);
    for (const unique of table.uniques) {
      const key = keyOf(table, unique, row);
      if (key === undefined) continue;
      if (!mine.keys.has(unique.name)) mine.keys.set(unique.name, new Set());
      mine.keys.get(unique.name)?.add(key);
    }
  };
  const staging = new Map<Row, Scene>();
  const tables = new Map(order.steps.map(({ table }) => [table.name, table]));
  for (const insert of there) {
    const table = tables.get(insert.table);
    if (!table) continue;
    const row = new Map(insert.columns.map((name, index) => [name, insert.values[index] ?? null]));
    remember(table, row);
    // Others may have had numbers before these: what comes next comes after all that are known.
    const mine = at(insert.table);
    mine.hasOthers = true;
    mine.made = Math.max(mine.made + 1, ...table.columns.map((column) => 1 + turnOf(column, row.get(column.name) ?? '')));
  }

  const makeRow = (step: Step, draft: Draft, attempt: number): Map<string, string | null> | undefined => {
    const { table } = step;
    const row = new Map(draft.values);
    for (const { name, made } of table.columns)
      if (made?.from !== undefined) row.set(name, String(made.from + made.by * BigInt(at(table.name).made)));
    const fixed = new Set<string>();
    const columnOf = (name: string): Column | undefined => table.columns.find((column) => column.name === name);
    for (const key of table.foreignKeys) {
      const wantsNone = key.optional && key.columns.some((name) => columnOf(name)?.nullable && !fixed.has(name) && row.get(name) == null);
      if (step.empty.has(key.name) || wantsNone) {
        for (const name of key.columns) if (columnOf(name)?.nullable && !fixed.has(name)) leaveEmpty(row, columnOf(name));
        continue;
      }
      const parent = parentOf(step, key, row, fixed, draft, attempt);
      if (parent) {
        for (const [index, name] of key.columns.entries()) {
          if (!columnOf(name)?.made) row.set(name, parent.get(key.references[index] ?? '') ?? null);
          fixed.add(name);
        }
      } else if (key.optional) {
        for (const name of key.columns) if (columnOf(name)?.nullable && !fixed.has(name)) leaveEmpty(row, columnOf(name));
      } else return undefined;
    }
    return row;
  };

  const parentOf = (
    step: Step,
    key: ForeignKey,
    row: Row,
    fixed: ReadonlySet<string>,
    { pick, scene }: Draft,
    attempt: number,
  ): Row | undefined => {
    const fits = (parent: Row): boolean =>
      key.columns.every((name, index) => {
        const value = parent.get(key.references[index] ?? '');
        return value != null && (!fixed.has(name) || row.get(name) === value);
      });
    const parents = step.deferred.has(key.name) && tables.has(key.table) ? foretold(tables.get(key.table) as Table) : at(key.table).rows;
    const fitting = parents.filter(fits);
    if (scene && attempt < tries / 2) {
      const own = scene.values.get(step.table.name);
      const isMeant = (parent: Row): boolean =>
        key.columns.some((name) => own?.has(name)) &&
        key.columns.every((name, index) => !own?.has(name) || own.get(name) === parent.get(key.references[index] ?? ''));
      const staged = fitting.find(isMeant) ?? fitting.find((parent) => staging.get(parent) === scene);
      if (staged) return staged;
    }
    // The last one is left to nobody, so that a row can be deleted.
    if (fitting.length > 0) return fitting[(pick + attempt) % Math.max(1, fitting.length - 1)];
    // A row may refer to itself.
    return key.table === step.table.name && fits(row) ? row : undefined;
  };

  /** Rows that come later in a circle, as their drafts have them. */
  const foretold = (table: Table): Row[] =>
    draftsFor(table).map(({ values }, index) => {
      const row = new Map(values);
      for (const { name, made } of table.columns) if (made?.from !== undefined) row.set(name, String(made.from + made.by * BigInt(index)));
      return row;
    });

  /** Is there a row just like it, in a table without a key? What is left to the server may be anything. */
  const isCopy = (table: Table, row: Row): boolean => {
    const { hasOthers, rows } = at(table.name);
    if (!hasOthers || table.uniques.some((unique) => isKey(table, unique))) return false;
    return rows.some((other) => [...row].every(([name, value]) => !other.has(name) || other.get(name) === value));
  };

  const settle = (step: Step, draft: Draft): Row | undefined => {
    const { table } = step;
    const pools = poolsFor(table);
    const bound = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
    const leaf = table.partitions?.[draft.pick % table.partitions.length];
    let values = new Map(draft.values);
    const round = Math.trunc(draft.pick / (table.partitions?.length ?? 1));
    // A default partition says nothing of the key, and takes what the others do not.
    for (const name of new Set((table.partitions ?? []).flatMap((one) => [...one.keys()]))) {
      if (draft.scene?.values.get(table.name)?.has(name)) continue;
      const boundaries = (leaf?.get(name) ?? pools.get(name))?.boundaries ?? [];
      if (boundaries.length > 0) values.set(name, boundaries[round % boundaries.length] ?? null);
    }
    let best: Row | undefined;
    for (let attempt = 0; attempt < tries; attempt++) {
      const row = makeRow(step, { ...draft, values }, attempt);
      if (!row) return undefined;
      const cells = new Map(
        table.columns.flatMap(({ name, type }) => (row.has(name) ? [[name, { value: row.get(name) ?? null, type }] as const] : [])),
      );
      const refusing = table.checks
        .filter(({ holds, columns }) => columns.every((name) => cells.has(name)) && holds(cells) === false)
        .flatMap(({ columns }) => columns);
      const taken = table.uniques
        .filter((unique) =>
          at(table.name)
            .keys.get(unique.name)
            ?.has(keyOf(table, unique, row) ?? ''),
        )
        .flatMap(({ columns }) => columns);
      const copied = refusing.length === 0 && taken.length === 0 && isCopy(table, row);
      if (refusing.length === 0 && taken.length === 0 && !copied) return row;
      if (taken.length === 0) best = row; // Drill may have misread a condition: the server shall say.
      if (copied) {
        // One column at a time, so that the others keep their boundary values.
        const free = table.columns.filter(
          ({ name, made }) => made === undefined && !bound.has(name) && pools.has(name) && !leaf?.has(name),
        );
        const other = free[attempt % Math.max(1, free.length)];
        if (!other) break;
        values = new Map(draft.values).set(other.name, pools.get(other.name)?.nth(draft.pick + attempt) ?? null);
        continue;
      }
      const loose = [...new Set([...refusing, ...taken])].filter((name) => !bound.has(name) && pools.has(name));
      if (loose.length === 0 && bound.size === 0) break;
      values = new Map(values);
      for (const name of loose) {
        const pool = pools.get(name);
        if (!pool) continue;
        const turn = draft.pick + attempt;
        const boundaries = leaf?.get(name)?.boundaries ?? pool.boundaries;
        values.set(
          name,
          boundaries[turn] ?? (leaf?.has(name) ? (values.get(name) ?? null) : pool.nth(Math.max(0, turn - boundaries.length))),
        );
      }
    }
    return best;
  };

  return order.steps.flatMap((step) => {
    const { table } = step;
    const drafts = draftsFor(table);
    const half = Math.ceil(drafts.length / 2);
    const mine = step.share === 'all' ? drafts : step.share === 'first' ? drafts.slice(0, half) : drafts.slice(half);
    return mine.flatMap((draft): Insert[] => {
      const row = table.partitions?.length === 0 ? undefined : settle(step, draft);
      if (!row) return [];
      remember(table, row);
      if (draft.scene) staging.set(row, draft.scene);
      at(table.name).made++;
      const columns = table.columns.filter(({ name, made }) => made === undefined && row.has(name)).map(({ name }) => name);
      const foretold = Object.fromEntries(
        table.columns.flatMap(({ name, made }) => (made?.from === undefined ? [] : [[name, row.get(name) ?? '']])),
      );
      return [
        {
          table: table.name,
          columns,
          values: columns.map((name) => row.get(name) ?? null),
          ...(Object.keys(foretold).length > 0 && { foretold }),
        },
      ];
    });
  });
};

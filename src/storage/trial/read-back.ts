import type { Catalog, ColumnObject } from '../catalog.ts';
import type { Asked } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';

// What a statement that writes has left in its table is read, and held against what the same statement leaves under the other schema.

/** Rows that are read back after a statement that writes. */
export const mostRows = 1000;

const writes: ReadonlySet<Statement['kind']> = new Set(['insert', 'update', 'upsert', 'delete']);

const columnsOf = new WeakMap<Catalog, ReadonlyMap<string, readonly string[]>>();

/** The columns of each table, in their order. Asked once for each statement, and a catalog does not change. */
const columnsIn = (catalog: Catalog): ReadonlyMap<string, readonly string[]> => {
  const known = columnsOf.get(catalog);
  if (known) return known;
  const columns = catalog.objects.filter((one): one is ColumnObject => one.kind === 'column');
  const found = new Map([...Map.groupBy(columns, ({ table }) => table)].map(([table, some]) => [table, some.map(({ column }) => column)]));
  columnsOf.set(catalog, found);
  return found;
};

/** `public.orders` of `table public.orders` and of `column public.orders.note`. */
export const tableOf = (written: string): string | undefined =>
  written.startsWith('table ') ? written.slice('table '.length) : /^column (.*)\.(?:"(?:[^"]|"")*"|[^."]+)$/s.exec(written)?.[1];

/** The table that a statement writes, the first of them; undefined: none, or it does not tell. */
export const writtenBy = ({ kind, touches, writes: [written] = [] }: Statement): string | undefined => {
  if (written !== undefined) return tableOf(written);
  return writes.has(kind) ? touches.find((object) => object.startsWith('table '))?.slice('table '.length) : undefined;
};

/** Of a table with more columns an update of one is read back by that one: each of them with all others would be their square. */
const manyColumns = 24;

/** Tables where a write to one column may write others: columns that the server computes are not meant. */
const triggered = (catalog: Catalog): ReadonlySet<string> =>
  new Set(catalog.objects.flatMap((one) => (one.kind === 'trigger' ? [one.table] : [])));

/** A table, and those that it stands for or that stand for it. */
const kin = (table: string, { objects }: Catalog): readonly string[] => [
  table,
  ...objects.flatMap((one) => {
    if (one.kind !== 'table' && one.kind !== 'foreign table') return [];
    const parents = [...(one.inherits ?? []), ...(one.partitionOf ? [one.partitionOf.parent] : [])];
    return one.name === table ? parents : parents.includes(table) ? [one.name] : [];
  }),
];

/** Columns that a generated update may have changed, where nothing but the server itself changes others beside. */
const concerned = ({ origin, kind, touches }: Statement, table: string, catalogs: readonly Catalog[]): ((name: string) => boolean) => {
  const all = (): boolean => true;
  if (origin !== 'generated' || kind !== 'update') return all;
  if (catalogs.every((catalog) => (columnsIn(catalog).get(table)?.length ?? 0) <= manyColumns)) return all;
  if (catalogs.some((catalog) => kin(table, catalog).some((one) => triggered(catalog).has(one)))) return all;
  const computed = new Set(
    catalogs.flatMap(({ objects }) =>
      objects.flatMap((one) => (one.kind === 'column' && one.table === table && one.generated ? [one.column] : [])),
    ),
  );
  return (name) => computed.has(name) || touches.includes(`column ${table}.${name}`);
};

/** Reads back the columns that both versions have of the table that a statement writes. */
export const readBack = (statement: Statement, catalogs: readonly Catalog[], table = writtenBy(statement)): Asked | undefined => {
  if (table === undefined) return undefined;
  const [first = [], ...others] = catalogs.map((catalog) => columnsIn(catalog).get(table) ?? []);
  const common = first.filter((name) => others.every((names) => names.includes(name))).filter(concerned(statement, table, catalogs));
  return common.length === 0 ? undefined : { text: `SELECT ${common.join(', ')} FROM ${table} LIMIT ${mostRows + 1}` };
};

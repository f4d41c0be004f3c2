import type { Catalog, ColumnObject } from '../catalog.ts';
import type { CapturedContent } from '../content.ts';
import type { Connection, TableIdentity } from '../engine.ts';
import type { Contents, Row, TableRows } from './contents.ts';
import { placeIn } from './lineage.ts';

export type { Contents, Row, TableRows } from './contents.ts';

/** Of a larger table digests are kept, by groups of rows. */
const mostRows = 5000;

/** How many rows there are. */
export const countOf = ({ rows, large, before }: TableRows): number =>
  large ? Math.max(0, large.rows - (before?.rows ?? 0)) : rows.length;

type Shape = Pick<TableRows, 'key' | 'columns' | 'types' | 'is'> & { readonly table: string };

/** Name, columns and key of each table that has rows of its own. */
const tablesIn = (catalog: Catalog, identities: ReadonlyMap<string, TableIdentity>): readonly Shape[] =>
  catalog.objects.flatMap((object) => {
    if (object.kind !== 'table' || object.partitionOf) return [];
    const own = catalog.objects.filter((one): one is ColumnObject => one.kind === 'column' && one.table === object.name);
    const columns = own.map(({ column }) => column);
    const key = catalog.objects.find((one) => one.kind === 'constraint' && one.table === object.name && one.type === 'primary key');
    const types = Object.fromEntries(own.map(({ column, type }) => [column, type]));
    const is = identities.get(object.name);
    return columns.length === 0
      ? []
      : [{ table: object.name, key: key?.kind === 'constraint' ? key.columns : [], columns, types, ...(is && { is }) }];
  });

const plain = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

/** With names as the catalog has them. */
const asNamed = (content: CapturedContent, columns: readonly string[]): CapturedContent => {
  const named = new Map(columns.map((name) => [plain(name), name]));
  const renamed = <T>(of: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [named.get(name) ?? name, value]));
  const groups = new Map([...content.groups].map(([at, group]) => [at, { ...group, values: renamed(group.values) }]));
  return { ...content, types: renamed(content.types), groups };
};

/** By which columns the rows of a large table are told apart: its key, else whatever it has in common with each earlier moment. */
const basesOf = ({ key, columns, types }: Shape, known: readonly TableRows[]): readonly (readonly string[])[] => {
  if (key.length > 0) return [key];
  const bases = known.flatMap((one) => {
    const there = one.large ? Object.keys(one.large.types) : one.columns;
    return [columns.filter((name) => there.includes(name) && one.types[name] === types[name])];
  });
  const some = bases.filter((basis) => basis.length > 0);
  return some.length === 0 ? [columns] : [...new Map(some.map((basis) => [basis.join(), basis])).values()];
};

const digestsOf = async (connection: Connection, shape: Shape, known: readonly TableRows[]): Promise<readonly CapturedContent[]> => {
  const found: CapturedContent[] = [];
  for (const basis of basesOf(shape, known)) {
    const columns = (shape.key.length > 0 ? shape.columns : basis).map(plain);
    const content = await connection.content({ table: shape.table, key: basis.map(plain), columns });
    if (content) found.push(asNamed(content, shape.columns));
  }
  return found;
};

/**
 * Reads all rows of a database, as its catalog says that it is; of large tables digests.
 * @param earlier moments that it will be held against: what was too large then is digested again
 */
export const readContents = async (connection: Connection, catalog: Catalog, earlier: readonly Contents[] = []): Promise<Contents> => {
  const tables = tablesIn(catalog, await connection.identities()).map((shape) => {
    const known = earlier.flatMap((contents) => placeIn(shape.table, shape, contents)?.there ?? []);
    const isLarge = known.some(({ large }) => large !== undefined);
    // What was held before is held again, also when a few rows came to it.
    return { shape, known, isLarge, most: known.length > 0 && !isLarge ? 4 * mostRows : mostRows };
  });
  const replies = await Promise.all(
    tables.map(async ({ shape: { table, columns }, isLarge, most }) =>
      isLarge ? undefined : await connection.ask({ text: `SELECT ${columns.join(', ')} FROM ${table} LIMIT ${most + 1}` }),
    ),
  );
  const contents = new Map<string, TableRows>();
  for (const [index, { shape, known, most }] of tables.entries()) {
    const reply = replies[index];
    const { table, columns } = shape;
    if (reply?.kind === 'refused') continue;
    if (reply && reply.rows.length <= most) {
      const rows = reply.rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
      contents.set(table, { ...shape, rows });
      continue;
    }
    const [large, ...others] = await digestsOf(connection, shape, known);
    contents.set(table, { ...shape, rows: [], ...(large ? { large, others } : { unread: true as const }) });
  }
  return contents;
};

/** What tells a row apart: its key, or all of the columns that are given. */
export const identityOf = (row: Row, key: readonly string[], columns: readonly string[]): string =>
  JSON.stringify((key.length > 0 ? key : columns).map((name) => row[name] ?? null));

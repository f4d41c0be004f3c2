import type { Catalog, CatalogObject } from '../catalog.ts';
import { mentions } from './texts.ts';

// What an object hangs on: then its coming or going is told with that.

const relations: ReadonlySet<string> = new Set(['table', 'foreign table', 'view', 'materialized view']);

/** Everything but the last name of a qualified one: `public.orders` of `public.orders.note`. */
const parentOf = (name: string): string => /^((?:"(?:[^"]|"")*"|[^."])+\.(?:"(?:[^"]|"")*"|[^."])+)\./.exec(name)?.[1] ?? '';

/** The table or view that an object belongs to; undefined where it stands for itself. */
export const tableOf = (object: CatalogObject): string | undefined => {
  if ('table' in object) return object.table;
  if ('persistence' in object) return object.partitionOf?.parent;
  if (object.kind === 'sequence') return object.ownedBy === undefined ? undefined : parentOf(object.ownedBy);
  if (object.kind === 'rule') return parentOf(object.name);
  if (object.kind !== 'grant') return undefined;
  const [, kind, name = ''] = /^(table|foreign table|view|materialized view|column) (.*)$/s.exec(object.on) ?? [];
  return kind === undefined ? undefined : kind === 'column' ? parentOf(name) : name;
};

/** Names of all tables and views. */
export const relationsIn = ({ objects }: Catalog): ReadonlySet<string> =>
  new Set(objects.filter(({ kind }) => relations.has(kind)).map(({ name }) => name));

/** Full names of all columns, also of those that a partition has from its parent. */
export const columnsIn = ({ objects }: Catalog): ReadonlySet<string> =>
  new Set(
    objects.flatMap((object) =>
      object.kind === 'column' ? [object.name] : 'persistence' in object ? object.columns.map((column) => `${object.name}.${column}`) : [],
    ),
  );

/** The columns, by full name, that an object speaks of: a constraint, an index, a sequence, a grant. */
export const columnsOf = (object: CatalogObject, { objects }: Catalog): readonly string[] => {
  if (object.kind === 'constraint') return object.columns.map((column) => `${object.table}.${column}`);
  if (object.kind === 'sequence') return object.ownedBy === undefined ? [] : [object.ownedBy];
  if (object.kind === 'grant') return object.on.startsWith('column ') ? [object.on.slice('column '.length)] : [];
  if (object.kind !== 'index') return [];
  const said = [...object.keys, ...(object.include ?? []), object.predicate ?? ''].join(' ');
  const columns = objects.flatMap((one) => (one.name === object.table && 'persistence' in one ? one.columns : []));
  return columns.filter((column) => mentions(said, column)).map((column) => `${object.table}.${column}`);
};

/** The column of a partition that is not listed, for it says what its parent's says. */
export const inheritedColumn = (object: CatalogObject, { objects }: Catalog): CatalogObject | undefined => {
  if (object.kind !== 'column') return undefined;
  for (let at = object.table; ;) {
    const table = objects.find((one) => one.name === at && 'persistence' in one);
    if (!table || !('persistence' in table) || !table.partitionOf || !table.columns.includes(object.column)) return undefined;
    at = table.partitionOf.parent;
    const column = objects.find((one) => one.kind === 'column' && one.name === `${at}.${object.column}`);
    if (column) return { ...column, name: object.name, table: object.table } as CatalogObject;
  }
};

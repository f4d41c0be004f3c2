import { isDeepStrictEqual } from 'node:util';
import type { Catalog, CatalogObject, ColumnObject, ConstraintObject, IndexObject, TableObject, TriggerObject } from '../catalog.ts';
import { byNameOf, nameOf } from '../objects.ts';
import { mapTexts, replacing, type Texts } from './texts.ts';

// A rename leaves no trace in a catalog but this: what is gone and what is new say the same. It is taken for one where they do,
// and neither has a second candidate.

/** What N calls what N-1 called otherwise. */
export interface Renames {
  /** Of what was renamed itself: the name in N by `nameOf` in N-1. */
  readonly names: ReadonlyMap<string, string>;
  /** A text of N-1 as it reads in N, as far as names in it are qualified. */
  readonly qualified: Texts;
  /** The same of definitions; where it belongs to a table (as N-1 calls it), names of its columns stand alone. */
  readonly texts: (table: string | undefined) => Texts;
}

type Part = ConstraintObject | IndexObject | TriggerObject;

const isTable = (object: CatalogObject): object is TableObject => object.kind === 'table' || object.kind === 'foreign table';

/** Pairs of what is gone and what is new that say the same, where each is the only one for the other. */
const pairs = <T>(gone: readonly T[], fresh: readonly T[], same: (was: T, is: T) => boolean): (readonly [T, T])[] =>
  gone.flatMap((was) => {
    const [is, ...others] = fresh.filter((one) => same(was, one));
    return is !== undefined && others.length === 0 && gone.filter((one) => same(one, is)).length === 1 ? [[was, is] as const] : [];
  });

const partsByTable = new WeakMap<Catalog, ReadonlyMap<string, readonly CatalogObject[]>>();

/** What belongs to each table. Asked for once for each table, and a catalog does not change. */
const partsIn = (catalog: Catalog): ReadonlyMap<string, readonly CatalogObject[]> => {
  const known = partsByTable.get(catalog);
  if (known) return known;
  const parts = catalog.objects.flatMap((object) => ('table' in object ? [object] : []));
  const found = Map.groupBy(parts, ({ kind, table }) => `${kind} ${table}`);
  partsByTable.set(catalog, found);
  return found;
};

const partsOf = <Kind extends CatalogObject['kind']>(
  catalog: Catalog,
  kind: Kind,
  table: string,
): readonly Extract<CatalogObject, { kind: Kind }>[] =>
  (partsIn(catalog).get(`${kind} ${table}`) ?? []) as readonly Extract<CatalogObject, { kind: Kind }>[];

const without = (object: CatalogObject, besides: readonly string[]): unknown =>
  Object.fromEntries(Object.entries(object).filter(([field]) => !besides.includes(field)));

/** All that a table is, but for the names of itself and of its constraints. */
const tableSays = (catalog: Catalog, table: TableObject): unknown => {
  const neutral = replacing([[table.name, '']]);
  const parts = (kind: 'column' | 'constraint'): unknown[] =>
    partsOf(catalog, kind, table.name).map((part) => mapTexts(without(part, ['name', 'table']), neutral));
  return [
    without(table, ['name']),
    parts('column'),
    parts('constraint')
      .map((one) => JSON.stringify(one))
      .sort(),
  ];
};

/** The columns that are there under their own name in both keep their places around it. */
const inPlace = (was: ColumnObject, is: ColumnObject, old: TableObject, next: TableObject): boolean => {
  const around = (columns: readonly string[], at: string, others: readonly string[]): string[] =>
    columns.flatMap((one) => (one === at ? [''] : others.includes(one) ? [one] : []));
  return isDeepStrictEqual(around(old.columns, was.column, next.columns), around(next.columns, is.column, old.columns));
};

const sameButFor =
  (besides: readonly string[], texts: Texts) =>
  (was: CatalogObject, is: CatalogObject): boolean =>
    isDeepStrictEqual(without(was, besides), without(is, besides)) ||
    isDeepStrictEqual(mapTexts(without(was, besides), texts), without(is, besides));

/** A trigger says its own name in its definition. */
export const unnamed = <O extends CatalogObject>(part: O): O =>
  part.kind === 'trigger' ? { ...part, definition: part.definition.replace(/(?<= TRIGGER )("(?:[^"]|"")*"|\S+)/, '') } : part;

/** Nothing was renamed. */
export const noRenames: Renames = { names: new Map(), qualified: replacing([]), texts: () => replacing([]) };

/** Renames of tables, of their columns, and of constraints, indexes and triggers: only what is certain. */
export const findRenames = (old: Catalog, next: Catalog): Renames => {
  const [before, after] = [byNameOf(old.objects), byNameOf(next.objects)];
  const gone = old.objects.filter((object) => isTable(object) && !after.has(nameOf(object))) as TableObject[];
  const fresh = next.objects.filter((object) => isTable(object) && !before.has(nameOf(object))) as TableObject[];
  const tables = pairs(gone, fresh, (was, is) => isDeepStrictEqual(tableSays(old, was), tableSays(next, is)));
  const names = new Map<string, string>(tables.map(([was, is]) => [nameOf(was), is.name]));
  const columns = new Map<string, (readonly [string, string])[]>();
  const qualified: (readonly [string, string])[] = tables.map(([was, is]) => [was.name, is.name]);

  const kept = old.objects.filter(isTable).flatMap((was) => {
    const is = after.get(`${was.kind} ${names.get(nameOf(was)) ?? was.name}`);
    return is && isTable(is) ? [[was, is] as const] : [];
  });
  for (const [was, is] of kept) {
    const [mine, theirs] = [partsOf(old, 'column', was.name), partsOf(next, 'column', is.name)];
    const lost = mine.filter(({ column }) => !is.columns.includes(column) && !theirs.some((other) => other.column === column));
    const found = theirs.filter(({ column }) => !was.columns.includes(column) && !mine.some((other) => other.column === column));
    const same = sameButFor(['name', 'table', 'column'], (text) => text);
    for (const [from, to] of pairs(lost, found, (a, b) => same(a, b) && inPlace(a, b, was, is))) {
      names.set(nameOf(from), to.name);
      columns.set(was.name, [...(columns.get(was.name) ?? []), [from.column, to.column]]);
      qualified.push([`${was.name}.${from.column}`, `${is.name}.${to.column}`]);
    }
  }

  const everywhere = [...columns.values()].flat();
  const texts = (table: string | undefined): Texts =>
    replacing(qualified, (table === undefined ? undefined : columns.get(table)) ?? everywhere);
  for (const [was, is] of kept) {
    const same = sameButFor(['name', 'table', 'constraint', 'comment'], texts(was.name));
    for (const kind of ['constraint', 'index', 'trigger'] as const) {
      // Only an index's name does not begin with its table's.
      const short = (part: Part, table: TableObject): string => (kind === 'index' ? part.name : part.name.slice(table.name.length));
      const [mine, theirs] = [partsOf(old, kind, was.name), partsOf(next, kind, is.name)];
      const [here, there] = [new Set(mine.map((part) => short(part, was))), new Set(theirs.map((part) => short(part, is)))];
      const lost = mine.filter((part) => !there.has(short(part, was)));
      const found = theirs.filter((part) => !here.has(short(part, is)));
      for (const [from, to] of pairs<Part>(lost, found, (a, b) => same(unnamed(a), unnamed(b)))) names.set(nameOf(from), to.name);
    }
  }
  return { names, qualified: replacing(qualified), texts };
};

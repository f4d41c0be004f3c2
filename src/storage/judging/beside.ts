import type {
  Catalog,
  CatalogObject,
  ColumnObject,
  ConstraintObject,
  IndexObject,
  ObjectKind,
  TableObject,
  ViewObject,
} from '../catalog.ts';

// What stands beside an object in its catalog.

interface Laid {
  readonly byName: ReadonlyMap<string, CatalogObject>;
  readonly byTable: ReadonlyMap<string, readonly CatalogObject[]>;
}

const laidOut = new WeakMap<Catalog, Laid>();

const lay = (catalog: Catalog): Laid => {
  let laid = laidOut.get(catalog);
  if (!laid) {
    laid = {
      byName: new Map(catalog.objects.map((object) => [`${object.kind} ${object.name}`, object])),
      byTable: Map.groupBy(catalog.objects, (object) => ('table' in object ? object.table : '')),
    };
    laidOut.set(catalog, laid);
  }
  return laid;
};

const objectIn = (catalog: Catalog, kind: ObjectKind, name: string): CatalogObject | undefined =>
  lay(catalog).byName.get(`${kind} ${name}`);

/** Is there an object of that kind and name: `table public.orders`? */
export const isThere = (catalog: Catalog, named: string): boolean => lay(catalog).byName.has(named);

export const tableIn = (catalog: Catalog, name: string): TableObject | undefined =>
  (objectIn(catalog, 'table', name) ?? objectIn(catalog, 'foreign table', name)) as TableObject | undefined;

export const viewIn = (catalog: Catalog, name: string): ViewObject | undefined =>
  (objectIn(catalog, 'view', name) ?? objectIn(catalog, 'materialized view', name)) as ViewObject | undefined;

const ofOne = (catalog: Catalog, table: string): readonly CatalogObject[] => lay(catalog).byTable.get(table) ?? [];

/** What a partition has of its parent is told there alone. */
const ofTable = (catalog: Catalog, table: string): readonly CatalogObject[] => {
  const parent = tableIn(catalog, table)?.partitionOf?.parent;
  return parent === undefined ? ofOne(catalog, table) : [...ofOne(catalog, table), ...ofTable(catalog, parent)];
};

const columnsOf = (catalog: Catalog, table: string): readonly ColumnObject[] =>
  ofTable(catalog, table).filter((object) => object.kind === 'column');

export const columnIn = (catalog: Catalog, table: string, column: string): ColumnObject | undefined =>
  columnsOf(catalog, table).find((one) => one.column === column);

export const constraintsOf = (catalog: Catalog, table: string): readonly ConstraintObject[] =>
  ofTable(catalog, table).filter((object) => object.kind === 'constraint');

export const indexesOf = (catalog: Catalog, table: string): readonly IndexObject[] =>
  ofTable(catalog, table).filter((object) => object.kind === 'index');

/** Are there none of these columns in N-1? Then its code leaves them out. */
export const areNew = (old: Catalog, table: string, columns: readonly string[]): boolean =>
  columns.length > 0 && columns.every((column) => columnIn(old, table, column) === undefined);

/** Does the column get a value by itself when an insert leaves it out, so that it need not be NULL? */
export const fillsItself = ({ default: given, identity, generated }: ColumnObject): boolean =>
  (given !== undefined && !/^NULL\b/i.test(given)) || identity !== undefined || generated !== undefined;

/** Must an insert give it? */
export const isDemanded = (column: ColumnObject): boolean => column.notNull && !fillsItself(column);

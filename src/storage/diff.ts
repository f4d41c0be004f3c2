import type { Catalog, CatalogObject } from './catalog.ts';
import type { Change } from './change.ts';
import { columnsIn, columnsOf, inheritedColumn, relationsIn, tableOf } from './diff/belonging.ts';
import { fieldChanges } from './diff/fields.ts';
import { type Renames, findRenames, noRenames, unnamed } from './diff/renames.ts';
import { bySortKey, nameOf } from './objects.ts';

/** What an object is found by: an index of another table is another, whatever it is called. */
const keyOf = (object: CatalogObject): string => (object.kind === 'index' ? `${nameOf(object)} on ${object.table}` : nameOf(object));

/** `keyOf` in N of an object of N-1. */
const keyInNext = (object: CatalogObject, { names, qualified }: Renames): string => {
  const name = names.get(nameOf(object)) ?? qualified(object.name);
  return keyOf(object.kind === 'index' ? { ...object, name, table: qualified(object.table) } : { ...object, name });
};

/** A `not null` that is validated is not listed any more: its column has taken it over. */
const becameValidated = (object: CatalogObject, next: Catalog): CatalogObject | undefined =>
  object.kind === 'constraint' &&
  object.type === 'not null' &&
  next.objects.some(
    (one) => one.kind === 'column' && one.notNull && object.columns.some((column) => one.name === `${object.table}.${column}`),
  )
    ? { ...object, validated: true }
    : undefined;

/** The index of a constraint comes, goes and is renamed with it. */
const toldByConstraint = ({ turn, is, was }: Change, changes: readonly Change[]): boolean => {
  const index = is ?? was;
  return (
    index?.kind === 'index' &&
    index.constraint !== undefined &&
    changes.some((other) => other.turn === turn && other.kind === 'constraint' && other.name === `${index.table}.${index.constraint}`)
  );
};

/**
 * What is different in the catalog of N from that of N-1, by kind and name; nothing where they are equal.
 *
 * One edit is one change where that is certain: tables, columns, constraints and indexes that say the same under another name
 * (each the only candidate for the other) are `renamed`, and what only repeats the new name is no change; an enum's renamed label is the
 * field `label`. What comes and goes with its table or its column is listed, and says so. Pure.
 * @param options.renamed false: nothing was renamed, as is known where the migration was seen; what is gone and what is new are two things
 */
export const diffCatalogs = (old: Catalog, next: Catalog, { renamed = true }: { readonly renamed?: boolean } = {}): readonly Change[] => {
  const renames = renamed ? findRenames(old, next) : noRenames;
  const after = new Map(next.objects.map((object) => [keyOf(object), object]));
  const before = new Map(old.objects.map((object) => [keyInNext(object, renames), object]));
  const both = { old, new: next };
  const movedTables = new Set([...renames.names].filter(([name]) => /^(foreign )?table /.test(name)).map(([, name]) => name));
  const [oldTables, newTables] = [relationsIn(old), relationsIn(next)];
  const [oldColumns, newColumns] = [columnsIn(old), columnsIn(next)];
  const renamedTo = new Set([...renames.names].filter(([name]) => name.startsWith('column ')).map(([, name]) => name));

  const added = (is: CatalogObject): Change => {
    const table = tableOf(is);
    const columns = columnsOf(is, next);
    const isNew = (column: string): boolean => newColumns.has(column) && !oldColumns.has(column) && !renamedTo.has(column);
    return {
      turn: 'added',
      kind: is.kind,
      name: is.name,
      is,
      fields: [],
      withTable: table !== undefined && newTables.has(table) && !oldTables.has(table) && !movedTables.has(table),
      withColumn: columns.length > 0 && columns.every(isNew),
      ...both,
    };
  };
  const removed = (was: CatalogObject): Change => {
    const table = tableOf(was);
    return {
      turn: 'removed',
      kind: was.kind,
      name: was.name,
      was,
      fields: [],
      withTable: table !== undefined && !newTables.has(renames.qualified(table)),
      withColumn: columnsOf(was, old).some((column) => oldColumns.has(column) && !newColumns.has(renames.qualified(column))),
      ...both,
    };
  };
  const changed = (was: CatalogObject, is: CatalogObject): Change[] => {
    const renamed = renames.names.has(nameOf(was));
    const [before, after] = renamed ? [unnamed(was), unnamed(is)] : [was, is];
    const fields = fieldChanges(before, after, renames.texts(tableOf(was)));
    if (!renamed && fields.length === 0) return [];
    const turn = renamed ? 'renamed' : 'changed';
    return [{ turn, kind: is.kind, name: is.name, was, is, fields, withTable: false, withColumn: false, ...both }];
  };

  const changes = [
    ...[...before].flatMap(([name, was]) => {
      const is = after.get(name) ?? becameValidated(was, next) ?? inheritedColumn(was, next);
      return is ? changed(was, is) : [removed(was)];
    }),
    ...next.objects
      .filter((object) => !before.has(keyOf(object)))
      .flatMap((object) => {
        const was = inheritedColumn(object, old);
        return was ? changed(was, object) : [added(object)];
      }),
  ];
  return changes.filter((change) => !toldByConstraint(change, changes)).sort((a, b) => bySortKey((a.is ?? a.was)!, (b.is ?? b.was)!));
};

import type { CatalogObject, ColumnObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { mentions } from '../diff/texts.ts';
import { isThere, tableIn } from './beside.ts';
import { bareText, lastPart, partsOf } from './tokens.ts';

// One edit gives one finding: what only follows from another change is told by that one.

/** Fields that one edit changes together: the first that differs speaks for all. */
const together: readonly (readonly string[])[] = [
  ['label', 'labels'],
  ['max', 'min', 'type'],
  ['unique', 'keys', 'predicate', 'method', 'nullsNotDistinct'],
  ['subtype', 'definition'],
  ['returns', 'definition'],
  ['columns', 'definition'],
];

const isLaterOfOneEdit = (field: string, { kind, fields }: Change): boolean => {
  if (kind === 'column' || kind === 'constraint') return false;
  const group = together.find(
    (names) => names.includes(field) && names.some((name) => name !== field && fields.some((one) => one.field === name)),
  );
  return group !== undefined && group.find((name) => fields.some((one) => one.field === name)) !== field;
};

const retyped = (change: Change): change is Change & { readonly is: ColumnObject } =>
  change.is?.kind === 'column' && change.fields.some(({ field }) => field === 'type');

const tableOf = (object: CatalogObject | undefined): string | undefined => (object && 'table' in object ? object.table : undefined);

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(textOf).join(', ')
      : String(value);

/** The same in every word but casts, with a column of another type: the server writes it so. */
const followsType = ({ is, fields: [field] }: Change, all: readonly Change[]): boolean => {
  const columns = all.filter(retyped);
  const table = tableOf(is);
  return (
    columns.some((one) => table === undefined || one.is.table === table) && bareText(textOf(field?.was)) === bareText(textOf(field?.is))
  );
};

/** Columns of a view that have the type of the column that they come from, which has another one now. */
const followsColumns = ({ is, was }: Change, all: readonly Change[]): boolean => {
  if (!is || !was || !('columns' in is) || !('columns' in was) || !('definition' in is) || is.kind === 'constraint') return false;
  const [before, after] = [was.columns, is.columns] as readonly [readonly string[], readonly string[]];
  return (
    before.length === after.length &&
    before.every((column, i) =>
      [
        column,
        ...all.filter(retyped).map(({ is: next, was: old }) => column.replace(new RegExp(` ${escaped(typeOf(old))}$`), ` ${next.type}`)),
      ].includes(after[i] ?? ''),
    )
  );
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const typeOf = (object: CatalogObject | undefined): string => (object?.kind === 'column' ? object.type : '');

/** A column of a type that is called otherwise, and is the same. */
const followsTypeName = ({ is, was, fields: [field] }: Change, all: readonly Change[]): boolean => {
  if (field?.field !== 'type' || is?.kind !== 'column' || was?.kind !== 'column') return false;
  const typeIn = (type: string, turn: 'added' | 'removed'): string | undefined => {
    const change = all.find(
      (one) => userTypes.has(one.kind) && one.turn === turn && lastPart(one.name) === lastPart(type.replace(/\[\]$/, '')),
    );
    const object = change?.is ?? change?.was;
    return object && JSON.stringify({ ...object, name: '' });
  };
  const before = typeIn(was.type, 'removed');
  return before !== undefined && before === typeIn(is.type, 'added') && was.type.endsWith('[]') === is.type.endsWith('[]');
};

const userTypes: ReadonlySet<string> = new Set(['enum', 'domain', 'composite', 'range']);

/** A schema that is called otherwise: all that lay in it lies in the new one. */
const followsSchema = ({ turn, was, name }: Change, all: readonly Change[]): boolean => {
  const [from, to] = [partsOf(was?.name ?? '')[0], partsOf(name)[0]];
  const isOf = (one: Change, kind: Change['turn'], schema: string | undefined): boolean =>
    one.kind === 'schema' && one.turn === kind && one.name === schema;
  return turn === 'renamed' && from !== to && all.some((one) => isOf(one, 'removed', from)) && all.some((one) => isOf(one, 'added', to));
};

/** The same but for the label of an enum that is called something else. */
const followsLabel = ({ fields: [field] }: Change, all: readonly Change[]): boolean => {
  if (typeof field?.was !== 'string' || typeof field.is !== 'string') return false;
  const labels = all.flatMap(({ kind, fields }) => (kind === 'enum' ? fields.filter((one) => one.field === 'label') : []));
  const renamed = labels.reduce((text, { was, is }) => text.replaceAll(`'${String(was)}'`, `'${String(is)}'`), field.was);
  return labels.length > 0 && renamed === field.is;
};

/** A key makes its columns NOT NULL, and may take that with it. */
const followsKey = ({ is, fields: [field] }: Change, all: readonly Change[]): boolean =>
  field?.field === 'notNull' &&
  is?.kind === 'column' &&
  all.some(({ is: after, was }) => {
    const key = after ?? was;
    return key?.kind === 'constraint' && key.type === 'primary key' && key.table === is.table && key.columns.includes(is.column);
  });

/** The sequence of an identity comes and goes with that; and a sequence that a table owns moves to another schema, and to another owner, with it. */
const followsOwner = ({ turn, is, was, fields: [field] }: Change, all: readonly Change[]): boolean => {
  const sequence = is ?? was;
  const { ownedBy } = sequence?.kind === 'sequence' ? sequence : {};
  if (ownedBy === undefined || sequence === undefined) return false;
  const of = (table: string | undefined): boolean => table !== undefined && ownedBy.startsWith(`${table}.`);
  if (turn === 'changed')
    return field?.field === 'owner' && all.some(({ name, fields }) => of(name) && fields.some((one) => one.field === 'owner'));
  return all.some(
    (other) =>
      (other.kind === 'column' && other.name === ownedBy && other.fields.some((one) => one.field === 'identity')) ||
      (other.turn === 'renamed' && other.kind === 'table' && of(turn === 'added' ? other.name : other.was?.name)),
  );
};

/** What spoke of a column that is gone, and speaks of another one now. */
const lostColumn = ({ turn, was }: Change, all: readonly Change[]): boolean => {
  if (turn !== 'changed' || (was?.kind !== 'index' && was?.kind !== 'constraint')) return false;
  const said = was.kind === 'index' ? [...was.keys, was.predicate ?? ''].join(' ') : was.columns.join(' ');
  return all.some(
    (other) =>
      other.turn === 'removed' && other.was?.kind === 'column' && other.was.table === was.table && mentions(said, other.was.column),
  );
};

/** What referred to something that is gone. */
const wentWithTarget = ({ turn, was }: Change, all: readonly Change[]): boolean => {
  const target = turn === 'removed' && was?.kind === 'constraint' ? was.references : undefined;
  if (!target) return false;
  const names = new Set([target.table, ...target.columns.map((column) => `${target.table}.${column}`)]);
  return all.some((other) => other.turn === 'removed' && (other.kind === 'table' || other.kind === 'column') && names.has(other.name));
};

/** A constraint that the server named after its table. */
const followsTable = ({ turn, is, was }: Change, all: readonly Change[]): boolean =>
  turn === 'renamed' &&
  is?.kind === 'constraint' &&
  was?.kind === 'constraint' &&
  all.some(
    (other) =>
      other.turn === 'renamed' &&
      other.name === is.table &&
      other.was?.name === was.table &&
      lastPart(was.name).replace(lastPart(was.table), lastPart(is.table)) === lastPart(is.name),
  );

const inSchema = ({ kind, name, turn }: Change, all: readonly Change[]): boolean =>
  kind !== 'schema' &&
  all.some((other) => other.kind === 'schema' && other.turn === turn && partsOf(name.replace(/^\w+ /, ''))[0] === other.name);

/** Rights that come and go with what they are about. */
const goesWithItsObject = ({ turn, is, was, old, new: next }: Change): boolean => {
  const grant = is ?? was;
  return (
    (turn === 'added' || turn === 'removed') &&
    grant?.kind === 'grant' &&
    !grant.on.startsWith('future ') &&
    grant.on !== 'database' &&
    !(isThere(old, grant.on) && isThere(next, grant.on))
  );
};

/** What N refers to from a table or a column of its own binds N-1 all the same. */
const isReference = ({ turn, is, old }: Change): boolean =>
  turn === 'added' &&
  is?.kind === 'constraint' &&
  is.type === 'foreign key' &&
  is.references !== undefined &&
  tableIn(old, is.references.table) !== undefined;

/** Its table came or went, and something else has, or had, that name. */
const isOfSuchTable = ({ turn, is, was }: Change, all: readonly Change[]): boolean =>
  (turn === 'added' || turn === 'removed') &&
  all.some((other) => other.turn === turn && other.kind === 'table' && other.name === tableOf(is ?? was));

const isWithOther = (change: Change, all: readonly Change[]): boolean => {
  if (isReference(change)) return false;
  const { withTable, withColumn, turn, kind } = change;
  // What is demanded of columns that only N has may hit N-1, too, which leaves them out.
  return withTable || (withColumn && (turn === 'removed' || (kind !== 'constraint' && kind !== 'index'))) || isOfSuchTable(change, all);
};

const isOfConstraint = ({ is, was, fields: [field] }: Change): boolean => {
  const index = is ?? was;
  return index?.kind === 'index' && index.constraint !== undefined && field?.field !== 'valid';
};

/**
 * Does a part of a change only follow from another one?
 * @param whole the change that it is a part of
 * @param all every change between the two catalogs
 */
export const isEcho = (facet: Change, whole: Change, all: readonly Change[]): boolean => {
  const field = facet.turn === 'changed' ? facet.fields[0]?.field : undefined;
  if (isWithOther(facet, all) || isOfConstraint(facet) || inSchema(facet, all) || goesWithItsObject(facet)) return true;
  if (followsSchema(facet, all) || followsOwner(facet, all) || wentWithTarget(facet, all) || followsTable(facet, all)) return true;
  if (field === undefined || field === 'type') return field === 'type' && (isLaterOfOneEdit(field, whole) || followsTypeName(facet, all));
  return (
    isLaterOfOneEdit(field, whole) ||
    lostColumn(facet, all) ||
    followsKey(facet, all) ||
    followsType(facet, all) ||
    followsLabel(facet, all) ||
    (field === 'columns' && followsColumns(facet, all))
  );
};

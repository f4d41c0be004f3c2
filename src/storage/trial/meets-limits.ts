import type { CatalogObject, ColumnObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { saysWhatItWrites, type Verb } from '../statements/effects.ts';
import type { Statement } from '../statements/statement.ts';

// Who meets what limits rows, and who minds in which order columns stand.

/** A change, and the rule by which it is judged: what it means differs from rule to rule. */
export interface Judging {
  readonly change: Change;
  readonly rule: string;
}

export type Does = (table: string, ...verbs: readonly Verb[]) => boolean;

/** The columns that a check, a key or a unique index speaks of; undefined: not of rows alone, or of what cannot be told. */
const limitedBy = (object: CatalogObject | undefined): readonly string[] | undefined => {
  if (object?.kind === 'constraint') return object.type === 'foreign key' || object.type === 'not null' ? undefined : object.columns;
  if (object?.kind !== 'index' || !object.unique) return undefined;
  return object.predicate === undefined ? object.keys.map((key) => /^(?:"(?:[^"]|"")+"|[^\s("]+)/.exec(key)?.[0] ?? '') : [];
};

const isValid = (object: CatalogObject | undefined): boolean =>
  (object?.kind === 'constraint' && object.validated) || (object?.kind === 'index' && object.valid);

/** What the rows that are there all keep is met by who puts in others, or changes one of its columns; never by who takes rows away. */
const meetsLimit = ({ change }: Judging, statement: Statement, does: Does, isAlike: boolean): boolean | undefined => {
  const { was, is, old, new: next } = change;
  const [before, after] = [limitedBy(was), limitedBy(is)];
  const object = is ?? was;
  if ((!before && !after) || object === undefined || !('table' in object)) return undefined;
  if (!does(object.table, 'insert', 'update')) return false;
  if (!isAlike || does(object.table, 'insert') || !isValid(is) || !saysWhatItWrites(old, statement)) return undefined;
  const columns = [...(before ?? []), ...(after ?? [])];
  const isPlain = (name: string): boolean =>
    next.objects.some((one) => one.kind === 'column' && one.table === object.table && one.column === name && one.generated === undefined);
  if (columns.length === 0 || !columns.every(isPlain)) return undefined;
  return columns.some((name) => (statement.writes ?? []).includes(`column ${object.table}.${name}`));
};

const isStored = ({ old, new: next }: Change, name: string): boolean =>
  [old, next].some(({ objects }) => objects.some((one) => one.kind === 'materialized view' && one.name === name));

/** Nobody writes rows of a view that is stored: that they are there once is asked by who refreshes it beside its readers. */
export const meetsStored = ({ change, rule }: Judging, { text, touches, kind }: Statement): boolean | undefined => {
  const object = change.was ?? change.is;
  if (object?.kind !== 'index' || !rule.startsWith('storage/unique-') || !isStored(change, object.table)) return undefined;
  if (/^\s*refresh\b/i.test(text)) return /\bconcurrently\b/i.test(text);
  return kind === 'select' && !touches.some((one) => /^(?:function|procedure) /.test(one)) ? false : undefined;
};

const columnsOf = ({ old }: Change, table: string): readonly ColumnObject[] =>
  old.objects.filter((one): one is ColumnObject => one.kind === 'column' && one.table === table);

const withoutList =
  /\binsert\s+into\s+\S+\s*(?:as\s+\S+\s+)?(?!\()(?:values|select|default|with|table|overriding)\b|\bcopy\s+\S+\s+(?:from|to)\b/i;

/** In which order columns stand is minded by who names none: in `*`, in a whole row, in an insert without a list. */
const meetsOrder = ({ change, rule }: Judging, { text, touches }: Statement, isAlike: boolean): boolean | undefined => {
  const table = change.was?.kind === 'table' ? change.was.name : undefined;
  if (rule !== 'storage/columns-reordered' || table === undefined || !isAlike) return undefined;
  if (text.includes('*') || withoutList.test(text) || touches.some((one) => /^(?:function|procedure|view) /.test(one))) return undefined;
  const words = new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu));
  const unnamed = columnsOf(change, table).filter(
    ({ name, column }) => touches.includes(`column ${name}`) && !words.has(column.replaceAll('"', '').toLowerCase()),
  );
  return unnamed.length > 0 ? undefined : false;
};

/** Does the kind of limit tell by whom it is met? */
export const meetsLimits = (judging: Judging, statement: Statement, does: Does, isAlike: boolean): boolean | undefined =>
  meetsOrder(judging, statement, isAlike) ?? meetsLimit(judging, statement, does, isAlike);

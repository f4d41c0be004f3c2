import type { CatalogObject, ColumnObject } from '../catalog.ts';
import { mentions } from '../diff/texts.ts';
import { columnIn } from '../judging/beside.ts';
import { isWider, replacedKey } from '../judging/constraints.ts';
import { bareText, lastPart } from '../judging/tokens.ts';
import { saysWhatItWrites } from '../statements/effects.ts';
import type { Statement } from '../statements/statement.ts';
import type { Does, Judging } from './meets-limits.ts';
import { meetsRight } from './meets-rights.ts';

// Who has let go of what is dropped or made narrower: it is told by what each statement names and gives, and by its having got the
// same. Where that cannot be said the statement is one that meets it.

const routine = /^(?:function|procedure|aggregate) /;

/** What an operator stands between is called by the session's search path. */
const bracket = /\([^()]*\)$/;

/** What the server notes of a statement by name: an operator, a collation, an extension by anything that it brought. */
const meetsNamed = ({ change: { kind, turn, was } }: Judging, { touches }: Statement): boolean | undefined =>
  turn === 'removed' && was && (kind === 'extension' || kind === 'operator' || kind === 'collation')
    ? touches.some((one) => routine.test(one) || one.replace(bracket, '') === `${kind} ${was.name.replace(bracket, '')}`)
    : undefined;

/** A sequence that is gone is met by who takes numbers from it, or has a column numbered that still asks for it. */
const meetsSequence = ({ change }: Judging, { touches }: Statement, does: Does, isAlike: boolean): boolean | undefined => {
  const { kind, turn, was, old, new: next } = change;
  if (kind !== 'sequence' || turn !== 'removed' || !was) return undefined;
  if (touches.includes(`sequence ${was.name}`)) return true;
  const isSaidIn = (one: CatalogObject): boolean =>
    (one.kind === 'function' || one.kind === 'procedure') &&
    touches.includes(`${one.kind} ${one.name}`) &&
    mentions(one.definition.replaceAll(/['.]/g, ' '), lastPart(was.name));
  if (old.objects.some(isSaidIn)) return true;
  const asks = (one: ColumnObject): boolean => one.default?.includes(was.name) === true;
  return old.objects.some(
    (one) =>
      one.kind === 'column' &&
      asks(one) &&
      does(one.table) &&
      !(
        isAlike &&
        /^nextval\('[^']+'::regclass\)$/.test(columnIn(next, one.table, one.column)?.default ?? '') &&
        !asks(columnIn(next, one.table, one.column) ?? one)
      ),
  );
};

/** Text without what is in quotes and comments. */
const withoutTexts = (text: string): string => text.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\//g, "''");

/**
 * That a value may be there twice is met by who counts on its being there once: an upsert, and who changes rows that it looks for by
 * that. Who only puts a row in, or gives one that is looked for otherwise the value, does not.
 */
const meetsUnique = ({ change, rule }: Judging, statement: Statement, isAlike: boolean): boolean | undefined => {
  const { is, old } = change;
  const isKey = rule === 'storage/primary-key-changed' && isWider(change);
  const was = change.was ?? (isKey && is?.kind === 'constraint' ? replacedKey(is, old) : undefined);
  if (!isAlike || (!isKey && rule !== 'storage/unique-dropped') || (was?.kind !== 'constraint' && was?.kind !== 'index')) return undefined;
  const { kind, text } = statement;
  if ((kind !== 'insert' && kind !== 'update') || !saysWhatItWrites(old, statement)) return undefined;
  const plain = withoutTexts(text);
  if (/\b(?:select|from|using)\b/i.test(plain)) return undefined;
  const where = /\bwhere\b[^]*$/i.exec(plain)?.[0].toLowerCase() ?? '';
  const keys = (was.kind === 'constraint' ? was.columns : was.keys).join(' ').toLowerCase();
  const words = keys.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
  return words.length === 0 || words.some((word) => mentions(where.replaceAll('"', ' '), word)) ? undefined : false;
};

const isFixed = ({ default: given, identity, generated }: ColumnObject): boolean =>
  !identity && !generated && (given === undefined || /^(?:NULL\b|'(?:[^']|'')*'|-?\d[\d.]*|true\b|false\b)(?:::[\w ."()]+)?$/i.test(given));

const values = /^(?:\s|,|\(|\)|'(?:[^']|'')*'|\$\d+|-?\d[\d.]*|null\b|true\b|false\b|::\s*[\w."]+(?:\(\d+(?:,\s*\d+)?\))?)+$/i;

/** Is every value written out that it puts in, or a parameter that was captured? */
const isAllGiven = ({ text, guessed }: Statement): boolean => {
  const from = /\bvalues\b([^]*?)(?:\breturning\b[^]*)?;?\s*$/i.exec(text)?.[1];
  return guessed === undefined && from !== undefined && values.test(from);
};

/** The column that a check keeps to a list; undefined: that is not all that it says. */
const listed = (definition: string): string | undefined =>
  /^CHECK [( ]+(\S+) = ANY \( ARRAY \[ (?:(?:'(?:[^']|'')*'|-?\d+)(?: , )?)+ \][) ]+$/.exec(bareText(definition))?.[1];

/** A check is met by who writes what it speaks of; of a list from which values are taken, by who gives values that nobody has seen. */
const meetsCheck = ({ change, rule }: Judging, statement: Statement, does: Does, isAlike: boolean): boolean | undefined => {
  const { was, is, old, new: next } = change;
  if (!/^storage\/check-(?:added|tightened|changed)$/.test(rule) || is?.kind !== 'constraint' || is.type !== 'check') return undefined;
  // Rows that are there stop the migration, whoever wrote them.
  if (is.validated) return undefined;
  if (!isAlike || statement.kind !== 'insert' || !saysWhatItWrites(old, statement) || !does(is.table, 'insert')) return undefined;
  const columns = is.columns.map((name) => columnIn(next, is.table, name));
  if (columns.length === 0) return undefined;
  const isLeft = columns.every((one) => one !== undefined && isFixed(one) && !statement.touches.includes(`column ${one.name}`));
  const isNewTrigger = next.objects.some(
    (one) =>
      one.kind === 'trigger' && one.table === is.table && !old.objects.some(({ kind, name }) => kind === 'trigger' && name === one.name),
  );
  if (isNewTrigger) return undefined;
  if (isLeft) return false;
  const [before, after] = [was, is].map((one) => (one?.kind === 'constraint' ? listed(one.definition) : undefined));
  return before !== undefined && before === after && isAllGiven(statement) ? false : undefined;
};

const nameOfPart = (attribute: string): string => /^(?:"(?:[^"]|"")*"|\S+)/.exec(attribute)?.[0] ?? attribute;

/** Another part of a composite is met by who takes or gives the whole, not by who asks for parts that are as they were. */
const meetsParts = ({ change }: Judging, statement: Statement, isAlike: boolean): boolean | undefined => {
  const { was, is, old } = change;
  if (was?.kind !== 'composite' || is?.kind !== 'composite' || !isAlike || statement.kind !== 'select') return undefined;
  const plain = withoutTexts(statement.text);
  if (plain.includes('*') || statement.touches.some((one) => routine.test(one) || /^(?:materialized )?view /.test(one))) return undefined;
  const kept = new Set(was.attributes.filter((one) => is.attributes.includes(one)).map(nameOfPart));
  const mine = old.objects.filter(
    (one): one is ColumnObject =>
      one.kind === 'column' && one.type.replace(/\[\]$/, '') === was.name && statement.touches.includes(`column ${one.name}`),
  );
  const others = old.objects.some((one) => one.kind === 'composite' && one.attributes.some((part) => mentions(part, lastPart(was.name))));
  if (mine.length === 0 || others || /::|\bcast\b|\brow\s*\(/i.test(plain)) return undefined;
  const isByPart = ({ column }: ColumnObject): boolean => {
    const all = [...plain.matchAll(new RegExp(String.raw`(?<![\w$"])${RegExp.escape(column)}(?![\w$"])`, 'g'))];
    const parts = [
      ...plain.matchAll(new RegExp(String.raw`\(\s*(?:\w+\.)?${RegExp.escape(column)}\s*\)\s*\.\s*("(?:[^"]|"")*"|\w+)`, 'g')),
    ];
    return all.length > 0 && all.length === parts.length && parts.every(([, part = '']) => kept.has(part));
  };
  return mine.every(isByPart) ? false : undefined;
};

/** Every row has a partition, and whoever was run got what he got: that the table is one of partitions is nothing to him. */
const meetsPartitions = ({ change, rule }: Judging, { kind }: Statement, isAlike: boolean): boolean | undefined => {
  const { is, new: next } = change;
  if (rule !== 'storage/partitioning-changed' || is?.kind !== 'table' || is.partitionedBy === undefined || !isAlike) return undefined;
  const isWhole = next.objects.some(
    (one) => one.kind === 'table' && one.partitionOf?.parent === is.name && one.partitionOf.bound === 'DEFAULT',
  );
  return isWhole && (kind === 'select' || kind === 'insert') ? false : undefined;
};

/** Has N-1 let go of it? undefined: not told here. */
export const meetsLetGo = (judging: Judging, statement: Statement, does: Does, isAlike: boolean): boolean | undefined =>
  meetsNamed(judging, statement) ??
  meetsSequence(judging, statement, does, isAlike) ??
  meetsRight(judging, statement, does) ??
  meetsUnique(judging, statement, isAlike) ??
  meetsCheck(judging, statement, does, isAlike) ??
  meetsParts(judging, statement, isAlike) ??
  meetsPartitions(judging, statement, isAlike);

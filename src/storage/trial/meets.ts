import type { ColumnObject, ConstraintObject, TriggerObject, ViewObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { worksForGone } from '../judging/trigger-work.ts';
import { tablesAsking } from '../judging/check-functions.ts';
import { triggersOf } from '../judging/triggers.ts';
import { viewTurn } from '../judging/views.ts';
import { effectsOf, saysWhatItWrites, type Verb } from '../statements/effects.ts';
import type { Statement } from '../statements/statement.ts';
import { meetsLetGo } from './meets-let-go.ts';
import { type Does, type Judging, meetsLimits, meetsStored } from './meets-limits.ts';
import { meetsAtStart } from './session-settings.ts';

// Does a captured statement have to do with what a finding is of? Where that cannot be said it does.

/** What a statement does to tables, of its own and by what hangs on them. */
export const doesOf = ({ old, new: next }: Change, statement: Statement): Does => {
  const effects = effectsOf(old, next, statement);
  return (table, ...verbs) => {
    const met = effects.get(table);
    return verbs.length === 0 ? met !== undefined && met.size > 0 : verbs.some((verb) => met?.has(verb) === true);
  };
};

const tableOf = ({ was, is }: Change): string | undefined => {
  const object = was ?? is;
  return object === undefined
    ? undefined
    : 'table' in object
      ? object.table
      : object.kind === 'table' || object.kind === 'view' || object.kind === 'materialized view'
        ? object.name
        : undefined;
};

/** What the object hangs on acts on who writes its table, whether he names it or not. */
const actsOnWriters = ({ turn, kind, fields }: Change): boolean =>
  kind === 'column'
    ? turn === 'added' || fields.some(({ field }) => field === 'default' || field === 'identity' || field === 'generated')
    : kind === 'constraint' || kind === 'index' || kind === 'trigger' || kind === 'rule' || kind === 'policy' || kind === 'grant';

const typesTouched = ({ old }: Change, touched: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    old.objects.flatMap((object) =>
      object.kind === 'column' && touched.has(`column ${object.name}`) ? [object.type.replace(/\[\]$/, '')] : [],
    ),
  );

/**
 * What is gone, and hangs on nothing that is left: the server would not have let it go else. It is met by who names it, in himself or
 * in what he calls, and a sequence also by who writes to a table whose column takes its numbers by name.
 */
const meetsByName = ({ turn, kind, was, old }: Change, touched: ReadonlySet<string>, does: Does): boolean | undefined => {
  if (turn !== 'removed' || !was) return undefined;
  if (kind === 'schema') return [...touched].some((one) => one.includes(` ${was.name}.`));
  if (kind === 'function' || kind === 'procedure' || kind === 'aggregate') {
    const called = `${kind} ${was.name.replace(/\([^]*$/, '(')}`;
    return [...touched].some((one) => one.startsWith(called));
  }
  if (kind !== 'sequence') return undefined;
  return old.objects.some((one) => one.kind === 'column' && one.default?.includes(was.name) === true && does(one.table));
};

const action = /\s*\bON (DELETE|UPDATE) (?:NO ACTION|RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?: \([^)]*\))?)/g;

const actionOf = ({ definition }: ConstraintObject, of: string): string | undefined =>
  [...definition.matchAll(action)].find(([, verb]) => verb === of)?.[0];

/** A foreign key is met by who writes what refers, or takes away what is referred to. */
const meetsKey = (keys: readonly ConstraintObject[], does: Does): boolean => {
  const [was, is] = keys;
  const refersTo = keys.flatMap(({ references }) => references?.table ?? []);
  const isOther = (verb: string): boolean => was !== undefined && is !== undefined && actionOf(was, verb) !== actionOf(is, verb);
  if (was && is && was.definition.replaceAll(action, '') === is.definition.replaceAll(action, ''))
    return refersTo.some((table) => (isOther('DELETE') && does(table, 'delete')) || (isOther('UPDATE') && does(table, 'update')));
  return keys.some(({ table }) => does(table, 'insert', 'update')) || refersTo.some((table) => does(table, 'delete', 'update', 'truncate'));
};

const keysOf = ({ change: { was, is, old }, rule }: Judging): readonly ConstraintObject[] => {
  const before =
    was ??
    (rule === 'storage/foreign-key-changed' && is?.kind === 'constraint'
      ? old.objects.find(
          (one) =>
            one.kind === 'constraint' && one.table === is.table && one.type === 'foreign key' && one.columns.join() === is.columns.join(),
        )
      : undefined);
  const keys = [before, is].filter((one): one is ConstraintObject => one?.kind === 'constraint');
  return keys.some(({ type }) => type === 'foreign key') ? keys : [];
};

/** The writes at which a trigger runs. */
const eventsOf = ({ definition }: TriggerObject): readonly Verb[] => {
  const events = /\b(?:BEFORE|AFTER|INSTEAD OF) ([^]*?) ON /.exec(definition)?.[1] ?? 'INSERT OR UPDATE OR DELETE OR TRUNCATE';
  return (['insert', 'update', 'delete', 'truncate'] as const).filter((verb) => new RegExp(String.raw`\b${verb}\b`, 'i').test(events));
};

const byDefault = new Set(['storage/column-default-added', 'storage/column-default-changed', 'storage/column-default-dropped']);

/** A default is met by who inserts and leaves the column out, or asks for it. */
const meetsDefault = ({ old }: Change, { name, table }: ColumnObject, statement: Statement, does: Does): boolean => {
  const isSet = saysWhatItWrites(old, statement) && (statement.writes ?? []).includes(`column ${name}`);
  return isSet
    ? /\bdefault\b/i.test(statement.text)
    : does(table, 'insert') || (/\bdefault\b/i.test(statement.text) && does(table, 'update'));
};

/** Each value that an UPDATE gives the column is written out in it, and none is NULL. */
const isGiven = ({ column }: ColumnObject, { text, values }: Statement): boolean => {
  const set = new RegExp(String.raw`(?<![\w."])(?:${RegExp.escape(column)}|"${RegExp.escape(column)}")\s*=\s*(?<to>[^\s,;]+)`, 'giv');
  const given = [...text.replace(/\bwhere\b[^]*$/i, '').matchAll(set)].map(({ groups }) => groups?.['to'] ?? '');
  return (
    given.length > 0 &&
    given.every((to) =>
      /^\$\d+$/.test(to) ? (values[Number(to.slice(1)) - 1] ?? null) !== null : /^(?:'(?:[^']|'')*'|-?[\d.]+|true|false)$/i.test(to),
    )
  );
};

/** NOT NULL is met by who may write NULL. A row that was inserted for the trial was one that has a value. */
const meetsNotNull = ({ old, is }: Change, column: ColumnObject, statement: Statement, does: Does, isAlike: boolean): boolean => {
  if (!does(column.table, 'insert', 'update')) return false;
  if (!isAlike || !saysWhatItWrites(old, statement)) return true;
  const isSet = (statement.writes ?? []).includes(`column ${column.name}`);
  // What it leaves out it gets from the default, however many rows it puts in.
  const isFilled = !isSet && is?.kind === 'column' && is.default !== undefined && !/^NULL\b/i.test(is.default);
  if (statement.kind === 'insert') return !isFilled && /\bselect\b/i.test(statement.text);
  return statement.kind === 'update' ? isSet && !isGiven(column, statement) : true;
};

/** A column that only the database fills is met by who writes it, and by who gets something else. */
const meetsOwnValue = ({ old }: Change, { name, table }: ColumnObject, statement: Statement, does: Does, isAlike: boolean): boolean =>
  saysWhatItWrites(old, statement)
    ? !isAlike || (statement.writes ?? []).includes(`column ${name}`)
    : does(table, 'insert', 'update') || (!isAlike && statement.touches.includes(`column ${name}`));

const isView = (object: Change['was']): object is ViewObject => object?.kind === 'view' || object?.kind === 'materialized view';

/** Does the rule tell by whom it is met? */
const meetsByRule = ({ change, rule }: Judging, statement: Statement, does: Does, isAlike: boolean): boolean | undefined => {
  const { was, is } = change;
  const column = was ?? is;
  if (rule === 'storage/view-column-dropped' && isView(was) && isView(is))
    return (
      viewTurn(was, is).gone.some((one) => statement.touches.includes(`column ${was.name}.${one}`)) ||
      (statement.touches.includes(`${was.kind} ${was.name}`) && !isAlike)
    );
  // A view cannot keep a column that is gone: it is another one, which is judged by itself.
  if ((rule === 'storage/column-dropped' || rule === 'storage/column-renamed') && was && statement.behind?.includes(`column ${was.name}`))
    return !isAlike;
  if (column?.kind === 'column' && byDefault.has(rule)) return meetsDefault(change, column, statement, does);
  if (column?.kind === 'column' && rule === 'storage/column-not-null-set') return meetsNotNull(change, column, statement, does, isAlike);
  if (column?.kind === 'column' && (rule === 'storage/column-identity-tightened' || rule === 'storage/column-became-generated'))
    return statement.touches.some((object) => object === `table ${column.table}` || object === `column ${column.name}`)
      ? meetsOwnValue(change, column, statement, does, isAlike)
      : does(column.table, 'insert', 'update');
  // Its work was about what goes with it, and who set it off got the same without it.
  if (rule === 'storage/trigger-dropped' && isAlike && was?.kind === 'trigger' && worksForGone(was, change)) return false;
  if (column?.kind === 'trigger') return [was, is].some((one) => one?.kind === 'trigger' && does(one.table, ...eventsOf(one)));
  if (rule === 'storage/trigger-function-stricter' && is?.kind === 'function')
    return triggersOf(is, change).some((one) => does(one.table, ...eventsOf(one)));
  if (rule === 'storage/check-function-changed' && is?.kind === 'function')
    return tablesAsking(is, change).some((table) => does(table, 'insert', 'update'));
  if (rule === 'storage/routine-runs-as-caller' && is?.kind === 'function' && triggersOf(is, change).length > 0)
    return triggersOf(is, change).some((one) => does(one.table, ...eventsOf(one)));
  const keys = keysOf({ change, rule });
  return keys.length > 0 ? meetsKey(keys, does) : undefined;
};

/**
 * Does the statement have to do with what is judged?
 * @param isAlike it was run on schema N, and got what it got before
 */
export const meets = (judging: Judging, statement: Statement, isAlike: boolean): boolean => {
  const { change } = judging;
  const atStart = meetsAtStart(change, isAlike);
  if (atStart !== undefined) return atStart;
  const touched = new Set(statement.touches);
  const byStored = meetsStored(judging, statement);
  if (byStored !== undefined) return byStored;
  if (touched.size === 0) return true;
  const does = doesOf(change, statement);
  const told =
    meetsLetGo(judging, statement, does, isAlike) ??
    meetsByRule(judging, statement, does, isAlike) ??
    meetsLimits(judging, statement, does, isAlike);
  if (told !== undefined) return told;
  const names = [change.was?.name, change.is?.name].filter((name) => name !== undefined);
  if (names.some((name) => touched.has(`${change.kind} ${name}`))) return true;
  if (change.kind === 'grant') return [change.was, change.is].some((one) => one?.kind === 'grant' && touched.has(one.on));
  if (change.kind === 'enum' || change.kind === 'domain' || change.kind === 'composite') {
    const types = typesTouched(change, touched);
    return names.some((name) => types.has(name));
  }
  const named = meetsByName(change, touched, does);
  if (named !== undefined) return named;
  const table = tableOf(change);
  // What belongs to no table may act from anywhere.
  if (table === undefined) return true;
  const isWritten = does(table);
  if (!touched.has(`table ${table}`) && !touched.has(`view ${table}`) && !isWritten) return false;
  return change.kind === 'column' ? actsOnWriters(change) && isWritten : change.kind === 'policy' || !actsOnWriters(change) || isWritten;
};

import type { Catalog, TriggerObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { columnIn, isThere } from './beside.ts';
import { lastPart } from './tokens.ts';

// What a trigger does that goes with the same migration. It has kept in step what is there twice while a change takes several
// releases: once the one of both goes, its work goes, too, and nobody misses it who does not miss that.

/** Calls that do nothing but give a value. */
const quiet: ReadonlySet<string> = new Set(
  [
    'coalesce',
    'nullif',
    'lower',
    'upper',
    'length',
    'trim',
    'btrim',
    'pg_trigger_depth',
    'and',
    'or',
    'not',
    'in',
    'values',
    'exists',
  ].concat(['if', 'elsif', 'elseif', 'then', 'when', 'where', 'from', 'is', 'any']),
);

/** The text of its function; undefined: more than one may be meant. */
const runBy = ({ definition }: TriggerObject, { objects }: Catalog): string | undefined => {
  const name = /EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(definition)?.[1] ?? '';
  const named = objects.filter((one) => one.kind === 'function' && lastPart(one.name.replace(/\([^]*$/, '')) === lastPart(name));
  const [run] = named;
  return named.length === 1 && run?.kind === 'function' ? run.definition : undefined;
};

/** Without comments and what stands in quotes; undefined: in quotes of another kind. */
const bareBody = (definition: string): string | undefined => {
  const body = /\bAS (\$\w*\$)([^]*)\1\s*$/.exec(definition)?.[2];
  const bare = body?.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\//g, (text) => (text.startsWith("'") ? "''" : ' '));
  return bare === undefined || /\$|\bE''/i.test(bare) ? undefined : bare;
};

/** Does it only look? `called(` and no more may stand before a bracket, or a list of columns of `into`. */
const isQuiet = (text: string): boolean =>
  [...text.matchAll(/([\w".]+)\s*\(/g)].every(([, word = '']) => quiet.has(word.toLowerCase())) &&
  !/\b(?:into|perform|execute|call)\b/i.test(text);

const nameOf = (word: string): string => (word.startsWith('"') ? word : word.toLowerCase());

/** Is the table, which N-1 has, gone, and does nothing that stays hang on its rows? */
const isGoneTable = (word: string, { old, new: next }: Change): boolean => {
  const name = nameOf(word);
  const found = old.objects.filter((one) => one.kind === 'table' && (one.name === name || one.name.endsWith(`.${name}`)));
  const [table] = found;
  if (found.length !== 1 || !table || isThere(next, `table ${table.name}`)) return false;
  return !old.objects.some(
    (one) =>
      (one.kind === 'trigger' && one.table === table.name) ||
      (one.kind === 'rule' && one.name.startsWith(`${table.name}.`)) ||
      (one.kind === 'constraint' && one.references?.table === table.name && isThere(next, `table ${one.table}`)),
  );
};

const isFixed = (given: string | undefined): boolean => given === undefined || /^(?:NULL\b|'|-?\d|true\b|false\b)/i.test(given);

/** Is a column that stays filled with nothing but one that goes, where that has something? */
const isFedByGone = (table: string, column: string, from: string, old: Catalog, next: Catalog): boolean => {
  const words = from.split(/[\s(),]+/).filter((word) => word !== '' && !/^(?:coalesce|nullif)$/i.test(word));
  const sources = words.map((word) => /^(?:new|old)\.("(?:[^"]|"")+"|\w+)$/i.exec(word)?.[1]);
  const columns = sources.map((one) => (one === undefined ? undefined : nameOf(one)));
  const isGone = (name: string | undefined): boolean => {
    const source = name === undefined ? undefined : columnIn(old, table, name);
    return (
      source !== undefined &&
      columnIn(next, table, source.column) === undefined &&
      isFixed(source.default) &&
      !source.identity &&
      !source.generated
    );
  };
  return columns.some(isGone) && columns.every((name) => name === column || isGone(name));
};

/** Is this one statement of the function about what goes? */
const isOfGone = (statement: string, trigger: TriggerObject, change: Change): boolean => {
  const { old, new: next } = change;
  const set = /^NEW\s*\.\s*("(?:[^"]|"")+"|\w+)\s*:?=([^]*)$/i.exec(statement);
  if (set) {
    const [, word = '', from = ''] = set;
    const column = nameOf(word);
    if (columnIn(old, trigger.table, column) === undefined || !isQuiet(from)) return false;
    return columnIn(next, trigger.table, column) === undefined || isFedByGone(trigger.table, column, from, old, next);
  }
  const write = /^(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+("[^"]+"|[\w.]+)\s*(?:\([\s\w,"]*\))?([^]*)$/i.exec(statement);
  return write !== null && isQuiet(write[2] ?? '') && isGoneTable(write[1] ?? '', change);
};

/**
 * Is all that a trigger does, which only N-1 has, about columns and tables that go with it? Read off its function: it sets such columns,
 * or others by them, or writes such tables, and lets each row through. What cannot be read may do anything else.
 */
export const worksForGone = (trigger: TriggerObject, change: Change): boolean => {
  const definition = runBy(trigger, change.old);
  const body = definition === undefined || !/LANGUAGE plpgsql/i.test(definition) ? undefined : bareBody(definition);
  const inner = /^\s*BEGIN\b([^]*)\bEND\s*;?\s*$/i.exec(body ?? '')?.[1];
  if (inner === undefined) return false;
  const isBefore = /\bBEFORE\b/.test(trigger.definition);
  if (/\bINSTEAD OF\b/.test(trigger.definition) || (isBefore && /\bBEFORE\b[^]*?\bDELETE\b[^]*? ON /.test(trigger.definition)))
    return false;
  // What stands between the words of an IF is a statement as any other.
  const steps = inner
    .replaceAll(/\bEND\s+IF\b/gi, ' ')
    .split(';')
    .map((step) => step.trim());
  return steps.every((step) => {
    let rest = step;
    for (let more = true; more;) {
      const condition = /^(?:IF|ELSIF|ELSEIF)\b([^]*?)\bTHEN\b/i.exec(rest);
      if (condition && !isQuiet(condition[1] ?? '')) return false;
      const length = condition?.[0].length ?? /^ELSE\b/i.exec(rest)?.[0].length ?? 0;
      rest = rest.slice(length).trim();
      more = length > 0;
    }
    if (rest === '' || /^(?:NULL|RETURN\s+NEW)$/i.test(rest)) return true;
    if (/^RETURN\s+(?:NULL|OLD)$/i.test(rest)) return !isBefore;
    return isOfGone(rest, trigger, change);
  });
};

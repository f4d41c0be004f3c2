import type { Catalog, RoutineObject, TriggerObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { columnIn, isThere, viewIn } from './beside.ts';
import { madeBy, writesTo } from './own-writes.ts';
import { type Code, codeOf, nameOf, reachedBy } from './routine-code.ts';
import { lastPart } from './tokens.ts';
import { givenBack, setByCode } from './trigger-row.ts';

/** Does it run when a release writes? */
export const isActive = ({ enabled }: TriggerObject): boolean => enabled === 'origin' || enabled === 'always';

const functionOf = ({ definition }: TriggerObject, catalog: Catalog): RoutineObject | undefined => {
  const name = /EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(definition)?.[1];
  const functions = catalog.objects.filter((object): object is RoutineObject => object.kind === 'function');
  return name === undefined
    ? undefined
    : (functions.find((one) => nameOf(one) === name) ??
        functions.find((one) => lastPart(nameOf(one)) === name && one.returns === 'trigger'));
};

const codeIn = (routine: RoutineObject | undefined): Code | undefined => routine && codeOf(routine);

const mild: ReadonlySet<string | undefined> = new Set(['debug', 'log', 'info', 'notice', 'warning']);

/** In how many places a code refuses, by itself or in what it calls; what cannot be read of that may. */
const refusalsIn = (code: Code, catalog: Catalog): number =>
  [code, ...reachedBy(code, catalog).map((one) => codeOf(one) ?? ['assert'])].flatMap((each) =>
    each.filter((one, at) => each[at - 1] !== '.' && (one === 'assert' || (one === 'raise' && !mild.has(each[at + 1])))),
  ).length;

const isOfRows = ({ definition }: TriggerObject): boolean =>
  /\b(?:BEFORE|INSTEAD OF)\b/.test(definition) && /\bFOR EACH ROW\b/.test(definition);

const eventsOf = ({ definition }: TriggerObject): string => /\b(?:BEFORE|AFTER|INSTEAD OF) ([^]*?) ON /.exec(definition)?.[1] ?? '';

/** Does it give back what lets the row go on as it is? Before a row is deleted that is OLD. */
const letsPass = (given: string, trigger: TriggerObject, code: Code): boolean => {
  const [events, tells] = [eventsOf(trigger), code.includes('tg_op')];
  if (given === 'coalesce ( new , old )') return true;
  if (given === 'new') return !/\bDELETE\b/.test(events) || tells;
  return given === 'old' && (events === 'DELETE' || (/\bDELETE\b/.test(events) && tells));
};

/** Is it certainly a column that N alone has? */
const isOfN = (table: string, column: string, { old, new: next }: Change): boolean => {
  const isIn = (catalog: Catalog): boolean =>
    columnIn(catalog, table, column) !== undefined || (viewIn(catalog, table)?.columns ?? []).some((one) => one.startsWith(`${column} `));
  return isIn(next) && !isIn(old);
};

/**
 * May a trigger that only N has refuse what N-1 writes, or store something else? Read off its function and what that calls: it raises,
 * leaves the row out, gives another back, sets a column that N-1 knows, or writes to its own table. What cannot be read may.
 */
export const mayTouch = (trigger: TriggerObject, change: Change): boolean => {
  const { new: next } = change;
  const code = codeIn(functionOf(trigger, next));
  const made = code && madeBy(code);
  if (!code || !made || refusalsIn([...code, ...made], next) > 0) return true;
  const all = [[...code, ...made], ...reachedBy([...code, ...made], next).map((one) => codeOf(one) ?? [])];
  const set = all.flatMap((each) => writesTo(trigger.table, each));
  if (isOfRows(trigger)) {
    if (!givenBack(code).every((given) => letsPass(given, trigger, code))) return true;
    set.push(...setByCode(code, next));
  }
  return !set.every((column) => isOfN(trigger.table, column, change));
};

/** Triggers of N-1 that run a function at its writes, themselves or by what they call. */
export const triggersOf = (routine: RoutineObject, { old, new: next }: Change): readonly TriggerObject[] =>
  next.objects.filter((one): one is TriggerObject => {
    if (one.kind !== 'trigger' || !isActive(one) || !isThere(old, `trigger ${one.name}`)) return false;
    const run = functionOf(one, next);
    return run?.name === routine.name || reachedBy(codeIn(run) ?? [], next).some(({ name }) => name === routine.name);
  });

/** In how many places it leaves the row out; before a row is deleted OLD is what lets it go on. */
const leavesIn = (code: Code): number =>
  givenBack(code).filter((given) => given === 'null' || (given === 'old' && !code.includes('tg_op'))).length;

/**
 * Does a function, which triggers of N-1 run, refuse rows or leave some out in more places than it did? Under which conditions it does
 * cannot be read, and is left to the trial.
 */
export const refusesMore = (was: RoutineObject, is: RoutineObject, change: Change): boolean => {
  const [before, after] = [codeOf(was), codeOf(is)];
  if (!before || !after) return false;
  const triggers = triggersOf(is, change);
  const mayLeave = triggers.some((one) => isOfRows(one) && functionOf(one, change.new)?.name === is.name);
  return (
    triggers.length > 0 &&
    (refusalsIn(after, change.new) > refusalsIn(before, change.old) || (mayLeave && leavesIn(after) > leavesIn(before)))
  );
};

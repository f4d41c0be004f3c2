import type { Catalog, RoutineObject, TriggerObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { columnIn } from './beside.ts';
import { lastPart } from './tokens.ts';

/** Does it run when a release writes? */
export const isActive = ({ enabled }: TriggerObject): boolean => enabled === 'origin' || enabled === 'always';

const nameOf = (one: RoutineObject): string => one.name.slice(0, Math.max(one.name.indexOf('('), 0) || undefined);

const functionOf = ({ definition }: TriggerObject, catalog: Catalog): RoutineObject | undefined => {
  const name = /EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(definition)?.[1];
  const functions = catalog.objects.filter((object): object is RoutineObject => object.kind === 'function');
  return name === undefined
    ? undefined
    : (functions.find((one) => nameOf(one) === name) ??
        functions.find((one) => lastPart(nameOf(one)) === name && one.returns === 'trigger'));
};

const refusal = /\bRAISE\b(?!\s+(?:DEBUG|LOG|INFO|NOTICE|WARNING)\b)|\bASSERT\b/i;
const assignment = /\bNEW\s*(?:\.\s*("(?:[^"]|"")*"|\w+)\s*)?:?=(?!=)/gi;

/**
 * May a trigger that only N has refuse what N-1 writes, or store something else? Read off its function: it raises, leaves the row out, or
 * sets a column that N-1 knows. What cannot be read may.
 */
export const mayTouch = (trigger: TriggerObject, { old, new: next }: Change): boolean => {
  const body = functionOf(trigger, next)?.definition;
  if (body === undefined || !/LANGUAGE plpgsql/i.test(body)) return true;
  if (refusal.test(body)) return true;
  if (!/\b(?:BEFORE|INSTEAD OF)\b/.test(trigger.definition)) return false;
  const set = [...body.matchAll(assignment)].map(([, column]) => column);
  const isKnown = (column: string | undefined): boolean => column === undefined || columnIn(old, trigger.table, column) !== undefined;
  return /\bRETURN\s+(?:NULL|OLD)\b|\bINTO\s+NEW\b/i.test(body) || set.some(isKnown);
};

/** Triggers of N-1 that run a function at its writes. */
export const triggersOf = (routine: RoutineObject, { old, new: next }: Change): readonly TriggerObject[] =>
  next.objects.filter(
    (one): one is TriggerObject =>
      one.kind === 'trigger' &&
      isActive(one) &&
      functionOf(one, next)?.name === routine.name &&
      old.objects.some(({ kind, name }) => kind === 'trigger' && name === one.name),
  );

const counted = (text: string, pattern: RegExp): number => text.match(new RegExp(pattern.source, 'gi'))?.length ?? 0;

const withoutComments = (text: string): string => text.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, ' ');

/** Leaves the row out; before a row is deleted OLD is what lets it go on. */
const leaving = (text: string): RegExp => (/\bTG_OP\b/i.test(text) ? /\bRETURN\s+NULL\b/ : /\bRETURN\s+(?:NULL|OLD)\b/);

/**
 * Does a function, which triggers of N-1 run, refuse rows or leave some out in more places than it did? Under which conditions it does
 * cannot be read, and is left to the trial.
 */
export const refusesMore = (was: RoutineObject, is: RoutineObject, change: Change): boolean => {
  const [before, after] = [withoutComments(was.definition), withoutComments(is.definition)];
  if (![before, after].every((text) => /LANGUAGE plpgsql/i.test(text))) return false;
  const triggers = triggersOf(is, change);
  const isMore = (pattern: RegExp): boolean => counted(after, pattern) > counted(before, pattern);
  const mayLeave = triggers.some(({ definition }) => /\b(?:BEFORE|INSTEAD OF)\b.*\bFOR EACH ROW\b/s.test(definition));
  return triggers.length > 0 && (isMore(refusal) || (mayLeave && isMore(leaving(after))));
};

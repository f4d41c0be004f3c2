import type { Catalog, RoutineObject, TriggerObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { columnIn } from './beside.ts';
import { lastPart } from './tokens.ts';

/** Does it run when a release writes? */
export const isActive = ({ enabled }: TriggerObject): boolean => enabled === 'origin' || enabled === 'always';

const functionOf = ({ definition }: TriggerObject, catalog: Catalog): RoutineObject | undefined => {
  const name = /EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(definition)?.[1];
  const functions = catalog.objects.filter((object): object is RoutineObject => object.kind === 'function');
  const nameOf = (one: RoutineObject): string => one.name.slice(0, Math.max(one.name.indexOf('('), 0) || undefined);
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

import type { CatalogObject, RoutineObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { isThere } from './beside.ts';

const cut = (routine: RoutineObject): { readonly name: string; readonly takes: readonly string[] } => {
  const at = routine.name.indexOf('(');
  const takes = routine.name.slice(at + 1, -1);
  return at === -1 ? { name: routine.name, takes: [] } : { name: routine.name.slice(0, at), takes: takes === '' ? [] : takes.split(', ') };
};

const isRoutine = (object: CatalogObject): object is RoutineObject =>
  object.kind === 'function' || object.kind === 'procedure' || object.kind === 'aggregate';

/** The routine of the same name that has come in its place, with another signature. */
export const successorOf = (was: RoutineObject, { old, new: next }: Change): RoutineObject | undefined =>
  next.objects
    .filter(isRoutine)
    .find((one) => one.kind === was.kind && cut(one).name === cut(was).name && !isThere(old, `${one.kind} ${one.name}`));

/** Has it come in the place of another of its name? */
export const isSuccessor = (is: RoutineObject, { old, new: next }: Change): boolean =>
  old.objects
    .filter(isRoutine)
    .some((one) => one.kind === is.kind && cut(one).name === cut(is).name && !isThere(next, `${one.kind} ${one.name}`));

/** Does it take the calls of the other: the same parameters first, and a default for each that is more? */
export const takesCallsOf = (next: RoutineObject, was: RoutineObject): boolean => {
  const [before, after] = [cut(was).takes, cut(next).takes];
  const [header = ''] = next.definition.split(/\bRETURNS\b/);
  const defaults = header.match(/\bDEFAULT\b/g)?.length ?? 0;
  return before.every((one, i) => one === after[i]) && after.length - before.length <= defaults;
};

import type { Catalog, RoutineObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { codeOf, mayBeSame, nameFrom, reachedBy } from './routine-code.ts';

// With whose rights a function does what it does.

/** Does it have the rights of its owner? */
const isDefiner = ({ definition }: RoutineObject): boolean => /\bSECURITY DEFINER\b/.test(definition.replace(/\nAS [^]*$/, ''));

const verbs: ReadonlySet<string> = new Set(['select', 'insert', 'update', 'delete', 'truncate']);

const grantedTo = ({ objects }: Catalog, on: string, to: readonly string[]): readonly string[] =>
  objects.flatMap((one) => (one.kind === 'grant' && one.on === on && to.includes(one.to) ? one.privileges : []));

/** Roles beside the owner that a schema speaks of and that may call it: everybody may where nothing is said. */
const callersOf = ({ kind, name }: RoutineObject, catalog: Catalog): readonly string[] => {
  const on = `${kind} ${name}`;
  const isEverybodys = catalog.objects.every((one) => one.kind !== 'grant' || one.on !== on || one.to !== 'PUBLIC');
  const known = new Set(
    catalog.objects.flatMap((one) => (one.kind === 'grant' && one.to !== 'OWNER' && one.to !== 'PUBLIC' ? [one.to] : [])),
  );
  return [...known].filter((role) => isEverybodys || grantedTo(catalog, on, [role, 'PUBLIC']).includes('EXECUTE'));
};

/** May a role by itself do what the code does to tables? Not where it calls others, or what it does cannot be read. */
const mayItself = (role: string, routine: RoutineObject, catalog: Catalog): boolean => {
  const code = codeOf(routine);
  if (!code || code.includes('execute') || reachedBy(code, catalog).length > 0) return false;
  const asks = [...new Set(code.filter((one) => verbs.has(one)))].map((one) => one.toUpperCase());
  return catalog.objects.every((one) => {
    if (one.kind !== 'table' && one.kind !== 'view' && one.kind !== 'materialized view' && one.kind !== 'sequence') return true;
    const isNamed = code.some((_, at) => mayBeSame(nameFrom(code, at).name, one.name));
    const has = grantedTo(catalog, `${one.kind} ${one.name}`, [role, 'PUBLIC']);
    return !isNamed || (one.kind !== 'sequence' && asks.every((verb) => has.includes(verb)));
  });
};

/** Roles that lose what a function did for them with the rights of its owner. */
export const losesRights = (was: RoutineObject, is: RoutineObject, { new: next }: Change): readonly string[] =>
  isDefiner(was) && !isDefiner(is) ? callersOf(is, next).filter((role) => !mayItself(role, is, next)) : [];

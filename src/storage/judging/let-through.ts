import type { Catalog, PolicyObject } from '../catalog.ts';
import type { HeldRole } from '../engine.ts';
import { tableIn } from './beside.ts';

// What the policies of a table let through to a role, all of them together: what one demands another may have demanded before, by another name.

/** One of those that permit must be met, and each of those that restrict. */
interface Gate {
  readonly permit: ReadonlySet<string>;
  readonly restrict: ReadonlySet<string>;
}

interface Policy {
  readonly restricts: boolean;
  readonly command: string;
  readonly roles: readonly string[];
  readonly using: string | undefined;
  readonly check: string | undefined;
}

const read = ({ definition }: PolicyObject): Policy | undefined => {
  const [, kind, command = '', to = '', using, check] =
    /^(PERMISSIVE|RESTRICTIVE) FOR (\w+) TO (.*?)(?: USING \((.*?)\))?(?: WITH CHECK \((.*)\))?$/s.exec(definition) ?? [];
  if (kind === undefined) return undefined;
  // What is written has to meet what may be seen, where nothing is said of it.
  const said = { using, check: check ?? using };
  return { restricts: kind === 'RESTRICTIVE', command, roles: to.match(/"(?:[^"]|"")*"|[^,\s]+/g) ?? [], ...said };
};

const asked = [
  ['SELECT', 'using'],
  ['UPDATE', 'using'],
  ['DELETE', 'using'],
  ['INSERT', 'check'],
  ['UPDATE', 'check'],
] as const;

/** The gates that somebody passes, one for each thing that he may ask; undefined: none; `unknown`: a policy that cannot be read. */
const gatesOf = (catalog: Catalog, table: string, { as, isOwner }: HeldRole): readonly Gate[] | 'unknown' | undefined => {
  const { rowSecurity } = tableIn(catalog, table) ?? {};
  if (rowSecurity === undefined || (isOwner && rowSecurity !== 'forced')) return undefined;
  const all = catalog.objects.flatMap((one) => (one.kind === 'policy' && one.table === table ? [read(one)] : []));
  if (all.includes(undefined)) return 'unknown';
  const mine = all.filter((one) => one !== undefined && one.roles.some((role) => role === 'PUBLIC' || as.has(role))) as readonly Policy[];
  return asked.map(([command, side]) => {
    const of = (restricts: boolean): ReadonlySet<string> =>
      new Set(mine.flatMap((one) => (one.restricts === restricts && ['ALL', command].includes(one.command) ? (one[side] ?? []) : [])));
    return { permit: of(false), restrict: of(true) };
  });
};

const everything = 'true';

const isNoNarrower = (was: Gate | undefined, is: Gate | undefined): boolean => {
  if (is === undefined || was?.permit.size === 0) return true;
  const isOpen = is.permit.has(everything);
  return (
    (isOpen || (was !== undefined && was.permit.isSubsetOf(is.permit))) &&
    [...is.restrict].every((one) => one === everything || was?.restrict.has(one) === true)
  );
};

/** Do the policies of a table let through to somebody in `is` all that they let through in `was`? `false`: that is not known. */
export const letThrough = (table: string, held: HeldRole, was: Catalog, is: Catalog): boolean => {
  const [before, after] = [gatesOf(was, table, held), gatesOf(is, table, held)];
  if (before === 'unknown' || after === 'unknown') return false;
  return asked.every((_, at) => isNoNarrower(before?.[at], after?.[at]));
};

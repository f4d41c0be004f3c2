import type { Catalog, GrantObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { without } from './lists.ts';

const routine = /^(?:function|procedure|aggregate) /;
const type = /^(?:enum|domain|composite|range|type) /;

/** What somebody may do where nothing is said of it. */
const byItself = (on: string, to: string): readonly string[] =>
  to === 'OWNER'
    ? ['everything']
    : to !== 'PUBLIC'
      ? []
      : on === 'database'
        ? ['CONNECT', 'TEMPORARY']
        : routine.test(on)
          ? ['EXECUTE']
          : type.test(on) || on === 'schema public'
            ? ['USAGE']
            : [];

/** The rights alone, whether or not they may be passed on. */
const rightsOf = ({ privileges }: GrantObject): readonly string[] => privileges.map((right) => right.replace(/ with grant option$/, ''));

/** What a grant gave and gives, and what is gone of it. */
interface Turned {
  readonly on: string;
  readonly to: string;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

const turned = ({ was, is, fields, turn, new: next }: Change): Turned | undefined => {
  const grant = is ?? was;
  if (grant?.kind !== 'grant' || (turn === 'changed' && fields[0]?.field !== 'privileges')) return undefined;
  const { on, to } = grant;
  const [before, after] = [was, is].map((one) => (one?.kind === 'grant' ? rightsOf(one) : byItself(on, to)));
  // What everybody may, he may without being named.
  const everybody = next.objects.flatMap((one) =>
    one.kind === 'grant' && one.on === on && one.to === 'PUBLIC' && to !== 'OWNER' ? rightsOf(one) : [],
  );
  return { on, to, gone: without(before ?? [], [...(after ?? []), ...everybody]), come: without(after ?? [], before ?? []) };
};

/** What is said of rights that are gone, or have come; gone ones are told first. */
export const rightsText = (change: Change, side: 'gone' | 'come'): string | undefined => {
  const rights = turned(change);
  // Of objects yet to be made; those that there are keep what they have. What is lost of the database has a rule of its own.
  if (!rights || rights.on.startsWith('future ') || (rights.on === 'database' && side === 'gone')) return undefined;
  const { on, to, gone, come } = rights;
  if (side === 'gone') return gone.length > 0 ? `${to} may not ${gone.join(', ')} on ${on} any more` : undefined;
  return gone.length === 0 && come.length > 0 ? `${to} may ${come.join(', ')} on ${on}` : undefined;
};

/** Who may do what with what no more by name; undefined: it is no change of rights. */
export const rightsGone = (
  change: Change,
): { readonly on: string; readonly to: string; readonly rights: readonly string[] } | undefined => {
  const rights = turned(
    change.turn === 'changed' ? { ...change, fields: change.fields.filter(({ field }) => field === 'privileges') } : change,
  );
  return rights && { on: rights.on, to: rights.to, rights: rights.gone };
};

/** What somebody may do with the database, himself or as everybody. */
const onDatabase = ({ objects }: Catalog, to: string): readonly string[] => {
  const said = objects.find((one) => one.kind === 'grant' && one.on === 'database' && one.to === to);
  return said?.kind === 'grant' ? rightsOf(said) : byItself('database', to);
};

/** Roles that a schema speaks of: a release comes as one of them. */
const rolesIn = ({ objects }: Catalog): readonly string[] => [
  ...new Set(
    objects.flatMap((one) => (one.kind === 'grant' ? [one.to] : (one.owner ?? []))).filter((to) => to !== 'PUBLIC' && to !== 'OWNER'),
  ),
];

/** What is said of rights on the database that are gone. What all lose and every role of N-1 that is known has by name, nobody misses. */
export const databaseRightsText = ({ was, is, turn, fields, old, new: next }: Change): string | undefined => {
  const grant = is ?? was;
  if (grant?.kind !== 'grant' || grant.on !== 'database' || (turn === 'changed' && fields[0]?.field !== 'privileges')) return undefined;
  const { to } = grant;
  const known = rolesIn(old);
  const isKept = (right: string): boolean =>
    to === 'PUBLIC'
      ? known.length > 0 && known.every((role) => onDatabase(next, role).includes(right))
      : to !== 'OWNER' && onDatabase(next, 'PUBLIC').includes(right);
  const gone = without(onDatabase(old, to), onDatabase(next, to)).filter((right) => !isKept(right));
  return gone.length > 0 ? `${to} may not ${gone.join(', ')} any more` : undefined;
};

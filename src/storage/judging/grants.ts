import type { GrantObject } from '../catalog.ts';
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
      : routine.test(on)
        ? ['EXECUTE']
        : type.test(on) || on === 'schema public'
          ? ['USAGE']
          : [];

/** The rights alone, whether or not they may be passed on. */
const rightsOf = ({ privileges }: GrantObject): readonly string[] => privileges.map((right) => right.replace(/ with grant option$/, ''));

/** What is said of rights that are gone, or have come; gone ones are told first. */
export const rightsText = ({ was, is, fields, turn, new: next }: Change, side: 'gone' | 'come'): string | undefined => {
  const grant = is ?? was;
  if (grant?.kind !== 'grant' || (turn === 'changed' && fields[0]?.field !== 'privileges')) return undefined;
  const { on, to } = grant;
  // Of objects yet to be made; those that there are keep what they have.
  if (on.startsWith('future ')) return undefined;
  const [before, after] = [was, is].map((one) => (one?.kind === 'grant' ? rightsOf(one) : byItself(on, to)));
  // What everybody may, he may without being named.
  const everybody = next.objects.flatMap((one) =>
    one.kind === 'grant' && one.on === on && one.to === 'PUBLIC' && to !== 'OWNER' ? rightsOf(one) : [],
  );
  const [gone, come] = [without(before ?? [], [...(after ?? []), ...everybody]), without(after ?? [], before ?? [])];
  if (side === 'gone') return gone.length > 0 ? `${to} may not ${gone.join(', ')} on ${on} any more` : undefined;
  return gone.length === 0 && come.length > 0 ? `${to} may ${come.join(', ')} on ${on}` : undefined;
};

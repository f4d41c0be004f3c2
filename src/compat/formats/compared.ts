import type { Shower } from '../exchange/shower.ts';
import type { Adviser } from '../advice.ts';
import type { Fact } from '../fact.ts';
import { withRenames } from './renames.ts';

/** What a walk over two contracts saw. */
export interface Compared {
  readonly what: 'operations' | 'schemas';
  readonly count: number;
  readonly identical: number;
  readonly facts: readonly Fact[];
  /** What whoever compared them should look at first; no findings. */
  readonly notices?: readonly string[];
  /** What there is to say of a break beside its rule. */
  readonly advise?: Adviser;
  /** The exchanges that show them, for contracts of HTTP. */
  readonly shower?: Shower;
}

/** Does a change make by itself that a value that is shown at its place is not valid any more? */
const claims = (fact: Fact, shown: Extract<Fact, { kind: 'shown-value' }>): boolean =>
  (fact.kind === 'aspect' && fact.side === 'request' && fact.oldInNew?.kind === 'not-contained') ||
  (fact.kind === 'default' && shown.of === 'default');

/** Members that must be there now, or had to until now, by where they stand: what they are where they are left out says nothing. */
const demanded = (facts: readonly Fact[]): ReadonlyMap<string, Fact> =>
  new Map(
    facts.flatMap((fact) =>
      fact.kind === 'property' &&
      fact.side === 'request' &&
      ((fact.turn === 'became-required' && fact.oldInNew?.kind === 'not-contained') ||
        (fact.turn === 'became-optional' && fact.newInOld?.kind === 'not-contained'))
        ? [[`${fact.turn} ${fact.where}, ${fact.name}`, fact] as const]
        : [],
    ),
  );

/** The member that took its default with it: one that came with the demand, or went with it. */
const memberOf = (fact: Fact, members: ReadonlyMap<string, Fact>): Fact | undefined => {
  if (fact.kind !== 'default' || fact.turn === 'changed') return undefined;
  return members.get(`${fact.turn === 'added' ? 'became-required' : 'became-optional'} ${fact.where}`);
};

/** One edit, one finding: what breaks nobody whom another fact does not break goes with that. */
const withClaims = (facts: readonly Fact[]): Fact[] => {
  const claimed = new Map<Fact, string[]>();
  const byPlace = Map.groupBy(facts, ({ where }) => where);
  const members = demanded(facts);
  const left = facts.filter((fact) => {
    const member = memberOf(fact, members);
    if (member && fact.kind === 'default') {
      const words = fact.turn === 'added' ? `the default is ${fact.to} now` : `the default, which was ${fact.from}, is gone`;
      claimed.set(member, [...(claimed.get(member) ?? []), words]);
      return false;
    }
    const by = fact.kind === 'shown-value' ? byPlace.get(fact.where)?.find((one) => claims(one, fact)) : undefined;
    if (!by || fact.kind !== 'shown-value') return true;
    claimed.set(by, [...(claimed.get(by) ?? []), `the ${fact.of} ${fact.value} is not valid any more`]);
    return false;
  });
  return left.map((fact) => (claimed.has(fact) ? { ...fact, also: (claimed.get(fact) ?? []).join('; ') } : fact));
};

/** Facts of one place and kind are one fact, however many ways lead there: one edit, one finding. */
export const collectorOf = (): { add: (fact: Fact) => void; facts: () => Fact[] } => {
  const found = new Map<string, Fact>();
  return {
    add: (fact) => {
      const { old, new: next, oldInNew: _a, newInOld: _b, where: _where, spot: _spot, steps: _steps, reached: _reached, ...change } = fact;
      const key = JSON.stringify([old, next, change]);
      const before = found.get(key);
      if (before) before.reached++;
      else found.set(key, fact);
    },
    facts: () => withRenames(withClaims([...found.values()])),
  };
};

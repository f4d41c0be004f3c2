import type { Containment, Fact } from '../fact.ts';
import { type Answers, contained, fails, tell, type Told, turnOf } from './directions.ts';
import type { Here, Walk } from './here.ts';
import type { Schema } from './schemas/source.ts';

// What is told of the parts agrees with the answer of the whole: where the whole fails something says so, and where it
// is proved nothing says otherwise.

const directions = ['oldInNew', 'newInOld'] as const;

/** A pair and all pairs below it, each once. */
const allOf = (top: Here): ReadonlySet<Here> => {
  const found = new Set([top]);
  for (const one of found) for (const part of one.parts) found.add(part);
  return found;
};

/** Directions that a pair, or one below it, says to fail. */
export const toldBelow = (top: Here): Told => {
  const told: Told = { oldInNew: false, newInOld: false };
  for (const one of allOf(top)) tell(told, one.told);
  return told;
};

/** Keywords that a pair, or one below it, says to be undecided. */
export const undecidedBelow = (top: Here): ReadonlySet<string> =>
  new Set([...allOf(top)].flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'undecided' ? (fact.keyword ?? []) : []))));

/** How many facts a pair and those below it have. */
export const factsBelow = (top: Here): number => [...allOf(top)].reduce((sum, { facts }) => sum + facts.length, 0);

/**
 * Both directions of the whole; a direction that was proved further up is not asked. Of one that is told already only whether it fails
 * is asked, for nobody needs a document that shows it.
 */
export const askWhole = ({ contains, find }: Walk, { old, next, mask }: Here, told: Told): Answers => {
  const ask = (direction: keyof Told, sent: Schema, taken: Schema): Containment => {
    if (!mask[direction]) return contained;
    if (!told[direction]) return contains(sent, taken);
    return find({ sent, refused: taken, isAny: true }).kind === 'none' ? contained : { kind: 'unknown', reason: 'it is told already' };
  };
  return { oldInNew: ask('oldInNew', old, next), newInOld: ask('newInOld', next, old) };
};

/** What the whole says to fail and nothing below does. */
export const untold = ({ oldInNew, newInOld }: Answers, told: Told): Answers => ({
  oldInNew: told.oldInNew ? contained : oldInNew,
  newInOld: told.newInOld ? contained : newInOld,
});

interface Met {
  readonly fact: Fact;
  readonly counts: Told;
  reached: number;
}

/** Facts that wait for the wholes that they were met in: a direction counts where it fails in one of these. */
export const agreementOf = (add: (fact: Fact) => void): { meet: (top: Here, whole: Answers) => void; settle: () => void } => {
  const met = new Map<string, Met>();
  const seen = new Map<Fact, Met>();

  const metAs = (fact: Fact): Met => {
    let found = seen.get(fact);
    if (found) return found;
    const { oldInNew: _a, newInOld: _b, where: _where, spot: _spot, steps: _steps, reached: _reached, ...change } = fact;
    const key = JSON.stringify([change, fact.oldInNew?.kind, fact.newInOld?.kind]);
    found = met.get(key) ?? { fact, counts: { oldInNew: false, newInOld: false }, reached: 0 };
    met.set(key, found);
    seen.set(fact, found);
    return found;
  };

  return {
    meet: (top, whole) => {
      for (const { facts } of allOf(top))
        for (const fact of facts) for (const direction of directions) metAs(fact).counts[direction] ||= fails(whole[direction]);
    },
    settle: () => {
      for (const [fact, one] of seen) one.reached += fact.reached;
      for (const { fact, counts, reached } of met.values()) {
        const settled = withCounts({ ...fact, reached }, counts);
        if (settled) add(settled);
      }
      met.clear();
      seen.clear();
    },
  };
};

/** A fact as far as it counts; undefined where nothing of it does. What could not be judged, and what travels or not, is said all the same. */
const withCounts = (fact: Fact, counts: Told): Fact | undefined => {
  if (fact.kind === 'undecided') return fact;
  const [oldInNew, newInOld] = [
    counts.oldInNew ? (fact.oldInNew ?? contained) : contained,
    counts.newInOld ? (fact.newInOld ?? contained) : contained,
  ];
  if (fact.kind !== 'property' && !fails(oldInNew) && !fails(newInOld)) return undefined;
  const settled = { ...fact, oldInNew, newInOld };
  return settled.kind === 'aspect' ? { ...settled, turn: turnOf(settled) } : settled;
};

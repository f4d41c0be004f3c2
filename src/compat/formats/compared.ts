import type { Shower } from '../exchange/shower.ts';
import type { Adviser } from '../advice.ts';
import type { Fact } from '../fact.ts';

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
    facts: () => [...found.values()],
  };
};

import type { Outcome } from '../../src/model/outcome.ts';
import type { RestorePlan } from '../../src/restore/plan.ts';
import type { Manifest } from '../../src/restore/manifest.ts';

/** Something that is done to a backup, or by what restores it, and what a drill must say of it. A fault has rules; what is none has not. */
export interface Expected {
  readonly name: string;
  /** Every rule that finds something, without `restore/`, sorted: they name the class. */
  readonly rules: readonly string[];
  /** Where it is neither of the two that the rules say: fail with any, else pass. */
  readonly outcome?: Outcome;
  /** Text that a reason of the verdict holds. */
  readonly says?: string;
}

/** What else the drill is told than that all is well. */
export interface Told {
  readonly plan?: Partial<Pick<RestorePlan, 'budgets' | 'expects'>>;
  /** What it is held against, and its hash as it was written down. */
  readonly manifest?: (manifest: Manifest) => Manifest;
  readonly ledger?: string;
}

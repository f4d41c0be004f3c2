/** The three answers there are. They combine as fail > inconclusive > pass. */
export const outcomes = ['pass', 'inconclusive', 'fail'] as const;
export type Outcome = (typeof outcomes)[number];

/** One reason for an outcome, in words, with what to do about it. */
export interface Reason {
  readonly outcome: Outcome;
  /** Stable id, e.g. `drill/lost-writes`, `evidence/missing`. */
  readonly code: string;
  readonly what: string;
  readonly fix?: string;
}

/** The worst of several outcomes; of none at all: inconclusive, for nothing evaluated is never a pass. */
export const combine = (several: Iterable<Outcome>): Outcome => {
  let worst = -1;
  for (const outcome of several) worst = Math.max(worst, outcomes.indexOf(outcome));
  return outcomes[worst] ?? 'inconclusive';
};

import { combine, outcomes, type Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';

/** Reasons, the gravest first, and their outcome. With none at all: a pass, so whoever calls has seen to it that something was evaluated. */
export const judgementOf = (reasons: readonly Reason[]): Judgement => ({
  outcome: combine(['pass', ...reasons.map(({ outcome }) => outcome)]),
  reasons: reasons.toSorted((a, b) => outcomes.indexOf(b.outcome) - outcomes.indexOf(a.outcome)),
});

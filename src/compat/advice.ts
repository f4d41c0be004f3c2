import type { Finding } from '../model/finding.ts';
import type { Fact } from './fact.ts';

/** What a format has to say of a break beside what its rule says. */
export interface Advice {
  readonly why: string;
  readonly fix: string;
}

/** Asked of each break of the rollout. */
export type Adviser = (fact: Fact) => Advice | undefined;

/** Findings that break the rollout, with the advice for them. `factOf`: what they were found by; it learns of those made here. */
export const withAdvice = (findings: readonly Finding[], factOf: Map<Finding, Fact>, advise: Adviser): Finding[] =>
  findings.map((finding) => {
    const fact = factOf.get(finding);
    const advice = fact && finding.cells.rollout === 'breaks' ? advise(fact) : undefined;
    if (!fact || !advice) return finding;
    const advised = { ...finding, why: `${finding.why} ${advice.why}`, fix: `${finding.fix} ${advice.fix}` };
    factOf.set(advised, fact);
    return advised;
  });

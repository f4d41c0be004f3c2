import type { Failure, FailedExpectation, RollbackJournal, PhaseName, Rehearsal } from '../../model/journal.ts';
import type { Reason } from '../../model/outcome.ts';
import { missed } from './limits.ts';

/** One rehearsal as it comes before the rules, with what they all ask of it. */
export interface Case {
  readonly journal: RollbackJournal;
  readonly rehearsal: Rehearsal;
  /** What stopped it, first in time first. */
  readonly failures: readonly Failure[];
  /** The first failure before the rollout began: from here on nothing says anything about N. */
  readonly brokenBefore: Failure | undefined;
  /** The first failure after that which is nobody's fault but the environment's or ours; what was seen later witnesses nothing. */
  readonly lost: Failure | undefined;
  /** How the baseline already missed what is expected; empty when it was sound. */
  readonly baseline: readonly string[];
  /** Journeys that already went wrong on N-1 alone. */
  readonly brokenJourneys: ReadonlySet<string>;
}

/** A rule looks at one rehearsal and says what follows; nothing when there is nothing to say. */
export type Rule = (it: Case) => readonly Reason[];

/** Too little was done to say anything. */
export const little = (code: string, what: string, fix: string): Reason => ({ outcome: 'inconclusive', code: `drill/${code}`, what, fix });

export const isBefore = (phase: PhaseName): boolean => phase === 'prepare' || phase === 'baseline';

/** A failed expectation in words. */
export const failedText = ({ request, version, phase, what, count }: FailedExpectation): string =>
  `${request} on ${version} in ${phase}: ${what}${count > 1 ? ` (${count} times)` : ''}`;

export const caseOf = (journal: RollbackJournal, rehearsal: Rehearsal): Case => {
  const { slo } = journal.expectations;
  const { baseline } = rehearsal.samples;
  const failures = rehearsal.failures.toSorted((a, b) => a.at - b.at);
  const failed = rehearsal.failedExpectations.filter(({ phase }) => isBefore(phase));
  const misses = missed(baseline, slo).map(({ what }) => what);
  const intolerable = slo.availability === undefined && (failed.length > 0 || baseline.failed > 0);
  const [example] = failed;
  return {
    journal,
    rehearsal,
    failures,
    brokenBefore: failures.find(({ phase }) => isBefore(phase)),
    lost: failures.find(({ phase, who }) => !isBefore(phase) && phase !== 'cleanup' && who !== 'old' && who !== 'new' && who !== 'restore'),
    baseline: [
      ...misses,
      ...(intolerable
        ? [`${Math.max(baseline.failed, 1)} of ${baseline.requests} requests failed${example ? `, first ${failedText(example)}` : ''}`]
        : []),
    ],
    brokenJourneys: new Set(failed.map(({ journey }) => journey)),
  };
};

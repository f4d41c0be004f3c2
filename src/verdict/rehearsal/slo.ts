import type { Reason } from '../../model/outcome.ts';
import { failedText, type Rule } from './case.ts';
import { missed } from './limits.ts';

/** A baseline that is broken already: the release cannot be told from what was wrong before it. */
export const baselineBroken: Rule = ({ baseline, journal }) =>
  baseline.length === 0
    ? []
    : [
        {
          outcome: 'inconclusive',
          code: 'drill/baseline-broken',
          what: `the baseline is already broken: ${baseline.join('; ')}`,
          fix: `Make the drill pass on ${journal.from.version} alone (version, workload or SLO), then run it again.`,
        },
      ];

const scopes = [
  { samples: 'drill', slo: 'slo', code: 'drill/slo', words: 'over the whole drill' },
  { samples: 'rollback', slo: 'sloRollback', code: 'drill/slo-rollback', words: 'in the rollback window' },
] as const;

/** The SLO over the whole drill and over the rollback window. Not judged where baseline or environment were lost: their misses are theirs. */
export const sloMissed: Rule = ({ rehearsal, journal, baseline, brokenBefore, lost }) => {
  if (baseline.length > 0 || brokenBefore || lost) return [];
  const example = rehearsal.failedExpectations[0];
  return scopes.flatMap(({ samples, slo, code, words }) =>
    missed(rehearsal.samples[samples], journal.expectations[slo]).map(({ of, what }): Reason => ({
      outcome: 'fail',
      code: `${code}-${of}`,
      what: `the SLO was missed ${words}: ${what}${of === 'availability' && example ? `; first ${failedText(example)}` : ''}`,
      fix: 'Find what was slow or failed in the journal (`drill show`), or declare an SLO that a rollout may really use up.',
    })),
  );
};

/** Requests that failed after the baseline where no availability is declared: then none may. */
export const failedRequests: Rule = ({ rehearsal, journal, baseline, brokenBefore, lost }) => {
  const { slo, sloRollback } = journal.expectations;
  const { drill, rollback, baseline: before } = rehearsal.samples;
  if (baseline.length > 0 || brokenBefore || lost) return [];
  const inRollback = rehearsal.failedExpectations.filter(({ phase }) => phase === 'rollback');
  const judgedByRollback = sloRollback.availability !== undefined;
  const counted = rehearsal.failedExpectations.filter(
    ({ phase }) => phase !== 'prepare' && phase !== 'baseline' && !(judgedByRollback && phase === 'rollback'),
  );
  const failed = Math.max(
    drill.failed - before.failed - (judgedByRollback ? rollback.failed : 0),
    counted.reduce((sum, { count }) => sum + count, 0),
  );
  if (failed <= 0) return [];
  const example = counted[0] ? `; first ${failedText(counted[0])}` : '';
  if (slo.availability !== undefined)
    return [
      { outcome: 'pass', code: 'drill/failed-requests', what: `${failed} requests failed after the baseline, judged by the SLO${example}` },
    ];
  const goingBack = !judgedByRollback && (rollback.failed > 0 || inRollback.length > 0);
  return [
    {
      outcome: 'fail',
      code: goingBack ? 'drill/failed-requests-rollback' : 'drill/failed-requests',
      what: `${failed} requests failed after the baseline, and no availability is declared that would allow any${example}`,
      fix: 'Mend what failed, or declare `slo: { availability: … }` in the drill.',
    },
  ];
};

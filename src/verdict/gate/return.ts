import type { Reason } from '../../model/outcome.ts';
import { countedFor, kindReasons, type Pair, pairText, sameName } from './forward.ts';
import type { GateQuestion } from './question.ts';
import { agoText, isPass, type Recorded, saidText, seriesOf } from './standing.ts';

/**
 * What a failed drill or check may have found without having seen going back break: N itself did not start, the rollout was
 * slow, clients of N-1 do not understand N. Everything that is not named here counts as a break of going back.
 */
const notOfGoingBack: ReadonlySet<string> = new Set([
  'drill/new-failed',
  'drill/slo-availability',
  'drill/slo-latency',
  'drill/slo-rollback-latency',
  'drill/restore-too-slow',
  'drill/failed-requests',
  // Beside a fail of these, what made it inconclusive too is no break.
  'drill/not-told',
  'drill/new-wrote-nothing',
  'drill/journeys-never-begun',
  'drill/only-deletions',
  'drill/findings-to-review',
  'drill/loss-not-bounded',
  'drill/nothing-restored',
  'check/breaks-mixed',
  'check/breaks-rollout',
  'check/fail-on',
]);

const showsBreak = ({ fact }: Recorded): boolean =>
  fact.outcome === 'fail' && (fact.reasons.length === 0 || fact.reasons.some(({ code }) => !notOfGoingBack.has(code)));

/** The newest evidence of a series that says anything about going back: a pass clears, a break stops, all else says nothing. */
const lastWord = (all: readonly Recorded[]): Recorded | undefined => all.findLast((recorded) => isPass(recorded) || showsBreak(recorded));

/** Law 2: only a witnessed break stops the way back; whatever is missing is told, and stops nothing. */
export const returnReasons = (question: GateQuestion, pair: Pair): readonly Reason[] => {
  const breaks = seriesOf(countedFor(question, pair)).flatMap(({ all, name }): Reason[] => {
    const last = lastWord(all);
    return last && showsBreak(last)
      ? [
          {
            outcome: 'fail',
            code: 'gate/break-witnessed',
            what: `going back ${pairText({ old: pair.new, new: pair.old })} was seen to break: ${name} failed ${agoText(last.at, question.now)}${saidText(last)}`,
            fix: 'Go back to another version that was good here, or forward to a mended one.',
          },
        ]
      : [];
  });
  if (pair.old.version === pair.new.version) return [...breaks, sameName('pass', question.artifact, pair)];
  const rest = question.policy.needs
    .flatMap((kind) => kindReasons(kind, question, pair))
    .filter(({ outcome }) => outcome !== 'fail' || breaks.length === 0);
  return [...breaks, ...rest.map((reason) => ({ ...reason, outcome: 'pass' as const }))];
};

import type { Reason } from '../../model/outcome.ts';
import type { GateQuestion } from './question.ts';
import { agoText } from './standing.ts';

/** What is to go out was marked bad: that stops a rollout, and is told to whoever goes back to it all the same. */
export const markedBad = (question: GateQuestion, outcome: 'pass' | 'fail'): readonly Reason[] => {
  const { toBad, artifact, to, now } = question;
  if (!toBad) return [];
  return [
    {
      outcome,
      code: 'gate/marked-bad',
      what: `${artifact} ${to.version} was marked bad ${agoText(toBad.at, now)}: ${toBad.reason ?? 'no reason was given'} (entry ${toBad.seq})`,
      fix:
        outcome === 'fail'
          ? 'Roll out a mended one under a version of its own.'
          : 'Go back to another version that was good here, where there is one.',
    },
  ];
};

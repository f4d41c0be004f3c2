import { placeText } from '../core/error.ts';
import type { Reason } from '../model/outcome.ts';
import type { ReadinessReport, ReadinessVersion } from '../model/readiness.ts';
import type { Judgement } from '../model/verdict.ts';
import { judgementOf } from './judgement.ts';

const nameOf = ({ artifact, version }: ReadinessVersion): string => `${artifact} ${version}`;

const first = ({ statements: [one, ...more] }: ReadinessVersion): string => {
  if (!one) return '';
  const place = one.at ? placeText(one.at) : one.name;
  return `, first ${place}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
};

/** Judges whether something may be dropped: who still needs it fails, what is not known is inconclusive. */
export const judgeReadiness = ({ object, versions, gaps, answer }: ReadinessReport): Judgement => {
  const of = (state: ReadinessVersion['state']): readonly ReadinessVersion[] => versions.filter((one) => one.state === state);
  const needed = of('needs').map((one): Reason => ({
    outcome: 'fail',
    code: 'plans/needed',
    what: `${nameOf(one)} needs ${object} (${one.because.join('; ')}): ${one.what}${first(one)}`,
    fix: `Let ${one.artifact} stop using it, and wait until ${one.version} neither runs nor must be gone back to.`,
  }));
  const unknown = of('unknown').map((one): Reason => ({
    outcome: 'inconclusive',
    code: 'plans/unknown',
    what: `whether ${nameOf(one)} needs ${object} is not known (${one.because.join('; ')}): ${one.what}${first(one)}`,
    ...(one.fix === undefined ? {} : { fix: one.fix }),
  }));
  const open = gaps.map(({ what, fix }): Reason => ({ outcome: 'inconclusive', code: 'plans/unknown', what, fix }));
  if (answer === 'ready')
    return judgementOf([
      {
        outcome: 'pass',
        code: 'plans/ready',
        what: `${object} may be dropped: ${versions.map((one) => `${nameOf(one)}: ${one.what}`).join('; ')}`,
      },
    ]);
  return judgementOf([...needed, ...unknown, ...open]);
};

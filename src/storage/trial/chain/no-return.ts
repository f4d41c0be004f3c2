import type { Finding } from '../../../model/finding.ts';
import type { ChainStep, PointOfNoReturn } from '../../../model/chain.ts';
import { isGrave } from '../summary.ts';
import type { Prefix } from './prefixes.ts';

/** How one gets back once the steps up to one of them have run, and why not otherwise. */
interface Back {
  readonly step: string;
  readonly file: string;
  readonly back: ChainStep['back'];
  /** What stands against leaving the schema, and against going down. */
  readonly left?: string;
  readonly down?: string;
}

const leftFinding = (findings: readonly Finding[]): Finding | undefined => findings.find((one) => isGrave(one) && one.route !== 'down');
const downFinding = (findings: readonly Finding[]): Finding | undefined => findings.find((one) => isGrave(one) && one.route === 'down');

/** Of each prefix. `whole` are the findings of the last one, `isKnown` whether enough was exercised to say that nothing stands against it. */
export const backOf = (prefixes: readonly Prefix[], whole: readonly Finding[], isKnown: boolean): readonly Back[] =>
  prefixes.map(({ step, judged, whole: toOld }, index): Back => {
    const left = leftFinding(judged?.map(({ finding }) => finding) ?? whole)?.what;
    const lacking = prefixes.slice(0, index + 1).findLast(({ step: one }) => one.downScript === undefined)?.step.name;
    const down = lacking === undefined ? downFinding(judged ? (toOld?.findings ?? []) : whole)?.what : `${lacking} has no down migration`;
    const back = left === undefined ? (isKnown ? 'schema-left' : 'unknown') : down === undefined ? 'down' : 'none';
    return {
      step: step.name,
      file: step.up.file,
      back,
      ...(left === undefined ? {} : { left }),
      ...(down === undefined ? {} : { down }),
    };
  });

/** The first step from which on there is no way back to the end; where there is none, the first without one at all. */
export const pointOfNoReturn = (backs: readonly Back[]): PointOfNoReturn | undefined => {
  const lasting = backs.findLastIndex(({ back }) => back !== 'none') + 1;
  const index = lasting < backs.length ? lasting : backs.findIndex(({ back }) => back === 'none');
  const at = backs[index];
  if (!at) return undefined;
  const until = backs.slice(index).find(({ back }) => back !== 'none');
  return { step: at.step, file: at.file, why: `${at.left ?? ''}; ${at.down ?? ''}`, ...(until && { until: until.step }) };
};

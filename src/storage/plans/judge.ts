import { placeText } from '../../core/error.ts';
import type { Gap } from './facts.ts';
import type { Readiness, Standing } from './readiness.ts';
import { type Target, targetText } from './target.ts';

/** A plan, as it stands to one comparison of two versions. */
export interface PlanCase {
  readonly name: string;
  readonly target: Target;
  readonly steps: Readonly<Partial<Record<'expand' | 'migrate' | 'stop-using' | 'contract', string>>>;
  readonly replacedBy?: Target;
  /** N. */
  readonly to: string;
  /** Is it in the schema of N-1, and of N? */
  readonly has: { readonly old: boolean; readonly next: boolean };
  /** Is what replaces it in the schema of N? Absent: nothing replaces it. */
  readonly hasReplacement?: boolean;
  /** Is a version the other, or after it? undefined: their order is not known. */
  readonly isAtLeast: (version: string, other: string) => boolean | undefined;
  /** May it go? Needed where N drops it. */
  readonly readiness?: Readiness;
  /** How N itself stands to it; absent: it is not known. */
  readonly own?: Standing;
}

/** What is to be said of a plan. */
export interface PlanAnswer {
  /** It goes before it may, and why: a version needs it, it is not known whether one does, or (`step`) nobody does and only the plan says later. */
  readonly early?: { readonly state: 'needed' | 'unknown' | 'step'; readonly because: string };
  /** It goes, and may. */
  readonly ready?: string;
  readonly notices: readonly string[];
}

const order = ['expand', 'migrate', 'stop-using', 'contract'] as const;

const statementText = ({ statements: [first] }: Standing): string =>
  first === undefined ? '' : ` (${first.at ? placeText(first.at) : first.name})`;

const standingText = (one: Standing): string =>
  `${one.artifact} ${one.version}: ${one.because.join(' and ')}, and ${one.what}${statementText(one)}`;

const gapText = ({ what, fix }: Gap): string => `${what} (${fix})`;

/** Steps whose releases do not come one after the other. */
const disorder = ({ name, steps, isAtLeast }: PlanCase): readonly string[] => {
  const taken = order.flatMap((step) => (steps[step] === undefined ? [] : [{ step, version: steps[step] }]));
  return taken.flatMap(({ step, version }, index) => {
    const next = taken[index + 1];
    if (!next || isAtLeast(next.version, version) !== false) return [];
    return [`plan ${name} is out of order: ${next.step} in ${next.version} comes before ${step} in ${version}`];
  });
};

const stepReason = ({ steps, to, isAtLeast }: PlanCase): string | undefined => {
  const { contract, 'stop-using': stop } = steps;
  if (contract !== undefined) return isAtLeast(to, contract) === false ? `the plan drops it in ${contract}` : undefined;
  return stop !== undefined && isAtLeast(stop, to) === true
    ? `${stop} is the first release that does not use it: the one after that may drop it`
    : undefined;
};

/** Who needs it, or may. */
const needReason = ({ readiness, target }: PlanCase): string | undefined => {
  if (!readiness || readiness.answer === 'ready') return undefined;
  const { answer, versions, gaps } = readiness;
  const state = answer === 'needed' ? 'needs' : 'unknown';
  const who = [...versions.filter((one) => one.state === state).map(standingText), ...(state === 'unknown' ? gaps.map(gapText) : [])];
  return `${answer === 'needed' ? 'it is still needed' : 'it is not known who needs it'}: ${who.length === 0 ? `no version is known that had ${targetText(target)}` : who.join('; ')}`;
};

const earlyOf = (plan: PlanCase): PlanAnswer['early'] => {
  const [step, need] = [stepReason(plan), needReason(plan)];
  if (step === undefined && need === undefined) return undefined;
  const state = need === undefined ? 'step' : plan.readiness?.answer === 'needed' ? 'needed' : 'unknown';
  return { state, because: `it is dropped in ${plan.to}, and ${[step, need].filter((one) => one !== undefined).join('; ')}` };
};

/** Holds a comparison of two versions against a plan. Pure. */
export const judgePlan = (plan: PlanCase): PlanAnswer => {
  const { name, target, steps, to, has, isAtLeast, readiness, own, replacedBy, hasReplacement } = plan;
  const { expand, contract, 'stop-using': stop } = steps;
  const object = targetText(target);
  const past = (version: string | undefined): boolean => version !== undefined && isAtLeast(to, version) === true;
  const isDropped = has.old && !has.next;
  const early = isDropped ? earlyOf(plan) : undefined;
  const notices = [
    ...disorder(plan),
    ...(has.next && past(contract) ? [`plan ${name} is overdue: ${object} was to be dropped in ${contract}, and ${to} still has it`] : []),
    ...(has.next && contract === undefined && stop !== undefined && stop !== to && past(stop)
      ? [`plan ${name} is not finished: ${object} has not been used since ${stop}, and no release is named that drops it (contract)`]
      : []),
    ...(has.next && past(stop) && own?.state === 'needs'
      ? [`plan ${name}: ${to} was to have stopped using ${object}, and ${own.what}${statementText(own)}`]
      : []),
    ...(replacedBy && hasReplacement === false && past(expand)
      ? [`plan ${name}: ${targetText(replacedBy)} was to be there since ${expand}, and ${to} does not have it`]
      : []),
  ];
  return {
    ...(early && { early }),
    ...(isDropped && !early && readiness
      ? {
          ready: `plan ${name}: ${object} may go: ${readiness.versions.map((one) => `${one.artifact} ${one.version}: ${one.what}`).join('; ')}`,
        }
      : {}),
    notices,
  };
};

import type { Asked, Gap, VersionFacts } from './facts.ts';
import { needOf } from './need.ts';
import { hasTarget, type Target } from './target.ts';

/** How one version stands to what goes. */
export interface Standing extends Pick<VersionFacts, 'artifact' | 'store' | 'version' | 'because'> {
  readonly state: 'needs' | 'free' | 'unknown';
  /** In words: `none of 12 captured statements touches it`. */
  readonly what: string;
  /** What needs it, or cannot be told. */
  readonly statements: readonly Asked[];
  /** What would tell. */
  readonly fix?: string;
}

/** May it go now? */
export interface Readiness {
  readonly answer: 'ready' | 'needed' | 'unknown';
  readonly versions: readonly Standing[];
  /** What is not known beside the versions. */
  readonly gaps: readonly Gap[];
}

const statements = (count: number): string => (count === 1 ? '1 captured statement' : `${count} captured statements`);

/** How a version stands to what goes. Pure. */
export const standingTo = (target: Target, { known, artifact, store, version, because }: VersionFacts): Standing => {
  const common = { artifact, store, version, because, statements: [] };
  if (known.kind === 'unknown') return { ...common, state: 'unknown', what: known.gap.what, fix: known.gap.fix };
  if (!hasTarget(known.catalog, target)) return { ...common, state: 'free', what: 'its schema does not have it' };
  if (known.kind === 'schema') return { ...common, state: 'unknown', what: known.gap.what, fix: known.gap.fix };
  const asked = known.statements.map((statement) => ({ statement, need: needOf(known.catalog, target, statement) }));
  const of = (need: string): readonly Asked[] => asked.filter((one) => one.need === need).map(({ statement }) => statement);
  const [needs, unknown] = [of('needs'), of('unknown')];
  if (needs.length > 0)
    return {
      ...common,
      state: 'needs',
      what: `${needs.length} of ${statements(asked.length)} need${needs.length === 1 ? 's' : ''} it`,
      statements: needs,
    };
  if (unknown.length > 0)
    return {
      ...common,
      state: 'unknown',
      what: `of ${unknown.length} of ${statements(asked.length)} it cannot be told`,
      statements: unknown,
      fix: 'capture them with their parameters, or look at them: what functions, EXECUTE and COPY touch is not seen',
    };
  return {
    ...common,
    state: 'free',
    what: asked.length === 1 ? 'its 1 captured statement does not touch it' : `none of its ${statements(asked.length)} touches it`,
  };
};

/**
 * May something be taken out of a schema, as far as those versions go that must be able to run on it? What is not known is never ready.
 * Pure; versions keep their order.
 */
export const readinessOf = (target: Target, facts: readonly VersionFacts[], gaps: readonly Gap[]): Readiness => {
  const versions = facts.map((one) => standingTo(target, one));
  const has = (state: Standing['state']): boolean => versions.some((one) => one.state === state);
  const answer = has('needs') ? 'needed' : has('unknown') || gaps.length > 0 || versions.length === 0 ? 'unknown' : 'ready';
  return { answer, versions, gaps };
};

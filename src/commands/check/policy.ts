import { DrillError, type Place, type Problem } from '../../core/error.ts';
import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { Entry } from '../../model/fact.ts';
import type { Waiver } from '../../model/waiver.ts';
import type { CheckPolicy, Weight } from '../../verdict/check/policy.ts';
import { isMeant } from '../../verdict/check/rules.ts';
import { firstEnd, isInForce } from '../../verdict/check/waivers.ts';
import { readBaseline } from '../../workspace/baseline.ts';
import { pointerOf } from '../../workspace/reading/places.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { nearestRule, rules } from '../explain/rules.ts';
import { usesOf } from './consumers.ts';

/** The waivers of drill.yaml, each with its place. */
const declaredWaivers = ({ definition, placeOf }: Workspace): readonly Waiver[] =>
  (definition.waivers ?? []).map((waiver, index) => ({ ...waiver, at: placeOf(pointerOf('waivers', String(index))) }));

/** What the policy says of an artifact, what counts first before what counts after it: its own before that for all, in the environment before everywhere. */
const levelsOf = ({ definition: { policy = {} } }: Workspace, artifact: string, environment: string | undefined) =>
  [policy[artifact], policy['default']].flatMap((one) => {
    const there = environment === undefined ? undefined : one?.environments?.[environment];
    return [...(there ? [there] : []), ...(one ? [one] : [])];
  });

const severitiesOf = (workspace: Workspace, artifact: string, environment: string | undefined): CheckPolicy['severities'] =>
  levelsOf(workspace, artifact, environment).flatMap(({ severities }): Readonly<Record<string, Weight>>[] =>
    severities ? [severities] : [],
  );

/** May what was announced to end be removed once its day has come? */
export const sunsetsAllowed = (workspace: Workspace, artifact: string, environment: string | undefined): boolean =>
  levelsOf(workspace, artifact, environment).find(({ sunsets }) => sunsets !== undefined)?.sunsets !== 'refuse';

/** What checks of an artifact are judged by. */
export const policyOf = (
  workspace: Workspace,
  artifact: string,
  environment: string | undefined,
  waivers: readonly Waiver[],
  now: Date,
): CheckPolicy => ({ severities: severitiesOf(workspace, artifact, environment), waivers, now });

/** Every pattern of rules in drill.yaml, with its place. */
const patternsOf = ({ definition }: Workspace): readonly { readonly pattern: string; readonly pointer: string }[] => [
  ...(definition.waivers ?? []).map(({ rule }, index) => ({ pattern: rule, pointer: pointerOf('waivers', String(index), 'rule') })),
  ...Object.entries(definition.policy ?? {}).flatMap(([name, policy]) => [
    ...Object.keys(policy.severities ?? {}).map((pattern) => ({ pattern, pointer: pointerOf('policy', name, 'severities', pattern) })),
    ...Object.entries(policy.environments ?? {}).flatMap(([environment, { severities = {} }]) =>
      Object.keys(severities).map((pattern) => ({
        pattern,
        pointer: pointerOf('policy', name, 'environments', environment, 'severities', pattern),
      })),
    ),
  ]),
];

/**
 * Refuses waivers and severities of rules that there are not: they would never do anything.
 * @throws DrillError `config/unknown-rule` with the nearest name, for each of them
 */
export const refuseUnknownRules = (workspace: Workspace): void => {
  const problems = patternsOf(workspace)
    .filter(({ pattern }) => !rules.some(({ id }) => isMeant(pattern, id)))
    .map(({ pattern, pointer }): Problem & { readonly at: Place } => {
      const near = nearestRule(pattern);
      return {
        code: 'config/unknown-rule',
        what: `there is no rule ${JSON.stringify(pattern)}`,
        fix: near === undefined ? '`drill explain` lists them' : `did you mean ${JSON.stringify(near)}?`,
        at: workspace.placeOf(pointer),
      };
    })
    .toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
};

/** All waivers there are: those of drill.yaml, and those of the baseline. @throws DrillError for a baseline that cannot be read */
export const waiversOf = (
  workspace: Workspace,
  cwd: string,
): { readonly declared: readonly Waiver[]; readonly baseline: readonly Waiver[] } => ({
  declared: declaredWaivers(workspace),
  baseline: readBaseline(workspace, cwd),
});

const isAbout = ({ artifact }: Waiver, name: string): boolean => (artifact ?? name) === name;

/** When what `judgedBy` gives is another for certain: the end of the first waiver of an artifact. ISO 8601; undefined where nothing is accepted. Never fails. */
export const judgedUntil = (workspace: Workspace, { name }: Artifact, now: Date): string | undefined => {
  try {
    const { declared, baseline } = waiversOf(workspace, workspace.root);
    return firstEnd(
      [...declared, ...baseline].filter((waiver) => isAbout(waiver, name)),
      now,
    );
  } catch {
    return undefined;
  }
};

/** What drill.yaml says of changes that take several releases, and of how far back one must be able to go; undefined where it plans nothing. */
const plansOf = ({ definition: { plans = {}, policy = {} } }: Workspace, artifact: string): object | undefined => {
  const own = Object.entries(plans).filter(([, plan]) => plan.artifact === artifact);
  return own.length === 0 ? undefined : { own, return: policy[artifact]?.return ?? policy['default']?.return ?? null };
};

/**
 * A hash of everything that a check of an artifact is judged by besides the contracts: what is accepted now, what findings weigh, and who uses what. Absent where that is nothing.
 * Never fails: a baseline that cannot be read is like no other.
 */
export const judgedBy = (
  workspace: Workspace,
  artifact: Artifact,
  environment: string | undefined,
  now: Date,
  entries: readonly Entry[],
): string | undefined => {
  const { name } = artifact;
  const about = (waivers: readonly Waiver[]): string | undefined => {
    const accepted = waivers
      .filter((waiver) => isAbout(waiver, name) && isInForce(waiver, now))
      .map(({ at: _at, what: _what, reason: _reason, ...waiver }) => canonicalJson(waiver))
      .sort();
    const severities = severitiesOf(workspace, name, environment);
    const sunsets = sunsetsAllowed(workspace, name, environment);
    const uses = usesOf(workspace, artifact, entries, environment).toSorted();
    const plans = plansOf(workspace, name);
    return plans === undefined && uses.length === 0 && accepted.length === 0 && severities.length === 0 && sunsets
      ? undefined
      : sha256(canonicalJson({ accepted, severities, sunsets, uses, ...(plans && { plans }) }));
  };
  try {
    return about([...declaredWaivers(workspace), ...readBaseline(workspace, workspace.root)]);
  } catch (error) {
    return sha256(String(error));
  }
};

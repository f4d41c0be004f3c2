import { DrillError } from '../../../core/error.ts';
import { nearest, suggestion } from '../../../core/nearest.ts';
import { spokenNames, type Target, targetName, targetOf, targetsIn, targetText } from '../../../storage/plans/target.ts';
import type { PlanDefinition } from '../../../workspace/definition.ts';
import { pointerOf } from '../../../workspace/reading/places.ts';
import type { Artifact, Workspace } from '../../../workspace/workspace.ts';
import { sharersOf } from './databases.ts';
import type { Facts } from './facts.ts';

/** A plan of drill.yaml, resolved. */
export interface Plan extends PlanDefinition {
  readonly name: string;
  readonly store: string;
  readonly target: Target;
}

/** What was asked about. */
export interface Chosen {
  readonly artifact: Artifact;
  readonly store: string;
  readonly target: Target;
  readonly plan?: Plan;
}

const firstStore = ({ stores = {} }: Artifact): string => Object.keys(stores)[0] ?? '';

/** The plans of a workspace. @throws DrillError `plans/no-object` for what names nothing */
export const plansOf = ({ definition: { plans = {} }, artifacts, placeOf }: Workspace): readonly Plan[] =>
  Object.entries(plans).map(([name, plan]) => {
    const target = targetOf(plan.drops);
    if (!target)
      throw new DrillError('plans/no-object', `plans.${name}.drops: ${JSON.stringify(plan.drops)} names nothing`, {
        fix: 'write column <schema>.<table>.<column>, table <schema>.<table> or value <schema>.<enum>.<label>',
        at: placeOf(pointerOf('plans', name, 'drops')),
      });
    const artifact = artifacts.get(plan.artifact);
    return { ...plan, name, store: plan.store ?? (artifact ? firstStore(artifact) : ''), target };
  });

/** How far it is looked for a name: what is planned costs nothing; then the newest schemas, those that a tool has to make only of artifacts that were named; then all. */
type Depth = 'plans' | 'newest' | 'all';
const depths: readonly Depth[] = ['plans', 'newest', 'all'];

/** Everything that could be meant in one store. What is on demand is not looked at for a name alone. */
const targetsOf = async (facts: Facts, artifact: Artifact, store: string, depth: Depth, isNamed: boolean): Promise<readonly Target[]> => {
  const isTool = typeof artifact.stores?.[store]?.migrations === 'object';
  if (depth === 'plans' || (depth === 'newest' && isTool && !isNamed)) return [];
  const versions = artifact.ordered.filter(({ source }) => !source.onDemand).toReversed();
  const found = new Map<string, Target>();
  for (const { version } of depth === 'newest' ? versions.slice(0, 1) : versions) {
    const known = await facts.known(artifact, store, version);
    if (known.kind !== 'unknown') for (const target of targetsIn(known.catalog)) found.set(targetText(target), target);
  }
  return [...found.values()];
};

const spokenIn = (artifact: string, store: string, target: Target): readonly string[] =>
  spokenNames(target).flatMap((name) => [name, `${artifact}.${name}`, `${artifact}.${store}.${name}`]);

const shares = (workspace: Workspace, a: Chosen, b: Chosen): boolean =>
  sharersOf(workspace, a.artifact, a.store).some(({ artifact, store }) => artifact === b.artifact.name && store === b.store);

const sameTarget = (a: Target, b: Target): boolean => targetText(a) === targetText(b);

interface Search {
  readonly name: string;
  readonly artifacts: readonly Artifact[];
  readonly plans: readonly Plan[];
  readonly facts: Facts;
  /** Were the artifacts named? */
  readonly isNamed: boolean;
}

/** Everything of that name, and all names that were seen. */
const search = async (
  { name, artifacts, plans, facts, isNamed }: Search,
  depth: Depth,
): Promise<{ readonly all: readonly Chosen[]; readonly known: readonly string[] }> => {
  const asked = targetOf(name);
  const all: Chosen[] = [];
  const known: string[] = plans.map((plan) => plan.name);
  for (const artifact of artifacts)
    for (const store of Object.keys(artifact.stores ?? {})) {
      const plannedHere = plans.filter((plan) => plan.artifact === artifact.name && plan.store === store);
      const targets = [...(await targetsOf(facts, artifact, store, depth, isNamed)), ...plannedHere.map(({ target }) => target)];
      for (const target of new Map(targets.map((one) => [targetText(one), one])).values()) {
        known.push(...spokenNames(target).slice(-1));
        const isMeant = spokenIn(artifact.name, store, target).includes(name) || (asked !== undefined && sameTarget(asked, target));
        const plan = plannedHere.find((one) => sameTarget(one.target, target));
        if (isMeant) all.push({ artifact, store, target, ...(plan && { plan }) });
      }
    }
  return { all, known };
};

/**
 * What is meant: a plan by its name, or a column, a table or a value, with as much before it as is needed.
 * @param among artifacts that it may be of; empty: all that are not on demand
 * @throws DrillError `plans/unknown-object` with the nearest name, `plans/which-object` where it may be several
 */
export const chooseTarget = async (workspace: Workspace, name: string, among: readonly Artifact[], facts: Facts): Promise<Chosen> => {
  const isNamed = among.length > 0;
  const artifacts = isNamed ? among : [...workspace.artifacts.values()].filter(({ onDemand }) => !onDemand);
  const plans = plansOf(workspace).filter((plan) => !isNamed || among.some((one) => one.name === plan.artifact));
  const planned = plans.find((plan) => plan.name === name);
  const owner = planned && workspace.artifacts.get(planned.artifact);
  if (planned && owner) return { artifact: owner, store: planned.store, target: planned.target, plan: planned };
  let known: readonly string[] = [];
  for (const depth of depths) {
    const found = await search({ name, artifacts, plans, facts, isNamed }, depth);
    const [first, ...more] = found.all;
    known = found.known;
    if (!first) continue;
    // In a database that several artifacts share it is the same thing for each: the first that was declared speaks for it.
    if (more.every((one) => sameTarget(one.target, first.target) && shares(workspace, first, one))) return first;
    throw new DrillError('plans/which-object', `${JSON.stringify(name)} may be ${found.all.length} things`, {
      fix: `say which: ${found.all.map((one) => `${one.artifact.name}.${one.store}.${targetName(one.target)}`).join(', ')}`,
    });
  }
  throw new DrillError('plans/unknown-object', `there is no plan, column, table or value ${JSON.stringify(name)}`, {
    fix:
      known.length === 0
        ? 'no schema of a store is known: declare its migrations, or commit a snapshot'
        : suggestion(name, nearest(name, known) === undefined ? known.slice(0, 20) : known),
  });
};

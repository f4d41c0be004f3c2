import { DrillError, placeText } from '../../../core/error.ts';
import { nearest, suggestion } from '../../../core/nearest.ts';
import type { ContractReport } from '../../../model/check.ts';
import type { Known } from '../../../storage/plans/facts.ts';
import { type Checked, type Floor, floorOf } from '../../../storage/plans/floor.ts';
import { isOfTarget, withEarly } from '../../../storage/plans/early.ts';
import { judgePlan } from '../../../storage/plans/judge.ts';
import { standingTo } from '../../../storage/plans/readiness.ts';
import { hasTarget, spokenNames, targetOf, targetsIn } from '../../../storage/plans/target.ts';
import { oldestFirst } from '../../../workspace/order.ts';
import { pointerOf } from '../../../workspace/reading/places.ts';
import type { Artifact, Workspace } from '../../../workspace/workspace.ts';
import type { Versions } from '../stores/versions.ts';
import { type Plan, plansOf } from './chosen.ts';
import { type Asking, readinessIn } from './ready.ts';

/** Versions in their order, those to come included; undefined where they are no semantic versions and one is not declared. */
const orderOf = ({ ordered }: Artifact, { steps }: Plan): ((version: string, other: string) => boolean | undefined) => {
  const declared = ordered.map(({ version }) => version);
  const all = [...new Set([...declared, ...Object.values(steps)])];
  const sorted = oldestFirst(all);
  // Left as they came: their order is that of their declaration, and what is not declared has none.
  const places = sorted === all ? declared : sorted;
  return (version, other) => {
    const [a, b] = [places.indexOf(version), places.indexOf(other)];
    return a === -1 || b === -1 ? undefined : a >= b;
  };
};

const hasIt = (known: Known | undefined, plan: Plan): boolean | undefined =>
  known === undefined || known.kind === 'unknown' ? undefined : hasTarget(known.catalog, plan.target);

/** Neither version has it: another may have had it, or it is mistyped. @throws DrillError `plans/unknown-object` with the nearest name */
const finished = async ({ workspace, facts }: Asking, artifact: Artifact, plan: Plan): Promise<string | undefined> => {
  const names: string[] = [];
  for (const { version, source } of artifact.ordered.toReversed()) {
    if (source.onDemand) continue;
    const known = await facts.known(artifact, plan.store, version);
    if (known.kind === 'unknown') return undefined;
    if (hasTarget(known.catalog, plan.target))
      return `plan ${plan.name} is finished: ${plan.drops} is gone; take the plan out of drill.yaml`;
    names.push(
      ...targetsIn(known.catalog)
        .filter(({ kind }) => kind === plan.target.kind)
        .flatMap(spokenNames),
    );
  }
  const [, name = ''] = /^\S+ (.*)$/s.exec(plan.drops) ?? [];
  const all = [...new Set(names)];
  throw new DrillError('plans/unknown-object', `plans.${plan.name}.drops: no version of ${artifact.name} has ${plan.drops}`, {
    fix: suggestion(name, nearest(name, all) === undefined ? all.slice(0, 20) : all),
    at: workspace.placeOf(pointerOf('plans', plan.name, 'drops')),
  });
};

const floorText = (of: string, { version, below }: Floor): string =>
  `floor of the schema of ${of}: ${version}${below ? `; ${below.version} ${below.state === 'cannot' ? 'cannot run on it' : 'is not known to run on it'}: ${below.because}` : '; there is no older version'}`;

/** An old version whose statements cannot be read stops nobody but the floor. */
const knownOrNot = async ({ facts }: Asking, artifact: Artifact, store: string, version: string): Promise<Known> => {
  try {
    return await facts.known(artifact, store, version);
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    const [problem] = error.problems;
    const at = problem?.at ? ` (${placeText(problem.at)})` : '';
    return { kind: 'unknown', gap: { what: `${problem?.what ?? error.message}${at}`, fix: problem?.fix ?? 'mend it' } };
  }
};

/** The oldest version that can run on N's schema. Versions are looked at from N downwards, until one cannot. */
const floorNotice = async (asking: Asking, artifact: Artifact, store: string, to: string, checked: Checked): Promise<readonly string[]> => {
  const known = await asking.facts.known(artifact, store, to);
  if (known.kind === 'unknown') return [];
  let floor: Floor = { version: to };
  for (const { version } of artifact.ordered
    .slice(
      0,
      artifact.ordered.findIndex((one) => one.version === to),
    )
    .toReversed()) {
    const older = { artifact: artifact.name, store, version, because: [], known: await knownOrNot(asking, artifact, store, version) };
    const next = floorOf({ version: floor.version ?? to, catalog: known.catalog }, [older], checked);
    floor = next;
    if (next.below) break;
  }
  return [floorText(to, floor)];
};

const onePlan = async (
  asking: Asking,
  report: ContractReport,
  artifact: Artifact,
  plan: Plan,
  versions: Versions,
): Promise<ContractReport> => {
  const { facts, workspace } = asking;
  const to = versions.to.version;
  const from = versions.kind === 'versions' ? versions.from.version : undefined;
  const [before, after] = [
    from === undefined ? undefined : await facts.known(artifact, plan.store, from),
    await facts.known(artifact, plan.store, to),
  ];
  const next = hasIt(after, plan);
  if (after.kind === 'unknown' || next === undefined)
    return {
      ...report,
      notices: [
        ...(report.notices ?? []),
        `plan ${plan.name} was not held against ${to}: ${after.kind === 'unknown' ? after.gap.what : ''}`,
      ],
    };
  const isDropped = report.findings.some((finding) => isOfTarget(plan.target, finding));
  const old = hasIt(before, plan) ?? (isDropped || next);
  if (!old && !next) {
    const done = await finished(asking, artifact, plan);
    return done === undefined ? report : { ...report, notices: [...(report.notices ?? []), done] };
  }
  const replacement = plan.replacedBy === undefined ? undefined : targetOf(plan.replacedBy);
  const chosen = { artifact, store: plan.store, target: plan.target, plan };
  const answer = judgePlan({
    name: plan.name,
    target: plan.target,
    steps: plan.steps,
    ...(replacement && { replacedBy: replacement, hasReplacement: hasTarget(after.catalog, replacement) }),
    to,
    has: { old, next },
    isAtLeast: orderOf(artifact, plan),
    ...(old && !next
      ? {
          readiness: await readinessIn(
            asking,
            chosen,
            from === undefined ? [] : [{ version: from, because: 'it is the N-1 of this check' }],
          ),
        }
      : {}),
    own: standingTo(plan.target, { artifact: artifact.name, store: plan.store, version: to, because: [], known: after }),
  });
  const judged = answer.early
    ? withEarly(report, plan.target, answer.early, workspace.placeOf(pointerOf('plans', plan.name, 'drops')))
    : report;
  const notices = [...(report.notices ?? []), ...(answer.ready === undefined ? [] : [answer.ready]), ...answer.notices];
  return notices.length > 0 ? { ...judged, notices } : judged;
};

const plansFor = (workspace: Workspace, artifact: Artifact, store: string): readonly Plan[] =>
  plansOf(workspace).filter((plan) => plan.artifact === artifact.name && plan.store === store);

/** A store's report that says which plans it was not held against. */
export const plansNotHeld = (workspace: Workspace, report: ContractReport, artifact: Artifact, store: string): ContractReport => {
  const names = plansFor(workspace, artifact, store).map(({ name }) => name);
  if (names.length === 0) return report;
  return {
    ...report,
    notices: [
      ...(report.notices ?? []),
      `not held against ${names.join(', ')}: no migration was run, so that nothing is known of other versions`,
    ],
  };
};

/** A store's report, held against the plans that are of it; with the floor of N's schema where it can be told. @throws DrillError for a plan of what there never was */
export const withPlans = async (
  asking: Asking,
  report: ContractReport,
  artifact: Artifact,
  store: string,
  versions: Versions,
): Promise<ContractReport> => {
  const plans = plansFor(asking.workspace, artifact, store);
  let held = report;
  for (const plan of plans) held = await onePlan(asking, held, artifact, plan, versions);
  // Tools take long, so they are run again for a plan alone.
  const { statements, migrations } = artifact.stores?.[store] ?? {};
  const isTold = plans.length > 0 || (statements !== undefined && typeof migrations === 'string');
  if (versions.kind === 'base' || !isTold) return held;
  const floor = await floorNotice(asking, artifact, store, versions.to.version, { version: versions.from.version, report });
  return floor.length === 0 ? held : { ...held, notices: [...(held.notices ?? []), ...floor] };
};

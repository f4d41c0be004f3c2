import { formatDuration, parseDuration } from '../../core/duration.ts';
import { DrillError } from '../../core/error.ts';
import type { Route } from '../../model/cell.ts';
import { type DrillExpectations, type PhaseName, phaseNames, type Slo } from '../../model/journal.ts';
import type { VersionId } from '../../model/version.ts';
import type { DrillDefinition, RunDefinition, StoreDefinition } from '../../workspace/definition.ts';
import type { Artifact, Drill, Environment } from '../../workspace/workspace.ts';
import type { Target } from '../targets/target.ts';
import { targetNamed } from '../targets/registry.ts';
import type { Workload } from '../workload/workload.ts';
import { planRecovery, type RecoverPlan } from './recover/plan.ts';

/** A version that is there to be run. */
export interface PlannedVersion extends VersionId {
  /** Absolute folder with its code and config. */
  readonly folder: string;
}

export interface PlannedStore {
  readonly name: string;
  readonly migrations: StoreDefinition['migrations'];
  /** What versions ask of it is captured. */
  readonly captures: boolean;
  readonly migrate: NonNullable<StoreDefinition['migrate']>;
}

/** On which server a drill's databases are made: one for all its stores. */
export const serverOf = (artifact: Artifact, environment: Environment): string | undefined => {
  const places = new Set(Object.keys(artifact.stores ?? {}).map((name) => environment.stores?.[name] ?? 'embedded'));
  if (places.size > 1)
    throw new DrillError(
      'store/several-servers',
      `environment ${environment.name}: the stores of ${artifact.name} are on ${places.size} servers`,
      {
        why: 'A drill makes all of its databases on one.',
        fix: 'say the same for each store, or --server for all of them',
      },
    );
  return [...places][0];
};

/** One rollback drill with everything decided: durations in milliseconds, defaults filled in. */
export interface Plan {
  readonly id: string;
  readonly drill: string;
  readonly artifact: string;
  readonly environment: string;
  readonly synthetic: boolean;
  readonly from: PlannedVersion;
  readonly to: PlannedVersion;
  readonly target: Target;
  readonly run: RunDefinition;
  readonly stores: readonly PlannedStore[];
  /** Where their databases are made, as drill.yaml says it; absent: there is no store. */
  readonly server?: string;
  /** Contracts that the running versions are asked for: `GET /openapi.json`, by the name of the contract. */
  readonly captures: readonly { readonly contract: string; readonly request: string }[];
  readonly routes: readonly Route[];
  readonly workload: Workload;
  readonly rate: number;
  readonly requestTimeoutMs: number;
  readonly holdMs: number;
  readonly baselineMs: number;
  readonly stepMs: number;
  readonly steps: readonly number[];
  readonly exerciseMs: number;
  readonly settleMs: number;
  readonly phaseDeadlineMs: Readonly<Record<PhaseName, number>>;
  readonly deadlineMs: number;
  /** Of the route `restore`. */
  readonly recover?: RecoverPlan;
  readonly expectations: DrillExpectations;
}

const ms = (text: string | undefined, otherwise: number): number => (text === undefined ? otherwise : (parseDuration(text) ?? otherwise));

const sloOf = (slo: { availability?: number; p50?: string; p99?: string } | undefined, otherwise: Slo): Slo => ({
  ...otherwise,
  ...(slo?.availability === undefined ? {} : { availability: slo.availability }),
  ...(slo?.p50 === undefined ? {} : { p50: ms(slo.p50, 0) }),
  ...(slo?.p99 === undefined ? {} : { p99: ms(slo.p99, 0) }),
});

/** The SLOs and the minimum of work that a drill declares. */
const expectationsOf = (drill: DrillDefinition): DrillExpectations => {
  const slo = sloOf(drill.slo, {});
  return {
    slo,
    sloRollback: sloOf(drill.slo?.rollback, slo),
    minimum: { requests: drill.minimum?.requests ?? 10, writes: drill.minimum?.writes ?? 10, mixedWrites: drill.minimum?.mixedWrites ?? 1 },
  };
};

const storesOf = (artifact: Artifact): PlannedStore[] =>
  Object.entries(artifact.stores ?? {}).map(([name, store]) => ({
    name,
    migrations: store.migrations,
    captures: typeof store.statements === 'object',
    migrate: store.migrate ?? 'before',
  }));

/** The phases that only last must fit into their deadlines: else whoever happens to be waited for would be blamed. */
const checkDeadlines = (plan: Plan): Plan => {
  const shift = plan.steps.length * plan.stepMs;
  const lasts = { baseline: plan.baselineMs, rollout: shift, exercise: plan.exerciseMs, rollback: shift + plan.settleMs };
  const whole = plan.routes.length * Object.values(lasts).reduce((sum, one) => sum + one, 0);
  const tight = Object.entries(lasts).filter(([phase, last]) => last >= plan.phaseDeadlineMs[phase as PhaseName]);
  const problems = [
    ...tight.map(
      ([phase, last]) =>
        `its phase ${phase} alone lasts ${formatDuration(last)}, and its deadline is ${formatDuration(plan.phaseDeadlineMs[phase as PhaseName])}`,
    ),
    ...(whole < plan.deadlineMs
      ? []
      : [
          `its phases alone last ${formatDuration(whole)}${plan.routes.length > 1 ? ` for ${plan.routes.length} routes` : ''}, and its deadline is ${formatDuration(plan.deadlineMs)}`,
        ]),
  ].map((what) => ({
    code: 'drill/deadline',
    what: `drill ${plan.drill}: ${what}`,
    fix: 'make the phases shorter, or the deadline longer',
  }));
  const [first, ...rest] = problems;
  if (first) throw DrillError.of([first, ...rest]);
  return plan;
};

/** Decides everything that can be decided before anything is started. Throws `DrillError` for what is not possible. */
export const planDrill = (parts: {
  readonly id: string;
  readonly drill: Drill;
  readonly artifact: Artifact;
  readonly environment: Environment;
  readonly from: PlannedVersion;
  readonly to: PlannedVersion;
  readonly workload: Workload;
}): Plan => {
  const { drill, artifact, environment } = parts;
  if (!artifact.run)
    throw new DrillError('drill/no-run', `artifact ${artifact.name} has no \`run\`: drill ${drill.name} cannot start it`, {
      fix: 'say in drill.yaml how a version is run: `run: { command: […], ready: GET /healthz }`',
    });
  const routes = drill.routes ?? ['schema-left'];
  const stores = storesOf(artifact);
  const server = serverOf(artifact, environment);
  const recover = routes.includes('restore') ? planRecovery(drill, artifact, server) : undefined;
  if (routes.includes('down') && !stores.some(({ migrations }) => typeof migrations === 'string' || migrations?.down))
    throw new DrillError(
      'drill/no-down',
      `drill ${drill.name}: route down needs down migrations, and no store of ${artifact.name} has any`,
      { fix: 'declare `migrations` with downs, or leave the route out' },
    );
  const deadlines = drill.deadlines ?? {};
  return checkDeadlines({
    ...parts,
    drill: drill.name,
    artifact: artifact.name,
    environment: environment.name,
    synthetic: environment.synthetic ?? false,
    target: targetNamed(environment.target),
    run: artifact.run,
    stores,
    ...(server === undefined ? {} : { server }),
    captures: Object.entries(artifact.contracts ?? {}).flatMap(([contract, { captured }]) =>
      captured === undefined ? [] : [{ contract, request: captured }],
    ),
    routes,
    rate: drill.rate ?? 20,
    requestTimeoutMs: ms(drill.requestTimeout, 2000),
    holdMs: ms(drill.hold, 0),
    baselineMs: ms(drill.phases?.baseline, 1000),
    stepMs: ms(drill.phases?.step, 300),
    steps: drill.phases?.steps ?? [0.1, 0.5, 1],
    exerciseMs: ms(drill.phases?.exercise, 1000),
    settleMs: ms(drill.phases?.settle, 500),
    phaseDeadlineMs: Object.fromEntries(phaseNames.map((phase) => [phase, ms(deadlines[phase], 60_000)])) as Record<PhaseName, number>,
    deadlineMs: ms(drill.deadline, 120_000),
    ...(recover && { recover }),
    expectations: expectationsOf(drill),
  });
};

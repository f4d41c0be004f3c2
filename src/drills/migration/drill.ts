import type { Clock } from '../../core/clock.ts';
import { deadline, within } from '../../core/deadline.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import type { Progress } from '../../core/progress.ts';
import type { Route } from '../../model/cell.ts';
import type { ContractReport } from '../../model/check.ts';
import type { MigrationFailure, MigrationJournal } from '../../model/journal.ts';
import type { MigrationPlan } from './plan.ts';
import { withoutValues } from './redact.ts';

// A drill of migrations: what `drill check` does with a store by execution, with a journal of its own. Nothing serves.

/** What stores are tried with; filled by whoever knows how a check does it. */
export interface Trying extends AsyncDisposable {
  /** @throws DrillError (usage) for what is wrong with what was given */
  readonly store: (name: string, signal: AbortSignal) => Promise<ContractReport>;
  /** `PostgreSQL 18.4`, once it is known. */
  readonly database: () => string | undefined;
}

export interface MigrationDrillOptions {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Version of drill itself, for the journal. */
  readonly toolVersion: string;
  readonly open: (signal: AbortSignal) => Trying;
}

/** Ways that were gone: down where each step has one, or is told not to come back by it. */
const routesGone = (stores: readonly ContractReport[]): readonly Route[] => {
  const steps = stores.flatMap(({ chain }) => chain?.steps ?? []);
  const hasDown =
    steps.some(({ downMs }) => downMs !== undefined) || stores.some(({ findings }) => findings.some(({ route }) => route === 'down'));
  return hasDown ? ['schema-left', 'down'] : ['schema-left'];
};

/**
 * Tries the migrations of the stores, one after the other, on a scratch server. Returns a journal, whatever stopped it but bad input;
 * throws a `DrillError` (usage) for that, and what is a bug of ours. Nothing that it made is left.
 */
export const runMigrationDrill = async (plan: MigrationPlan, options: MigrationDrillOptions): Promise<MigrationJournal> => {
  const { clock, progress, signal, toolVersion } = options;
  const startedAt = clock.now().toISOString();
  const originMs = performance.now();
  const stores: ContractReport[] = [];
  const failures: MigrationFailure[] = [];
  const leftovers: string[] = [];
  const fail = (who: MigrationFailure['who'], what: string, fix?: string): void =>
    void failures.push({ who, what, at: performance.now() - originMs, ...(fix !== undefined && { fix }) });
  using limited = deadline(signal, plan.deadlineMs, `the drill ${plan.drill}`);
  const trying = options.open(limited.signal);
  try {
    for (const name of plan.stores) {
      progress.step('rollout', `migrations of ${name}, on a scratch server`);
      const found = await within(limited.signal, trying.store(name, limited.signal));
      stores.push(plan.synthetic ? found : withoutValues(found));
    }
  } catch (error) {
    if (signal.aborted) fail('interrupted', messageOf(signal.reason));
    else if (limited.signal.aborted) fail('harness', messageOf(limited.signal.reason));
    else if (error instanceof DrillError && error.kind !== 'usage') fail('environment', error.message, error.problems[0]?.fix);
    else throw error;
  } finally {
    progress.step('cleanup');
    try {
      await trying[Symbol.asyncDispose]();
    } catch (error) {
      leftovers.push(`the scratch server: ${messageOf(error)}`);
    }
  }
  const database = trying.database();
  return {
    format: 'rollback-drill/journal',
    version: 1,
    id: plan.id,
    drill: plan.drill,
    kind: 'migration',
    artifact: plan.artifact,
    environment: plan.environment,
    from: plan.from,
    to: plan.to,
    startedAt,
    durationMs: performance.now() - originMs,
    tool: {
      drill: toolVersion,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      ...(database !== undefined && { database }),
    },
    routes: plan.routes ?? routesGone(stores),
    asked: plan.stores,
    stores,
    failures,
    leftovers,
  };
};

import { deadline } from '../../core/deadline.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import type { Clock } from '../../core/clock.ts';
import type { Progress } from '../../core/progress.ts';
import { openScratch, type Scratch } from '../../core/scratch/scratch.ts';
import type { Journal, Rehearsal } from '../../model/journal.ts';
import type { PostgresServer } from '../../storage/engines/postgres/embedded.ts';
import { startServer } from '../../storage/engines/postgres/start.ts';
import { statementLogSettings } from '../../storage/engines/postgres/statement-log.ts';
import type { Plan } from './plan.ts';
import type { BackupPlace, OpenBackupPlace } from './recover/port.ts';
import { type Left, rehearse } from './rehearsal.ts';
import type { KeepContract, KeepStatements } from './stage.ts';

export interface DrillOptions {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Leave everything as it is at the end. */
  readonly keep: boolean;
  readonly machine: Readonly<Record<string, string | undefined>>;
  /** Takes what a version says its contract is, once it serves (`captured` in drill.yaml). */
  readonly keepContract?: KeepContract;
  /** Takes what a version was seen to ask of a store (`statements: { captured: true }`). */
  readonly keepStatements?: KeepStatements;
  /** Opens the place of the backup of the route `restore`. */
  readonly openBackups?: OpenBackupPlace;
  /** Version of drill itself, for the journal. */
  readonly toolVersion: string;
}

const howToLook = (left: readonly Left[], scratch: Scratch): string[] => [
  ...left.flatMap(({ rehearsal, urls, running }) => [
    ...Object.entries(urls).map(([name, url]) => `${rehearsal.route}: store ${name} at ${url}`),
    ...running.map(({ instance }) => `${rehearsal.route}: ${instance.version} serves at ${instance.origin}, log ${instance.logFile}`),
  ]),
  `everything lies in ${scratch.folder}`,
];

/** The environment could not be had at all: the journal says so, for the route that would have been first. */
const notPrepared = (plan: Plan, what: string): Rehearsal => ({
  route: plan.routes[0] ?? 'schema-left',
  phases: [],
  served: [],
  samples: { drill: { requests: 0, failed: 0 }, rollback: { requests: 0, failed: 0 }, baseline: { requests: 0, failed: 0 } },
  writes: [],
  acknowledged: { old: 0, new: 0 },
  mixedWrites: 0,
  neverBegun: [],
  failedExpectations: [],
  findings: [],
  failures: [{ phase: 'prepare', route: plan.routes[0] ?? 'schema-left', who: 'environment', at: 0, what }],
});

const remove = async (what: string, resource: AsyncDisposable, leftovers: string[]): Promise<void> => {
  try {
    await resource[Symbol.asyncDispose]();
  } catch (error) {
    leftovers.push(`${what}: ${messageOf(error)}`);
  }
};

/**
 * Runs one rollback drill: every route by itself, on one database server. Always returns a journal, whatever stopped it;
 * throws only what is a bug of ours, and a `DrillError` for what is missing before anything is started. Nothing that it made is left, unless `keep` is set.
 * @returns the journal, and with `keep` how to look at what was kept
 */
export const runDrill = async (plan: Plan, options: DrillOptions): Promise<{ journal: Journal; kept: readonly string[] }> => {
  const { clock, progress } = options;
  plan.target.check({ run: plan.run, machine: options.machine, stores: plan.stores.map(({ name }) => name) });
  const startedAt = clock.now().toISOString();
  const originMs = performance.now();
  const left: Left[] = [];
  const leftovers: string[] = [];
  const rehearsals: Rehearsal[] = [];
  let server: PostgresServer | undefined;
  let kept: string[] = [];
  const scratch = await openScratch(plan.id);
  using limited = deadline(options.signal, plan.deadlineMs, `the drill ${plan.drill}`);
  try {
    progress.step('prepare', plan.stores.length > 0 ? 'PostgreSQL' : undefined);
    const backups: BackupPlace | undefined = plan.recover && (await options.openBackups?.(scratch, limited.signal));
    const settings = { ...(plan.stores.some(({ captures }) => captures) && statementLogSettings), ...backups?.settings };
    if (plan.stores.length > 0)
      server = await startServer(plan.server, scratch, limited.signal, Object.keys(settings).length > 0 ? { settings } : {});
    const ground = {
      plan,
      scratch,
      server,
      progress,
      originMs,
      machine: options.machine,
      backups,
      keepContract: options.keepContract ?? (async () => {}),
      keepStatements: options.keepStatements ?? (async () => undefined),
      keep: options.keep,
    };
    for (const route of plan.routes) {
      const one = await rehearse(ground, route, limited.signal);
      left.push(one);
      rehearsals.push(one.rehearsal);
      if (one.rehearsal.failures.some(({ who }) => who === 'interrupted' || who === 'environment')) break;
    }
  } catch (error) {
    if (rehearsals.length > 0 || !(error instanceof DrillError || limited.signal.aborted)) throw error;
    if (options.signal.aborted)
      rehearsals.push({
        ...notPrepared(plan, ''),
        failures: [{ ...notPrepared(plan, messageOf(error)).failures[0]!, who: 'interrupted' }],
      });
    else rehearsals.push(notPrepared(plan, messageOf(error)));
  } finally {
    if (options.keep && left.length > 0) {
      kept = howToLook(left, scratch);
      await scratch.keep(kept);
    } else if (server) await remove('PostgreSQL', server, leftovers);
    await remove(scratch.folder, scratch, leftovers);
  }
  const last = rehearsals.at(-1);
  if (options.signal.aborted && last && !last.failures.some(({ who }) => who === 'interrupted'))
    rehearsals[rehearsals.length - 1] = {
      ...last,
      failures: [
        ...last.failures,
        {
          phase: 'cleanup',
          route: last.route,
          who: 'interrupted',
          at: performance.now() - originMs,
          what: messageOf(options.signal.reason),
        },
      ],
    };
  const journal: Journal = {
    format: 'rollback-drill/journal',
    version: 1,
    id: plan.id,
    drill: plan.drill,
    kind: 'rollback',
    artifact: plan.artifact,
    environment: plan.environment,
    from: { version: plan.from.version, digest: plan.from.digest },
    to: { version: plan.to.version, digest: plan.to.digest },
    startedAt,
    durationMs: performance.now() - originMs,
    tool: {
      drill: options.toolVersion,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      ...(server ? { database: `PostgreSQL ${server.version}` } : {}),
    },
    routes: plan.routes,
    expectations: plan.expectations,
    rehearsals,
    leftovers,
  };
  return { journal, kept };
};

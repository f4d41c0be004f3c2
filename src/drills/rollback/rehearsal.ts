import { sleep, within } from '../../core/deadline.ts';
import { messageOf } from '../../core/error.ts';
import type { Progress } from '../../core/progress.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import type { Route } from '../../model/cell.ts';
import type { AckedWrite, Failure, Phase, Rehearsal } from '../../model/journal.ts';
import type { PostgresServer } from '../../storage/engines/postgres/embedded.ts';
import { startProxy } from '../proxy.ts';
import { observer as newObserver } from '../workload/observer.ts';
import { sender } from '../workload/send.ts';
import { startTraffic, type Traffic } from '../workload/traffic.ts';
import { verifyWrites } from '../workload/verify.ts';
import { blame, Blamed } from './blame.ts';
import { observed } from './observed.ts';
import { phaseRunner } from './phase-runner.ts';
import { askAll, baseline, exercise, judgeDown, prepare, readBackBaseline, rollback, rollout, stopAll } from './phases.ts';
import type { Plan } from './plan.ts';
import { verifyAt } from './recover/judged.ts';
import { logVariables } from './recover/log-folder.ts';
import type { BackupPlace } from './recover/port.ts';
import { takeBackup } from './recover/steps.ts';
import { hideFailure, redact } from './redact.ts';
import type { KeepContract, KeepStatements, Running, Stage } from './stage.ts';

/** What one rehearsal stands on. */
export interface Ground {
  readonly plan: Plan;
  readonly scratch: Scratch;
  readonly server: PostgresServer | undefined;
  readonly progress: Progress;
  readonly machine: Readonly<Record<string, string | undefined>>;
  /** Where the route `restore` takes its backup. */
  readonly backups: BackupPlace | undefined;
  readonly keepContract: KeepContract;
  readonly keepStatements: KeepStatements;
  /** Monotonic ms at which the drill started. */
  readonly originMs: number;
  /** Leave what still runs at the end as it is. */
  readonly keep: boolean;
}

/** What a kept rehearsal leaves to look at. */
export interface Left {
  readonly rehearsal: Rehearsal;
  readonly urls: Readonly<Record<string, string>>;
  readonly running: readonly Running[];
}

const databaseName = (route: Route, store: string): string => `${store}_${route.replace('-', '_')}`;

const openStores = async ({ plan, server }: Ground, route: Route): Promise<Record<string, string>> => {
  const urls: Record<string, string> = {};
  for (const { name } of plan.stores) {
    if (!server) continue;
    await server.createDatabase(databaseName(route, name));
    urls[name] = server.url(databaseName(route, name));
  }
  return urls;
};

/** Runs the phases of one route and tells all that was seen, whatever happens. Throws only what is a bug of ours. */
export const rehearse = async (ground: Ground, route: Route, outer: AbortSignal): Promise<Left> => {
  const { plan, progress, originMs } = ground;
  const observer = newObserver();
  const phases: Phase[] = [];
  const failures: Failure[] = [];
  let writes: AckedWrite[] = [];
  let traffic: Traffic | undefined;
  const broken = new AbortController();
  const signal = AbortSignal.any([outer, broken.signal]);
  const now = (): number => performance.now() - originMs;

  await using proxy = await startProxy(plan.holdMs);
  await using toProxy = sender(proxy.origin, plan.requestTimeoutMs);
  let lost: string | undefined;
  void ground.server?.lost.then((how) => {
    lost = how;
    broken.abort(new Blamed('environment', `the database server ended (${how})`));
  });

  const urls: Record<string, string> = {};
  const stage: Stage = {
    ...ground,
    route,
    proxy,
    observer,
    urls,
    moveStore: (name, url) => void (urls[name] = url),
    variables: await logVariables(plan, route, ground.scratch),
    recovering: undefined,
    fail: (blamed) => broken.abort(blamed),
    running: new Set(),
    backends: [],
    told: [],
    findings: [],
    before: undefined,
    down: undefined,
    compared: undefined,
    doing: undefined,
    listeners: undefined,
    decidedMs: undefined,
    time: { errorRateHeld: false },
  };

  const counts = setInterval(
    () => progress.count({ requests: observer.samples.length, failed: observer.samples.filter(({ ok }) => !ok).length }),
    200,
  );

  const phase = phaseRunner(stage, signal, phases);

  const down = async (error: unknown): Promise<void> => {
    const name = observer.phase;
    // A version that lost its database may be seen to fail before the database is.
    if (lost === undefined) await sleep(200);
    const blamed =
      lost === undefined
        ? blame(error, name)
        : {
            who: 'environment' as const,
            what: `the database server ended (${lost})`,
            ours: `the database server ended (${lost})`,
            log: await ground.server?.tail(20),
          };
    if (!blamed) throw error;
    const { log, ours, ...rest } = blamed;
    const failure: Failure = { phase: name, route, at: now(), ...rest, ...(log && log.length > 0 ? { log } : {}) };
    const shown = plan.synthetic ? failure : hideFailure(failure, ours);
    failures.push(shown);
    progress.note(`${name}: ${shown.what}`);
    // Answers of a version whose ground was taken away say nothing of the rows.
    if (name === 'verify' && failure.who !== 'old' && failure.who !== 'new')
      writes = writes.map((write) =>
        write.state === 'present' ? write : { ...write, state: 'unknown', got: { why: `not read: ${shown.what}` } },
      );
  };

  try {
    const old = await phase('prepare', async (limited) => {
      Object.assign(urls, await openStores(ground, route));
      return prepare(stage, limited);
    });
    observer.phase = 'baseline';
    traffic = startTraffic({
      workload: plan.workload,
      rate: plan.rate,
      runId: `${plan.id}-${route}`,
      send: toProxy.send,
      requestTimeoutMs: plan.requestTimeoutMs,
      observer,
      originMs,
      serving: proxy.serving,
      versionHeader: plan.run.served && 'header' in plan.run.served ? plan.run.served.header : undefined,
    });
    void traffic.broken.catch((error: unknown) =>
      broken.abort(new Blamed('harness', 'the workload itself failed', undefined, error, messageOf(error))),
    );
    await phase('baseline', async (limited) => {
      await takeBackup(stage, limited);
      await baseline(stage, limited);
      await readBackBaseline(stage, old, limited);
    });
    const fresh = await phase('rollout', (limited) => rollout(stage, old, limited));
    await phase('exercise', (limited) => exercise(stage, limited));
    const cold = await phase('rollback', async (limited) => {
      const booted = await rollback(stage, fresh, limited);
      await traffic?.stop();
      return booted;
    });
    await phase('verify', async (limited) => {
      await using toOld = sender(cold.instance.origin, plan.requestTimeoutMs);
      const { recovering } = stage;
      const { chosen, steps } = recovering ?? {};
      if (recovering && chosen)
        ({ writes, lastBack: recovering.lastBack } = await verifyAt(
          observer.acked.slots(),
          chosen,
          steps?.[0]?.startedMs ?? now(),
          toOld.send,
          limited,
        ));
      else writes = await verifyWrites(observer.acked.all(), toOld.send, limited);
      if (stage.decidedMs !== undefined) stage.time.dataVerified = performance.now() - stage.decidedMs;
      limited.throwIfAborted();
    });
  } catch (error) {
    await down(error);
  } finally {
    clearInterval(counts);
    await traffic?.stop();
  }
  // What was acknowledged and could not be read back any more is unknown, not forgotten.
  if (writes.length === 0) writes = await verifyWrites(observer.acked.all(), toProxy.send, AbortSignal.abort());

  const kept = ground.keep ? [...stage.running] : [];
  const cleanupStart = now();
  progress.step('cleanup');
  // What does not end in time is ended with the run's processes.
  const cleaned = ground.keep ? askAll(stage) : stopAll(stage).finally(() => stage.recovering?.server?.[Symbol.asyncDispose]());
  await within(AbortSignal.timeout(plan.phaseDeadlineMs.cleanup), cleaned).catch((error: unknown) =>
    progress.note(`cleanup: ${messageOf(error)}`),
  );
  // Where versions are left running, or the drill has been broken off, nothing may be run on their stores.
  const mayRun = !ground.keep && lost === undefined && !outer.aborted;
  await judgeDown(stage, mayRun ? AbortSignal.timeout(plan.phaseDeadlineMs.cleanup) : undefined).catch(async (error: unknown) => {
    progress.note(`what N's migrations make by themselves could not be seen: ${messageOf(error)}`);
    await judgeDown(stage, undefined);
  });
  phases.push({ name: 'cleanup', startedMs: cleanupStart, endedMs: now(), requests: 0, failed: 0 });

  const rehearsal = observed(stage, { phases, failures, writes });
  return { rehearsal: redact(rehearsal, plan.synthetic), urls: stage.urls, running: kept };
};

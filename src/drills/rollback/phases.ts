import { sleep } from '../../core/deadline.ts';
import type { Finding } from '../../model/finding.ts';
import { openSession } from '../../storage/engines/postgres/session.ts';
import type { Acked } from '../workload/acked.ts';
import { availabilityOf, errorRateBackAt, sumUp } from '../workload/samples.ts';
import { sender } from '../workload/send.ts';
import { verifyWrites } from '../workload/verify.ts';
import { Blamed, blaming } from './blame.ts';
import { captureContracts } from './contract.ts';
import { capture, type Captured } from './capture.ts';
import { compareDown } from './down.ts';
import { type Made, madeBetween } from './made.ts';
import { migrateStoresDown, migrateStoresUp } from './migrate.ts';
import { markRollout } from './recover/point.ts';
import { recoverStores, replayLog } from './recover/steps.ts';
import { redact } from './redact.ts';
import { beginStatements, endStatements } from './statements.ts';
import { askServed, retire, type Running, shift, type Stage, startVersion, stopVersion } from './stage.ts';

// The phases of one rehearsal up to verification, in their order. Each throws what stopped it, with whose fault it is.

type Compared = { readonly findings: readonly Finding[]; readonly compared: { readonly objects: number; readonly rows: number } };

type Wait = (ms: number) => Promise<void>;
const waiting =
  (signal: AbortSignal): Wait =>
  (ms) =>
    sleep(ms, signal);

const alone = (stage: Stage, running: Running): void => stage.proxy.split([{ backend: running.backend, share: 1 }]);

/** Every store's database, as it is now; only what N-1 has is looked at once that is known. */
const captureStores = async (stage: Stage, left?: ReadonlyMap<string, Captured>): Promise<Map<string, Captured>> => {
  const captured = new Map<string, Captured>();
  for (const [name, url] of Object.entries(stage.urls)) {
    await using session = await openSession(url);
    captured.set(
      name,
      await capture(
        session,
        [stage.before?.get(name), left?.get(name)].filter((moment) => moment !== undefined),
      ),
    );
  }
  return captured;
};

/** Holds every store after the down migrations against what it was before N came, and before they ran. */
const compareStores = ({ before = new Map(), down }: Stage, made: ReadonlyMap<string, Made> = new Map()): Compared => {
  const findings: Finding[] = [];
  const compared = { objects: 0, rows: 0 };
  for (const [name, old] of before) {
    const [left, now] = [down?.left.get(name), down?.now.get(name)];
    if (!left || !now) continue;
    const { findings: found, objects, rows } = compareDown(old, left, now, made.get(name));
    findings.push(...found);
    compared.objects += objects;
    compared.rows += rows;
  }
  return { findings, compared };
};

/**
 * Judges what the down migrations did. Rows that are gone may be none that anybody wrote: where some are, N's migrations are run once
 * more to see which they make by themselves. Nothing may run on the stores any more; undefined leaves that out.
 */
export const judgeDown = async (stage: Stage, signal: AbortSignal | undefined): Promise<void> => {
  if (!stage.down) return;
  let { findings, compared } = compareStores(stage);
  if (signal && findings.some(({ rule }) => rule === 'drills/down-row-lost')) {
    const before = await captureStores(stage);
    await migrateStoresUp(stage, 'new', [...atSomeTime, 'on-start'], signal);
    const after = await captureStores(stage, before);
    const made = new Map([...before].map(([name, moment]) => [name, madeBetween(moment, after.get(name) ?? moment)]));
    ({ findings, compared } = compareStores(stage, made));
  }
  stage.findings.push(...findings);
  stage.compared = compared;
};

/** Its own migrations are there before a version that has been released is started, whenever they once came. */
const atSomeTime = ['before', 'after', 'background'] as const;

/** N-1 is migrated and serves. */
export const prepare = async (stage: Stage, signal: AbortSignal): Promise<Running> => {
  const { from } = stage.plan;
  await blaming(stage, 'old', `the migrations of ${from.version} failed`, () => migrateStoresUp(stage, 'old', atSomeTime, signal));
  // Migrations that it makes by itself when it starts are nothing that it asks.
  const isLate = stage.plan.stores.some(({ migrate }) => migrate === 'on-start');
  if (!isLate) stage.listeners = await beginStatements(stage, 'old');
  const old = await blaming(stage, 'old', `${from.version} does not start`, () => startVersion(stage, 'old', 'first', signal));
  await captureContracts(stage, old, signal);
  if (isLate) stage.listeners = await beginStatements(stage, 'old');
  alone(stage, old);
  return old;
};

/** Traffic on N-1 alone. A baseline that is broken already says nothing about a rollback. */
export const baseline = async (stage: Stage, signal: AbortSignal): Promise<void> => {
  await waiting(signal)(stage.plan.baselineMs);
  // On a slow machine nothing may have been answered yet; of no sample at all nothing can be said.
  const latest = performance.now() + stage.plan.requestTimeoutMs;
  while (stage.observer.samples.length === 0 && performance.now() < latest) await waiting(signal)(10);
  const { requests, failed } = sumUp(stage.observer.samples);
  if (availabilityOf({ requests, failed }) < (stage.plan.expectations.slo.availability ?? 1)) {
    const [first] = redact(
      { writes: [], findings: [], failedExpectations: stage.observer.failedExpectations() },
      stage.plan.synthetic,
    ).failedExpectations;
    throw new Blamed(
      'old',
      `the baseline is already broken: ${failed} of ${requests} requests failed${first ? `, the first: ${first.request} ${first.what}` : ''}`,
    );
  }
};

/** Enough writes to see whether they are read back as declared. */
const readBackSample = 20;

/**
 * Reads back some of what N-1 has acknowledged by now, through N-1 itself: a read-back that does not even show these is
 * declared wrongly, or N-1 is broken, and N must not be blamed for it.
 */
export const readBackBaseline = async (stage: Stage, old: Running, signal: AbortSignal): Promise<void> => {
  const { acked } = stage.observer;
  await using toOld = sender(old.instance.origin, stage.plan.requestTimeoutMs);
  const isOwed = (one: Acked): boolean => acked.all().includes(one);
  const notShown = async (some: readonly Acked[]): Promise<Acked[]> => {
    const read = await verifyWrites(some, toOld.send, signal);
    // What a later request of its errand has changed in the meantime is not owed any more.
    return some.filter((one, index) => !['present', 'unknown'].includes(read[index]?.state ?? 'unknown') && isOwed(one));
  };
  const doubtful = await notShown(acked.all().slice(0, readBackSample));
  if (doubtful.length === 0) return;
  await waiting(signal)(Math.min(stage.plan.requestTimeoutMs, 250));
  const wrong = await notShown(doubtful.filter(isOwed));
  if (wrong.length === 0) return;
  const [shown] = redact(
    { writes: await verifyWrites(wrong.slice(0, 1), toOld.send, signal), failedExpectations: [], findings: [] },
    stage.plan.synthetic,
  ).writes;
  throw new Blamed(
    'old',
    `the baseline is already broken: ${wrong.length} writes cannot be read back through ${stage.plan.from.version} as the workload declares it, the first: ${shown?.read ?? ''} → ${shown?.got?.why ?? ''}`,
  );
};

/** N's migrations, N started, traffic moved over, N-1 stopped. */
export const rollout = async (stage: Stage, old: Running, signal: AbortSignal): Promise<Running> => {
  const { to } = stage.plan;
  await endStatements(stage, 'old', stage.listeners, signal);
  if (stage.route === 'down') stage.before = await captureStores(stage);
  await markRollout(stage);
  const migrate = (when: (typeof atSomeTime)[number]): Promise<void> =>
    blaming(stage, 'new', `the migrations of ${to.version} failed`, () => migrateStoresUp(stage, 'new', [when], signal));
  await migrate('before');
  const fresh = await blaming(stage, 'new', `${to.version} does not start`, () => startVersion(stage, 'new', 'n', signal));
  await captureContracts(stage, fresh, signal);
  let isFirst = true;
  await shift(stage, old, fresh, async (ms) => {
    await waiting(signal)(ms);
    if (isFirst) await migrate('background');
    isFirst = false;
  });
  await retire(stage, old, signal);
  await migrate('after');
  return fresh;
};

export const exercise = async (stage: Stage, signal: AbortSignal): Promise<void> => {
  const listeners = await beginStatements(stage, 'new');
  await waiting(signal)(stage.plan.exerciseMs);
  await endStatements(stage, 'new', listeners, signal);
};

const leftBy = ({ route, plan }: Stage): string => {
  switch (route) {
    case 'down':
      return 'what the down migrations left';
    case 'restore':
      return 'what the backup and its log brought back';
    case 'schema-left':
      return `the schema that ${plan.to.version} left`;
  }
};

/** @param between what is done once its migrations have run, before it is started */
const boot = async (stage: Stage, signal: AbortSignal, between?: () => Promise<void>): Promise<Running> => {
  const what = `${stage.plan.from.version} does not start on ${leftBy(stage)}`;
  await blaming(stage, 'old', what, () => migrateStoresUp(stage, 'old', atSomeTime, signal));
  await between?.();
  return blaming(stage, 'old', what, async () => {
    const cold = await startVersion(stage, 'old', 'cold', signal);
    stage.time.oldReady = performance.now() - (stage.decidedMs ?? 0);
    return cold;
  });
};

const retireNew = (stage: Stage, fresh: Running, signal: AbortSignal): Promise<void> =>
  blaming(stage, 'new', `${stage.plan.to.version} does not end`, () => retire(stage, fresh, signal));

/** N-1 takes over on N's schema while N still serves. */
const bySchemaLeft = async (stage: Stage, fresh: Running, signal: AbortSignal): Promise<Running> => {
  const cold = await boot(stage, signal);
  await shift(stage, fresh, cold, waiting(signal));
  await retireNew(stage, fresh, signal);
  return cold;
};

/** N is taken away, then its schema, then N-1 comes up; nobody serves in between. */
const byDown = async (stage: Stage, fresh: Running, signal: AbortSignal): Promise<Running> => {
  stage.proxy.split([]);
  await retireNew(stage, fresh, signal);
  const left = await captureStores(stage);
  stage.progress.step('rollback', `down migrations of ${stage.plan.to.version}`);
  await blaming(stage, 'new', `the down migrations of ${stage.plan.to.version} failed`, () => migrateStoresDown(stage, signal));
  stage.down = { left, now: await captureStores(stage, left) };
  const cold = await boot(stage, signal);
  alone(stage, cold);
  return cold;
};

/** N is taken away, and with it what it wrote: a server on the backup takes over, then the log, then N-1 comes up on it. */
const byRestore = async (stage: Stage, fresh: Running, signal: AbortSignal): Promise<Running> => {
  const { recovering } = stage;
  const chosen = await recovering?.choose?.();
  if (!recovering || !chosen) throw new Blamed('harness', 'there is nothing to go back to');
  recovering.chosen = chosen;
  stage.proxy.split([]);
  await retireNew(stage, fresh, signal);
  await recoverStores(stage, recovering, chosen, signal);
  const cold = await boot(stage, signal, () => replayLog(stage, recovering, chosen, signal));
  alone(stage, cold);
  return cold;
};

const ways = { 'schema-left': bySchemaLeft, down: byDown, restore: byRestore };

/** A fresh N-1, booted cold on what N left, by the rehearsal's route; then it serves alone for a while. */
export const rollback = async (stage: Stage, fresh: Running, signal: AbortSignal): Promise<Running> => {
  const { plan, observer } = stage;
  stage.decidedMs = performance.now();
  const cold = await ways[stage.route](stage, fresh, signal);
  const { lastAt } = stage.proxy.counted(fresh.backend);
  if (lastAt !== undefined) stage.time.newLastServed = Math.max(0, lastAt - stage.decidedMs);
  stage.progress.step('rollback', `${plan.from.version} alone`);
  await waiting(signal)(plan.settleMs);
  const sinceMs = stage.decidedMs - stage.originMs;
  const back = errorRateBackAt(observer.samples, sinceMs, plan.expectations.sloRollback.availability ?? 1);
  stage.time.errorRateHeld = back === undefined;
  if (back !== undefined && back <= performance.now() - stage.originMs) stage.time.errorRateBack = back - sinceMs;
  return cold;
};

/** Asks what still runs what it served, and leaves it running. */
export const askAll = async (stage: Stage): Promise<void> => {
  await Promise.all([...stage.running].map((running) => askServed(stage, running)));
};

/** Stops what still runs; each by itself, so that one that hangs keeps no other alive. */
export const stopAll = async (stage: Stage): Promise<void> => {
  await Promise.all([...stage.running].map((running) => stopVersion(stage, running)));
};

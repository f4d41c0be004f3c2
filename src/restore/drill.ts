import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { deadline, within } from '../core/deadline.ts';
import { DrillError, messageOf } from '../core/error.ts';
import type { Progress } from '../core/progress.ts';
import { openScratch, type Scratch } from '../core/scratch/scratch.ts';
import type { AckedWrite, RestoreFailure, RestoreJournal, RestorePhase, RestoreWork } from '../model/journal.ts';
import { diffCatalogs } from '../storage/diff.ts';
import { startRestored, type RecoverTo, type RestoredServer } from '../storage/engines/postgres/restored.ts';
import { openSession } from '../storage/engines/postgres/session.ts';
import type { RestoreFacts } from './facts.ts';
import { readIntegrity } from './integrity.ts';
import { judgeRestore } from './judge.ts';
import { hashOfManifest, type Manifest } from './manifest.ts';
import { readContent } from './manifest/read.ts';
import { takeManifest } from './manifest/take.ts';
import type { LiveSource, RestorePlan } from './plan.ts';
import type { Backup, Repository, Restored } from './provider.ts';

/** What N-1 did on the copy. */
interface Booted {
  readonly version: string;
  /** It did not come up, or not to the end: why. */
  readonly why?: string;
  readonly log?: readonly string[];
  readonly requests: number;
  /** Writes that it had acknowledged on the source, read back. */
  readonly writes: readonly AckedWrite[];
}

/** What others do for this room. */
export interface RestorePorts {
  /** Makes the source and lets N-1 write to it; absent: backups are there already. */
  readonly openSource?: (scratch: Scratch, signal: AbortSignal) => Promise<LiveSource>;
  /** Where backups are, where no source is made. */
  readonly repository?: Repository;
  /** Starts N-1 on the copy and asks it. */
  readonly boot: (url: string, scratch: Scratch, signal: AbortSignal) => Promise<Booted>;
  /** Manifests by backup. */
  readonly manifests: {
    readonly write: (manifest: Manifest, hash: string) => Promise<void>;
    /** `ledger`: the hash that was written down when it was taken. */
    readonly read: (backup: Backup) => Promise<{ readonly manifest: Manifest; readonly ledger?: string } | undefined>;
  };
}

export interface RestoreOptions {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Version of drill itself, for the journal. */
  readonly toolVersion: string;
  /** Monotonic ms at which the drill started. */
  readonly originMs: number;
}

/** Lines of a server's log that say that something is wrong with what it was given; what a recovery says as a matter of course is none. */
const complaint = /\b(?:ERROR|FATAL|PANIC|WARNING):/;
const usual =
  /\] session |the database system is (?:starting up|not yet accepting|not accepting|shutting down)|terminating (?:connection|walreceiver|background worker)/;

/** Thrown where the facts that there are say that it goes no further: they are judged, and nothing has failed of us. */
const enough = new Error('there is nothing more to be learned');

interface Run {
  readonly plan: RestorePlan;
  readonly ports: RestorePorts;
  readonly options: RestoreOptions;
  readonly scratch: Scratch;
  readonly facts: { -readonly [Fact in keyof RestoreFacts]: RestoreFacts[Fact] };
  readonly phase: <T>(name: RestorePhase, work: (signal: AbortSignal) => Promise<T>, detail?: string) => Promise<T>;
  restored: Restored | undefined;
  database: string | undefined;
  server: string | undefined;
  booted: Booted | undefined;
  lostAt: number | undefined;
}

const takeBackup = async (run: Run): Promise<Repository> => {
  const { plan, ports, scratch, phase } = run;
  const { openSource } = ports;
  if (!openSource) {
    if (!ports.repository) throw new Error('neither a source nor a repository');
    return ports.repository;
  }
  const source = await phase('prepare', (signal) => openSource(scratch, signal), 'a source that is written to');
  try {
    run.database = source.database;
    await phase('take', async (signal) => {
      const { repository } = source;
      await source.work(plan.workMs, signal);
      await using session = await openSession(source.url);
      const about = { session, url: source.url, database: source.database };
      if (!repository.take) throw new DrillError('backup/cannot-take', `${repository.provider} takes no backups`);
      const backup = await repository.take(about, signal);
      const manifest = await takeManifest(
        about,
        backup,
        {
          artifact: plan.artifact,
          store: plan.store,
          invariants: plan.invariants,
          ...(plan.tenant !== undefined && { tenant: plan.tenant }),
        },
        signal,
      );
      await ports.manifests.write(manifest, hashOfManifest(manifest));
      await source.work(plan.workMs, signal);
      run.lostAt = await source.lose();
    });
    return source.repository;
  } finally {
    await source[Symbol.asyncDispose]();
  }
};

const findBackup = async (run: Run, repository: Repository, signal: AbortSignal): Promise<Backup> => {
  const { facts } = run;
  facts.backups = await repository.list(signal);
  const [backup] = facts.backups;
  if (!backup) throw enough;
  facts.backup = backup;
  const known = await run.ports.manifests.read(backup);
  if (known) {
    facts.manifest = known.manifest;
    run.database ??= known.manifest.cluster.database;
    if (known.ledger !== undefined) facts.hashes = { ledger: known.ledger, found: hashOfManifest(known.manifest) };
  }
  if (repository.log) facts.log = await repository.log(backup, signal);
  if (repository.verify) facts.verified = await repository.verify(backup, signal);
  return backup;
};

/** Starts the copy; that it does not start is a fact. */
const start = async (
  run: Run,
  data: Extract<Restored, { kind: 'cluster' }>,
  to: RecoverTo,
  label: string,
  signal: AbortSignal,
): Promise<RestoredServer> => {
  const { facts, scratch } = run;
  try {
    const server = await startRestored(
      {
        scratch,
        data: data.data,
        ...(data.restoreCommand !== undefined && { restoreCommand: data.restoreCommand }),
        to,
        ...(facts.manifest && { settings: facts.manifest.cluster.settings }),
        label,
      },
      signal,
    );
    run.server = server.name;
    return server;
  } catch (error) {
    if (!(error instanceof DrillError) || error.problems[0]?.code !== 'restore/does-not-start') throw error;
    facts.started = { why: error.problems[0].why ?? error.message, complaints: [] };
    throw enough;
  }
};

const noteLog = async (run: Run, server: RestoredServer): Promise<void> => {
  const complaints = (await server.log()).filter((line) => complaint.test(line) && !usual.test(line));
  run.facts.started = { complaints: [...(run.facts.started?.complaints ?? []), ...complaints] };
};

/** At the manifest's moment the copy must hold what the source did. */
const compare = async (run: Run, data: Extract<Restored, { kind: 'cluster' }>, signal: AbortSignal): Promise<void> => {
  const { facts, plan } = run;
  const { manifest } = facts;
  if (manifest?.moment.kind !== 'restore-point') return;
  await using server = await start(run, data, { kind: 'restore-point', name: manifest.moment.name }, 'moment', signal);
  await using session = await openSession(server.url(manifest.cluster.database));
  facts.content = await readContent(session, plan.invariants, signal);
  facts.changes = diffCatalogs(manifest.content.catalog, facts.content.catalog);
  if (plan.tenant !== undefined) {
    const [row] = await session.query<Record<string, string>>(plan.tenant);
    facts.tenant = row ? Object.values(row).join(' ') : '';
  }
  await noteLog(run, server);
};

/** The span of acknowledged writes that are gone though they were acknowledged before the source was; those that never had a chance. */
const lostSpan = (writes: readonly AckedWrite[], lostAtMs: number): number => {
  const lost = writes.filter(({ state }) => state !== 'present').map(({ at }) => at);
  return lost.length === 0 ? 0 : Math.max(0, lostAtMs - Math.min(...lost));
};

/**
 * Writes that are gone though others are there that were sent after they had been acknowledged. What was acknowledged is committed, and a
 * request takes no longer than its limit: so much later, the order is certain.
 */
const holesIn = (writes: readonly AckedWrite[], requestMs: number): readonly string[] => {
  const last = writes.reduce((latest, { at, state }) => (state === 'present' ? Math.max(latest, at) : latest), 0);
  return writes.filter(({ at, state }) => (state === 'lost' || state === 'changed') && at < last - requestMs).map(({ read }) => read);
};

const rehearse = async (run: Run, originMs: number): Promise<void> => {
  const { plan, ports, scratch, facts, phase } = run;
  const repository = await takeBackup(run);
  const begunMs = performance.now();
  const backup = await phase('find', (signal) => findBackup(run, repository, signal));
  const restored = await phase('fetch', async (signal) => {
    const folder = join(await scratch.inMemory(), 'copy');
    await mkdir(folder, { recursive: true, mode: 0o711 });
    return repository.restore(backup, { scratch, folder }, signal);
  });
  run.restored = restored;
  facts.files = restored.faults;
  if (restored.kind !== 'cluster')
    throw new DrillError('restore/not-yet', 'only backups of whole clusters can be restored', { kind: 'internal' });
  // A damaged copy is not started: what it would tell is told already.
  if (restored.faults.some(({ how }) => how !== 'unexpected') || (facts.log ?? []).length > 0) throw enough;
  const recoverMs = performance.now();
  await phase('verify', (signal) => compare(run, restored, signal));
  const comparedMs = performance.now() - recoverMs;
  const server = await phase('recover', (signal) => start(run, restored, { kind: 'latest' }, 'latest', signal));
  try {
    facts.rtoMs = performance.now() - begunMs - comparedMs;
    const database = run.database ?? 'postgres';
    await phase('verify', async () => {
      await using session = await openSession(server.url(database));
      facts.integrity = await readIntegrity(session);
      await noteLog(run, server);
    });
    const booted = await phase('boot', (signal) => ports.boot(server.url(database), scratch, signal));
    run.booted = booted;
    const lostAt = run.lostAt;
    if (lostAt !== undefined) facts.rpoMs = lostSpan(booted.writes, lostAt - originMs);
    facts.holes = holesIn(booted.writes, plan.requestTimeoutMs);
    facts.boot = {
      version: booted.version,
      ...(booted.why !== undefined && { why: booted.why }),
      requests: booted.requests,
      failed: booted.writes.filter(({ state }) => state === 'unreadable').map(({ read }) => read),
    };
  } finally {
    await server[Symbol.asyncDispose]();
  }
};

const workOf = ({ restored, facts, booted }: Run): RestoreWork => {
  const { content } = facts;
  return {
    files: restored?.files ?? 0,
    tables: content?.tables.length ?? 0,
    rows: content?.tables.reduce((sum, { rows }) => sum + rows, 0) ?? 0,
    objects: content?.catalog.objects.length ?? 0,
    sequences: content?.sequences.length ?? 0,
    roles: content?.roles.length ?? 0,
    invariants: content?.invariants.length ?? 0,
    requests: booted?.requests ?? 0,
  };
};

/**
 * Restores the newest backup where it hurts nobody, holds it against what was written down when it was taken, starts N-1 on it, and
 * removes all of it. Returns a journal, whatever stopped it but bad input; throws a `DrillError` (usage) for that, and what is a bug of ours.
 */
export const runRestoreDrill = async (plan: RestorePlan, ports: RestorePorts, options: RestoreOptions): Promise<RestoreJournal> => {
  const { clock, progress, signal, toolVersion } = options;
  const startedAt = clock.now().toISOString();
  const { originMs } = options;
  const failures: RestoreFailure[] = [];
  const leftovers: string[] = [];
  const phases: { name: RestorePhase; startedMs: number; endedMs: number }[] = [];
  let at: RestorePhase = 'prepare';
  using limited = deadline(signal, plan.deadlineMs, `the drill ${plan.drill}`);
  const scratch = await openScratch(plan.id);
  const run: Run = {
    plan,
    ports,
    options,
    scratch,
    facts: { now: startedAt, provider: ports.repository?.provider ?? 'base', backups: [], budgets: plan.budgets },
    phase: async (name, work, detail) => {
      at = name;
      progress.step(name, detail);
      const startedMs = performance.now() - originMs;
      try {
        return await within(limited.signal, work(limited.signal));
      } finally {
        phases.push({ name, startedMs, endedMs: performance.now() - originMs });
      }
    },
    restored: undefined,
    database: undefined,
    server: undefined,
    booted: undefined,
    lostAt: undefined,
  };
  try {
    await rehearse(run, originMs);
  } catch (error) {
    const fail = (who: RestoreFailure['who'], what: string, fix?: string): void =>
      void failures.push({ phase: at, who, what, at: performance.now() - originMs, ...(fix !== undefined && { fix }) });
    if (signal.aborted) fail('interrupted', messageOf(signal.reason));
    else if (limited.signal.aborted) fail('harness', messageOf(limited.signal.reason));
    else if (error instanceof DrillError && error.kind !== 'usage') fail('environment', error.message, error.problems[0]?.fix);
    else if (error !== enough) throw error;
  } finally {
    progress.step('cleanup');
    try {
      await scratch[Symbol.asyncDispose]();
    } catch (error) {
      leftovers.push(`${scratch.folder}: ${messageOf(error)}`);
    }
  }
  const { facts } = run;
  const { backup } = facts;
  return {
    format: 'rollback-drill/journal',
    version: 1,
    id: plan.id,
    drill: plan.drill,
    kind: 'restore',
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
      ...(run.server !== undefined && { database: run.server }),
    },
    routes: ['restore'],
    store: plan.store,
    provider: facts.provider,
    ...(backup && {
      backup: { id: backup.id, at: backup.at, form: backup.form, ...(backup.bytes !== undefined && { bytes: backup.bytes }) },
    }),
    backups: facts.backups.length,
    ...(facts.content && { restsOn: 'manifest' as const }),
    phases,
    budgets: plan.budgets,
    ...(facts.rtoMs !== undefined && { rtoMs: facts.rtoMs }),
    ...(facts.rpoMs !== undefined && { rpoMs: facts.rpoMs }),
    work: workOf(run),
    writes: run.booted?.writes ?? [],
    findings: judgeRestore(facts),
    failures,
    leftovers,
  };
};

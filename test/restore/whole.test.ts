import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { sleep } from '../../src/core/deadline.ts';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import type { AckedWrite, PointKind, RestoreJournal } from '../../src/model/journal.ts';
import { runRestoreDrill } from '../../src/restore/drill.ts';
import type { Manifest } from '../../src/restore/manifest.ts';
import { hashOfManifest } from '../../src/restore/manifest.ts';
import type { RestorePlan } from '../../src/restore/plan.ts';
import type { RestorePorts } from '../../src/restore/ports.ts';
import type { Repository } from '../../src/restore/provider.ts';
import { base } from '../../src/restore/providers/base.ts';
import { recovering, stopwatch } from '../../src/restore/rto.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';

// Whole restores by `base`: how long they take by parts, what they lose, and the points that they are brought to.

const never = new AbortController().signal;
const context = { root: '/', env: {} };

/** A server that archives into a repository of its own, with a table that is written to. */
const startSource = async (scratch: Scratch): Promise<{ server: EmbeddedServer; repository: string; url: string }> => {
  const repository = join(scratch.folder, 'repository');
  mkdirSync(repository, { mode: 0o711 });
  const within = await base.within?.({ repository }, repository, context);
  const server = await startEmbedded(scratch, never, { settings: within?.server.settings ?? {}, inMemory: true });
  await server.createDatabase('shop');
  await using session = await openSession(server.url('shop'));
  await session.query('CREATE TABLE t (n bigserial PRIMARY KEY); INSERT INTO t SELECT FROM generate_series(1, 100)');
  return { server, repository, url: server.url('shop') };
};

/** The same repository, which takes longer. */
const slowed = (repository: Repository, ms: { readonly log: number; readonly restore: number }): Repository => ({
  ...repository,
  log: async (backup, signal) => {
    await sleep(ms.log, signal);
    return (await repository.log?.(backup, signal)) ?? [];
  },
  restore: async (backup, target, signal) => {
    await sleep(ms.restore, signal);
    return repository.restore(backup, target, signal);
  },
});

const plan = (more: Partial<RestorePlan>): RestorePlan => ({
  id: `whole${Math.random().toString(16).slice(2, 8)}`,
  drill: 'nightly',
  artifact: 'orders',
  environment: 'local',
  synthetic: true,
  from: { version: '1.0.0', digest: `sha256:${'0'.repeat(64)}` },
  to: { version: '1.1.0', digest: `sha256:${'1'.repeat(64)}` },
  store: 'db',
  provider: 'base',
  source: 'made',
  take: true,
  moment: 'lock',
  expects: {},
  database: 'shop',
  points: [],
  invariants: [],
  budgets: {},
  deadlineMs: 100_000,
  workMs: 50,
  requestTimeoutMs: 1000,
  ...more,
});

const lostWrite = (at: number): AckedWrite => ({
  key: 'k',
  resource: 'k',
  journey: 'writes',
  by: '1.0.0',
  phase: 'baseline',
  at,
  request: 'POST /t',
  read: 'GET /t/1',
  expect: {},
  state: 'lost',
});

/** Runs a drill whose manifests are kept in memory. */
const run = (wanted: Partial<RestorePlan>, ports: Partial<RestorePorts>, originMs = performance.now()): Promise<RestoreJournal> => {
  const manifests = new Map<string, Manifest>();
  return runRestoreDrill(
    plan(wanted),
    {
      boot: async () => ({ version: '1.0.0', requests: 1, writes: [] }),
      manifests: {
        write: async (manifest) => void manifests.set(manifest.backup, manifest),
        read: async ({ id }) => {
          const manifest = manifests.get(id);
          return manifest && { manifest, ledger: hashOfManifest(manifest) };
        },
      },
      ...ports,
    },
    { clock: systemClock, progress: { step: () => {}, note: () => {}, count: () => {} }, signal: never, toolVersion: '0', originMs },
  );
};

/** A drill whose source is made, and lost; one acknowledged write of so many ms before that is lost with it. */
const ofMade = async (
  wanted: Partial<RestorePlan>,
  { lostBefore, ...slow }: { readonly lostBefore: number; readonly log: number; readonly restore: number },
): Promise<RestoreJournal> => {
  await using own = await openScratch(`whole${Math.random().toString(16).slice(2, 8)}`);
  const originMs = performance.now();
  let lostAt = 0;
  const openSource: RestorePorts['openSource'] = async () => {
    const { server, repository, url } = await startSource(own);
    return {
      url,
      database: 'shop',
      repository: slowed(base.open({ repository }, context), slow),
      work: sleep,
      lose: async () => {
        lostAt = performance.now();
        await server.crash();
        return lostAt;
      },
      [Symbol.asyncDispose]: async () => {},
    };
  };
  const boot = async () => ({ version: '1.0.0', requests: 1, writes: [lostWrite(lostAt - originMs - lostBefore)] });
  return await run(wanted, { openSource, boot }, originMs);
};

const codes = (journal: RestoreJournal): readonly string[] =>
  judgeDrill(journal)
    .reasons.map(({ outcome, code }) => `${outcome} ${code}`)
    .filter((code) => !code.endsWith('drill/not-isolated'));
const points: readonly PointKind[] = ['name', 'time', 'lsn', 'xid'];
const spent = ({ phases }: RestoreJournal, ...names: readonly string[]): number =>
  phases.filter(({ name }) => names.includes(name)).reduce((sum, { startedMs, endedMs }) => sum + endedMs - startedMs, 0);

describe('the parts of the time', () => {
  it('are what is done, however often; of a server that is started again only its way along the log counts', async () => {
    let now = 0;
    const time = stopwatch(() => now);
    const pass = async (ms: number): Promise<void> => void (now += ms);
    await time('find', Promise.resolve());
    const second = time('find', sleep(5));
    await pass(30);
    await second;
    await time('fetch', Promise.resolve()).catch(() => {});
    expect(time.spent).toEqual({ find: 30, fetch: 0 });
    expect(recovering([])).toEqual({ start: 0, replay: 0 });
    const opened = [
      { startMs: 100, replayMs: 7 },
      { startMs: 90, replayMs: 20 },
      { startMs: 95, replayMs: 300 },
    ];
    expect(recovering(opened)).toEqual({ start: 100, replay: 327 });
  });
});

describe('a whole restore', () => {
  it(
    'tells its time by parts on one clock, without what was compared; comes to each point; and loses no more than it may',
    { timeout: 120_000 },
    async () => {
      const journal = await ofMade(
        { points, invariants: [{ name: 'slow', sql: 'SELECT pg_sleep(0.7) IS NULL' }], budgets: { rtoMs: 90_000, rpoMs: 120 } },
        { lostBefore: 120, log: 200, restore: 300 },
      );
      expect([codes(journal), journal.failures, journal.rpoMs]).toEqual([[], [], 120]);
      expect(journal.points).toEqual(points.map((kind) => ({ kind, reached: true })));
      const { rto, rtoMs = 0, phases } = journal;
      expect([(rto?.find ?? 0) >= 200, (rto?.fetch ?? 0) >= 300, (rto?.start ?? 0) > 0, (rto?.replay ?? -1) >= 0]).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(rtoMs).toBeCloseTo((rto?.find ?? 0) + (rto?.fetch ?? 0) + (rto?.start ?? 0) + (rto?.replay ?? 0), 6);
      // One after the other, in their order.
      expect(phases.map(({ name }) => name)).toEqual(['prepare', 'take', 'find', 'find', 'fetch', 'verify', 'recover', 'verify', 'boot']);
      for (const [index, { startedMs, endedMs }] of phases.entries())
        expect([startedMs >= (phases[index - 1]?.endedMs ?? 0), endedMs >= startedMs]).toEqual([true, true]);
      expect(spent(journal, 'verify')).toBeGreaterThanOrEqual(700);
      expect(rtoMs).toBeLessThan(spent(journal, 'find', 'fetch', 'verify', 'recover') - 700);
    },
  );

  it(
    'fails where the restore is slower than its budget, and where a millisecond more is lost than may be',
    { timeout: 120_000 },
    async () => {
      const journal = await ofMade({ budgets: { rtoMs: 400, rpoMs: 119 } }, { lostBefore: 120, log: 0, restore: 400 });
      expect(codes(journal)).toEqual(['fail restore/too-slow', 'fail restore/too-much-lost']);
      expect(journal.findings.map(({ what }) => what)).toEqual([
        expect.stringMatching(/^the copy served after .* s, and there are 400 ms \(find .*, fetch .*, start .*, replay .*\)$/),
        'writes of 120 ms are lost, and no more than 119 ms may be',
      ]);
    },
  );

  it(
    'of a source that is there it leaves nothing in its tables, and tells the most that may be lost by its transactions',
    { timeout: 120_000 },
    async () => {
      await using own = await openScratch(`wholegiven${process.pid}`);
      const { server, repository, url } = await startSource(own);
      await using _server = server;
      const tables = async (): Promise<unknown> => {
        await using session = await openSession(url);
        return await session.query(
          'SELECT schemaname, relname, n_live_tup FROM pg_stat_user_tables; SELECT nspname FROM pg_namespace ORDER BY 1',
        );
      };
      const before = await tables();
      const journal = await run(
        { source: 'given', points: ['time', 'xid'], moment: 'snapshot', budgets: { rpoMs: 60_000 } },
        { source: url, repository: base.open({ repository }, context) },
      );
      expect([codes(journal), journal.failures]).toEqual([[], []]);
      expect(journal.points).toEqual([
        { kind: 'time', reached: true },
        { kind: 'xid', reached: true },
      ]);
      expect([(journal.rpoMs ?? -1) > 0, (journal.rpoMs ?? 0) < 60_000, await tables()]).toEqual([true, true, before]);
    },
  );
});

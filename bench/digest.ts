import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openScratch } from '../src/core/scratch/scratch.ts';
import { compareContent } from '../src/storage/engines/postgres/digest/compare.ts';
import { digestTable } from '../src/storage/engines/postgres/digest.ts';
import { type Binaries, serverUser } from '../src/storage/engines/postgres/binaries.ts';
import { type PostgresServer, startEmbedded } from '../src/storage/engines/postgres/embedded.ts';
import { openSession, type Session } from '../src/storage/engines/postgres/session.ts';
import type { Bench, Figures } from './bench.ts';

const debian = '/usr/lib/postgresql/15/bin';

/** The server that the figures were promised on, where it is installed. */
const installed = async (): Promise<Binaries | undefined> => {
  if (!existsSync(`${debian}/postgres`)) return undefined;
  const version = /(\d+\.\d+)/.exec(execFileSync(`${debian}/postgres`, ['--version'], { encoding: 'utf8' }))?.[1];
  return version === undefined ? undefined : { bin: debian, version, user: await serverUser() };
};

/** A `pg_dump` that reads the server, or why there is none. */
const dumper = (server: PostgresServer): { readonly program: string } | { readonly missing: string } => {
  const program = existsSync(`${debian}/pg_dump`) ? `${debian}/pg_dump` : 'pg_dump';
  const major = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (status !== 0) return { missing: 'pg_dump is not installed' };
  return major(stdout) < major(server.version)
    ? { missing: `pg_dump is of ${major(stdout)}, the server of ${server.version}` }
    : { program };
};

const dump = async (program: string, url: string): Promise<void> => {
  const child = spawn('sh', ['-c', 'set -e; "$0" -t public.t "$1" | sha256sum > /dev/null', program, url], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`pg_dump ended with ${code}`);
};

const eight = (rows: number): string => `
  CREATE TABLE t AS SELECT g::bigint AS id, (g * 7919::bigint) % 100000 AS customer, 'status ' || g % 7 AS status, ((g * 31::bigint) % 1000000)::numeric(12,2) / 100 AS amount,
         timestamptz '2024-01-01' + g * interval '1.000001 s' AS placed, md5(g::text) AS note, g % 3 = 0 AS paid, ('c' || g % 1000)::varchar(20) AS code
    FROM generate_series(1, ${rows}) g`;

const hundred = (rows: number): string => {
  const columnOf = (at: number): string =>
    [
      `(g * ${at + 1}::bigint) % 1000003`,
      `'text ' || g % ${at + 50}`,
      `((g * ${at}::bigint) % 10007)::numeric / 100`,
      `timestamptz '2024-01-01' + g * interval '${at} s'`,
    ][at % 4] ?? '';
  return `CREATE TABLE t AS SELECT g AS id, 'code' AS code, ${Array.from({ length: 98 }, (_, at) => `${columnOf(at)} AS c${at}`).join(', ')} FROM generate_series(1, ${rows}) g`;
};

/** Fields of a process's `stat` on Linux, from the state (0) on. */
const statOf = (pid: string): readonly number[] =>
  (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ').map(Number);

/** The processor's time of this process, the session's, and of all that they and the server have begun and ended, in ms; 0 where nobody tells. */
const processorMs = (backend: string): number => {
  if (!existsSync('/proc/self/stat')) return 0;
  const ticks = (pid: string, own: boolean): number =>
    statOf(pid)
      .slice(own ? 11 : 13, 15)
      .reduce((sum, one) => sum + one, 0);
  return (ticks('self', true) + ticks(backend, true) + ticks(String(statOf(backend)[1]), false)) * 10;
};

interface Cost {
  readonly wallMs: number;
  readonly processorMs: number;
}

const costOf = async (work: () => Promise<unknown>, backend: string): Promise<Cost> => {
  const [begunMs, usedMs] = [performance.now(), processorMs(backend)];
  await work();
  const wallMs = performance.now() - begunMs;
  // What a process used is known when the server has noticed its end.
  await setTimeout(200);
  return { wallMs, processorMs: processorMs(backend) - usedMs };
};

/** The answers must be right: whoever computes, and of a table with one other row. */
const proveRight = async (session: Session): Promise<void> => {
  const alone = (await digestTable(session, 'public.t')).digest;
  const shared = (await digestTable(session, 'public.t', undefined, { workers: 2 })).digest;
  await session.query('BEGIN; UPDATE t SET code = code || chr(33) WHERE id = 7');
  const other = (await digestTable(session, 'public.t')).digest;
  await session.query('ROLLBACK');
  if (alone !== shared) throw new Error('workers give another digest');
  if (alone === other) throw new Error('another row gives the same digest');
};

/** Milliseconds to find the one row of a copy that is not the same. */
const bisect = async (session: Session, url: string): Promise<number> => {
  await using other = await openSession(url);
  await other.query('UPDATE t SET code = code || chr(33) WHERE id = 7');
  const begunMs = performance.now();
  const [table] = await compareContent([session, other], ['public.t']);
  const shown = table?.shown.map((row) => `${row.kind} ${(row.was ?? row.is)?.['id'] ?? ''}`).sort();
  if (table?.differing.exact !== true || shown?.join() !== 'added 7,lost 7')
    throw new Error(`found ${String(shown)} instead of the one row`);
  return performance.now() - begunMs;
};

const run =
  (make: (rows: number) => string) =>
  async (rows: number): Promise<Figures> => {
    await using scratch = await openScratch(`bench${randomBytes(4).toString('hex')}`);
    await using server = await startEmbedded(scratch, AbortSignal.timeout(600_000), { installed: await installed() });
    const url = server.url('was');
    await server.createDatabase('was');
    {
      await using maker = await openSession(url);
      await maker.query(make(rows));
      await maker.query('VACUUM ANALYZE t');
    }
    await using admin = await openSession(server.url('postgres'));
    await admin.query('CREATE DATABASE "is" TEMPLATE was');
    await using session = await openSession(url);
    await proveRight(session);
    const pgDump = dumper(server);
    const works: Readonly<Record<string, () => Promise<unknown>>> = {
      ours: () => digestTable(session, 'public.t'),
      'ours with two workers': () => digestTable(session, 'public.t', undefined, { workers: 2 }),
      'select sum(length(record_send(t)))': () =>
        session.query('SET max_parallel_workers_per_gather = 0; SELECT sum(length(record_send(t))) FROM t'),
      ...('program' in pgDump ? { 'pg_dump | sha256sum': () => dump(pgDump.program, url) } : {}),
    };
    const [found] = await session.query<{ pid: string }>('SELECT pg_backend_pid() AS pid');
    const backend = found?.pid ?? '';
    const best = new Map<string, Cost>();
    // One after the other in each round, so that a busy moment hits all alike.
    for (let round = 0; round < 5; round++)
      for (const [name, work] of Object.entries(works)) {
        const cost = await costOf(work, backend);
        const known = best.get(name) ?? cost;
        best.set(name, { wallMs: Math.min(known.wallMs, cost.wallMs), processorMs: Math.min(known.processorMs, cost.processorMs) });
      }
    const ratio = (name: string, by: string): string => {
      const [one, other] = [best.get(name), best.get(by)];
      const processors = one && other && other.processorMs >= 100 ? ` (${(one.processorMs / other.processorMs).toFixed(2)})` : '';
      return one && other ? `${(one.wallMs / other.wallMs).toFixed(2)}${processors}` : '?';
    };
    const bisectedMs = await bisect(session, server.url('is'));
    return {
      figures: [
        `PostgreSQL ${server.version}, best of 5, ms by the clock (and of processors, of all who take part):`,
        ...[...best].map(([name, cost]) => `${name}: ${cost.wallMs.toFixed(0)} (${cost.processorMs})`),
        ...('program' in pgDump
          ? ['ours', 'ours with two workers'].map(
              (name) => `pg_dump | sha256sum takes ${ratio('pg_dump | sha256sum', name)} times as long as ${name}`,
            )
          : [`not beside pg_dump | sha256sum: ${pgDump.missing}`]),
        `ours takes ${ratio('ours', 'select sum(length(record_send(t)))')} times as long as select sum(length(record_send(t)))`,
        `comparing two such tables, and finding the one row that differs: ${bisectedMs.toFixed(0)} ms`,
      ],
    };
  };

/** A digest of a whole table beside what one would do without it. */
export const digest: readonly Bench[] = [
  { name: 'digest of a table of 8 columns', sizes: [1000, 1_000_000], unit: 'rows', run: run(eight) },
  { name: 'digest of a table of 100 columns', sizes: [200, 100_000], unit: 'rows', run: run(hundred) },
];

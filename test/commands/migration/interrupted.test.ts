import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep } from '../../../src/core/deadline.ts';
import { memoryRoot } from '../../../src/core/scratch/memory.ts';
import { findMarked } from '../../../src/core/scratch/processes.ts';

// The program as its user runs it, and ends it. Its scratch files lie below a folder of their own.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drill-migration-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const cli = join(import.meta.dirname, '../../../src/cli.ts');
const main = `import(${JSON.stringify(cli)}).then((m) => m.main(process.argv.slice(1))).then((code) => { process.exitCode = code })`;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly done: Promise<Ran>;
}

const start = (args: readonly string[]): Running => {
  const child = spawn(process.execPath, ['-e', main, '--', ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (told.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (told.err += chunk.toString()));
  const done = new Promise<Ran>((resolve) => {
    child.once('close', (code) => resolve({ code, ...told }));
  });
  return { child, done };
};

const root = (): string => join(folder, `rollback-drill-${process.getuid?.() ?? -1}`);
const entries = (at: string | undefined): string[] => (at !== undefined && existsSync(at) ? readdirSync(at) : []);
const scratches = (): string[] => [...entries(root()), ...entries(memoryRoot(root()))];

const sql = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const before = 'CREATE TABLE t (id int PRIMARY KEY, a text);';
const slow = 'SET statement_timeout = 0; SELECT pg_sleep(15);';
const migration = (given: { before?: string; up?: string; down?: string; seed?: string }): string[] => [
  'migration',
  sql('up.sql', given.up ?? 'ALTER TABLE t ADD COLUMN b int;'),
  '--before',
  sql('before.sql', given.before ?? before),
  ...(given.down === undefined ? [] : ['--down', sql('down.sql', given.down)]),
  ...(given.seed === undefined ? [] : ['--seed', sql('seed.sql', given.seed)]),
  '--no-watch',
];

/** PostgreSQL hides its environment, but works in its data folder. */
const foldersOf = (id: string): string[] =>
  [root(), memoryRoot(root())].flatMap((at) =>
    entries(at).flatMap((name) => (at !== undefined && name.startsWith(id) ? [join(at, name)] : [])),
  );

/** Processes of the run, by what they call themselves. */
const processes = async (id: string): Promise<{ pid: number; title: string }[]> =>
  (await findMarked(`DRILL_SCRATCH=${id}`, ...foldersOf(id))).map(({ pid }) => ({
    pid,
    title: existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() : '',
  }));

/** The id of the run, once it is where it shall be ended. */
const until = async (is: (all: readonly { pid: number; title: string }[]) => boolean): Promise<string> => {
  const untilMs = performance.now() + 25_000;
  while (performance.now() < untilMs) {
    const id = entries(root())[0]?.split('.')[0];
    if (id !== undefined && is(await processes(id))) return id;
    await sleep(30);
  }
  throw new Error('it never came there');
};

const isServer = (all: readonly { title: string }[]): boolean => all.some(({ title }) => / -D /.test(title));
/** A session that has been busy for a while. */
const isBusy = (): ((all: readonly { title: string }[]) => boolean) => {
  let times = 0;
  return (all) => (times = all.some(({ title }) => title.endsWith(' SELECT')) ? times + 1 : 0) >= 6;
};

/** Nothing of it is left, at the latest after the next command. */
const left = async (id: string): Promise<unknown> => [scratches(), (await processes(id)).map(({ title }) => title)];

describe('ended in the middle of a phase, it leaves nothing behind', () => {
  it.each<[string, Parameters<typeof migration>[0], () => (all: readonly { title: string }[]) => boolean, NodeJS.Signals]>([
    ['while the server starts, by SIGTERM', {}, () => isServer, 'SIGTERM'],
    ['in the schema of N-1, by Ctrl-C', { before: `${before} ${slow}` }, isBusy, 'SIGINT'],
    ['in the seed, by SIGTERM', { seed: slow }, isBusy, 'SIGTERM'],
    ['in the migration, by Ctrl-C', { up: slow }, isBusy, 'SIGINT'],
    ['in the migration, and cannot help it', { up: slow }, isBusy, 'SIGKILL'],
    ['in the down migration, and cannot help it', { down: `ALTER TABLE t DROP COLUMN b; ${slow}` }, isBusy, 'SIGKILL'],
  ])('%s', async (_, given, where, signal) => {
    const { child, done } = start(migration(given));
    const id = await until(where());
    child.kill(signal);
    const { code, out } = await done;
    expect([code, out]).toEqual([signal === 'SIGKILL' ? null : 130, '']);
    // Who cannot help it is followed by the next command.
    const next = signal === 'SIGKILL' ? await start(['explain', 'storage/lock-held']).done : undefined;
    expect(next?.code ?? 0).toBe(0);
    expect(await left(id)).toEqual([[], []]);
  });

  it.each([
    ['in the schema of N-1', { before: `${before} ${slow}` }],
    ['in the migration', { up: slow }],
  ])('its server lost %s: that is told, and is no verdict', async (_, given) => {
    const { done } = start(migration(given));
    const id = await until(isBusy());
    const server = (await processes(id)).find(({ title }) => / -D /.test(title));
    if (server) process.kill(server.pid, 'SIGKILL');
    const { code, out, err } = await done;
    expect([code, out]).toEqual([70, '']);
    expect(err).toMatch(/the scratch server ended in the middle of the trial/);
    expect(await left(id)).toEqual([[], []]);
  });
});

describe('what goes wrong by itself is told with its place, and leaves nothing behind', () => {
  it.each<[string, Parameters<typeof migration>[0], number, RegExp]>([
    [
      'a migration that fails half-way, in no transaction',
      { up: 'CREATE INDEX CONCURRENTLY i ON t (a);\nALTER TABLE t ADD COLUMN id int;' },
      1,
      /up\.sql:2:1[^]*refused at statement 2 of 2, and what came before it stays \(index public\.i\)/,
    ],
    ['a seed that breaks a constraint', { seed: "INSERT INTO t VALUES (1, 'a'), (1, 'b');" }, 64, /seed\.sql:1:1[^]*t_pkey/],
    ['what it has no right to', { up: 'ALTER SYSTEM SET fsync = on;' }, 1, /up\.sql:1:1[^]*permission denied/],
    [
      'a disk that it fills',
      { up: 'CREATE TEMP TABLE x AS SELECT n FROM generate_series(1, 3) n; SET temp_file_limit = -1;' },
      1,
      /permission denied to set parameter "temp_file_limit"/,
    ],
    ['a schema that is none', { before: 'CREATE TABEL t ();' }, 64, /before\.sql:1:8/],
  ])('%s', async (_, given, code, words) => {
    const { done } = start(migration(given));
    const ran = await done;
    expect([ran.code, `${ran.out}${ran.err}`]).toEqual([code, expect.stringMatching(words)]);
    expect(scratches()).toEqual([]);
  });
});

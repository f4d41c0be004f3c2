import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { sleep } from '../../../core/deadline.ts';
import { DrillError } from '../../../core/error.ts';
import { freePort } from '../../../core/port.ts';
import { type Child, type ChildOptions, exitText, runChild, startChild } from '../../../core/scratch/child.ts';
import { type Scratch, sharedMemoryFile } from '../../../core/scratch/scratch.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { messagesIn, statementLogFile } from './statement-log.ts';

/** A PostgreSQL server of our own, as long as it is held. */
export interface PostgresServer extends AsyncDisposable {
  /** `18.4` */
  readonly version: string;
  readonly major: number;
  /** Others use it too: all that is ours on it has `run` in its name, and its own settings are not ours to change. */
  readonly shared?: { readonly run: string; readonly isSuper: boolean; readonly url: string };
  /** Connection URL of a database on it. */
  readonly url: (database: string) => string;
  readonly createDatabase: (name: string) => Promise<void>;
  /** Resolves when the server ends without having been told to, with how it ended. */
  readonly lost: Promise<string>;
  readonly tail: (lines: number) => Promise<readonly string[]>;
  /** Where its log of statements lies, with the settings of `statementLog`; absent: it cannot be read. */
  readonly statementLog?: string;
}

/** One of our own, on this machine. */
export interface EmbeddedServer extends PostgresServer {
  readonly statementLog: string;
  /** Ends it as a loss of power would: nothing is flushed, nothing more is archived. */
  readonly crash: () => Promise<void>;
}

// Nobody's data is on it: it need not survive the machine, only its own processes.
const ownSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  dynamic_shared_memory_type: 'mmap',
  max_connections: '100',
  log_min_messages: 'warning',
  lc_messages: 'C',
};

const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  TMPDIR: '/tmp',
});

const initialise = async (
  scratch: Scratch,
  binaries: Binaries,
  folder: string,
  { password, auth }: { readonly password: string; readonly auth: 'scram-sha-256' | 'password' },
  signal: AbortSignal,
): Promise<void> => {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (binaries.user) for (const path of [folder, passwordFile]) await chown(path, binaries.user.uid, binaries.user.gid);
  const args = [
    '-D',
    join(folder, 'data'),
    '-U',
    'drill',
    `--pwfile=${passwordFile}`,
    '-A',
    auth,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  const logFile = join(scratch.folder, 'initdb.log');
  const done = await runChild(
    {
      scratch,
      command: [join(binaries.bin, 'initdb'), ...args],
      cwd: folder,
      env: environment(),
      logFile,
      ...(binaries.user ? { user: binaries.user } : {}),
    },
    signal,
  );
  if (done.code !== 0)
    throw new DrillError('postgres/initdb', `initdb failed (${exitText(done)}): ${done.tail.join('\n    ')}`, {
      kind: 'internal',
      fix: 'run `drill doctor`; often the disk is full or shared memory is not allowed here',
    });
};

const untilReady = async (server: Child, url: string, signal: AbortSignal, statementLog: string): Promise<'ready' | 'port-taken'> => {
  for (;;) {
    const ended = server.exit();
    if (ended) {
      const log = [...(await server.tail(20)), ...(await messagesIn(statementLog, 20))];
      if (log.some((line) => line.includes('Address already in use'))) return 'port-taken';
      throw new DrillError('postgres/start', `PostgreSQL did not start (${exitText(ended)}): ${log.join('\n    ')}`, { kind: 'internal' });
    }
    signal.throwIfAborted();
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return 'ready';
    } catch {
      await sleep(20, signal);
    } finally {
      await client.end().catch(() => {});
    }
  }
};

/** PostgreSQL leaves a segment of shared memory behind when it is killed; its lock file says which, and the run's folder remembers. */
const rememberSharedMemory = async (scratch: Scratch, data: string): Promise<void> => {
  const segment = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[6]?.trim().split(/\s+/)[1];
  if (segment !== undefined) await writeFile(join(scratch.folder, sharedMemoryFile), segment);
};

export interface EmbeddedOptions {
  /** Added to its own ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Programs of another server than the one from npm. */
  readonly installed?: Binaries | undefined;
  /** Its data lies in memory where there is room: nothing large and nothing that is kept. */
  readonly inMemory?: boolean;
  /** Passwords go as they are: they never leave the machine, and where connections live for a moment proving them takes a tenth of all the time. */
  readonly plainPasswords?: boolean;
  /** It runs in an enclosure, and is reached by a socket in this folder alone, which is of the run and is made here. */
  readonly inside?: { readonly way: NonNullable<ChildOptions['inside']>; readonly sockets: string };
}

/**
 * Makes and starts a PostgreSQL server below the run's folder, on a port of its own.
 * Throws `DrillError` `postgres/…`; the signal's reason when it aborts.
 */
export const startEmbedded = async (
  scratch: Scratch,
  signal: AbortSignal,
  { settings = {}, installed, inMemory = false, plainPasswords = false, inside }: EmbeddedOptions = {},
): Promise<EmbeddedServer> => {
  const binaries = installed ?? (await findBinaries());
  const folder = join(inMemory ? await scratch.inMemory() : scratch.folder, 'postgres');
  await mkdir(folder, { mode: 0o700 });
  const password = randomBytes(12).toString('hex');
  await initialise(scratch, binaries, folder, { password, auth: plainPasswords ? 'password' : 'scram-sha-256' }, signal);

  if (inside) {
    await mkdir(inside.sockets, { recursive: true, mode: 0o700 });
    if (binaries.user) await chown(inside.sockets, binaries.user.uid, binaries.user.gid);
  }
  const statementLog = join(folder, 'data', statementLogFile);
  for (let attempt = 1; ; attempt++) {
    const port = inside ? 5432 : await freePort();
    const url = (database: string): string =>
      inside
        ? `postgres://drill:${password}@/${database}?host=${encodeURIComponent(inside.sockets)}&port=${port}`
        : `postgres://drill:${password}@127.0.0.1:${port}/${database}`;
    const reached = inside ? { listen_addresses: '', unix_socket_directories: inside.sockets } : {};
    const options = Object.entries({ ...ownSettings, ...settings, ...reached, port: String(port) }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const server = await startChild({
      scratch,
      command: [join(binaries.bin, 'postgres'), '-D', join(folder, 'data'), ...options],
      cwd: folder,
      env: environment(),
      logFile: join(scratch.folder, attempt === 1 ? 'postgres.log' : `postgres-${attempt}.log`),
      ...(binaries.user ? { user: binaries.user } : {}),
      ...(inside && { inside: inside.way }),
    });
    let wanted = false;
    const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<void> => {
      wanted = true;
      await server.stop(5000, signal);
    };
    try {
      if ((await untilReady(server, url('postgres'), signal, statementLog)) === 'port-taken') {
        if (attempt < 5) continue;
        throw new DrillError('postgres/start', 'PostgreSQL did not start: five ports in a row were taken by others', { kind: 'internal' });
      }
      await rememberSharedMemory(scratch, join(folder, 'data'));
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      version: binaries.version.split('.').slice(0, 2).join('.'),
      major: Number.parseInt(binaries.version, 10),
      url,
      createDatabase: async (name) => {
        const client = new Client({ connectionString: url('postgres') });
        client.on('error', () => {}); // Whoever waits for an answer is told.
        await client.connect();
        try {
          await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} STRATEGY FILE_COPY`);
        } finally {
          await client.end();
        }
      },
      lost: server.exited.then((exit) => (wanted ? new Promise<never>(() => {}) : exitText(exit))),
      tail: async (lines) => [...(await server.tail(lines)), ...(await messagesIn(statementLog, lines))].slice(-lines),
      statementLog,
      crash: () => stop('SIGQUIT'),
      [Symbol.asyncDispose]: () => stop(),
    };
  }
};

import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../../core/deadline.ts';
import { DrillError, messageOf } from '../../../core/error.ts';
import { type ChildOptions, exitText, startChild } from '../../../core/scratch/child.ts';
import { type Scratch, restoredMemoryFile } from '../../../core/scratch/scratch.ts';
import { programsOf } from './installed.ts';
import { openSession, type Session } from './session.ts';

// A server on files that were brought back from a backup. It recovers from them and from the log that a command brings, and reaches
// nobody: it listens on a socket in a folder of the run, answers no subscription, ships no log, and loads nothing that its old
// configuration names.

/** A place in the log, each in the words of the server. */
export type RecoveryTarget =
  | { readonly kind: 'restore-point'; readonly name: string }
  /** The last transaction that was committed by then, as the server writes an instant: with microseconds. */
  | { readonly kind: 'time'; readonly at: string }
  /** What begins before `0/3000028`. */
  | { readonly kind: 'lsn'; readonly at: string }
  /** That transaction too. */
  | { readonly kind: 'xid'; readonly id: string };

/** How far to recover. */
export type RecoverTo =
  /** As far as the log goes, then it serves. */
  | { readonly kind: 'latest' }
  /** Then it stands still and can be read; `andThen`: it serves. */
  | (RecoveryTarget & { readonly andThen?: 'serve' });

export interface RestoredOptions {
  readonly scratch: Scratch;
  readonly data: string;
  readonly restoreCommand?: string;
  readonly to: RecoverTo;
  /** The timeline that it goes along; absent: the newest that there is in the log. */
  readonly timeline?: number;
  /** Settings that it must have at least, from the server that it is of. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A name for the log file of this start. */
  readonly label: string;
  /** Major version that the files are of, and folder of a server's programs where one is named; absent: the embedded one. */
  readonly major?: number;
  readonly programs?: string;
  /** Names that a superuser of it may have; the first that there is. Default: `drill`, `postgres`. */
  readonly users?: readonly string[];
  /** An enclosure that it runs in: what its functions call answers nobody. */
  readonly inside?: ChildOptions['inside'];
}

export interface RestoredServer extends AsyncDisposable {
  /** Connection URL of a database, as a superuser. */
  readonly url: (database: string, user?: string) => string;
  /** `PostgreSQL 18.4` */
  readonly name: string;
  /** Resolves when it ends without having been told to, with how. */
  readonly lost: Promise<string>;
  /** Until it answered, then until it had recovered as far as it was told: ms. */
  readonly took: { readonly startMs: number; readonly replayMs: number };
  /** What it said: all of it. */
  readonly log: () => Promise<readonly string[]>;
}

/** The longest path of a socket that systems take. */
const longestSocket = 107;

const own: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: '5432',
  fsync: 'off',
  full_page_writes: 'off',
  dynamic_shared_memory_type: 'mmap',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_min_messages: 'warning',
  // What sessions are answered is theirs; what is left is what the server says of itself.
  log_line_prefix: '%m [%p] %qsession ',
  lc_messages: 'C',
  ssl: 'off',
  archive_mode: 'off',
  primary_conninfo: '',
  primary_slot_name: '',
  synchronous_standby_names: '',
  hot_standby: 'on',
  max_logical_replication_workers: '0',
  shared_preload_libraries: '',
  session_preload_libraries: '',
  local_preload_libraries: '',
  recovery_target_timeline: 'latest',
};

const targetOf = (to: RecoverTo): Readonly<Record<string, string>> => {
  const action = to.kind !== 'latest' && to.andThen === 'serve' ? 'promote' : 'pause';
  switch (to.kind) {
    case 'latest':
      return {};
    case 'restore-point':
      return { recovery_target_name: to.name, recovery_target_action: action };
    case 'time':
      return { recovery_target_time: to.at, recovery_target_action: action };
    case 'lsn':
      return { recovery_target_lsn: to.at, recovery_target_inclusive: 'off', recovery_target_action: action };
    case 'xid':
      return { recovery_target_xid: to.id, recovery_target_action: action };
  }
};

const standsStill = (to: RecoverTo): boolean => to.kind !== 'latest' && to.andThen !== 'serve';

/** Settings that a server in recovery refuses to have lower than they were where the log was written. */
const takenOver = ['max_connections', 'max_worker_processes', 'max_wal_senders', 'max_prepared_transactions', 'max_locks_per_transaction'];

interface State {
  readonly recovering: boolean;
  readonly paused: boolean;
}

const stateOf = async (session: Session): Promise<State> => {
  const [row] = await session.query<{ recovering: string; paused: string }>(
    "SELECT pg_is_in_recovery() AS recovering, CASE WHEN pg_is_in_recovery() THEN pg_get_wal_replay_pause_state() = 'paused' ELSE false END AS paused",
  );
  return { recovering: row?.recovering === 't', paused: row?.paused === 't' };
};

/**
 * Starts a server on restored files and waits until it has recovered as far as it was told.
 * @throws DrillError `restore/does-not-start` with its last words, and `postgres/…`; the signal's reason when it aborts
 */
export const startRestored = async (options: RestoredOptions, signal: AbortSignal): Promise<RestoredServer> => {
  const { scratch, data, restoreCommand, to, timeline, settings = {}, label, inside } = options;
  const binaries = await programsOf(options);
  const { user } = binaries;
  const sockets = join(await scratch.inMemory(), 's');
  if (join(sockets, '.s.PGSQL.5432').length > longestSocket)
    throw new DrillError('postgres/long-path', `the folder for temporary files has too long a path for a socket: ${sockets}`, {
      fix: 'set TMPDIR to a folder with a shorter path',
    });
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  const access = join(scratch.folder, 'restored.hba');
  await writeFile(access, 'local all all trust\n', { mode: 0o600 });
  const configuration = join(scratch.folder, 'restored.conf');
  await writeFile(configuration, '', { mode: 0o600 });
  await writeFile(join(data, 'postgresql.auto.conf'), '', { mode: 0o600 });
  await writeFile(join(data, 'recovery.signal'), '', { mode: 0o600 });
  for (const path of [sockets, access, configuration, join(data, 'postgresql.auto.conf'), join(data, 'recovery.signal')])
    if (user) await chown(path, user.uid, user.gid);
  await chmod(data, 0o700);
  const all: Record<string, string> = {
    ...Object.fromEntries(takenOver.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]]))),
    ...own,
    ...targetOf(to),
    ...(timeline !== undefined && { recovery_target_timeline: String(timeline) }),
    config_file: configuration,
    hba_file: access,
    ident_file: access,
    unix_socket_directories: sockets,
    restore_command: restoreCommand ?? 'false',
  };
  const logFile = join(scratch.folder, `restored-${label}.log`);
  const begunMs = performance.now();
  let answeredMs: number | undefined;
  const server = await startChild({
    scratch,
    command: [join(binaries.bin, 'postgres'), '-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: data,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', TMPDIR: '/tmp' },
    logFile,
    ...(user && { user }),
    ...(inside && { inside }),
  });
  const [...names] = options.users ?? ['drill', 'postgres'];
  let known = names[0] ?? 'drill';
  const url = (database: string, as = known): string =>
    `postgres://${encodeURIComponent(as)}@/${encodeURIComponent(database)}?host=${encodeURIComponent(sockets)}&port=5432`;
  let wanted = false;
  const log = async (): Promise<readonly string[]> =>
    (await readFile(logFile, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  try {
    for (;;) {
      const ended = server.exit();
      if (ended)
        throw new DrillError('restore/does-not-start', `the server does not start on what was restored (${exitText(ended)})`, {
          why: (await log()).slice(-12).join('\n'),
          kind: 'internal',
        });
      signal.throwIfAborted();
      await using session = await openSession(url('postgres')).catch((error: unknown) => {
        // Another one may be its superuser; whoever it is, nobody is asked for a password here.
        if (messageOf(error).includes('does not exist')) known = names[(names.indexOf(known) + 1) % names.length] ?? known;
        return undefined;
      });
      if (session) answeredMs ??= performance.now();
      const state = session && (await stateOf(session).catch(() => undefined));
      if (state && (standsStill(to) ? state.paused : !state.recovering)) break;
      await sleep(30, signal);
    }
    const segment = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[6]?.trim().split(/\s+/)[1];
    if (segment !== undefined) await writeFile(join(scratch.folder, restoredMemoryFile), segment);
  } catch (error) {
    await server.stop(5000, 'SIGINT');
    throw error;
  }
  const recoveredMs = performance.now();
  return {
    url,
    took: { startMs: (answeredMs ?? recoveredMs) - begunMs, replayMs: recoveredMs - (answeredMs ?? recoveredMs) },
    name: `PostgreSQL ${binaries.version.split('.').slice(0, 2).join('.')}`,
    log,
    lost: server.exited.then((exit) => (wanted ? new Promise<never>(() => {}) : exitText(exit))),
    [Symbol.asyncDispose]: async () => {
      wanted = true;
      await server.stop(5000, 'SIGINT');
    },
  };
};

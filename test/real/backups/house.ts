import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { serverUser } from '../../../src/storage/engines/postgres/binaries.ts';
import { openSession, type Session } from '../../../src/storage/engines/postgres/session.ts';

// A server of Debian's packages whose log goes to every archive at once, with a database that has rows in it.

/** The newest server that is installed with what takes base backups; undefined: there is none. */
export const debianServer = (): { readonly bin: string; readonly major: number } | undefined => {
  const majors = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  for (const major of majors) {
    const bin = `/usr/lib/postgresql/${major}/bin`;
    if (['postgres', 'initdb', 'pg_basebackup', 'pg_dump'].every((name) => existsSync(join(bin, name)))) return { bin, major };
  }
  return undefined;
};

export const hasProgram = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)));

export interface House extends AsyncDisposable {
  readonly folder: string;
  readonly bin: string;
  readonly major: number;
  /** Whom the server runs as. */
  readonly user: { readonly name: string; readonly uid?: number; readonly gid?: number };
  /** For configurations of backup tools. */
  readonly connection: { readonly sockets: string; readonly port: number; readonly data: string };
  readonly url: (database: string) => string;
  readonly session: (database: string) => Promise<Session>;
  /** A folder that the server’s user may write to. */
  readonly room: (name: string) => string;
  /** What is archived by then goes to this command too: `$1` the path, `$2` the name. */
  readonly alsoArchive: (line: string) => void;
  /** Ends the segment, and waits until it is archived. */
  readonly archived: () => Promise<void>;
}

const port = 5971;

/** In memory, where there is room for it: what is slow here is not what is looked at. */
const hasRoom = (): boolean => {
  if (!existsSync('/dev/shm')) return false;
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize > 4 * 1024 ** 3;
};

/** @param programs of the server */
export const openHouse = async ({ bin, major }: { readonly bin: string; readonly major: number }): Promise<House> => {
  const folder = mkdtempSync(join(hasRoom() ? '/dev/shm' : tmpdir(), 'drill-backups-'));
  chmodSync(folder, 0o711);
  const other = await serverUser();
  const user = other ?? { name: userInfo().username };
  const as = other ? { uid: other.uid, gid: other.gid } : {};
  const room = (name: string): string => {
    const at = join(folder, name);
    mkdirSync(at, { recursive: true, mode: 0o700 });
    if (other) chownSync(at, other.uid, other.gid);
    return at;
  };
  const [data, sockets] = [room('data'), room('s')];
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', HOME: folder };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'drill', '-A', 'trust', '--no-sync', '-E', 'UTF8'], {
    ...as,
    cwd: '/',
    env,
    stdio: 'ignore',
  });
  // pgBackRest wants to see its name in the command.
  const archive = join(folder, 'archive-pgbackrest.sh');
  writeFileSync(archive, '#!/bin/sh\nset -e\n', { mode: 0o755 });
  appendFileSync(
    join(data, 'postgresql.conf'),
    `listen_addresses=''\nport=${port}\nunix_socket_directories='${sockets}'\nfsync=off\narchive_mode=on\nmax_wal_senders=6\narchive_command='${archive} %p %f'\n`,
  );
  const log = openSync(join(folder, 'log'), 'a');
  const server = spawn(join(bin, 'postgres'), ['-D', data], { ...as, cwd: '/', env, stdio: ['ignore', log, log] });
  const url = (database: string): string => `postgres://drill@/${database}?host=${encodeURIComponent(sockets)}&port=${port}`;
  for (let look = 0; ; look++) {
    const open = await openSession(url('postgres')).catch(() => undefined);
    if (open) {
      await open[Symbol.asyncDispose]();
      break;
    }
    if (look > 200 || server.exitCode !== null) throw new Error(`the server does not start: ${readFileSync(join(folder, 'log'), 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const session = (database: string): Promise<Session> => openSession(url(database));
  return {
    folder,
    bin,
    major,
    user,
    connection: { sockets, port, data },
    url,
    session,
    room,
    alsoArchive: (line) => appendFileSync(archive, `${line}\n`),
    archived: async () => {
      await using own = await session('postgres');
      const [row] = await own.query<{ name: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS name');
      for (let look = 0; look < 400; look++) {
        const [seen] = await own.query<{ is: string }>(
          `SELECT coalesce(last_archived_wal >= '${row?.name ?? ''}', false) AS is FROM pg_stat_archiver`,
        );
        if (seen?.is === 't') return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the log is not archived');
    },
    [Symbol.asyncDispose]: async () => {
      if (server.exitCode === null) {
        const ended = once(server, 'exit');
        server.kill('SIGINT');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../src/core/port.ts';
import { serverUser } from '../../../src/storage/engines/postgres/binaries.ts';
import { openSession, type Session } from '../../../src/storage/engines/postgres/session.ts';

/** A server of any major, on a port and with a folder of its own. */
export interface MajorServer extends AsyncDisposable {
  readonly url: (database: string) => string;
  readonly open: (database: string) => Promise<Session>;
}

const until = async (url: string): Promise<Session> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await openSession(url);
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

export const startMajor = async (bin: string): Promise<MajorServer> => {
  const user = await serverUser();
  const who = user ? { uid: user.uid, gid: user.gid } : {};
  const folder = mkdtempSync('/tmp/drill-major-');
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  const init = ['-D', data, '-U', 'drill', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), init, { cwd: folder, env, stdio: 'ignore', ...who });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'full_page_writes=off', `port=${port}`];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    cwd: folder,
    env,
    stdio: 'ignore',
    ...who,
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const url = (database: string): string => `postgres://drill@127.0.0.1:${port}/${database}`;
  const admin = await until(url('postgres'));
  return {
    url,
    open: async (database) => {
      await admin.query(`CREATE DATABASE ${database}`);
      return openSession(url(database));
    },
    [Symbol.asyncDispose]: async () => {
      await admin[Symbol.asyncDispose]();
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

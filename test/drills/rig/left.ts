import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

// Looks for what a run has left, by itself: it must not share the blind spots of the code that removes it.

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

const worksIn = (pid: string): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

const isZombie = (pid: string): boolean => / Z /.test(read(`/proc/${pid}/stat`).replace(/\(.*\)/s, ''));

/** Processes that were started by a run whose TMPDIR was `folder`, in words. */
export const processesOf = (folder: string): string[] => {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 64 << 20 })
      .split('\n')
      .filter((line) => line.includes(folder) && !line.includes('ps -axEww'));
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && pid !== String(process.pid))
    .filter((pid) => `\0${read(`/proc/${pid}/environ`)}`.includes(`\0TMPDIR=${folder}\0`) || worksIn(pid).startsWith(folder))
    .filter((pid) => !isZombie(pid))
    .map((pid) => `process ${pid}: ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`);
};

/** The folder of every run below `temporary`. */
export const runsIn = (temporary: string): string[] =>
  readdirSync(temporary)
    .filter((name) => name.startsWith('rollback-drill-'))
    .flatMap((name) => readdirSync(join(temporary, name)).map((id) => join(temporary, name, id)));

/** Process number of the PostgreSQL server of a run, once it is up. */
export const serverOf = (run: string): number | undefined => {
  const file = join(run, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined : undefined;
};

/** Everything that runs with this TMPDIR have left, in words. */
export const leftIn = (temporary: string): string[] => [
  ...processesOf(temporary),
  ...runsIn(temporary).map((folder) => `folder ${folder}`),
];

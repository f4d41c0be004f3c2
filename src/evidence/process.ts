import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/** A process, named so that a later one with the same number is not taken for it. */
export interface ProcessName {
  readonly pid: number;
  /** When it started, in the system's own words: clock ticks after boot on Linux, a date elsewhere. */
  readonly start: string;
  /** The machine it runs on. */
  readonly host: string;
  /** This boot of the machine; empty where the system does not tell. */
  readonly boot: string;
  /** Where its number counts (a container has numbers of its own); empty where there is no such thing. */
  readonly namespace: string;
}

const textOr = (otherwise: string, read: Promise<string>): Promise<string> =>
  read.then(
    (text) => text.trim(),
    () => otherwise,
  );

const hostName = async (): Promise<string> => `${hostname()}/${await textOr('', readFile('/etc/machine-id', 'utf8'))}`;
const bootId = (): Promise<string> => textOr('', readFile('/proc/sys/kernel/random/boot_id', 'utf8'));
const pidNamespace = (): Promise<string> => textOr('', readlink('/proc/self/ns/pid'));

/** State and start of a process; undefined where nothing can be read about it (which does not mean that it is gone). */
const look = async (pid: number): Promise<{ state: string; start: string } | undefined> => {
  if (process.platform === 'linux') {
    const stat = await textOr('', readFile(`/proc/${pid}/stat`, 'utf8'));
    // The name in brackets may hold spaces and brackets itself; field 3 (state) is the first after the last of them, field 22 the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return stat === '' || fields[19] === undefined ? undefined : { state: fields[0] ?? '', start: fields[19] };
  }
  const start = await textOr(
    '',
    promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).then(({ stdout }) => stdout),
  );
  return start === '' ? undefined : { state: '', start };
};

/** This process. */
export const thisProcess = async (): Promise<ProcessName> => ({
  pid: process.pid,
  start: (await look(process.pid))?.start ?? '',
  host: await hostName(),
  boot: await bootId(),
  namespace: await pidNamespace(),
});

/** Is it still running? `elsewhere`: it runs on another machine or in another container, and cannot be asked after from here. */
export const fateOf = async (name: ProcessName): Promise<'alive' | 'gone' | 'elsewhere'> => {
  if (name.host !== (await hostName())) return 'elsewhere';
  if (name.boot !== (await bootId())) return 'gone';
  if (name.namespace !== (await pidNamespace())) return 'elsewhere';
  try {
    process.kill(name.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  const now = await look(name.pid);
  if (now === undefined) return 'alive';
  const isZombie = now.state === 'Z' || now.state === 'X';
  return isZombie || now.start !== name.start ? 'gone' : 'alive';
};

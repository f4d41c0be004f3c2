import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process, told apart from a later one that got the same number. */
export interface ProcessId {
  readonly pid: number;
  /** When it started, in the system's own words; undefined where it cannot be known. */
  readonly started?: string;
  /** Process number of its parent, as it was when we looked. */
  readonly parent?: number;
}

const run = promisify(execFile);

interface Stat {
  readonly state: string;
  /** It belongs to a terminal: somebody's shell or editor. What a run starts never does. */
  readonly terminal: boolean;
  readonly started: string;
  readonly parent: number;
}

/** State, parent and start time (clock ticks since boot) from /proc; the command's name in it may hold blanks and brackets. */
const linuxStat = async (pid: number): Promise<Stat | undefined> => {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', terminal: fields[4] !== '0', started: fields[19] ?? '', parent: Number(fields[1]) };
  } catch {
    return undefined;
  }
};

const otherStat = async (pid: number): Promise<Stat | undefined> => {
  try {
    const { stdout } = await run('ps', ['-o', 'state=,ppid=,tty=,lstart=', '-p', String(pid)]);
    const [, state, parent, terminal = '', started] = /^(\S+)\s+(\d+)\s+(\S+)\s+(.*\S)\s*$/.exec(stdout) ?? [];
    return state === undefined || started === undefined
      ? undefined
      : { state, terminal: !terminal.startsWith('?'), started, parent: Number(parent) };
  } catch {
    return undefined;
  }
};

const stat = process.platform === 'linux' ? linuxStat : otherStat;

/** Identifies a running process; `started` is missing when it is gone. */
export const identify = async (pid: number): Promise<ProcessId> => {
  const found = await stat(pid);
  return found ? { pid, started: found.started, parent: found.parent } : { pid };
};

/** Is there a process of that number, though nothing may be read about it? */
const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Does this very process still run? A zombie does not. Where nothing may be read about it: whoever has its number. */
export const isAlive = async (id: ProcessId): Promise<boolean> => {
  const found = await stat(id.pid);
  if (!found) return exists(id.pid);
  return !/^[ZX]/.test(found.state) && (id.started === undefined || found.started === id.started);
};

const ancestors = async (): Promise<Set<number>> => {
  const found = new Set<number>();
  for (let pid: number | undefined = process.ppid; pid !== undefined && pid > 1 && !found.has(pid); pid = (await stat(pid))?.parent)
    found.add(pid);
  return found;
};

/**
 * Every process that carries the mark `name=value` in its environment, or works inside one of the folders. (PostgreSQL paints
 * its title over its environment, but works in its data folder.) Itself excepted, and who looks around in there: whoever only
 * works inside of them and belongs to a terminal, or is an ancestor of ours.
 */
export const findMarked = async (mark: string, ...folders: readonly string[]): Promise<ProcessId[]> => {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-axEww', '-o', 'pid=,command='], { maxBuffer: 64 << 20 });
    const lookers = await ancestors();
    const pids: number[] = [];
    for (const line of stdout.split('\n')) {
      const pid = Number.parseInt(line, 10);
      if (pid === process.pid || !(line.includes(mark) || folders.some((folder) => line.includes(folder)))) continue;
      if (line.includes(mark) || (!lookers.has(pid) && !(await stat(pid))?.terminal)) pids.push(pid);
    }
    return Promise.all(pids.map(identify));
  }
  const lookers = await ancestors();
  const found: ProcessId[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    const works = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (!`\0${environment}`.includes(`\0${mark}\0`)) {
      if (!folders.some((folder) => works === folder || works.startsWith(`${folder}/`))) continue;
      if (lookers.has(pid) || (await stat(pid))?.terminal) continue;
    }
    const id = await identify(pid);
    if (await isAlive(id)) found.push(id);
  }
  return found;
};

/** Sends a signal to exactly this process; false when it is gone already. */
export const signalTo = async (id: ProcessId, signal: NodeJS.Signals): Promise<boolean> => {
  if (!(await isAlive(id))) return false;
  try {
    process.kill(id.pid, signal);
    return true;
  } catch {
    return false;
  }
};

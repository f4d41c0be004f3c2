import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { sleep, within } from '../deadline.ts';
import { DrillError } from '../error.ts';
import { findMarked, identify, type ProcessId, signalTo } from './processes.ts';
import type { Scratch } from './scratch.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
}

/** A process of a run. */
export interface Child {
  readonly id: ProcessId;
  readonly exited: Promise<Exit>;
  /** Set once it has ended. */
  readonly exit: () => Exit | undefined;
  readonly logFile: string;
  /** The last lines that it wrote to standard output and standard error. */
  readonly tail: (lines: number) => Promise<readonly string[]>;
  /** Asks it to end, and after `graceMs` ends it and every process of its group by force. */
  readonly stop: (graceMs: number, signal?: NodeJS.Signals) => Promise<Exit>;
}

const familyVariable = 'DRILL_FAMILY';

export interface ChildOptions {
  readonly scratch: Scratch;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Both outputs go here, so that the process outlives us when the run is kept. */
  readonly logFile: string;
  /** Where the command comes from, for whoever has to mend it: `run.command in drill.yaml`. */
  readonly declared?: string;
  /** What it starts in turn carries this too, so that all of it ends with it, whatever groups and sessions it made. */
  readonly family?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** It runs in a network of its own: an enclosure's way in. */
  readonly inside?: {
    readonly enter: (command: readonly string[], cwd: string, user?: { readonly uid: number; readonly gid: number }) => readonly string[];
  };
}

/** ` (exit code 1)`, ` (ended by SIGKILL)` */
export const exitText = (exit: Exit): string => (exit.signal ? `ended by ${exit.signal}` : `exit code ${exit.code ?? 'unknown'}`);

const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left, which is what we want.
  }
};

/** Waits for the process to end, but no longer than `ms`. */
const endWithin = async (exited: Promise<Exit>, ms: number): Promise<Exit | undefined> => {
  const timer = new AbortController();
  try {
    return await Promise.race([exited, sleep(ms, timer.signal).then(() => undefined)]);
  } finally {
    timer.abort();
  }
};

/** Starts a process in a group of its own. Throws a `DrillError` when the program cannot be started at all. */
export const startChild = async (options: ChildOptions): Promise<Child> => {
  if (options.command.length === 0) throw new DrillError('process/no-command', 'the command is empty');
  // Whoever enters an enclosure has to be who opened it; only then does it become the user.
  const { inside, user } = options;
  const [program = '', ...args] = inside ? inside.enter(options.command, options.cwd, user) : options.command;
  const log = await open(options.logFile, 'a', 0o644);
  try {
    const child = spawn(program, args, {
      cwd: inside ? '/' : options.cwd,
      env: { ...options.env, ...options.scratch.mark, ...(options.family === undefined ? {} : { [familyVariable]: options.family }) },
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      ...(inside ? {} : user),
    });
    try {
      await once(child, 'spawn');
    } catch (cause) {
      throw new DrillError(
        'process/cannot-start',
        `cannot start ${JSON.stringify(options.command.join(' '))} in ${options.cwd}: ${(cause as Error).message}`,
        {
          cause,
          fix: options.declared === undefined ? 'install the program' : `check ${options.declared}, and that the program is installed`,
        },
      );
    }
    child.unref();
    const pid = child.pid ?? 0;
    let ended: Exit | undefined;
    const exited = new Promise<Exit>((resolve) => {
      child.once('exit', (code, signal) => resolve((ended = { code: code ?? undefined, signal: signal ?? undefined })));
    });
    return {
      id: await identify(pid),
      exited,
      exit: () => ended,
      logFile: options.logFile,
      tail: async (lines) =>
        (await readFile(options.logFile, 'utf8').catch(() => ''))
          .trimEnd()
          .split('\n')
          .slice(-lines)
          .filter((line) => line !== ''),
      stop: async (graceMs, signal = 'SIGTERM') => {
        if (!ended) {
          try {
            process.kill(pid, signal);
          } catch {
            // It has just ended by itself.
          }
          // The timer keeps us alive: the child itself does not.
          await endWithin(exited, graceMs);
        }
        signalGroup(pid, 'SIGKILL');
        if (options.family !== undefined)
          await Promise.all((await findMarked(`${familyVariable}=${options.family}`)).map((one) => signalTo(one, 'SIGKILL')));
        return (await endWithin(exited, 2000)) ?? { code: undefined, signal: undefined };
      },
    };
  } finally {
    await log.close();
  }
};

/** Runs a process to its end; stops it when the signal aborts. */
export const runChild = async (options: ChildOptions, signal: AbortSignal): Promise<Exit & { tail: readonly string[] }> => {
  const child = await startChild(options);
  const alive = setInterval(() => {}, 1000);
  try {
    const exit = await within(signal, child.exited);
    return { ...exit, tail: await child.tail(20) };
  } finally {
    clearInterval(alive);
    await child.stop(500);
  }
};

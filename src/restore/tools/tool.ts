import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { deadline, sleep, Stopped } from '../../core/deadline.ts';
import { DrillError } from '../../core/error.ts';
import type { ServerUser } from '../../storage/engines/postgres/binaries.ts';

// Programs of others that keep backups. They get an environment of their own, for which drill.yaml names what goes in; passwords never
// stand among their arguments; and what they print is shown without them.

/** A program that keeps backups. */
export interface Tool {
  /** `pgBackRest`, for people. */
  readonly name: string;
  readonly program: string;
  /** How it is installed. */
  readonly install: string;
  readonly env: Readonly<Record<string, string>>;
  /** What must not be shown. */
  readonly secrets: readonly string[];
}

/** What a program printed and how it ended. */
export interface Said {
  /** Absent: a signal ended it. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

export interface Ask {
  readonly cwd?: string;
  /** More of the environment, for this time. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whom it runs as, where we are root. */
  readonly user?: Pick<ServerUser, 'uid' | 'gid'> | undefined;
  /** It must have ended by then, ms. Default: when the signal says so. */
  readonly limitMs?: number;
}

/** Of the list of backups, and what else is no work. ms */
export const answerMs = 60_000;

/** How long what a program left in the background may still say something, ms. */
const afterMs = 1000;

/** More than this of what a program prints is not kept. bytes */
const most = 256 << 20;

/** Without passwords: those that are known, and those in URLs. */
export const hidden = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret.length > 2)
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '•••'), text)
    .replaceAll(/(\w:\/\/[^\s:/@]*:)[^\s@/]+@/g, '$1•••@')
    .replaceAll(/\b(password\s*=\s*)(?:'[^']*'|\S+)/gi, '$1•••');

const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
};

const collect = (stream: NodeJS.ReadableStream): (() => string) => {
  const parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= most) parts.push(part);
  });
  return () => Buffer.concat(parts).toString('utf8');
};

/** First words of a command, as far as they name what is done: `pgbackrest restore`. */
const called = ({ program }: Tool, args: readonly string[]): string =>
  [program, args.find((arg) => /^[a-z][a-z-]*$/.test(arg))].filter((word) => word !== undefined).join(' ');

/** A program that cannot be run at all. */
export const missingTool = ({ name, program, install }: Tool, cause: NodeJS.ErrnoException): DrillError =>
  new DrillError(
    'backup/tool-missing',
    `${name} cannot be run: ${cause.code === 'ENOENT' ? `there is no ${program} here` : cause.message}`,
    {
      fix: `${install}; or say where it is: \`program\``,
      cause,
    },
  );

/** Ends a program with all that it started; when it has not gone after 3 s, by force. */
const end = async (pid: number, closed: Promise<unknown>): Promise<void> => {
  signalGroup(pid, 'SIGTERM');
  await Promise.race([closed, sleep(3000)]);
  signalGroup(pid, 'SIGKILL');
};

/**
 * Runs a program to its end, whatever that is.
 * @throws DrillError `backup/tool-missing`, `backup/tool-hangs`; the signal's reason when it aborts: its group is gone then
 */
export const askTool = async (tool: Tool, args: readonly string[], ask: Ask, signal: AbortSignal): Promise<Said> => {
  signal.throwIfAborted();
  const child = spawn(tool.program, args, {
    cwd: ask.cwd ?? '/',
    env: { ...tool.env, ...ask.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(ask.user && { uid: ask.user.uid, gid: ask.user.gid }),
  });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  closed.catch(() => {}); // It is waited for below, unless it could not be started.
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw missingTool(tool, cause as NodeJS.ErrnoException);
  }
  const pid = child.pid ?? 0;
  // What it left behind may hold its outputs open for ever.
  child.once('exit', () => {
    setTimeout(() => {
      signalGroup(pid, 'SIGKILL');
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    }, afterMs).unref();
  });
  const limitMs = ask.limitMs ?? Number.POSITIVE_INFINITY;
  using limited = deadline(signal, limitMs, called(tool, args));
  const stop = (): void => void end(pid, closed);
  limited.signal.addEventListener('abort', stop, { once: true });
  try {
    const [code] = await closed;
    limited.signal.throwIfAborted();
    return { code: code ?? undefined, out: out(), err: hidden(err(), tool.secrets) };
  } catch (error) {
    if (signal.aborted || !(error instanceof Stopped)) throw error;
    throw new DrillError('backup/tool-hangs', `${error.message}, and was ended`, {
      why: lastWords(tool, { code: undefined, out: out(), err: err() }),
      kind: 'internal',
    });
  } finally {
    limited.signal.removeEventListener('abort', stop);
    signalGroup(pid, 'SIGKILL'); // What it left in the background.
  }
};

/** The last lines that it said, without passwords. */
export const lastWords = (tool: Tool, { out, err }: Said): string =>
  hidden((err.trim() === '' ? out : err).trim(), tool.secrets)
    .split('\n')
    .slice(-8)
    .join('\n')
    .slice(-2000);

/** What goes wrong with a tool, by what it says. */
export interface Trouble {
  readonly words: RegExp;
  readonly code: string;
  readonly what: string;
  readonly fix: string;
  /** The user can mend it before anything was tried: a setting, a variable. */
  readonly usage?: boolean;
}

/** The error of a tool that did not do what it was asked. */
export const refusedBy = (tool: Tool, args: readonly string[], said: Said, troubles: readonly Trouble[]): DrillError => {
  const words = lastWords(tool, said);
  const known = troubles.find((one) => one.words.test(`${said.err}\n${said.out}`));
  const how = said.code === undefined ? 'was ended by a signal' : `ended with exit code ${said.code}`;
  return new DrillError(known?.code ?? 'backup/tool-failed', known?.what ?? `${called(tool, args)} ${how}`, {
    ...(words !== '' && { why: words }),
    ...(known && { fix: known.fix }),
    kind: known?.usage === true ? 'usage' : 'internal',
  });
};

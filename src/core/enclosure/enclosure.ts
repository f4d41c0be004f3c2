import { mkdir, readFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { sleep } from '../deadline.ts';
import { messageOf } from '../error.ts';
import { ownPackage } from '../package.ts';
import { type Child, startChild } from '../scratch/child.ts';
import type { Scratch } from '../scratch/scratch.ts';
import type { Asked, Seen } from './gate.ts';
import { firstLine, relay } from './relay.ts';
import { triedIn } from './tried.ts';
import { masked, setUp } from './ways-out.ts';

// A network of its own that leads nowhere: what runs in it reaches what it was lent, and nothing else. It ends with the processes in it.

/** Who a process in it is. */
interface User {
  readonly uid: number;
  readonly gid: number;
}

export interface Enclosure extends AsyncDisposable {
  /** What to start, so that a command runs in it, in a folder and as a user. */
  readonly enter: (command: readonly string[], cwd: string, user?: User) => readonly string[];
  /** A port of 127.0.0.1 in it, which leads to a socket outside. */
  readonly lend: (path: string) => Promise<number>;
  /** From now on this port of 127.0.0.1 outside leads to the same one in it. Rejects where somebody has it (EADDRINUSE). */
  readonly show: (port: number) => Promise<AsyncDisposable>;
  /** Ends it, and tells what was tried in it: `smtp.example.org`, `192.0.2.7:443`. Whoever runs in it should have ended before. */
  readonly close: () => Promise<readonly string[]>;
}

/** Why there is none here. */
export interface NoEnclosure {
  readonly why: string;
}

/** The gate's program: beside this file in src/, at the top of dist/. */
const gateFile = (): string =>
  import.meta.filename.endsWith('.ts') ? join(import.meta.dirname, 'gate.ts') : join(ownPackage().root, 'dist', 'gate.js');

const openMs = 5000;
/** The longest path of a socket that systems take. */
const longestSocket = 107;

const seenBy = async (gate: Child): Promise<readonly string[]> =>
  (await readFile(gate.logFile, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

const isOpen = (line: string): boolean => line === JSON.stringify({ kind: 'open' } satisfies Seen);

/** Waits until the gate says that it is open; otherwise its last words. */
const untilOpen = async (gate: Child, signal: AbortSignal): Promise<string | undefined> => {
  const until = performance.now() + openMs;
  for (;;) {
    signal.throwIfAborted();
    const lines = await seenBy(gate);
    if (lines.some(isOpen)) return undefined;
    if (gate.exit() || performance.now() > until) return lines.at(-1) ?? 'it did not open in time';
    await sleep(10, signal);
  }
};

const listening = async (server: Server, where: { readonly path: string } | { readonly port: number; readonly host: string }) => {
  server.listen(where);
  await once(server, 'listening');
  return server;
};

/** A port outside whose connections are led inside. */
const showPort = async (door: string, port: number): Promise<AsyncDisposable> => {
  const open = new Set<{ destroy: () => void }>();
  const server = await listening(
    createServer({ allowHalfOpen: true }, (outside) => {
      open.add(outside);
      outside.once('close', () => open.delete(outside));
      const inside = connect({ path: door, allowHalfOpen: true });
      inside.write(`${JSON.stringify({ to: port } satisfies Asked)}\n`);
      relay(outside, inside);
    }),
    { port, host: '127.0.0.1' },
  );
  return {
    [Symbol.asyncDispose]: async () => {
      for (const one of open) one.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
};

const lendPath = async (door: string, path: string): Promise<number> => {
  const socket = connect(door);
  socket.write(`${JSON.stringify({ lend: path } satisfies Asked)}\n`);
  try {
    return Number(await firstLine(socket));
  } finally {
    socket.destroy();
  }
};

/** Ours alone in their names; a run may have several. */
let count = 0;

/**
 * Opens an enclosure, where this machine lets us: on Linux as root with the right to make namespaces, or as a user who may make his own.
 * @param needs folders that must be seen in it
 * @returns why not, where it does not; rejects with the signal's reason when it aborts
 */
export const openEnclosure = async (scratch: Scratch, needs: readonly string[], signal: AbortSignal): Promise<Enclosure | NoEnclosure> => {
  if (process.platform !== 'linux') return { why: `${process.platform} has no network namespaces` };
  const folder = join(await scratch.inMemory(), 'e');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const door = join(folder, String(++count));
  if (door.length > longestSocket) return { why: `the folder for temporary files has too long a path for a socket: ${folder}` };
  const isRoot = process.getuid?.() === 0;
  const own = isRoot ? [] : ['--user', '--map-current-user', '--keep-caps'];
  const empty = (await masked([scratch.folder, folder, process.execPath, gateFile(), ...needs])).join(' ');
  let gate: Child;
  try {
    gate = await startChild({
      scratch,
      command: ['unshare', ...own, '--net', '--mount', '--', 'sh', '-c', setUp, 'sh', empty, process.execPath, gateFile(), door],
      cwd: '/',
      env: { PATH: `${process.env['PATH'] ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`, LC_ALL: 'C' },
      logFile: join(scratch.folder, `enclosure-${count}.log`),
    });
  } catch (error) {
    return { why: messageOf(error) };
  }
  const refused = await untilOpen(gate, signal).catch(async (error: unknown) => {
    await gate.stop(500);
    throw error;
  });
  if (refused !== undefined) {
    await gate.stop(500);
    return { why: refused };
  }
  const of = (name: string): string => `--${name}=/proc/${gate.id.pid}/ns/${name === 'mount' ? 'mnt' : name}`;
  const nsenter = ['nsenter', ...(isRoot ? [] : [of('user'), '--preserve-credentials']), of('net'), of('mount')];
  let closed: Promise<readonly string[]> | undefined;
  const close = (): Promise<readonly string[]> =>
    (closed ??= gate.stop(2000).then(async () => triedIn((await seenBy(gate)).map((line) => JSON.parse(line) as Seen))));
  return {
    // Entering a mount namespace leads to its root.
    enter: (command, cwd, user) => [
      ...nsenter,
      ...(user ? ['--setuid', String(user.uid), '--setgid', String(user.gid)] : []),
      '--',
      'sh',
      '-c',
      'cd "$0" && exec "$@"',
      cwd,
      ...command,
    ],
    lend: (path) => lendPath(door, path),
    show: (port) => showPort(door, port),
    close,
    [Symbol.asyncDispose]: async () => void (await close()),
  };
};

/** Is it one? */
export const isEnclosure = (found: Enclosure | NoEnclosure): found is Enclosure => 'enter' in found;

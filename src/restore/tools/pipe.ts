import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { hidden, missingTool, type Said, type Tool } from './tool.ts';

interface Part {
  readonly tool: Tool;
  readonly args: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

const most = 1 << 20;

const textOf = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = '';
  stream.on('data', (part: Buffer) => (text = (text + part.toString('utf8')).slice(-most)));
  return () => text;
};

const started = async (child: ChildProcess, tool: Tool): Promise<void> => {
  await once(child, 'spawn').catch((cause: NodeJS.ErrnoException) => {
    throw missingTool(tool, cause);
  });
};

/**
 * Lets one program write to another. Where the first fails, the second is ended before it takes what came for the whole.
 * @returns what each said @throws DrillError `backup/tool-missing`; the signal's reason when it aborts
 */
export const pipeTools = async (first: Part, second: Part, signal: AbortSignal): Promise<readonly [Said, Said]> => {
  signal.throwIfAborted();
  const start = ({ tool, args, user }: Part) =>
    spawn(tool.program, args, { cwd: '/', env: tool.env, stdio: 'pipe', detached: true, ...user });
  const [writer, reader] = [start(first), start(second)];
  writer.stdin.end();
  const kill = (): void => {
    for (const { pid } of [writer, reader])
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
  };
  const closed = [writer, reader].map((child) => once(child, 'close') as Promise<[number | null]>);
  for (const one of closed) one.catch(() => {});
  try {
    await Promise.all([started(writer, first.tool), started(reader, second.tool)]);
    signal.addEventListener('abort', kill, { once: true });
    reader.stdin.on('error', () => {}); // It has ended: how, it says itself.
    const [writerErr, readerOut, readerErr] = [textOf(writer.stderr), textOf(reader.stdout), textOf(reader.stderr)];
    // Its end is told only when the writer has ended well.
    const moved = pipeline(writer.stdout, reader.stdin, { end: false }).catch(() => {});
    const [wrote] = (await closed[0]) ?? [null];
    await moved;
    if (wrote === 0) reader.stdin.end();
    else kill();
    const [read] = (await closed[1]) ?? [null];
    signal.throwIfAborted();
    return [
      { code: wrote ?? undefined, out: '', err: hidden(writerErr(), first.tool.secrets) },
      { code: read ?? undefined, out: readerOut(), err: hidden(readerErr(), second.tool.secrets) },
    ];
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
};

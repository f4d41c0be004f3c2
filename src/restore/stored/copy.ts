import { copyFile, mkdir, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { linkSpace } from '../files/confine.ts';

const atOnce = 8;

/** Copies the files of a cluster. What is behind a link of a tablespace, or of the log, comes too, and lies in the drill’s folder then. */
export const copyCluster = async (
  from: string,
  { folder, data }: { readonly folder: string; readonly data: string },
  signal: AbortSignal,
): Promise<void> => {
  const files: (readonly [from: string, to: string])[] = [];
  const links: (readonly [id: string, to: string])[] = [];
  const plan = async (source: string, target: string, inside: string): Promise<void> => {
    await mkdir(target, { recursive: true, mode: 0o700 });
    for (const entry of await readdir(source, { withFileTypes: true })) {
      const [at, to] = [join(source, entry.name), join(target, entry.name)];
      if (entry.isDirectory()) await plan(at, to, `${inside}${entry.name}/`);
      else if (entry.isFile()) files.push([at, to]);
      else if (entry.isSymbolicLink()) {
        const real = await realpath(at).catch(() => undefined);
        if (real === undefined) continue;
        const isSpace = inside === 'pg_tblspc/';
        const there = isSpace ? join(folder, 'tablespaces', entry.name) : to;
        if (isSpace) links.push([entry.name, there]);
        await plan(real, there, `${inside}${entry.name}/`).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOTDIR') throw error;
          files.push([real, to]); // A link to a file.
        });
      }
    }
  };
  await plan(from, data, '');
  const queue = files.values();
  const worker = async (): Promise<void> => {
    for (const [source, target] of queue) {
      signal.throwIfAborted();
      await copyFile(source, target);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const [id, at] of links) await linkSpace(data, id, at);
};

import { copyFile, open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { collectLog, type Got } from '../../files/collect-log.ts';
import type { Backup, LogFault } from '../../provider.ts';
import type { Barman } from './program.ts';

// Segments lie in folders of Barman's, as they are or compressed: what can be read is read, and Barman is asked for the rest.

const headOf = async (path: string): Promise<Buffer> => {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(4);
  await file.read(head, 0, 4, 0);
  return head;
};

const isPlain = (head: Buffer): boolean => head[1] === 0xd1 || /^\d+$/.test(head.toString('latin1').trim());
const isGzip = (head: Buffer): boolean => head.readUInt16BE(0) === 0x1f8b;

const getFrom = async (barman: Barman, path: string, to: string, signal: AbortSignal): Promise<Got> => {
  try {
    const head = await headOf(path);
    if (isPlain(head) || path.endsWith('.history')) await copyFile(path, to);
    else if (isGzip(head)) await pipeline(createReadStream(path), createGunzip(), createWriteStream(to));
    else {
      const folder = dirname(to);
      await barman.lend(folder);
      const { code } = await barman.ask(['get-wal', '-o', folder, barman.server, basename(path)], {}, signal, [0, 1, 2]);
      // A segment that begins like nothing that is known is handed over as it is: it is looked at there.
      if (code !== 0) await copyFile(path, to);
    }
    return 'got';
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'missing';
    if (code?.startsWith('Z_') === true) return 'damaged';
    throw error;
  }
};

/** Histories of timelines lie beside the folders of segments. */
const historiesBeside = async (paths: readonly string[]): Promise<readonly string[]> => {
  const folder = paths[0] === undefined ? undefined : dirname(dirname(paths[0]));
  const names = folder === undefined ? [] : await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.history')).map((name) => join(folder ?? '', name));
};

/** Brings the log from a backup on into the drill's folder. @throws DrillError what the tool says */
export const bringLog = async (
  barman: Barman,
  backup: Backup,
  { first, folder }: { readonly first: string; readonly folder: string },
  signal: AbortSignal,
): Promise<{ readonly log: readonly LogFault[]; readonly restoreCommand?: string }> => {
  // What has come and was not put in order yet is in the archive too; Barman’s own cron does this each minute.
  await barman.ask(['archive-wal', barman.server], {}, signal, [0, 1]);
  const { out } = await barman.ask(['list-files', '--target', 'wal', barman.server, backup.id], {}, signal);
  const segments = out.split('\n').filter(Boolean);
  const paths = [...segments, ...(await historiesBeside(segments))];
  const pathOf = new Map(paths.map((path) => [basename(path), path]));
  return collectLog(
    { names: [...pathOf.keys()], first, folder, backup },
    (name, to) => getFrom(barman, pathOf.get(name) ?? '', to, signal),
    signal,
  );
};

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { linkSpace } from '../files/confine.ts';
import type { FileFault } from '../provider.ts';
import { askTool, refusedBy, type Tool } from '../tools/tool.ts';

// Archives of tar, as pg_basebackup --format=tar writes them. How they are compressed tar sees by itself.

const tar: Tool = {
  name: 'tar',
  program: 'tar',
  install: 'apt-get install tar',
  env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  secrets: [],
};

/** A small file among the first of an archive; undefined where it is not there. */
export const readFromArchive = async (archive: string, name: string, signal: AbortSignal): Promise<string | undefined> => {
  const { code, out } = await askTool(tar, ['--extract', '--to-stdout', '--occurrence=1', `--file=${archive}`, name], {}, signal);
  return code === 0 ? out : undefined;
};

/** Undefined where all of it came. @throws DrillError what tar says where it is not the archive’s fault */
const extract = async (archive: string, name: string, to: string, signal: AbortSignal): Promise<FileFault | undefined> => {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const args = ['--extract', '--no-same-owner', `--file=${archive}`, `--directory=${to}`];
  const said = await askTool(tar, args, {}, signal);
  if (said.code === 0) return undefined;
  if (/Cannot open: No such file/.test(said.err)) return { name, how: 'missing' };
  if (/unexpected (?:EOF|end of file)|Unexpected EOF|premature end/i.test(said.err)) return { name, how: 'truncated' };
  if (
    /not in gzip format|invalid compressed data|crc error|does not look like a tar archive|Skipping to next header|Child returned status/i.test(
      said.err,
    )
  )
    return { name, how: 'changed' };
  throw refusedBy(tar, ['tar'], said, []);
};

/** Brings all archives of a base backup to where a cluster is to be; tablespaces lie beside it. */
export const extractAll = async (
  from: string,
  base: string,
  { folder, data }: { readonly folder: string; readonly data: string },
  signal: AbortSignal,
): Promise<readonly FileFault[]> => {
  const faults: FileFault[] = [];
  const note = (fault: FileFault | undefined): void => void (fault && faults.push(fault));
  note(await extract(join(from, base), base, data, signal));
  for (const name of (await readdir(from)).sort()) {
    const [, id] = /^(\d+|pg_wal)\.tar(?:\.\w+)?$/.exec(name) ?? [];
    if (id === undefined) continue;
    const to = id === 'pg_wal' ? join(data, 'pg_wal') : join(folder, 'tablespaces', id);
    note(await extract(join(from, name), name, to, signal));
    if (id !== 'pg_wal') await linkSpace(data, id, to);
  }
  return faults;
};

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { KnownFile } from '../files/tree.ts';
import type { FileFault } from '../provider.ts';

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest('hex')}`;
};

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** Every file below a folder, but one. */
export const knownFiles = async (folder: string, but: string): Promise<readonly KnownFile[]> => {
  const files: KnownFile[] = [];
  for (const name of await namesIn(folder)) {
    if (name === but) continue;
    const path = join(folder, name);
    files.push({ name, size: (await stat(path)).size, hash: await hashOf(path) });
  }
  return files;
};

/** What is not as it was written. */
export const fileFaults = async (folder: string, known: readonly KnownFile[], but: string): Promise<readonly FileFault[]> => {
  const there = new Set(await namesIn(folder));
  const faults: FileFault[] = [];
  for (const { name, size, hash } of known) {
    const path = join(folder, name);
    if (!there.has(name)) faults.push({ name, how: 'missing' });
    else if ((await hashOf(path)) !== hash) {
      const now = (await stat(path)).size;
      faults.push({ name, how: now === 0 ? 'empty' : now < size ? 'truncated' : now > size ? 'appended' : 'changed' });
    }
  }
  const expected = new Set([but, ...known.map(({ name }) => name)]);
  return [...faults, ...[...there].filter((name) => !expected.has(name)).map((name): FileFault => ({ name, how: 'unexpected' }))];
};

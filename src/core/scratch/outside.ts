import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../error.ts';

// What a run makes that no folder holds: containers, databases on a server of others. It is written down before it is made, so that
// whoever finds the folder knows what to remove, and touches nothing else.

/** Something made elsewhere: of which kind, and what its remover needs to find it. May hold a password; only we can read it. */
export interface Thing {
  readonly kind: string;
  readonly [detail: string]: string;
}

/** How things are removed, by kind: also such as were never made, or are gone already. */
export type Removers = Readonly<Record<string, (thing: Thing) => Promise<void>>>;

const folderOf = (folder: string): string => join(folder, 'outside');

/** Writes a thing down in a run's folder; what is returned strikes it out. */
export const rememberOutside = async (folder: string, thing: Thing): Promise<() => Promise<void>> => {
  await mkdir(folderOf(folder), { recursive: true, mode: 0o700 });
  const file = join(folderOf(folder), `${randomBytes(6).toString('hex')}.json`);
  await writeFile(file, JSON.stringify(thing), { mode: 0o600 });
  return () => rm(file, { force: true });
};

/** The files of what is written down. */
export const outsideOf = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folderOf(folder)).catch(() => [])).map((name) => join(folderOf(folder), name));

/** Removes what is written down, each by its kind. Rejects at the first that cannot be removed. */
export const removeOutside = async (folder: string, removers: Removers): Promise<void> => {
  for (const file of await outsideOf(folder)) {
    const text = await readFile(file, 'utf8');
    // Half a file: what it would have told of was never made.
    const thing = text.endsWith('}') ? (JSON.parse(text) as Thing) : undefined;
    const remove = thing && removers[thing.kind];
    if (thing && !remove)
      throw new DrillError('scratch/unknown-thing', `nobody here knows how to remove a ${thing.kind}, of which ${file} tells`, {
        fix: 'a newer drill made it: use that one',
      });
    if (thing && remove) await remove(thing);
    await rm(file, { force: true });
  }
};

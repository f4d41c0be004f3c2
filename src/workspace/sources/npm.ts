import { randomBytes } from 'node:crypto';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openScratch } from '../../core/scratch/scratch.ts';
import { installed, lockOf } from './npm/cache.ts';
import { notBeside, packageDigest, packageOf } from './npm/package.ts';
import { nameOf, type Source } from './source.ts';

/** A package from npm, installed into the user's cache, with files of ours beside it that start it. */
export const npm: Source<'npm'> = {
  kind: 'npm',
  digest: async (workspace, version, providing) => {
    const about = packageOf(workspace, version);
    return packageDigest(about, await lockOf(about, providing));
  },
  provide: async (workspace, version, providing) => {
    const about = packageOf(workspace, version);
    const lock = await lockOf(about, providing);
    const digest = await packageDigest(about, lock);
    const packages = await installed(about, lock, providing);
    const scratch = await openScratch(`version-${randomBytes(6).toString('hex')}`);
    try {
      const folder = join(scratch.folder, nameOf(version).replaceAll(' ', '-'));
      await mkdir(folder);
      if (about.beside !== undefined)
        await cp(about.beside, folder, {
          recursive: true,
          verbatimSymlinks: true,
          filter: (path) => path === about.beside || !notBeside.includes(basename(path)),
        });
      // Node resolves a link to where it leads, so packages find what they need beside themselves.
      await symlink(join(packages, 'node_modules'), join(folder, 'node_modules'), 'dir');
      return { folder, digest, [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose]() };
    } catch (error) {
      await scratch[Symbol.asyncDispose]();
      throw error;
    }
  },
};

import { randomBytes } from 'node:crypto';
import { access, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DrillError, messageOf } from '../../../core/error.ts';
import { canonicalJson, sha256 } from '../../../core/hash.ts';
import { identify, isAlive } from '../../../core/scratch/processes.ts';
import { type Lock, lockHash, type Package } from './package.ts';
import { runNpm } from './run.ts';
import type { Providing } from '../source.ts';

// What is in the cache is whole: it is made in a folder of another name beside, and renamed when it is done. Two that
// fetch the same do not wait for each other; the second to be done takes what the first has made.

/** Where fetched packages are kept: `rollback-drill/npm` in the user's cache folder. */
export const npmCache = (cacheDir?: string): string => {
  const home = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(cacheDir ?? join(home, 'rollback-drill'), 'npm');
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Removes what fetches that were killed have left half-made. */
const sweep = async (cache: string): Promise<void> => {
  for (const name of await readdir(cache)) {
    const maker = /\.part-(\d+)-(\w*)-[0-9a-f]+$/.exec(name);
    if (maker && !(await isAlive({ pid: Number(maker[1]), ...(maker[2] ? { started: maker[2] } : {}) })))
      await rm(join(cache, name), { recursive: true, force: true });
  }
};

/** A folder in the cache for what is being made; gone at the end, whatever happens, unless it was renamed. */
const openPart = async (cache: string, key: string): Promise<{ folder: string } & AsyncDisposable> => {
  const { pid, started = '' } = await identify(process.pid);
  const folder = join(cache, `${key}.part-${pid}-${started.replaceAll(/\W/g, '')}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(cache, { recursive: true });
    await sweep(cache);
    await mkdir(folder);
  } catch (error) {
    throw new DrillError('source/cache-unwritable', `cannot write to the cache for packages: ${messageOf(error)}`, {
      fix: 'set XDG_CACHE_HOME to a folder that can be written to',
      cause: error,
    });
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
};

const write = (folder: string, name: string, value: unknown): Promise<void> =>
  writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);

const short = (hash: string): string => hash.replace('sha256:', '').slice(0, 32);

const specOf = (about: Package): string => `${about.name}@${about.version}`;

/**
 * The lock of a package: the one committed with it, else the one made when it was first fetched here, which stays.
 * @throws DrillError `source/npm-failed`
 */
export const lockOf = async (about: Package, { signal, progress, cacheDir }: Providing): Promise<Lock> => {
  if (about.lock) return about.lock;
  const cache = npmCache(cacheDir);
  const key = short(sha256(canonicalJson(about.manifest)));
  const kept = join(cache, `${key}.lock.json`);
  if (!(await exists(kept))) {
    progress.step('fetch', `which packages ${specOf(about)} needs`);
    await using part = await openPart(cache, key);
    await write(part.folder, 'package.json', about.manifest);
    await runNpm(part.folder, ['install', '--package-lock-only', '--ignore-scripts', '--omit=dev'], specOf(about), signal);
    // Not a rename: of two that resolve at once, both must go on with the lock of the first.
    await link(join(part.folder, 'package-lock.json'), kept).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return JSON.parse(await readFile(kept, 'utf8')) as Lock;
};

/**
 * A folder of the cache with the package and all that it needs in node_modules.
 * Compiled parts differ between platforms and versions of Node, so those are part of the key.
 * @throws DrillError `source/npm-failed`, or the signal's reason
 */
export const installed = async (about: Package, lock: Lock, { signal, progress, cacheDir }: Providing): Promise<string> => {
  const cache = npmCache(cacheDir);
  const machine = [process.platform, process.arch, process.versions.modules, about.scripts];
  const key = `${about.name.replaceAll(/\W+/g, '-').replace(/^-/, '')}-${about.version}-${short(sha256(canonicalJson([lockHash(lock), about.manifest, machine]))).slice(0, 16)}`;
  const folder = join(cache, key);
  if (await exists(folder)) return folder;
  progress.step('fetch', `${specOf(about)} from npm, kept in ${folder}`);
  await using part = await openPart(cache, key);
  await write(part.folder, 'package.json', about.manifest);
  await write(part.folder, 'package-lock.json', lock);
  const scripts = about.scripts ? [] : ['--ignore-scripts'];
  const silenced = Object.entries(lock.packages ?? {}).filter(([, { hasInstallScript }]) => hasInstallScript);
  if (!about.scripts && silenced.length > 0) {
    const names = silenced.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    progress.note(`install scripts that do not run: ${names.join(', ')} (\`scripts: true\` lets them)`);
  }
  await runNpm(part.folder, ['ci', '--omit=dev', ...scripts], specOf(about), signal);
  await rename(part.folder, folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return folder;
};

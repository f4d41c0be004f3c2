import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DrillError } from '../../core/error.ts';

/** The file itself, whatever leads to it, by whichever of its names; one that is not there yet by its folder. */
const fileOf = (cwd: string, path: string): string => {
  const file = resolve(cwd, path);
  const itself = (): string => {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev} ${ino}`;
  };
  for (const known of [itself, () => join(realpathSync(dirname(file)), basename(file))])
    try {
      return known();
    } catch {
      // It is not there.
    }
  return file;
};

/**
 * Before anything is done: no report takes the place of another, nor of what is read.
 * @throws DrillError (usage) with each that would
 */
export const refuseOverwriting = (files: readonly { readonly path: string }[], inputs: readonly string[], cwd: string): void => {
  const read = new Set(inputs.map((path) => fileOf(cwd, path)));
  const written = new Set<string>();
  const problems = files.flatMap(({ path }) => {
    const file = fileOf(cwd, path);
    const what = read.has(file)
      ? `the report would be written over ${path}, which is read`
      : written.has(file)
        ? `two reports would be written to ${path}`
        : undefined;
    written.add(file);
    return what === undefined ? [] : [{ code: 'cli/report-overwrites', what, fix: 'Give each report a file of its own.' }];
  });
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
};

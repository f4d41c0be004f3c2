import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { DrillError, messageOf } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import type { Report } from '../../model/report.ts';
import { formatsOf, type Io, reporterNamed } from '../command.ts';

/** One file that a result is written to as well. */
interface ReportFile {
  readonly format: string;
  readonly path: string;
}

/** Options of the commands that can write their result to files. */
export interface ReportOptions {
  readonly report: readonly ReportFile[];
}

const fileOf = (known: readonly string[], text: string): ReportFile => {
  const at = text.indexOf('=');
  const [format, path] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || path === '') throw new InvalidArgumentError('it must be <format>=<file>, for example sarif=drill.sarif.');
  if (!known.includes(format))
    throw new InvalidArgumentError(`there is no format ${JSON.stringify(format)}; ${suggestion(format, known)}.`);
  return { format, path };
};

/** One run, told in several forms: what is printed, and any number of files. */
export const reportOption = (kind: Report['kind']): Option => {
  const known = formatsOf(kind);
  return new Option('--report <format=file>', `write the result to a file as well (${known.join(', ')}); may be given often`)
    .argParser((text, before: readonly ReportFile[]) => [...before, fileOf(known, text)])
    .default([], 'none');
};

/** Writes the files. @throws DrillError (usage) with each that cannot be written */
export const writeReports = async (reports: readonly Report[], files: readonly ReportFile[], io: Io): Promise<void> => {
  const problems = await Promise.all(
    files.map(async ({ format, path }) => {
      // Files have neither colours nor the width of a terminal.
      const text = reporterNamed(format).render(reports, { colours: false, width: 100 });
      try {
        await writeFile(resolve(io.cwd, path), text);
        return [];
      } catch (error) {
        return [{ code: 'cli/report-unwritable', what: `the ${format} report cannot be written to ${path}: ${messageOf(error)}` }];
      }
    }),
  );
  const [first, ...more] = problems.flat();
  if (first) throw DrillError.of([first, ...more]);
};

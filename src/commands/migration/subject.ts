import { deadline } from '../../core/deadline.ts';
import type { Subject } from '../../storage/trial/subject.ts';
import { cellsOf } from '../../storage/trial/summary.ts';
import { type Trial, tryMigration } from '../../storage/trial/trial.ts';
import { notWatched, type Watched, type WatchOptions, watchMigration } from '../../storage/watch/watch.ts';
import { besideMeasured } from '../../storage/watch/seen.ts';
import { DrillError, messageOf, type Problem } from '../../core/error.ts';
import type { Script, ScratchServer } from '../../storage/engine.ts';
import { queriesIn } from '../../storage/statements/files.ts';
import type { Query } from '../../storage/statements/query.ts';

/** A statement that was captured, with its parameters where they are known. */
export interface Given {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly (string | null)[];
}

export const migrates: readonly Subject['migrate'][] = ['before', 'on-start', 'after', 'background'];

/** Whatever a migration does, its trial ends after this many milliseconds. */
const trialMs = 120_000;

/** And watching it on large tables, after so many: then it is said that it was not. */
const watchMs = 90_000;

/** A trial, and what was seen of its locks. */
type WatchedTrial = Trial & Partial<Pick<Watched, 'watch'>>;

const withWatch = (trial: Trial, { watch, findings: seen }: Watched, file: string): WatchedTrial => {
  const others = watch.stopped === undefined ? besideMeasured(trial.findings, new Set([file])) : trial.findings;
  const findings = [...others, ...seen];
  return { ...trial, findings, cells: cellsOf(findings, trial.exercised, undefined), watch };
};

const tryAlone = async (subject: Subject, server: ScratchServer, signal: AbortSignal): Promise<Trial> => {
  using limited = deadline(signal, trialMs, 'the trial of the migration');
  try {
    return await tryMigration(subject, server, limited.signal);
  } catch (cause) {
    if (signal.aborted || !limited.signal.aborted) throw cause;
    throw new DrillError('migration/too-long', messageOf(limited.signal.reason), {
      cause,
      fix: 'Every statement is given 10 s and every script 20 s: try it with fewer statements or fewer rows.',
    });
  }
};

/** Tries a migration within the time that a trial may take, and watches its locks where it is asked to. @throws DrillError `migration/too-long`, and what `tryMigration` throws */
export const tryInTime = async (
  subject: Subject,
  server: ScratchServer,
  signal: AbortSignal,
  watch?: WatchOptions,
): Promise<WatchedTrial> => {
  const sizes = watch && { rows: watch.rows, budgetMs: watch.budgetMs };
  const trial = await tryAlone({ ...subject, ...sizes }, server, signal);
  // What does not go through on small tables is not tried on large ones.
  if (!watch || !trial.phases.some(({ name }) => name === 'cells')) return trial;
  using limited = deadline(signal, watchMs, 'watching the migration');
  try {
    return withWatch(trial, await watchMigration(subject, server, watch, limited.signal), subject.up.file);
  } catch (cause) {
    if (signal.aborted || !limited.signal.aborted) throw cause;
    return withWatch(trial, notWatched(watch, messageOf(limited.signal.reason)), subject.up.file);
  }
};

/** What was captured, read as statements: each may say its parameters in itself, as in a file. @throws DrillError with the places of what is none */
export const queriesOf = (given: readonly Given[], split: (sql: string) => Script): readonly Query[] => {
  const problems: Problem[] = [];
  const found = given.flatMap(({ name, text, values }): readonly Query[] =>
    values
      ? [{ text, name, at: { file: name, line: 1, column: 1 }, origin: 'captured', values, times: 1 }]
      : queriesIn(text, name, split, problems, true),
  );
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
  return found;
};

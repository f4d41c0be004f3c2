import { deadline } from '../../core/deadline.ts';
import type { Subject } from '../../storage/trial/subject.ts';
import { type Trial, tryMigration } from '../../storage/trial/trial.ts';
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

/** Tries a migration within the time that a trial may take. @throws DrillError `migration/too-long`, and what `tryMigration` throws */
export const tryInTime = async (subject: Subject, server: ScratchServer, signal: AbortSignal): Promise<Trial> => {
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

/** What was captured, read as statements: each may say its parameters in itself, as in a file. @throws DrillError with the places of what is none */
export const queriesOf = (given: readonly Given[], split: (sql: string) => Script): readonly Query[] => {
  const problems: Problem[] = [];
  const found = given.flatMap(({ name, text, values }): readonly Query[] =>
    values
      ? [{ text, name, at: { file: name, line: 1, column: 1 }, origin: 'captured', values, times: 1 }]
      : queriesIn(text, name, split, problems),
  );
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
  return found;
};

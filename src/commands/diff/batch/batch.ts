import type { ExitCode } from '../../../core/exit.ts';
import { runBatch } from '../../batch/batch.ts';
import type { Io } from '../../command.ts';
import { answerTo, wrongOf } from './answer.ts';
import { type Question, questionOf } from './question.ts';

/** Answers questions about pairs of documents. Two descriptions of ten megabytes are far below the limit. */
export const runDiffBatch = (io: Io): Promise<ExitCode> =>
  runBatch<Question>(
    {
      asks: 'an object with "old" and "new"',
      longest: 256 * 1024 * 1024,
      questionOf,
      answerTo: (question) => answerTo(question, io.cwd, io.clock.now(), io.signal),
      wrongOf,
    },
    io,
  );

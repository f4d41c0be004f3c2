import type { QuestionOptions } from '../../../compat/schema/question.ts';
import type { ExitCode } from '../../../core/exit.ts';
import { runBatch } from '../../batch/batch.ts';
import type { Io } from '../../command.ts';
import { answerTo } from './answer.ts';
import { type Question, questionOf, wrongOf } from './question.ts';

/** Answers questions about pairs of schemas; `defaults` is what the command line says. A schema of ten megabytes is far below the limit. */
export const runSchemaBatch = (defaults: QuestionOptions, io: Io): Promise<ExitCode> =>
  runBatch<Question>(
    {
      asks: 'an object with "a" and "b"',
      longest: 256 * 1024 * 1024,
      questionOf: (line) => questionOf(line, defaults),
      answerTo,
      wrongOf,
    },
    io,
  );

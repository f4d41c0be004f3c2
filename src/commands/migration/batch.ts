import type { DrillError } from '../../core/error.ts';
import type { ExitCode } from '../../core/exit.ts';
import type { ScratchServer } from '../../storage/engine.ts';
import { mayMakeRoles } from '../../storage/trial/role-words.ts';
import { runBatch, type Wrong } from '../batch/batch.ts';
import type { Io } from '../command.ts';
import { answerTo } from './answer.ts';
import { type Question, questionOf } from './question.ts';

/** Lines that are tried at a time: while the server works for some, another is read, judged and compared. */
const atOnce = 3;

const members: ReadonlySet<string> = new Set(['before', 'up', 'down', 'seed']);

/** An error as the line's answer tells it, with the member whose SQL its first problem is in. */
const wrongOf = ({ problems, message }: DrillError): Wrong => {
  const [first] = problems;
  const at = first?.at;
  return {
    code: first?.code ?? 'batch/internal',
    message: problems.map(({ what, fix }) => (fix === undefined ? what : `${what}; ${fix}`)).join('; ') || message,
    ...(at && members.has(at.file) ? { pointer: `/${at.file}` } : {}),
    ...(at ? { document: at } : {}),
  };
};

/** Roles belong to the whole server: a line that may make some has it for itself. */
const needsAll = ({ subject }: Question): boolean =>
  mayMakeRoles([subject.before, subject.up, subject.down, subject.seed].flatMap((sql) => sql?.text ?? []));

/** Answers questions about migrations, each on databases of its own. A schema with its rows is far below the limit of a line. */
export const runMigrationBatch = (server: ScratchServer, io: Io): Promise<ExitCode> =>
  runBatch<Question>(
    {
      asks: 'an object with "before" and "up"',
      longest: 64 * 1024 * 1024,
      questionOf,
      answerTo: (question) => answerTo(question, server, io.signal),
      wrongOf,
      atOnce,
      isAlone: needsAll,
    },
    io,
  );

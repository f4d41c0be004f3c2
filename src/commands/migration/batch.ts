import { duplicateMembers } from '../../compat/document/json.ts';
import { parseValue, writeValue } from '../../compat/schema/text.ts';
import type { Value } from '../../compat/schema/value.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { type ExitCode, exitCodes } from '../../core/exit.ts';
import type { ScratchServer } from '../../storage/engine.ts';
import { type Io, standardInput } from '../command.ts';
import { isMembers, LineError } from '../diff/batch/question.ts';
import { type Line, linesOf } from '../schema/batch/lines.ts';
import { answerTo } from './answer.ts';
import { lanes } from './lanes.ts';
import { type Question, questionOf } from './question.ts';

/** Of a longer line nothing is kept: a schema with its rows is far below it. */
const longest = 64 * 1024 * 1024;

/** Lines that are tried at a time: while the server works for the one, the other is read, judged and compared. */
const atOnce = 2;

type Reply = { readonly id: Value } & Readonly<Record<string, unknown>>;

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LineError('batch/not-utf-8', 'the line is not valid UTF-8');
  }
};

const valueOf = (text: string): Value => {
  try {
    return parseValue(text);
  } catch (error) {
    throw new LineError('batch/not-json', `the line is not JSON: ${messageOf(error)}`);
  }
};

const members: ReadonlySet<string> = new Set(['before', 'up', 'down', 'seed']);

/** Any error as an answer: nothing that one line causes ends the stream. `document`: where in its SQL it is. */
const errorOf = (error: unknown, line: number): unknown => {
  if (error instanceof LineError)
    return { code: error.code, message: error.message, at: { line, ...(error.pointer === undefined ? {} : { pointer: error.pointer }) } };
  const problem = error instanceof DrillError ? error.problems[0] : undefined;
  if (!(error instanceof DrillError) || !problem)
    return { code: 'batch/internal', message: `the line could not be answered, which is a bug: ${messageOf(error)}`, at: { line } };
  const { at } = problem;
  const message = error.problems.map(({ what, fix }) => (fix === undefined ? what : `${what}; ${fix}`)).join('; ');
  return {
    code: problem.code,
    message,
    at: { line, ...(at && members.has(at.file) ? { pointer: `/${at.file}` } : {}), ...(at && { document: at }) },
  };
};

/** Roles belong to the whole server: a line that may make some has it for itself. */
const needsAll = ({ subject }: Question): boolean =>
  [subject.before, subject.up, subject.down, subject.seed].some(
    (sql) => sql !== undefined && /\b(role|user|group|grant|revoke|owner)\b/i.test(sql.text),
  );

interface Read {
  readonly id: Value;
  readonly question?: Question;
  readonly error?: unknown;
}

/** The question of a line; undefined for a blank one. */
const read = ({ number, bytes }: Line): Read | undefined => {
  let id: Value = null;
  try {
    if (bytes === undefined) throw new LineError('batch/line-too-long', `the line has more than ${longest} bytes`);
    const text = textOf(bytes);
    if (text.trim() === '') return undefined;
    const value = valueOf(text);
    if (!isMembers(value)) throw new LineError('batch/not-a-question', 'a question is an object with "before" and "up"');
    id = value['id'] ?? null;
    const [twice] = duplicateMembers(text, value);
    if (twice) {
      // Nobody knows which of two ids the answer is to.
      if (twice.at?.pointer === '/id') id = null;
      throw new LineError('batch/duplicate-member', twice.what.replace(/; first in line 1$/, ''), twice.at?.pointer);
    }
    return { id, question: questionOf(value) };
  } catch (error) {
    return { id, error: errorOf(error, number) };
  }
};

const replyTo = async ({ id, question, error }: Read, line: number, server: ScratchServer, io: Io): Promise<Reply> => {
  if (!question) return { id, error };
  const begunMs = io.clock.monotonic();
  try {
    const answer = await answerTo(question, server, io.signal);
    return { id, ...answer, ms: Math.round((io.clock.monotonic() - begunMs) * 1000) / 1000 };
  } catch (failure) {
    io.signal.throwIfAborted();
    return { id, error: errorOf(failure, line) };
  }
};

/**
 * Answers questions line by line, in order, each as soon as it and those before it are there. Memory: the lines that are tried at a
 * time, and their answers. Exit code 64 when a line could not be answered.
 */
export const runBatch = async (server: ScratchServer, io: Io): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.pass;
  const write = async (reply: Reply): Promise<void> => {
    if ('error' in reply) code = exitCodes.usage;
    io.out(`${writeValue(reply as Value)}\n`);
    await io.flushed?.();
  };
  const queue = lanes(atOnce, write);
  for await (const line of linesOf(standardInput(io), longest)) {
    const found = read(line);
    if (found === undefined) continue;
    await queue.add(() => replyTo(found, line.number, server, io), found.question !== undefined && needsAll(found.question));
    io.signal.throwIfAborted();
  }
  await queue.end();
  io.signal.throwIfAborted();
  return code;
};

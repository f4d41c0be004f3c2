import { setImmediate } from 'node:timers/promises';
import { duplicateMembers } from '../../../compat/document/json.ts';
import { parseValue, writeValue } from '../../../compat/schema/text.ts';
import type { Value } from '../../../compat/schema/value.ts';
import { type ExitCode, exitCodes } from '../../../core/exit.ts';
import { DrillError, messageOf } from '../../../core/error.ts';
import { type Io, standardInput } from '../../command.ts';
import { type Line, linesOf } from '../../schema/batch/lines.ts';
import { answerTo, sideOf } from './answer.ts';
import { isMembers, LineError, type Question, questionOf } from './question.ts';

/** Of a longer line nothing is kept: two descriptions of ten megabytes are far below it. */
const longest = 256 * 1024 * 1024;

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

/** Any error as an answer: nothing that one line causes ends the stream. `document`: where in one of the two it is. */
const errorOf = (error: unknown, line: number, question: Question | undefined): unknown => {
  if (error instanceof LineError)
    return { code: error.code, message: error.message, at: { line, ...(error.pointer === undefined ? {} : { pointer: error.pointer }) } };
  const problem = error instanceof DrillError ? error.problems[0] : undefined;
  if (!(error instanceof DrillError) || !problem)
    return { code: 'batch/internal', message: `the line could not be answered, which is a bug: ${messageOf(error)}`, at: { line } };
  const side = question && sideOf(problem, question);
  return {
    code: problem.code,
    message: error.problems.map(({ what }) => what).join('; '),
    at: { line, ...(side ? { pointer: `/${side}` } : {}), ...(problem.at ? { document: problem.at } : {}) },
  };
};

/** The answer to one line; undefined for a blank one. */
const replyTo = async ({ number, bytes }: Line, io: Io): Promise<Reply | undefined> => {
  let id: Value = null;
  let question: Question | undefined;
  try {
    if (bytes === undefined) throw new LineError('batch/line-too-long', `the line has more than ${longest} bytes`);
    const text = textOf(bytes);
    if (text.trim() === '') return undefined;
    const begun = io.clock.monotonic();
    const value = valueOf(text);
    if (!isMembers(value)) throw new LineError('batch/not-a-question', 'a question is an object with "old" and "new"');
    id = value['id'] ?? null;
    const [twice] = duplicateMembers(text, value);
    if (twice) {
      // Nobody knows which of two ids the answer is to.
      if (twice.at?.pointer === '/id') id = null;
      throw new LineError('batch/duplicate-member', twice.what.replace(/; first in line 1$/, ''), twice.at?.pointer);
    }
    question = questionOf(value);
    const answer = await answerTo(question, io.cwd, io.clock.now(), io.signal);
    return { id, ...answer, ms: Math.round((io.clock.monotonic() - begun) * 1000) / 1000 };
  } catch (error) {
    io.signal.throwIfAborted();
    return { id, error: errorOf(error, number, question) };
  }
};

/** What cannot be written (nested too deeply, say) is an error of its line too. */
const written = (reply: Reply, line: number): { readonly text: string; readonly isError: boolean } => {
  try {
    return { text: writeValue(reply as Value), isError: 'error' in reply };
  } catch (error) {
    return { text: writeValue({ id: null, error: errorOf(error, line, undefined) as Value }), isError: true };
  }
};

/** Answers questions line by line, in order, each as soon as it is there. Memory: one line. Exit code 64 when a line could not be answered. */
export const runBatch = async (io: Io): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.pass;
  for await (const line of linesOf(standardInput(io), longest)) {
    const reply = await replyTo(line, io);
    if (reply === undefined) continue;
    const { text, isError } = written(reply, line.number);
    if (isError) code = exitCodes.usage;
    io.out(`${text}\n`);
    await io.flushed?.();
    await setImmediate();
    io.signal.throwIfAborted();
  }
  return code;
};

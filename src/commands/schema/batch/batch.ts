import { setImmediate } from 'node:timers/promises';
import { duplicateMembers } from '../../../compat/document/json.ts';
import { parseValue, writeValue } from '../../../compat/schema/text.ts';
import type { QuestionOptions } from '../../../compat/schema/question.ts';
import type { Value } from '../../../compat/schema/value.ts';
import { type ExitCode, exitCodes } from '../../../core/exit.ts';
import { DrillError, messageOf } from '../../../core/error.ts';
import { type Io, standardInput } from '../../command.ts';
import { answerTo } from './answer.ts';
import { type Line, linesOf } from './lines.ts';
import { isMembers, LineError, questionOf, type Wrong, wrongOf } from './question.ts';

/** Of a longer line nothing is kept: a schema of ten megabytes is far below it. */
const longest = 256 * 1024 * 1024;

/** Questions are answered without a pause; after so many milliseconds signals and the reader of the answers get their turn. */
const turnMs = 20;

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
    if (error instanceof DrillError) throw error;
    throw new LineError('batch/not-json', `the line is not JSON: ${messageOf(error)}`);
  }
};

type Reply = { readonly [name: string]: Value };

const errorOf = ({ code, message, pointer }: Wrong, line: number): Value => ({
  code,
  message,
  at: { line, ...(pointer === undefined ? {} : { pointer }) },
});

/** The answer to one line; undefined for a blank one. */
const replyTo = ({ number, bytes }: Line, defaults: QuestionOptions, io: Io): Reply | undefined => {
  let id: Value = null;
  try {
    if (bytes === undefined) throw new LineError('batch/line-too-long', `the line has more than ${longest} bytes`);
    const text = textOf(bytes);
    if (text.trim() === '') return undefined;
    const begun = io.clock.monotonic();
    const value = valueOf(text);
    if (!isMembers(value)) throw new LineError('batch/not-a-question', 'a question is an object with "a" and "b"');
    id = value['id'] ?? null;
    const [twice] = duplicateMembers(text, value);
    if (twice) {
      // Nobody knows which of two ids the answer is to.
      if (twice.at?.pointer === '/id') id = null;
      throw new LineError('batch/duplicate-member', twice.what.replace(/; first in line 1$/, ''), twice.at?.pointer);
    }
    const { error, ...answer } = answerTo(questionOf(value, defaults));
    const ms = Math.round((io.clock.monotonic() - begun) * 1000) / 1000;
    return { id, ...answer, ...(error ? { error: errorOf(error, number) } : {}), ms };
  } catch (error) {
    return { id, error: errorOf(wrongOf(error), number) };
  }
};

/** What cannot be written (nested too deeply, say) is an error of its line too. */
const written = (reply: Reply, line: number): { readonly text: string; readonly isError: boolean } => {
  try {
    return { text: writeValue(reply), isError: 'error' in reply };
  } catch (error) {
    return { text: writeValue({ id: null, error: errorOf(wrongOf(error), line) }), isError: true };
  }
};

/** Answers questions line by line, in order, each as soon as it is there. Exit code 64 when a line could not be answered. */
export const runBatch = async (defaults: QuestionOptions, io: Io): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.pass;
  let pausedAt = io.clock.monotonic();
  for await (const line of linesOf(standardInput(io), longest)) {
    const reply = replyTo(line, defaults, io);
    if (reply === undefined) continue;
    const { text, isError } = written(reply, line.number);
    if (isError) code = exitCodes.usage;
    io.out(`${text}\n`);
    await io.flushed?.();
    if (io.clock.monotonic() - pausedAt > turnMs) {
      await setImmediate();
      pausedAt = io.clock.monotonic();
      io.signal.throwIfAborted();
    }
  }
  return code;
};

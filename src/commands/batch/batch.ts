import { setImmediate } from 'node:timers/promises';
import { writeValue } from '../../compat/schema/text.ts';
import type { Value } from '../../compat/schema/value.ts';
import { DrillError, messageOf, type Place } from '../../core/error.ts';
import { type ExitCode, exitCodes } from '../../core/exit.ts';
import { type Io, standardInput } from '../command.ts';
import { lanes } from './lanes.ts';
import { LineError } from './line-error.ts';
import { linesOf } from './lines.ts';
import type { Members } from './members.ts';
import { type ReadLine, readLine } from './read.ts';

// Many questions as NDJSON on standard input, answers as NDJSON on standard output, in order. What is wrong with one line is the
// answer to that line alone.

/** What went wrong with a line. */
export interface Wrong {
  readonly code: string;
  readonly message: string;
  /** Where in the line. */
  readonly pointer?: string | undefined;
  /** Where in a document that the line gives or names. */
  readonly document?: Place;
}

/** What a line is answered with, but for its id and its time. `error`: what made it less of an answer. */
type Answer = object & { readonly error?: Wrong };

/** One kind of question. */
export interface Batch<Question> {
  /** What a question is, in words: `an object with "old" and "new"`. */
  readonly asks: string;
  /** The most bytes of a line; of a longer one nothing is kept. */
  readonly longest: number;
  /** @throws LineError, DrillError for what is missing, not known or not understood */
  readonly questionOf: (line: Members) => Question;
  /** @throws DrillError for what cannot be answered */
  readonly answerTo: (question: Question) => Answer | Promise<Answer>;
  /** An error as the line's answer tells it. */
  readonly wrongOf: (error: DrillError, question: Question | undefined) => Wrong;
  /** How many lines are answered at a time; one where nothing is said. */
  readonly atOnce?: number;
  /** Must nothing else go on beside it? */
  readonly isAlone?: (question: Question) => boolean;
}

/** Questions are answered without a pause; after so many milliseconds signals and the reader of the answers get their turn. */
const turnMs = 20;

type Reply = { readonly id: Value; readonly error?: unknown } & Readonly<Record<string, unknown>>;

const internal = (error: unknown): Wrong => ({
  code: 'batch/internal',
  message: `the line could not be answered, which is a bug: ${messageOf(error)}`,
});

const shown = ({ code, message, pointer, document }: Wrong, line: number): unknown => ({
  code,
  message,
  at: { line, ...(pointer === undefined ? {} : { pointer }), ...(document ? { document } : {}) },
});

/** What cannot be written (nested too deeply, say) is an error of its line too. */
const written = (reply: Reply, line: number): { readonly text: string; readonly isError: boolean } => {
  try {
    return { text: writeValue(reply as Value), isError: 'error' in reply };
  } catch (error) {
    return { text: writeValue({ id: null, error: shown(internal(error), line) as Value }), isError: true };
  }
};

/**
 * Answers questions line by line, in order, each as soon as it and those before it are there. Memory: the lines that are answered at a
 * time. Exit code 64 when a line could not be answered.
 */
export const runBatch = async <Question>(batch: Batch<Question>, io: Io): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.pass;
  /** Any error as an answer: nothing that one line causes ends the stream. */
  const failed = (id: Value, error: unknown, line: number, question?: Question): Reply => {
    if (error instanceof LineError) return { id, error: shown(error, line) };
    return { id, error: shown(error instanceof DrillError ? batch.wrongOf(error, question) : internal(error), line) };
  };
  const replyTo = async (id: Value, question: Question, line: number): Promise<Reply> => {
    const begunMs = io.clock.monotonic();
    try {
      const { error, ...answer } = await batch.answerTo(question);
      const ms = Math.round((io.clock.monotonic() - begunMs) * 1000) / 1000;
      return { id, ...answer, ...(error ? { error: shown(error, line) } : {}), ms };
    } catch (error) {
      io.signal.throwIfAborted();
      return failed(id, error, line, question);
    }
  };
  /** What is to be done for a line, and whether nothing else may go on beside it. */
  const workOf = (read: ReadLine, line: number): readonly [work: () => Promise<Reply> | Reply, isAlone: boolean] => {
    try {
      if ('error' in read) throw read.error;
      const question = batch.questionOf(read.members);
      return [() => replyTo(read.id, question, line), batch.isAlone?.(question) ?? false];
    } catch (error) {
      return [() => failed(read.id, error, line), false];
    }
  };
  const write = async ({ line, reply }: { readonly line: number; readonly reply: Reply }): Promise<void> => {
    const { text, isError } = written(reply, line);
    if (isError) code = exitCodes.usage;
    io.out(`${text}\n`);
    await io.flushed?.();
  };
  const atOnce = batch.atOnce ?? 1;
  const queue = lanes(atOnce, write);
  let pausedAt = io.clock.monotonic();
  for await (const line of linesOf(standardInput(io), batch.longest)) {
    const { number } = line;
    const read = readLine(line, batch.asks, batch.longest);
    if (!read) continue;
    const [work, isAlone] = workOf(read, number);
    await queue.add(async () => ({ line: number, reply: await work() }), isAlone);
    // Answered before the next one is asked for.
    if (atOnce === 1) await queue.end();
    if (io.clock.monotonic() - pausedAt > turnMs) {
      await setImmediate();
      pausedAt = io.clock.monotonic();
    }
    io.signal.throwIfAborted();
  }
  await queue.end();
  io.signal.throwIfAborted();
  return code;
};

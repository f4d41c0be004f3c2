import { duplicateMembers } from '../../compat/document/json.ts';
import { parseValue } from '../../compat/schema/text.ts';
import type { Value } from '../../compat/schema/value.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { LineError } from './line-error.ts';
import type { Line } from './lines.ts';
import { isMembers, type Members } from './members.ts';

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

/** A line: its id as far as it is known, and its members or what is wrong with it. */
export type ReadLine = { readonly id: Value; readonly members: Members } | { readonly id: Value; readonly error: unknown };

/**
 * Reads one line; undefined for a blank one. Never throws.
 * @param asks what a question is, in words: `an object with "old" and "new"`
 * @param longest the most bytes that a line may have
 */
export const readLine = ({ bytes }: Line, asks: string, longest: number): ReadLine | undefined => {
  let id: Value = null;
  try {
    if (bytes === undefined) throw new LineError('batch/line-too-long', `the line has more than ${longest} bytes`);
    const text = textOf(bytes);
    if (text.trim() === '') return undefined;
    const members = valueOf(text);
    if (!isMembers(members)) throw new LineError('batch/not-a-question', `a question is ${asks}`);
    id = members['id'] ?? null;
    const [twice] = duplicateMembers(text, members);
    if (twice) {
      // Nobody knows which of two ids the answer is to.
      if (twice.at?.pointer === '/id') id = null;
      throw new LineError('batch/duplicate-member', twice.what.replace(/; first in line 1$/, ''), twice.at?.pointer);
    }
    return { id, members };
  } catch (error) {
    return { id, error };
  }
};

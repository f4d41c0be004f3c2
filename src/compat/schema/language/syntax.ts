import type { NoParent, Expression } from 'refa';
import { Undecided } from '../undecided.ts';
import { refa } from './libraries.ts';
import { withoutProperties } from './properties.ts';

/** A pattern as refa reads it. */
export interface Syntax {
  readonly expression: NoParent<Expression>;
  /** By code points (flag `u`), or by UTF-16 code units. */
  readonly by: 'points' | 'units';
}

export const shown = (pattern: string): string => JSON.stringify(pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern);

const complaintOf = (pattern: string, flags: string): string | undefined => {
  try {
    void new RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/**
 * The flags that a pattern is read with: `u`, and none for what is valid only without, such as `\-`.
 * @throws Undecided for what no regular expression is
 */
export const flagsOf = (pattern: string): 'u' | '' => {
  const complaint = complaintOf(pattern, 'u');
  if (complaint === undefined) return 'u';
  if (complaintOf(pattern, '') === undefined) return '';
  throw new Undecided(`the pattern ${shown(pattern)} is no regular expression: ${complaint.replace(/^Invalid regular expression: /, '')}`);
};

/** What stands in the way, in words of the pattern. */
const obstacleOf = (error: Error): string => {
  if (error instanceof RangeError) return 'is nested too deeply';
  if (/backreference/i.test(error.message)) return 'has a backreference, which no automaton can follow';
  if (error.name === 'TooManyNodesError') return 'is too long';
  return `has a construct that is not understood (${error.message.replace(/^Invalid regular expression: /, '')})`;
};

/** @throws Undecided for what is not regular, too long or not understood, with the construct named */
export const syntaxOf = (pattern: string, flags: 'u' | '' = flagsOf(pattern)): Syntax => {
  const { JS } = refa();
  try {
    const source = flags === 'u' ? withoutProperties(pattern) : pattern;
    const { expression } = JS.Parser.fromLiteral({ source, flags }).parse({ backreferences: 'throw', maxNodes: 100_000 });
    return { expression, by: flags === 'u' ? 'points' : 'units' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Undecided(`the pattern ${shown(pattern)} ${obstacleOf(error)}`);
  }
};

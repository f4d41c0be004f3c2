import { Undecided } from '../undecided.ts';
import type { Language } from './sets.ts';
import { includes, matching } from './sets.ts';
import { matchesNatively } from './native.ts';

const regular = (pattern: string): Language | undefined => {
  try {
    return matching(pattern);
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
};

/**
 * Is the pattern (ECMA-262, flag `u` where it is valid with it, unanchored) found in the text? In linear time where the
 * pattern is regular, else natively with a limit of time.
 *
 * @throws Undecided for what is no regular expression, and for one that is not regular and takes too long
 */
export const matches = (pattern: string, text: string): boolean => {
  const language = regular(pattern);
  return language ? includes(language, text) : matchesNatively(pattern, text);
};

import type { Language } from '../sets.ts';

/** One `format` whose texts are a regular language. */
export interface Format {
  readonly name: string;
  /** Where its rules come from. */
  readonly by: string;
  /** Exactly the texts that the rules allow. */
  readonly language: () => Language;
  /**
   * What every validator takes for one, and what a reader expects: texts are picked from here where that is possible, so
   * that they look familiar and ajv agrees with them. A pattern; a part of the language.
   */
  readonly usual?: string;
  /** What some validator takes for one although the rules do not: picked last as a text that is none. A pattern. */
  readonly loose?: string;
}

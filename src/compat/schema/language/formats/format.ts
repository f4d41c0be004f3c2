import type { Language } from '../sets.ts';

/** One `format` whose texts are a regular language. */
export interface Format {
  readonly name: string;
  /** Where its rules come from. */
  readonly by: string;
  /** Exactly the texts that the rules allow. */
  readonly language: () => Language;
  /**
   * A pattern, a part of the language: what every validator takes for one and a reader expects. Texts are picked from here
   * where that is possible, so that they look familiar and ajv agrees. Matched by JavaScript's expressions too: there is one way
   * to read a text by it.
   */
  readonly usual?: string;
  /** A pattern, more than the language: all that some validator takes for one. A text that is none is picked outside where that is possible. */
  readonly loose?: string;
}

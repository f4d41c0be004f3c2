import type { Dialect } from '../../src/compat/schema/read/place.ts';

/** Two versions of one schema, each a document of its own. */
export interface Pair {
  readonly name: string;
  readonly dialect: Dialect;
  readonly a: unknown;
  readonly b: unknown;
}

/** A family of pairs, reported together. */
export interface Family {
  readonly name: string;
  readonly pairs: readonly Pair[];
}

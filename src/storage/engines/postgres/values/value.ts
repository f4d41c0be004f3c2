import type * as fc from 'fast-check';

/** Values of one type, as texts that the server reads. */
export interface Values {
  /** The type's edges and the shapes that go wrong, the plainest and the most telling first. */
  readonly boundaries: readonly string[];
  /** Any value; shrinks to the plain ones. */
  readonly any: fc.Arbitrary<string>;
}

/** Values of a type by its modifiers: `[10, 2]` of `numeric(10,2)`; `server` is the major version. */
export type ValuesOf = (modifiers: readonly number[], server: number) => Values;

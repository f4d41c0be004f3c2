import type { Place } from '../../core/error.ts';

/** Numbers as they are written, by JSON pointer, where a double cannot hold what is written. */
export type Inexact = ReadonlyMap<string, string>;

/** A text as a value, and where each part of it stands. */
export interface Parsed {
  /** As the user named it; for messages. */
  readonly file: string;
  readonly value: unknown;
  /** Numbers that `value` cannot hold as they are written; absent: none. */
  readonly inexact?: Inexact;
  /** Where a part stands, by JSON pointer: its key, or itself in a list; the nearest parent that is there when it is not. */
  readonly placeOf: (pointer: string) => Place;
}

/** Deeper than any contract made by people; what is deeper is refused before it can exhaust a stack. */
export const maxDepth = 256;

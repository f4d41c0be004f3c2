import type { Place } from '../../core/error.ts';

/** A text as a value, and where each part of it stands. */
export interface Parsed {
  /** As the user named it; for messages. */
  readonly file: string;
  /** As parsed JSON; numbers that no double holds as they are written are `Exact` values. */
  readonly value: unknown;
  /** Where a part stands, by JSON pointer: its key, or itself in a list; the nearest parent that is there when it is not. */
  readonly placeOf: (pointer: string) => Place;
}

/** Deeper than any contract made by people; what is deeper is refused before it can exhaust a stack. */
export const maxDepth = 256;

import type { Place } from '../../core/error.ts';
import type { Written } from './json/alike.ts';

/** A text as a value, and where each part of it stands. */
export interface Parsed {
  /** As the user named it; for messages. */
  readonly file: string;
  /** As parsed JSON; numbers that no double holds as they are written are `Exact` values. */
  readonly value: unknown;
  /** Where a part stands, by JSON pointer: its key, or itself in a list; the nearest parent that is there when it is not. */
  readonly placeOf: (pointer: string) => Place;
  /** Of JSON: what another document that hardly differs is read by. */
  readonly written?: Written;
}

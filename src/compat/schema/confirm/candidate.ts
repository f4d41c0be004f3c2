import type { Place } from '../read/place.ts';
import type { Value } from '../value.ts';

/** A document, a schema that accepts it and one that does not. */
export interface Candidate {
  readonly a: Place;
  readonly b: Place;
  readonly witness: Value;
}

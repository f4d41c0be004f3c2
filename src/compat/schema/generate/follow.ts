import { segmentsOf, valueAt } from '../../pointer.ts';
import type { QuestionOptions } from '../question.ts';
import { type Dialect, type Place, SchemaError } from '../read/place.ts';
import { readDocument, readSchema } from '../read/read.ts';
import { Undecided } from '../undecided.ts';

/** Where a reference leads, from the pointer of the schema that it stands in; undefined where it leads out of the document. */
export type Follow = (from: string, reference: string) => string | undefined;

interface Reading {
  readonly dialect?: Dialect | undefined;
  readonly schemas?: QuestionOptions['schemas'] | undefined;
}

const placesBelow =
  (place: Place) =>
  (pointer: string): Place =>
    place.below(...segmentsOf(pointer));

/** The references of one document, by whatever name they call it: `#/…`, an anchor, its own `$id`. */
export const followerOf = (root: unknown, reading: Reading): Follow => {
  const isApi = typeof root === 'object' && root !== null && 'openapi' in root;
  let placeAt: ((pointer: string) => Place) | undefined;
  return (from, reference) => {
    try {
      placeAt ??= isApi ? readDocument(root, reading).placeAt : placesBelow(readSchema(root, reading));
      const { pointer, value } = placeAt(from).resolve(reference);
      return valueAt(root, pointer) === value ? pointer : undefined;
    } catch (error) {
      // Whatever it is, the engine will say it of the whole schema.
      if (error instanceof Undecided || error instanceof SchemaError) return undefined;
      throw error;
    }
  };
};

import { valueAt } from '../pointer.ts';
import type { Place } from './read/place.ts';

// Pointers alone do not say of which document they speak, where schemas refer to others.

/** The documents of one side of a question. */
export interface Documents {
  /** The one that holds the schema itself. */
  readonly own: unknown;
  readonly others: Readonly<Record<string, unknown>> | undefined;
}

/** The URI, as it was given, of the document that a place stands in; undefined for the schema's own, and for a metaschema. */
export const documentOf = ({ pointer, value }: Pick<Place, 'pointer' | 'value'>, { own, others }: Documents): string | undefined => {
  const isIn = (document: unknown): boolean => valueAt(document, pointer) === value;
  if (others === undefined || isIn(own)) return undefined;
  return Object.keys(others).find((uri) => isIn(others[uri]));
};

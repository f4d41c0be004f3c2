import { valueAt } from '../../compat/pointer.ts';
import type { Mark } from '../../compat/schema/question.ts';
import { SchemaError } from '../../compat/schema/read/place.ts';
import { DrillError, type Place } from '../../core/error.ts';
import type { SchemaMark } from '../../model/schema.ts';
import type { NamedSchema } from './documents.ts';
import type { Remotes } from './remotes.ts';

// Pointers of the engine as lines of files.

/** The documents that a question is about, by the URIs that the engine knows them by. */
export type Documents = Remotes['documents'];

export const documentsOf = (sides: readonly NamedSchema[], { documents }: Remotes): Documents =>
  new Map([...documents, ...sides.map(({ uri, document }) => [uri, document] as const)]);

/** Where a pointer leads, in the document of a schema or in one that it refers to. */
export const placeIn = ({ document }: NamedSchema, pointer: string, uri: string | undefined, documents: Documents): Place | undefined =>
  (uri === undefined ? document : documents.get(uri))?.placeOf(pointer);

export const markIn = (side: NamedSchema, { keyword, schema, uri, document }: Mark, documents: Documents): SchemaMark => {
  const at = placeIn(side, schema, uri, documents);
  return { keyword, schema, document, ...(at ? { at } : {}) };
};

/** What the engine says of a schema, with the line of the file where it is so. */
const located = (error: unknown, documents: Documents): unknown => {
  if (!(error instanceof DrillError) || !(error.cause instanceof SchemaError)) return error;
  const { pointer, value } = error.cause.place;
  const document = [...documents.values()].find((one) => valueAt(one.value, pointer) === value);
  const [first] = error.problems;
  return document && first ? DrillError.of([{ ...first, at: document.placeOf(pointer) }]) : error;
};

/** @throws DrillError (usage) for a schema that says nothing, with its line */
export const locating = <T>(documents: Documents, ask: () => T): T => {
  try {
    return ask();
  } catch (error) {
    throw located(error, documents);
  }
};

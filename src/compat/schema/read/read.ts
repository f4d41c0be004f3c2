import { segmentsOf } from '../../pointer.ts';
import { type LibraryOptions, libraryOf } from './library.ts';
import { walk } from './location.ts';
import type { Dialect, Place } from './place.ts';

// The doors of this room: a schema, or a document with many schemas, as places.

interface ReadOptions {
  /** Over what the document says itself; what says nothing is 2020-12. */
  readonly dialect?: Dialect | undefined;
  /** Where the document was found: the base of its references until an `$id` changes it. */
  readonly uri?: string | undefined;
  /** Other documents by absolute URI. They are found by the identifiers inside them too. Nothing is ever fetched. */
  readonly schemas?: LibraryOptions['schemas'];
}

/**
 * The root place of a schema. Nothing else is looked at until somebody asks for it.
 *
 * @throws Undecided for a `$schema` that nobody here knows; SchemaError for an identifier that is none.
 */
export const readSchema = (schema: unknown, options: ReadOptions = {}): Place => libraryOf(schema, 'schema', options).root;

/**
 * An OpenAPI document, whose schemas share one table of places: the dialect by its version and `jsonSchemaDialect`.
 *
 * @returns `placeAt`, the schema at a JSON pointer. The same pointer gives the same place.
 * @throws Undecided for a `jsonSchemaDialect` that nobody here knows; `placeAt` throws SchemaError where nothing stands.
 */
export const readDocument = (document: unknown, options: ReadOptions = {}): { readonly placeAt: (pointer: string) => Place } => {
  const { root } = libraryOf(document, 'document', options);
  return { placeAt: (pointer) => walk(root, segmentsOf(pointer), () => `nothing stands at ${pointer}`).asSchema() };
};

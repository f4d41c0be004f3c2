import { schemaOf } from './read/identifier.ts';
import { dialectByUri } from './read/metaschemas.ts';
import type { Dialect } from './read/place.ts';

/** The dialect that a schema says it is of; undefined where it says none, or one that is not known. */
export const declaredDialect = (root: unknown): Dialect | undefined => {
  const declared = schemaOf(root);
  return declared === undefined ? undefined : dialectByUri(declared);
};

/** A schema that says it is of the same dialect as another, whatever that is. */
export const likewise = (root: unknown): { readonly $schema?: string } => {
  const $schema = schemaOf(root);
  return $schema === undefined ? {} : { $schema };
};

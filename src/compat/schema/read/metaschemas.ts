import { createRequire } from 'node:module';
import type { Dialect } from './place.ts';

// The metaschemas that ship with ajv, read when somebody refers to one.

const require = createRequire(import.meta.url);

const vocabularies = (dialect: '2019-09' | '2020-12', names: readonly string[]): [string, string][] =>
  names.map((name) => [`https://json-schema.org/draft/${dialect}/meta/${name}`, `ajv/dist/refs/json-schema-${dialect}/meta/${name}.json`]);

const files: ReadonlyMap<string, string> = new Map([
  ['http://json-schema.org/draft-04/schema', 'ajv-draft-04/dist/refs/json-schema-draft-04.json'],
  ['http://json-schema.org/draft-06/schema', 'ajv/dist/refs/json-schema-draft-06.json'],
  ['http://json-schema.org/draft-07/schema', 'ajv/dist/refs/json-schema-draft-07.json'],
  ['https://json-schema.org/draft/2019-09/schema', 'ajv/dist/refs/json-schema-2019-09/schema.json'],
  ['https://json-schema.org/draft/2020-12/schema', 'ajv/dist/refs/json-schema-2020-12/schema.json'],
  ...vocabularies('2019-09', ['core', 'applicator', 'validation', 'meta-data', 'format', 'content']),
  ...vocabularies('2020-12', ['core', 'applicator', 'unevaluated', 'validation', 'meta-data', 'format-annotation', 'content']),
]);

/** A metaschema by its URI without fragment. */
export const metaschemaOf = (uri: string): unknown => {
  const file = files.get(uri);
  return file === undefined ? undefined : (require(file) as unknown);
};

const dialectsByUri: ReadonlyMap<string, Dialect> = new Map([
  ['json-schema.org/draft-04/schema', 'draft-04'],
  ['json-schema.org/draft-06/schema', 'draft-06'],
  ['json-schema.org/draft-07/schema', 'draft-07'],
  ['json-schema.org/draft/2019-09/schema', '2019-09'],
  ['json-schema.org/draft/2020-12/schema', '2020-12'],
  ['spec.openapis.org/oas/3.1/dialect/base', 'openapi-3.1'],
]);

/** The dialect that a `$schema` names outright, forgiving of `https` for `http` and of an empty fragment. */
export const dialectByUri = (uri: string): Dialect | undefined => dialectsByUri.get(uri.replace(/^https?:\/\//, '').replace(/#$/, ''));

import type { Dialect } from './place.ts';

// Which keywords a dialect knows, and what stands below each: so that an `$id` inside `enum` is no identifier.

/** What stands below a keyword: a schema, a list of them, a map of them by name, either of two, or anything but a schema. */
export type Shape = 'schema' | 'list' | 'map' | 'schema-or-list' | 'map-or-names' | 'value';

type Words = Readonly<Partial<Record<Shape, string>>>;

const validation = `type enum multipleOf maximum minimum maxLength minLength pattern maxItems minItems uniqueItems maxProperties
  minProperties required format`;

const draft04: Words = {
  schema: 'not additionalProperties additionalItems',
  list: 'allOf anyOf oneOf',
  map: 'properties patternProperties definitions $defs',
  'schema-or-list': 'items',
  'map-or-names': 'dependencies',
  value: `$schema $ref id title description default exclusiveMaximum exclusiveMinimum ${validation}`,
};
const draft06: Words = {
  ...draft04,
  schema: `${draft04.schema} contains propertyNames`,
  value: `$schema $ref $id title description default examples const exclusiveMaximum exclusiveMinimum ${validation}`,
};
const draft07: Words = {
  ...draft06,
  schema: `${draft06.schema} if then else`,
  value: `${draft06.value} $comment readOnly writeOnly contentMediaType contentEncoding`,
};
const draft2019: Words = {
  ...draft07,
  schema: `${draft07.schema} unevaluatedItems unevaluatedProperties contentSchema`,
  map: `${draft07.map} dependentSchemas`,
  value: `${draft07.value} $anchor $vocabulary $recursiveRef $recursiveAnchor deprecated minContains maxContains dependentRequired`,
};
const draft2020: Words = {
  schema: `items contains additionalProperties propertyNames not if then else unevaluatedItems unevaluatedProperties contentSchema`,
  list: `allOf anyOf oneOf prefixItems`,
  map: `${draft07.map} dependentSchemas`,
  'map-or-names': 'dependencies',
  value: `${draft07.value} $anchor $vocabulary $dynamicRef $dynamicAnchor deprecated minContains maxContains dependentRequired`,
};
const openapi30: Words = {
  schema: 'not items additionalProperties',
  list: 'allOf anyOf oneOf',
  map: 'properties',
  value: `$ref title description default example exclusiveMaximum exclusiveMinimum nullable discriminator readOnly writeOnly xml
    externalDocs deprecated ${validation}`,
};
const openapi31: Words = { ...draft2020, value: `${draft2020.value} discriminator xml externalDocs example` };

const shapesOf = (words: Words): ReadonlyMap<string, Shape> =>
  new Map(
    (Object.entries(words) as [Shape, string][]).flatMap(([shape, names]) =>
      names.split(/\s+/).map((name): [string, Shape] => [name, shape]),
    ),
  );

/** Every keyword that a dialect knows, assertions and annotations, with what stands below it. */
export const keywordsOf: Readonly<Record<Dialect, ReadonlyMap<string, Shape>>> = {
  'draft-04': shapesOf(draft04),
  'draft-06': shapesOf(draft06),
  'draft-07': shapesOf(draft07),
  '2019-09': shapesOf(draft2019),
  '2020-12': shapesOf(draft2020),
  'openapi-3.0': shapesOf(openapi30),
  'openapi-3.1': shapesOf(openapi31),
};

/** Does `$ref` make everything beside it void, `$id` too? */
export const refStandsAlone = (dialect: Dialect): boolean =>
  dialect === 'draft-04' || dialect === 'draft-06' || dialect === 'draft-07' || dialect === 'openapi-3.0';

/** The keyword that names a resource; OpenAPI 3.0 has none. */
export const idKeyword = (dialect: Dialect): 'id' | '$id' | undefined =>
  dialect === 'draft-04' ? 'id' : dialect === 'openapi-3.0' ? undefined : '$id';

/** Does a fragment in `$id` name the place, as `$anchor` does since 2019-09? */
export const idNamesPlaces = (dialect: Dialect): boolean => dialect === 'draft-04' || dialect === 'draft-06' || dialect === 'draft-07';

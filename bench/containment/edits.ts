import type { Random } from '../../test/compat/schema/generated/random.ts';

// What people change in a schema from one version to the next, applied at a place chosen at random. Whether it narrows or
// widens depends on the place; that is for the engine to say.

type Schema = Record<string, unknown>;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Gives false where it does not fit. */
type Edit = (schema: Schema, random: Random) => boolean;

const namesOf = (schema: Schema): string[] => (isSchema(schema['properties']) ? Object.keys(schema['properties']) : []);
const requiredOf = (schema: Schema): string[] => (Array.isArray(schema['required']) ? (schema['required'] as string[]) : []);

const require = (schema: Schema, names: readonly string[]): void => {
  if (names.length > 0) schema['required'] = names;
  else delete schema['required'];
};

const bound =
  (keyword: string, by: number): Edit =>
  (schema) => {
    const at = schema[keyword];
    if (typeof at !== 'number' || at + by < 0) return false;
    schema[keyword] = at + by;
    return true;
  };

const withProperties =
  (edit: (schema: Schema, properties: Schema, random: Random) => boolean): Edit =>
  (schema, random) =>
    isSchema(schema['properties']) && edit(schema, schema['properties'], random);

const edits: readonly Edit[] = [
  (schema) => {
    schema['description'] = 'Said more clearly.';
    return true;
  },
  withProperties((_, properties) => {
    properties['addedInThisVersion'] = { type: 'string', description: 'New.' };
    return true;
  }),
  withProperties((schema, properties, random) => {
    const optional = namesOf(schema).filter((name) => !requiredOf(schema).includes(name));
    if (optional.length === 0) return false;
    delete properties[random.one(optional)];
    return true;
  }),
  withProperties((schema, _, random) => {
    const optional = namesOf(schema).filter((name) => !requiredOf(schema).includes(name));
    if (optional.length === 0) return false;
    require(schema, [...requiredOf(schema), random.one(optional)]);
    return true;
  }),
  withProperties((schema, _, random) => {
    const required = requiredOf(schema);
    if (required.length === 0) return false;
    const gone = random.one(required);
    require(schema, required.filter((name) => name !== gone));
    return true;
  }),
  (schema) => {
    if (!Array.isArray(schema['enum']) || schema['enum'].length < 2) return false;
    schema['enum'] = schema['enum'].slice(1);
    return true;
  },
  (schema) => {
    if (!Array.isArray(schema['enum']) || schema['enum'].some((value) => typeof value !== 'string')) return false;
    schema['enum'] = [...(schema['enum'] as string[]), 'addedInThisVersion'];
    return true;
  },
  ...['maxLength', 'maximum', 'maxItems', 'minimum', 'minLength'].flatMap((keyword) => [bound(keyword, 1), bound(keyword, -1)]),
  (schema) => {
    if (schema['type'] !== 'string' || 'enum' in schema || 'maxLength' in schema) return false;
    schema['maxLength'] = 253;
    return true;
  },
  (schema) => {
    if (schema['pattern'] === undefined) return false;
    schema['pattern'] = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
    return true;
  },
  (schema) => {
    if (schema['type'] !== 'integer') return false;
    const { type: _, ...rest } = schema;
    for (const keyword of Object.keys(schema)) delete schema[keyword];
    schema['anyOf'] = [{ type: 'integer', ...rest }, { type: 'string' }];
    return true;
  },
  (schema) => {
    if (schema['type'] !== 'object' || !('properties' in schema)) return false;
    if (schema['additionalProperties'] === false) delete schema['additionalProperties'];
    else if (schema['additionalProperties'] === undefined) schema['additionalProperties'] = false;
    else return false;
    return true;
  },
  (schema) => {
    const word = ['oneOf', 'anyOf'].find((name) => Array.isArray(schema[name]));
    if (word === undefined) return false;
    const list = schema[word] as unknown[];
    if (list.length < 2) return false;
    schema[word] = list.slice(0, -1);
    return true;
  },
];

const schemasIn = (value: unknown, found: Schema[] = [], isMap = false): Schema[] => {
  if (Array.isArray(value)) for (const item of value) schemasIn(item, found);
  if (!isSchema(value)) return found;
  if (!isMap && ['type', 'properties', 'oneOf', 'anyOf', 'enum'].some((keyword) => keyword in value)) found.push(value);
  for (const [name, child] of Object.entries(value))
    if (isMap || !['enum', 'const', 'required', 'default'].includes(name))
      schemasIn(child, found, !isMap && ['properties', '$defs', 'definitions', 'schemas', 'patternProperties'].includes(name));
  return found;
};

/** A copy of a schema with so many changes. */
export const edited = (schema: unknown, random: Random, count: number): unknown => {
  const copy = structuredClone(schema);
  for (let done = 0, tried = 0; done < count && tried < 100; tried += 1)
    if (random.one(edits)(random.one(schemasIn(copy)), random)) done += 1;
  return copy;
};

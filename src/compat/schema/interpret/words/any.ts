import { SchemaError, type Place } from '../../read/place.ts';
import { Undecided } from '../../undecided.ts';
import { typeOf, type Value } from '../../value.ts';
import { beside, either, listed, noun, quoted, type Refusal, type Words } from './words.ts';

const allowedTypes = (place: Place): readonly string[] => {
  const type = beside(place, 'type');
  const types = (Array.isArray(type) ? type : [type]) as string[];
  return place.resource.dialect === 'openapi-3.0' && beside(place, 'nullable') === true && !types.includes('null')
    ? [...types, 'null']
    : types;
};

const wrongType = (found: Value, allowed: readonly string[]): string => {
  const type = typeOf(found);
  const what = type === 'number' && allowed.includes('integer') ? 'a number with a fraction' : noun(type);
  return `${what}, where only ${either(allowed)} is allowed`;
};

const only = (place: Place, value: Value): string | undefined => {
  const allowed = typesOf(place);
  return allowed && !allowed.includes(typeOf(value)) && !(typeOf(value) === 'number' && allowed.includes('integer'))
    ? wrongType(value, allowed)
    : undefined;
};

/** The types that a schema names outright, also behind a reference and in alternatives; undefined where it names none. */
const typesOf = (place: Place, depth = 0): readonly string[] | undefined => {
  if (depth > 8) return undefined;
  if (beside(place, 'type') !== undefined) return allowedTypes(place);
  const reference = beside(place, '$ref');
  try {
    if (typeof reference === 'string') return typesOf(place.resolve(reference), depth + 1);
    for (const keyword of ['anyOf', 'oneOf']) {
      const alternatives = beside(place, keyword);
      if (!Array.isArray(alternatives)) continue;
      const types = alternatives.map((_, at) => typesOf(place.below(keyword, at), depth + 1));
      return types.every((some) => some !== undefined) ? [...new Set(types.flat())] : undefined;
    }
  } catch (error) {
    if (!(error instanceof SchemaError || error instanceof Undecided)) throw error;
  }
  return undefined;
};

const noAlternative = ({ keyword, place, found }: Refusal): string =>
  only(place, found) ?? `a value that no alternative of \`${keyword}\` accepts`;

/** What a schema below `not` means in few words, where it is a simple one. */
const excluded = (schema: unknown, found: Value): string | undefined => {
  if (typeof schema !== 'object' || schema === null || Object.keys(schema).length !== 1) return undefined;
  const { type, enum: values, const: value, required } = schema as Readonly<Record<string, unknown>>;
  if (typeof type === 'string') return `${noun(type)}, which is excluded`;
  if (Array.isArray(type)) return `${noun(typeOf(found))}, which is excluded`;
  if (Array.isArray(values)) return `one of ${listed(values)}, which are excluded`;
  if (value !== undefined) return `${quoted(value)}, which is excluded`;
  return Array.isArray(required) && required.length === 1 ? `the property ${quoted(required[0])} present` : undefined;
};

const nothing: Words = () => 'any value at all';

export const anyWords: Readonly<Record<string, Words>> = {
  false: nothing,
  type: ({ place, found }) => wrongType(found, allowedTypes(place)),
  enum: ({ given }) => (Array.isArray(given) && given.length > 0 ? `a value other than ${listed(given)}` : 'any value at all'),
  const: ({ given }) => `a value other than ${quoted(given)}`,
  allOf: nothing,
  $ref: nothing,
  $dynamicRef: nothing,
  $recursiveRef: nothing,
  anyOf: noAlternative,
  oneOf: (refusal) => (refusal.several ? 'a value that more than one alternative of `oneOf` accepts' : noAlternative(refusal)),
  not: ({ given, found }) => excluded(given, found) ?? 'a value that `not` excludes',
  else: ({ keyword }) => `a value for which \`if\` ${keyword === 'else' ? 'does not hold' : 'holds'}`,
};

/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import type { Dialect } from '../../../src/compat/schema/read/place.ts';

// One schema in the words of another dialect: the same documents, so no answer may change.

type Schema = Record<string, unknown>;

/** Thrown where a dialect has no words for it. */
class Unsayable extends Error {}

const single = new Set([
  'not',
  'if',
  'then',
  'else',
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const named = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
const several = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

const rank: Readonly<Record<Dialect, number>> = {
  'openapi-3.0': 4,
  'draft-04': 4,
  'draft-06': 6,
  'draft-07': 7,
  '2019-09': 8,
  '2020-12': 9,
  'openapi-3.1': 9,
};
/** The oldest rank that knows a keyword which cannot be said in other words. */
const oldest: Readonly<Record<string, number>> = {
  propertyNames: 6,
  unevaluatedItems: 8,
  unevaluatedProperties: 8,
  minContains: 8,
  maxContains: 8,
  $dynamicRef: 9,
  $dynamicAnchor: 9,
  $id: 9,
  $anchor: 9,
};

const translator = (dialect: Dialect): ((schema: unknown) => unknown) => {
  const age = rank[dialect];
  const openapi = dialect === 'openapi-3.0';
  const go = (schema: unknown): unknown => {
    if (typeof schema === 'boolean') return age > 4 ? schema : schema ? {} : { not: {} };
    const out: Schema = {};
    for (const [keyword, value] of Object.entries(schema as Schema)) {
      if ((oldest[keyword] ?? 0) > age) throw new Unsayable(keyword);
      if (single.has(keyword)) out[keyword] = go(value);
      else if (named.has(keyword)) out[keyword] = Object.fromEntries(Object.entries(value as Schema).map(([name, one]) => [name, go(one)]));
      else if (several.has(keyword)) out[keyword] = (value as unknown[]).map(go);
      else out[keyword] = value;
    }
    return age === 9 ? out : reword(out);
  };
  const reword = (out: Schema): Schema => {
    const take = (keyword: string): unknown => {
      const value = out[keyword];
      delete out[keyword];
      return value;
    };
    const and = (...more: unknown[]): void => {
      out['allOf'] = [...((out['allOf'] as unknown[] | undefined) ?? []), ...more];
    };
    if ('unevaluatedItems' in out && JSON.stringify(out).includes('"contains"')) throw new Unsayable('contains');
    if ('prefixItems' in out) {
      const rest = take('items');
      out['items'] = take('prefixItems');
      if (rest !== undefined) out['additionalItems'] = rest;
    }
    if (age < 8) {
      if ('$ref' in out) {
        const target = take('$ref') as string;
        and({ $ref: target.replaceAll('$defs', 'definitions').replaceAll('/prefixItems/', '/items/') });
      }
      if ('$defs' in out) out['definitions'] = take('$defs');
      if ('dependentRequired' in out && 'dependentSchemas' in out) and({ dependencies: take('dependentSchemas') });
      for (const keyword of ['dependentRequired', 'dependentSchemas']) if (keyword in out) out['dependencies'] = take(keyword);
    }
    if (age < 7 && ('if' in out || 'then' in out || 'else' in out)) {
      const [test, yes, no] = ['if', 'then', 'else'].map(take);
      if (test !== undefined) {
        if (yes !== undefined) and({ anyOf: [{ not: test }, yes] });
        if (no !== undefined) and({ anyOf: [test, no] });
      }
    }
    if (age < 6) {
      if ('const' in out) and({ enum: [take('const')] });
      if ('contains' in out) and({ anyOf: [{ not: { type: 'array' } }, { not: { items: { not: take('contains') } } }] });
      for (const side of ['minimum', 'maximum']) {
        const keyword = side === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
        if (keyword in out) and({ [side]: take(keyword), [keyword]: true });
      }
      if (Array.isArray(out['required']) && out['required'].length === 0) take('required');
      if (Object.values((out['dependencies'] as Schema | undefined) ?? {}).some((one) => Array.isArray(one) && one.length === 0))
        throw new Unsayable('dependencies');
    }
    if (openapi) {
      if (['patternProperties', 'dependencies', 'definitions'].some((keyword) => keyword in out) || Array.isArray(out['items']))
        throw new Unsayable('items');
      if ('type' in out) {
        const list = [out['type']].flat() as string[];
        const rest = list.filter((type) => type !== 'null');
        if (list.length === 1 && rest.length === 1) out['type'] = rest[0];
        else if (list.length > rest.length && rest.length === 1) Object.assign(out, { type: rest[0], nullable: true });
        else {
          take('type');
          and({ anyOf: list.map((type) => (type === 'null' ? { enum: [null] } : { type })) });
        }
      }
    }
    return out;
  };
  return go;
};

/** A schema of 2020-12 in the words of another dialect; undefined where it has none. */
export const translated = (schema: unknown, dialect: Dialect): { readonly schema: unknown } | undefined => {
  try {
    return { schema: translator(dialect)(schema) };
  } catch (error) {
    if (error instanceof Unsayable) return undefined;
    throw error;
  }
};

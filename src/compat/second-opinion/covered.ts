import { valueAt } from '../pointer.ts';
import type { Dialect } from '../schema/read/place.ts';
import { Exact } from '../schema/value.ts';

// What json-schema-diff covers (its KEYWORDS.md), and a schema as it can be handed over: draft-07, references inlined,
// what says nothing left out.

/** Its documented list, by what stands under the keyword. */
const covered: Readonly<Record<string, 'value' | 'schema' | 'schemas' | 'named'>> = {
  type: 'value',
  maximum: 'value',
  exclusiveMaximum: 'value',
  minimum: 'value',
  exclusiveMinimum: 'value',
  maxLength: 'value',
  minLength: 'value',
  maxItems: 'value',
  minItems: 'value',
  maxProperties: 'value',
  minProperties: 'value',
  required: 'value',
  items: 'schema',
  additionalProperties: 'schema',
  not: 'schema',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  properties: 'named',
};

/** Keywords of some dialect that it passes over, although they say which documents are valid. */
const uncovered: ReadonlySet<string> = new Set(
  `enum const multipleOf pattern patternProperties additionalItems uniqueItems contains minContains maxContains prefixItems
  propertyNames dependencies dependentRequired dependentSchemas if then else unevaluatedItems unevaluatedProperties
  $dynamicRef $recursiveRef nullable`.split(/\s+/),
);

/** A schema that it can be asked about, or why it cannot. */
export type Covered = { readonly kind: 'covered'; readonly schema: unknown } | { readonly kind: 'not-covered'; readonly because: string };

class NotCovered extends Error {}

/** More schemas than this are not handed over: its work grows faster than they do. */
const most = 2000;

const beforeSiblings: ReadonlySet<Dialect> = new Set(['draft-04', 'draft-06', 'draft-07', 'openapi-3.0']);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One document while it is carried over. */
interface Source {
  readonly root: unknown;
  readonly dialect: Dialect;
  readonly formatAssertion: boolean;
}

const carry = (source: Source, from: unknown): unknown => {
  let count = 0;
  const open = new Set<string>();

  const target = (reference: unknown): unknown => {
    if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) throw new NotCovered(`the reference ${JSON.stringify(reference)}`);
    if (open.has(reference)) throw new NotCovered('a circle of references');
    const value = valueAt(source.root, decodeURIComponent(reference.slice(1)));
    if (value === undefined) throw new NotCovered(`the reference ${JSON.stringify(reference)}, which leads nowhere`);
    open.add(reference);
    const found = schema(value);
    open.delete(reference);
    return found;
  };

  const under = (kind: 'value' | 'schema' | 'schemas' | 'named', keyword: string, value: unknown): unknown => {
    if (kind === 'schema') return schema(value);
    if (kind === 'schemas' && Array.isArray(value)) return value.map(schema);
    if (kind === 'named' && isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, schema(child)]));
    if (value instanceof Exact) throw new NotCovered(`${keyword} with a number that no double holds`);
    if (keyword.startsWith('exclusive') && typeof value === 'boolean') throw new NotCovered(`${keyword} as a boolean`);
    return value;
  };

  const schema = (value: unknown): unknown => {
    if (++count > most) throw new NotCovered(`more than ${most} schemas`);
    if (typeof value === 'boolean') return value;
    if (!isRecord(value)) throw new NotCovered('a list of schemas under "items"');
    const { $ref } = value;
    if ($ref !== undefined && beforeSiblings.has(source.dialect)) return target($ref);
    const out: Record<string, unknown> = {};
    for (const [keyword, child] of Object.entries(value)) {
      if (uncovered.has(keyword) || (keyword === 'format' && source.formatAssertion)) throw new NotCovered(`the keyword ${keyword}`);
      if ((keyword === '$id' || keyword === 'id') && value !== source.root && typeof child === 'string')
        throw new NotCovered(`${keyword} below the root`);
      const kind = Object.hasOwn(covered, keyword) ? covered[keyword] : undefined;
      if (kind) out[keyword] = under(kind, keyword, child);
    }
    return $ref === undefined ? out : { allOf: [target($ref), out] };
  };

  return schema(from);
};

/** The schema at a pointer of a document as json-schema-diff takes it. */
export const coveredAt = (source: Source, pointer: string): Covered => {
  try {
    return { kind: 'covered', schema: carry(source, valueAt(source.root, pointer)) };
  } catch (error) {
    if (error instanceof NotCovered) return { kind: 'not-covered', because: error.message };
    if (error instanceof RangeError || error instanceof URIError) return { kind: 'not-covered', because: error.message };
    throw error;
  }
};

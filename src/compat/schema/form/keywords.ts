import { compare, type Decimal, decimalOf } from '../number/decimal.ts';
import { acceptsFormat } from '../language/formats.ts';
import { type Dialect, type Place, SchemaError } from '../read/place.ts';
import { canonical } from '../text.ts';
import { Exact, types, typeOf, type Value } from '../value.ts';
import { bitOf, blank, type Draft, type Limit, type Node } from './node.ts';

// The keywords of one schema object as parts of a node. What a dialect does not know is listed, and says nothing.

/** How a node comes by its neighbours. */
export interface Neighbours {
  readonly child: (place: Place) => Node;
  readonly reference: (keyword: '$ref' | '$dynamicRef' | '$recursiveRef', text: string) => Node;
  readonly formatAssertion: boolean;
  readonly ignore: (keyword: string) => void;
}

/** Keywords that say nothing about which documents are valid, in any dialect. */
const annotations: ReadonlySet<string> = new Set(
  `$schema $id id $anchor $dynamicAnchor $recursiveAnchor $vocabulary $comment $defs definitions title description default example
  examples deprecated readOnly writeOnly externalDocs xml discriminator contentEncoding contentMediaType contentSchema components`.split(
    /\s+/,
  ),
);

type Group = 'old' | 'draft-04' | 'boolean-bounds' | 'tuple-items' | 'prefix-items' | 'since-06' | 'since-07' | 'since-2019';
const groupsOf: Readonly<Record<Dialect, readonly Group[]>> = {
  'draft-04': ['old', 'draft-04', 'boolean-bounds', 'tuple-items'],
  'draft-06': ['old', 'tuple-items', 'since-06'],
  'draft-07': ['old', 'tuple-items', 'since-06', 'since-07'],
  '2019-09': ['tuple-items', 'since-06', 'since-07', 'since-2019'],
  '2020-12': ['prefix-items', 'since-06', 'since-07', 'since-2019'],
  'openapi-3.0': ['old', 'draft-04', 'boolean-bounds'],
  'openapi-3.1': ['prefix-items', 'since-06', 'since-07', 'since-2019'],
};
const sets = new Map<Dialect, ReadonlySet<Group>>(
  (Object.entries(groupsOf) as [Dialect, Group[]][]).map(([dialect, groups]) => [dialect, new Set(groups)]),
);
const isIn = (dialect: Dialect, group: Group): boolean => sets.get(dialect)?.has(group) === true;

/** Does `$ref` make everything beside it void? */
const refStandsAlone = (dialect: Dialect): boolean => isIn(dialect, 'old');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Exact);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Building {
  node: Draft;
  number?: Mutable<NonNullable<Node['number']>>;
  string?: Mutable<NonNullable<Node['string']>>;
  array?: Mutable<NonNullable<Node['array']>>;
  object?: Mutable<NonNullable<Node['object']>>;
}
const numberOf = (b: Building): NonNullable<Building['number']> => (b.number ??= { multiples: [] });
const stringOf = (b: Building): NonNullable<Building['string']> => (b.string ??= { min: 0, max: Infinity, patterns: [], formats: [] });
const arrayOf = (b: Building): NonNullable<Building['array']> => (b.array ??= { prefix: [], min: 0, max: Infinity, unique: false });
const objectOf = (b: Building): NonNullable<Building['object']> =>
  (b.object ??= { properties: new Map(), patterns: [], required: [], min: 0, max: Infinity });

const expressions = new Map<string, boolean>();
/** Is a text a regular expression of ECMA-262, of either syntax? */
const isExpression = (text: string): boolean => {
  let known = expressions.get(text);
  if (known === undefined) {
    // A property of characters that nobody knows is a mistake, though the older syntax would read it as letters.
    known = (/\\[pP]\{/.test(text) ? ['u'] : ['u', '']).some((flags) => {
      try {
        return new RegExp(text, flags) instanceof RegExp;
      } catch {
        return false;
      }
    });
    if (expressions.size > 10_000) expressions.clear();
    expressions.set(text, known);
  }
  return known;
};

/** The tighter of two lower limits (sign 1) or upper limits (sign -1). */
const tighter = (a: Limit | undefined, b: Limit, sign: 1 | -1): Limit => {
  if (!a) return b;
  const order = compare(a.at, b.at) * sign;
  return order === 0 ? (a.open ? a : b) : order > 0 ? a : b;
};

/** Values that may stand in an enum, by canonical text. */
export const valuesOf = (list: Iterable<Value>): Map<string, Value> => new Map([...list].map((value) => [canonical(value), value]));

/**
 * Reads what one place says.
 * @throws SchemaError for a keyword whose value is none that the dialect allows.
 */
export const readKeywords = (place: Place, { child, reference, formatAssertion, ignore }: Neighbours): Draft => {
  const { value, resource } = place;
  const { dialect } = resource;
  const b: Building = { node: blank() };
  if (value === true) return b.node;
  if (value === false) return { ...b.node, types: 0 };
  const malformed = (keyword: string, what: string): never => {
    throw new SchemaError('schema/malformed', `${keyword} ${what}`, keyword === '' ? place : place.below(keyword));
  };
  if (!isRecord(value)) return malformed('', 'a schema is an object or a boolean, and this is neither');

  const on = (group: Group): boolean => isIn(dialect, group);
  const schema = (keyword: string, ...path: readonly (string | number)[]): Node => child(place.below(keyword, ...path));
  const list = (keyword: string, v: unknown): Node[] =>
    Array.isArray(v) ? v.map((_, i) => schema(keyword, i)) : malformed(keyword, 'must be a list of schemas');
  const named = (keyword: string, v: unknown): [string, Node][] =>
    isRecord(v)
      ? Object.keys(v)
          .sort()
          .map((name) => [name, schema(keyword, name)])
      : malformed(keyword, 'must be an object of schemas');
  const names = (keyword: string, v: unknown): string[] =>
    Array.isArray(v) && v.every((name) => typeof name === 'string') ? [...v].sort() : malformed(keyword, 'must be a list of strings');
  const number = (keyword: string, v: unknown): Decimal =>
    typeof v === 'number' || v instanceof Exact ? decimalOf(v) : malformed(keyword, 'must be a number');
  const count = (keyword: string, v: unknown): number =>
    typeof v === 'number' && v >= 0 && Number.isInteger(v)
      ? v
      : v instanceof Exact && /^\d+$/.test(v.text)
        ? Number(v.text)
        : malformed(keyword, 'must be a whole number, 0 or more');
  const bound = (keyword: string, v: unknown, side: 'low' | 'high', open: boolean): void => {
    const part = numberOf(b);
    part[side] = tighter(part[side], { at: number(keyword, v), open }, side === 'low' ? 1 : -1);
  };
  const expression = (keyword: string, text: string): string =>
    isExpression(text) ? text : malformed(keyword, `must be a regular expression, and ${JSON.stringify(text)} is none`);
  const values = (list: readonly Value[]): void => {
    const found = valuesOf(list);
    b.node.values = b.node.values ? new Map([...b.node.values].filter(([key]) => found.has(key))) : found;
  };
  const depends = (name: string, node: Node): void => void (b.node.dependents = [...b.node.dependents, { name, node }]);
  const requires = (required: readonly string[]): Draft => ({
    ...blank(),
    object: { properties: new Map(), patterns: [], required, min: 0, max: Infinity },
  });
  const has = (keyword: string): boolean => Object.hasOwn(value, keyword);

  const readers: Readonly<Record<string, (v: unknown) => void | false>> = {
    type: (v) => {
      const wanted = (Array.isArray(v) ? v : [v]) as unknown[];
      let mask = 0;
      let fractions = false;
      for (const name of wanted) {
        if (name === 'integer') mask |= bitOf.number;
        else if ((types as readonly unknown[]).includes(name)) {
          mask |= bitOf[name as keyof typeof bitOf];
          fractions ||= name === 'number';
        } else malformed('type', `must be a type of JSON or a list of them, and ${JSON.stringify(name)} is none`);
      }
      if (dialect === 'openapi-3.0' && value['nullable'] === true) mask |= bitOf.null;
      b.node.types &= mask;
      if (wanted.includes('integer') && !fractions) numberOf(b).multiples = [...numberOf(b).multiples, decimalOf(1)];
    },
    nullable: (v) =>
      dialect === 'openapi-3.0' ? (typeof v === 'boolean' ? undefined : malformed('nullable', 'must be a boolean')) : false,
    enum: (v) => (Array.isArray(v) ? values(v as Value[]) : malformed('enum', 'must be a list')),
    const: (v) => (on('since-06') ? values([v as Value]) : false),
    multipleOf: (v) => {
      const step = number('multipleOf', v);
      if (compare(step, decimalOf(0)) <= 0) malformed('multipleOf', 'must be greater than 0');
      numberOf(b).multiples = [...numberOf(b).multiples, step];
    },
    minimum: (v) => bound('minimum', v, 'low', on('boolean-bounds') && value['exclusiveMinimum'] === true),
    maximum: (v) => bound('maximum', v, 'high', on('boolean-bounds') && value['exclusiveMaximum'] === true),
    exclusiveMinimum: (v) => {
      if (!on('boolean-bounds')) bound('exclusiveMinimum', v, 'low', true);
      else if (typeof v !== 'boolean') malformed('exclusiveMinimum', `must be a boolean in ${dialect}`);
    },
    exclusiveMaximum: (v) => {
      if (!on('boolean-bounds')) bound('exclusiveMaximum', v, 'high', true);
      else if (typeof v !== 'boolean') malformed('exclusiveMaximum', `must be a boolean in ${dialect}`);
    },
    minLength: (v) => void (stringOf(b).min = count('minLength', v)),
    maxLength: (v) => void (stringOf(b).max = count('maxLength', v)),
    pattern: (v) => {
      if (typeof v !== 'string') malformed('pattern', 'must be a string');
      stringOf(b).patterns = [expression('pattern', v as string)];
    },
    format: (v) => {
      if (typeof v !== 'string') malformed('format', 'must be a string');
      // A format that nobody knows is an annotation, asserted or not.
      const isAsserted = formatAssertion || resource.formatAssertion;
      if (isAsserted && acceptsFormat(v as string, '') !== undefined) stringOf(b).formats = [v as string];
    },
    prefixItems: (v) => (on('prefix-items') ? void (arrayOf(b).prefix = list('prefixItems', v)) : false),
    items: (v) => {
      if (Array.isArray(v) && on('tuple-items')) arrayOf(b).prefix = list('items', v);
      else arrayOf(b).rest = schema('items');
    },
    additionalItems: () =>
      on('tuple-items') ? (Array.isArray(value['items']) ? void (arrayOf(b).rest = schema('additionalItems')) : undefined) : false,
    contains: () => {
      if (!on('since-06')) return false;
      const [min, max] = on('since-2019') ? [value['minContains'] ?? 1, value['maxContains'] ?? Infinity] : [1, Infinity];
      arrayOf(b).contains = {
        node: schema('contains'),
        min: count('minContains', min),
        max: max === Infinity ? Infinity : count('maxContains', max),
      };
    },
    minContains: (v) => (on('since-2019') ? void count('minContains', v) : false),
    maxContains: (v) => (on('since-2019') ? void count('maxContains', v) : false),
    minItems: (v) => void (arrayOf(b).min = count('minItems', v)),
    maxItems: (v) => void (arrayOf(b).max = count('maxItems', v)),
    uniqueItems: (v) => void (arrayOf(b).unique = typeof v === 'boolean' ? v : malformed('uniqueItems', 'must be a boolean')),
    properties: (v) => void (objectOf(b).properties = new Map(named('properties', v))),
    patternProperties: (v) => {
      if (dialect === 'openapi-3.0') return false;
      objectOf(b).patterns = named('patternProperties', v);
      for (const [pattern] of objectOf(b).patterns) expression('patternProperties', pattern);
    },
    additionalProperties: () => void (objectOf(b).rest = schema('additionalProperties')),
    propertyNames: () => (on('since-06') ? void (objectOf(b).names = schema('propertyNames')) : false),
    // A boolean is a leftover of draft-03 that is common in the wild and says nothing in the dialects read here.
    required: (v) => void (typeof v === 'boolean' && on('old') ? undefined : (objectOf(b).required = names('required', v))),
    minProperties: (v) => void (objectOf(b).min = count('minProperties', v)),
    maxProperties: (v) => void (objectOf(b).max = count('maxProperties', v)),
    dependentRequired: (v) => {
      if (!on('since-2019')) return false;
      if (!isRecord(v)) return malformed('dependentRequired', 'must be an object of lists');
      for (const [name, wanted] of Object.entries(v)) depends(name, requires(names('dependentRequired', wanted)));
    },
    dependentSchemas: (v) => {
      if (!on('since-2019')) return false;
      for (const [name, node] of named('dependentSchemas', v)) depends(name, node);
    },
    // Kept by the newer drafts for compatibility: optional there, and every common validator honours it.
    dependencies: (v) => {
      if (dialect === 'openapi-3.0') return false;
      if (!isRecord(v)) return malformed('dependencies', 'must be an object');
      for (const [name, wanted] of Object.entries(v))
        depends(name, Array.isArray(wanted) ? requires(names('dependencies', wanted)) : schema('dependencies', name));
    },
    allOf: (v) => void (b.node.all = [...b.node.all, ...list('allOf', v)]),
    anyOf: (v) => void (b.node.any = [list('anyOf', v)]),
    oneOf: (v) => void (b.node.one = [list('oneOf', v)]),
    not: () => void (b.node.not = [schema('not')]),
    if: () => {
      if (!on('since-07')) return false;
      const yes = has('then') ? { yes: schema('then') } : {};
      const no = has('else') ? { no: schema('else') } : {};
      // Alone it says nothing about validity, but it marks members and items as evaluated.
      b.node.conditions = [{ test: schema('if'), ...yes, ...no }];
    },
    unevaluatedItems: () => (on('since-2019') ? void (b.node.unevaluatedItems = schema('unevaluatedItems')) : false),
    unevaluatedProperties: () => (on('since-2019') ? void (b.node.unevaluatedProperties = schema('unevaluatedProperties')) : false),
    $ref: (v) => void (b.node.all = [...b.node.all, typeof v === 'string' ? reference('$ref', v) : malformed('$ref', 'must be a string')]),
    $dynamicRef: (v) => {
      if (!on('prefix-items')) return false;
      b.node.all = [...b.node.all, typeof v === 'string' ? reference('$dynamicRef', v) : malformed('$dynamicRef', 'must be a string')];
    },
    $recursiveRef: (v) => {
      if (dialect !== '2019-09') return false;
      b.node.all = [...b.node.all, typeof v === 'string' ? reference('$recursiveRef', v) : malformed('$recursiveRef', 'must be a string')];
    },
  };

  const alone = has('$ref') && refStandsAlone(dialect);
  for (const [keyword, v] of Object.entries(value)) {
    if ((alone && keyword !== '$ref') || resource.silent.has(keyword)) continue;
    // Read with `if`; alone they say nothing.
    if ((keyword === 'then' || keyword === 'else') && on('since-07')) continue;
    const read = Object.hasOwn(readers, keyword) ? readers[keyword] : undefined;
    if ((!read || read(v) === false) && !annotations.has(keyword) && !keyword.startsWith('x-')) ignore(keyword);
  }
  b.node.containsEvaluates = on('prefix-items');
  return finish(b);
};

/** Drops what speaks of types that the node does not accept, so that equal meanings look equal. */
const finish = (b: Building): Draft => {
  const { node } = b;
  if (node.values) {
    const kept = [...node.values].filter(([, value]) => node.types & bitOf[typeOf(value)]);
    node.values = new Map(kept.sort(([x], [y]) => (x < y ? -1 : 1)));
    node.types = kept.reduce((mask, [, value]) => mask | bitOf[typeOf(value)], 0);
  }
  if (node.types === 0) return { ...blank(), types: 0 };
  if (b.number && node.types & bitOf.number) node.number = b.number;
  if (b.string && node.types & bitOf.string) node.string = b.string;
  if (b.array && node.types & bitOf.array) node.array = b.array;
  if (b.object && node.types & bitOf.object) node.object = b.object;
  return node;
};

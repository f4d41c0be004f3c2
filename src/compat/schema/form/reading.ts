import { compare, type Decimal, decimalOf } from '../number/decimal.ts';
import { type Dialect, type Place, SchemaError } from '../read/place.ts';
import { canonical } from '../text.ts';
import { Exact, typeOf, type Value } from '../value.ts';
import { bitOf, blank, type Draft, type Limit, type Node } from './node.ts';

/** How a node comes by its neighbours. */
export interface Neighbours {
  readonly child: (place: Place) => Node;
  readonly reference: (keyword: '$ref' | '$dynamicRef' | '$recursiveRef', text: string) => Node;
  readonly formatAssertion: boolean;
  /** @throws Spent */
  readonly spend: (steps: number) => void;
  readonly ignore: (keyword: string) => void;
}

export type Group = 'old' | 'draft-04' | 'boolean-bounds' | 'tuple-items' | 'prefix-items' | 'since-06' | 'since-07' | 'since-2019';
const groupsOf: Readonly<Record<Dialect, ReadonlySet<Group>>> = {
  'draft-04': new Set(['old', 'draft-04', 'boolean-bounds', 'tuple-items']),
  'draft-06': new Set(['old', 'tuple-items', 'since-06']),
  'draft-07': new Set(['old', 'tuple-items', 'since-06', 'since-07']),
  '2019-09': new Set(['tuple-items', 'since-06', 'since-07', 'since-2019']),
  '2020-12': new Set(['prefix-items', 'since-06', 'since-07', 'since-2019']),
  'openapi-3.0': new Set(['old', 'draft-04', 'boolean-bounds']),
  'openapi-3.1': new Set(['prefix-items', 'since-06', 'since-07', 'since-2019']),
};
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Exact);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Part<K extends 'number' | 'string' | 'array' | 'object'> = Mutable<NonNullable<Node[K]>>;

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

/** Values that may stand in an enum, by canonical text. @throws Spent */
export const valuesOf = (list: Iterable<Value>, spend?: (steps: number) => void): Map<string, Value> => {
  const values = new Map<string, Value>();
  let count = 0;
  for (const value of list) {
    if (++count % manyValues === 0) spend?.(manyValues / 8);
    values.set(canonical(value), value);
  }
  return values;
};
/** Of so many values the time is looked at; one costs less than a keyword. */
const manyValues = 512;

/** One schema object while it is read. Its methods read values of one kind, and refuse what the dialect does not allow. */
export class Reading {
  readonly place: Place;
  readonly value: Readonly<Record<string, unknown>>;
  readonly dialect: Dialect;
  readonly neighbours: Neighbours;
  readonly node: Draft = blank();
  private groups: ReadonlySet<Group>;
  private numberPart: Part<'number'> | undefined;
  private stringPart: Part<'string'> | undefined;
  private arrayPart: Part<'array'> | undefined;
  private objectPart: Part<'object'> | undefined;

  constructor(place: Place, value: Readonly<Record<string, unknown>>, neighbours: Neighbours) {
    this.place = place;
    this.value = value;
    this.neighbours = neighbours;
    this.dialect = place.resource.dialect;
    this.groups = groupsOf[this.dialect];
  }

  on(group: Group): boolean {
    return this.groups.has(group);
  }
  has(keyword: string): boolean {
    return Object.hasOwn(this.value, keyword);
  }
  /** @throws SchemaError always */
  malformed(keyword: string, what: string): never {
    throw new SchemaError('schema/malformed', `${keyword} ${what}`, this.place.below(keyword));
  }

  numberOf(): Part<'number'> {
    return (this.numberPart ??= { multiples: [] });
  }
  stringOf(): Part<'string'> {
    return (this.stringPart ??= { min: 0, max: Infinity, patterns: [], formats: [] });
  }
  arrayOf(): Part<'array'> {
    return (this.arrayPart ??= { prefix: [], min: 0, max: Infinity, unique: false });
  }
  objectOf(): Part<'object'> {
    return (this.objectPart ??= { properties: new Map(), patterns: [], required: [], min: 0, max: Infinity });
  }

  schema(keyword: string, ...path: readonly (string | number)[]): Node {
    return this.neighbours.child(this.place.below(keyword, ...path));
  }
  list(keyword: string, v: unknown): Node[] {
    return Array.isArray(v) ? v.map((_, i) => this.schema(keyword, i)) : this.malformed(keyword, 'must be a list of schemas');
  }
  named(keyword: string, v: unknown): [string, Node][] {
    if (!isRecord(v)) return this.malformed(keyword, 'must be an object of schemas');
    return Object.keys(v)
      .sort()
      .map((name) => [name, this.schema(keyword, name)]);
  }
  names(keyword: string, v: unknown): string[] {
    return Array.isArray(v) && v.every((name) => typeof name === 'string')
      ? [...v].sort()
      : this.malformed(keyword, 'must be a list of strings');
  }
  number(keyword: string, v: unknown): Decimal {
    return typeof v === 'number' || v instanceof Exact ? decimalOf(v) : this.malformed(keyword, 'must be a number');
  }
  count(keyword: string, v: unknown): number {
    if (typeof v === 'number' && v >= 0 && Number.isInteger(v)) return v;
    return v instanceof Exact && /^\d+$/.test(v.text) ? Number(v.text) : this.malformed(keyword, 'must be a whole number, 0 or more');
  }
  bound(keyword: string, v: unknown, side: 'low' | 'high', open: boolean): void {
    const part = this.numberOf();
    part[side] = tighter(part[side], { at: this.number(keyword, v), open }, side === 'low' ? 1 : -1);
  }
  expression(keyword: string, text: string): string {
    return isExpression(text) ? text : this.malformed(keyword, `must be a regular expression, and ${JSON.stringify(text)} is none`);
  }
  values(list: readonly Value[]): void {
    const found = valuesOf(list, this.neighbours.spend);
    this.node.values = this.node.values ? new Map([...this.node.values].filter(([key]) => found.has(key))) : found;
  }
  refer(keyword: '$ref' | '$dynamicRef' | '$recursiveRef', v: unknown): void {
    const target = typeof v === 'string' ? this.neighbours.reference(keyword, v) : this.malformed(keyword, 'must be a string');
    this.node.all = [...this.node.all, target];
  }
  depends(name: string, node: Node): void {
    this.node.dependents = [...this.node.dependents, { name, node }];
  }

  /** What was read, without what speaks of types that the node does not accept, so that equal meanings look equal. */
  finished(): Draft {
    const { node } = this;
    node.containsEvaluates = this.on('prefix-items');
    if (node.values) {
      const kept = [...node.values].filter(([, value]) => node.types & bitOf[typeOf(value)]);
      this.neighbours.spend(kept.length / 8);
      node.values = new Map(kept.sort(([x], [y]) => (x < y ? -1 : 1)));
      node.types = kept.reduce((mask, [, value]) => mask | bitOf[typeOf(value)], 0);
    }
    if (node.types === 0) return { ...blank(), types: 0 };
    if (this.numberPart && node.types & bitOf.number) node.number = this.numberPart;
    if (this.stringPart && node.types & bitOf.string) node.string = this.stringPart;
    if (this.arrayPart && node.types & bitOf.array) node.array = this.arrayPart;
    if (this.objectPart && node.types & bitOf.object) node.object = this.objectPart;
    return node;
  }
}

import { accepts } from './accepts.ts';
import { isSpent } from './budget.ts';
import { matches } from './pattern.ts';
import { memberOfShape, itemOfShape, type Shape, shapeOf, type Union } from './shape.ts';
import type { Node, Schema } from './source.ts';

// Small documents that lie near the limits of one schema, and near those of another that shall refuse them.

/** Strings that some format or a common pattern asks for; the plainest first. */
const strings = [
  'a',
  'abc',
  '',
  '0',
  '1',
  'A',
  'a-b',
  'a_b',
  'x y',
  '2020-01-01',
  '2020-01-01T00:00:00Z',
  '00:00:00Z',
  'P1D',
  'a@example.com',
  'example.com',
  'https://example.com/',
  '127.0.0.1',
  '::1',
  '00000000-0000-4000-8000-000000000000',
  '0'.repeat(40),
  '0'.repeat(64),
  `sha256:${'0'.repeat(64)}`,
  'a'.repeat(40),
  '/a',
  'a/b',
  '#ffffff',
  'ffffff',
  '1.0.0',
  'v1.0.0',
  'en',
  'en-US',
  'USD',
  '+10000000000',
  'YQ==',
  'é',
  '\n',
];
const numbers = [0, 1, -1, 0.5, 100, -0.5, 2 ** 31, 2 ** 53];
const widest = 2000;

const text = (length: number): string => 'a'.repeat(length);
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const stringsNear = (shape: Shape, other: Shape | undefined): string[] => {
  const lengths = [shape.length.min, shape.length.max, ...(other ? [other.length.min - 1, other.length.max + 1] : [])];
  const wanted = unique(lengths).filter((length) => length >= 0 && length <= widest);
  // What a format or a pattern begins with, drawn out to the lengths that matter.
  const drawn = wanted.flatMap((length) =>
    strings.flatMap((start) => (start.length < length ? [start + text(length - start.length)] : [])),
  );
  return unique([...strings.slice(0, 3), ...wanted.map(text), ...strings, ...drawn]);
};

const numbersNear = (shape: Shape, other: Shape | undefined): number[] => {
  const limits = [shape, ...(other ? [other] : [])].flatMap(({ low, high }) => [low.at, high.at]).filter(Number.isFinite);
  const near = limits.flatMap((limit) => [limit, limit - 1, limit + 1, Math.floor(limit), Math.ceil(limit), limit - 0.5, limit + 0.5]);
  const steps = shape.multiples.flatMap((step) => [
    step,
    -step,
    2 * step,
    3 * step,
    ...limits.map((limit) => Math.ceil(limit / step) * step),
  ]);
  return unique([...numbers, ...near, ...steps].map((n) => (Object.is(n, -0) ? 0 : n)));
};

const padded = (item: unknown, length: number, different: boolean): unknown[] =>
  Array.from({ length }, (_, i) => (different && i > 0 ? (typeof item === 'number' ? item + i : `${String(item)}${i}`) : item));

const arraysNear = (shape: Shape, other: Shape | undefined, depth: number): unknown[][] => {
  const lengths = [shape.count.min, 0, 1, ...(other ? [other.count.min - 1, other.count.max + 1] : []), shape.count.max];
  const item = (position: number): unknown => first(itemOfShape(shape, position), depth);
  return unique(lengths)
    .filter((length) => length >= 0 && length <= 200)
    .flatMap((length) => {
      const list = Array.from({ length }, (_, i) => item(i));
      const last = padded(item(length), length, true);
      return other?.unique ? [list, last, padded(item(0), 2, false)] : shape.unique ? [list, last] : [list];
    });
};

const objectsNear = (shape: Shape, other: Shape | undefined, depth: number): Record<string, unknown>[] => {
  const base = smallestObject(shape, depth);
  if (!base) return [];
  const optional = [...shape.names.keys()].filter((name) => !Object.hasOwn(base, name));
  const found = [base];
  const whole = { ...base };
  for (const name of optional.slice(0, 200)) {
    const value = first(memberOfShape(shape, name), depth);
    if (value === undefined) continue;
    whole[name] = value;
    if (other && found.length < 60) found.push({ ...base, [name]: value });
  }
  if (other) found.push(whole);
  if (!shape.closed) {
    const patterns = [...shape.patternNames.keys(), ...(other?.patternNames.keys() ?? [])];
    for (const name of [...(other?.names.keys() ?? []), ...patterns.flatMap((pattern) => nameLike(pattern) ?? []), 'other'].slice(0, 40)) {
      if (Object.hasOwn(base, name)) continue;
      const schema = memberOfShape(shape, name);
      for (const value of schema.length === 0 ? [null, 1, 'a'] : [first(schema, depth)])
        if (value !== undefined) found.push({ ...base, [name]: value });
    }
    const wanted = Math.max(shape.members.min, Number.isFinite(other?.members.max) ? (other?.members.max ?? 0) + 1 : 0);
    const filled: Record<string, unknown> = { ...base };
    const value = first(shape.rest, depth);
    for (let i = 1; Object.keys(filled).length < Math.min(wanted, 100); i++) filled[`other${i}`] = value === undefined ? null : value;
    found.push(filled);
  }
  return found;
};

/** A name that a pattern of member names matches, where one is easily found. */
export const nameLike = (pattern: string): string | undefined => {
  const plain = pattern.replaceAll(/[\^$]|\\(?=[-./])|\.\*/g, '');
  return [plain, `${plain}a`, ...strings].find((name) => name !== '' && matches(pattern, name));
};

/** The object with the required members alone, or undefined where one of them cannot be made. */
export const smallestObject = (shape: Shape, depth: number): Record<string, unknown> | undefined => {
  const out: Record<string, unknown> = {};
  for (const name of shape.required) {
    const value = first(memberOfShape(shape, name), depth);
    if (value === undefined) return undefined;
    out[name] = value;
  }
  for (const name of shape.names.keys()) {
    if (Object.keys(out).length >= shape.members.min) break;
    const value = Object.hasOwn(out, name) ? undefined : first(memberOfShape(shape, name), depth);
    if (value !== undefined) out[name] = value;
  }
  return out;
};

/** The first branch of every union, then each other branch of each union alone. */
const choices = (unions: readonly Union[]): Schema[] => {
  if (unions.length === 0) return [[]];
  const firsts = unions.map(({ branches }) => branches[0]).filter((node) => node !== undefined);
  return [
    firsts,
    ...unions.flatMap(({ branches }, i) => branches.slice(1, 30).map((branch) => firsts.map((node, j) => (i === j ? branch : node)))),
  ];
};

const candidates = function* (schema: Schema, other: Shape | undefined, closed: boolean, depth: number): Generator {
  const whole = shapeOf({ nodes: schema, closed });
  for (const list of whole.values) yield* list;
  for (const chosen of choices(whole.unions)) {
    const shape =
      chosen.length === 0
        ? whole
        : shapeOf({ nodes: [...schema, ...chosen], split: new Set(whole.unions.map(({ branches }) => branches)), closed });
    for (const list of shape.values) yield* list;
    for (const atom of ['string', 'integer', 'fraction', 'boolean', 'null', 'array', 'object'] as const) {
      if (!shape.atoms.has(atom)) continue;
      if (atom === 'null') yield null;
      else if (atom === 'boolean') yield* [true, false];
      else if (atom === 'string') yield* stringsNear(shape, other);
      else if (atom === 'integer' || atom === 'fraction') yield* numbersNear(shape, other);
      else if (depth > 0) yield* atom === 'array' ? arraysNear(shape, other, depth - 1) : objectsNear(shape, other, depth - 1);
      else yield atom === 'array' ? [] : {};
    }
    if (shape.unions.length > 0 && depth > 0)
      for (const more of choices(shape.unions)) yield* candidates([...schema, ...chosen, ...more], other, closed, depth - 3);
  }
};

const maxTrials = 1000;

const found = new WeakMap<Node, Map<string, { value: unknown }>>();

/** A small valid document, or undefined where none was found. */
export const first = (schema: Schema, depth: number): unknown => {
  const [node] = schema;
  if (!node) return null;
  let ofNode = found.get(node);
  if (!ofNode) found.set(node, (ofNode = new Map()));
  const key = `${depth}:${schema.map(({ id }) => id).join(',')}`;
  const before = ofNode.get(key);
  if (before) return before.value;
  ofNode.set(key, { value: undefined });
  const value = search(schema, depth);
  if (value === undefined && isSpent()) ofNode.delete(key);
  else ofNode.set(key, { value });
  return value;
};

const search = (schema: Schema, depth: number): unknown => {
  let trials = 0;
  for (const value of candidates(schema, undefined, false, depth)) {
    if (accepts(schema, value) === true) return value;
    if (++trials > 100 || isSpent()) return undefined;
  }
  return undefined;
};

/**
 * A document that `a` accepts and `b` refuses, as far as our own reading goes, or undefined where trying found none.
 * `hints` are tried first.
 */
export const refute = (
  a: Schema,
  b: Schema,
  closed: boolean,
  hints: readonly unknown[],
): { witness: unknown; sure: boolean } | undefined => {
  let maybe: { witness: unknown; sure: boolean } | undefined;
  let trials = 0;
  const refutes = (value: unknown): boolean => {
    const inB = accepts(b, value);
    if (inB === true) return false;
    const inA = accepts(a, value);
    if (inA === false) return false;
    if (inA && inB === false) return true;
    maybe ??= { witness: value, sure: false };
    return false;
  };
  for (const value of hints) if (refutes(value)) return { witness: value, sure: true };
  for (const value of candidates(a, shapeOf({ nodes: b }), closed, 4)) {
    if (refutes(value)) return { witness: value, sure: true };
    if (++trials > maxTrials || isSpent()) break;
  }
  return maybe;
};

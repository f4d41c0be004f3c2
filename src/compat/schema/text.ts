import { DrillError } from '../../core/error.ts';
import { sha256 } from '../../core/hash.ts';
import { canonicalNumber, exactNumber, scientific } from './number/notation.ts';
import { Undecided } from './undecided.ts';
import { Exact, type Value } from './value.ts';

// JSON as text and values as JSON, without losing a digit.

type Members = Readonly<Record<string, Value>>;

/**
 * Where a number may stand that its double does not say. One of at most fifteen digits and a short exponent is none;
 * looking closer costs more than parsing. Finds such in strings too, which costs a second look, nothing else.
 */
const suspicious =
  /(?<=^|[\s:[,])(?:-0(?:\.0*)?(?:[eE][+-]?\d+)?|-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?\d[\d.]*[eE][+-]?\d{3,})(?=[\s,\]}]|$)/g;

const hasInexact = (text: string): boolean => {
  for (const [token] of text.matchAll(suspicious)) if (!Object.is(exactNumber(token), Number(token))) return true;
  return false;
};

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Puts an `Exact` in place of each object of the one member `mark`. A list and not a recursion: texts may nest without end. */
const unmarked = (root: Value, mark: string): Value => {
  const top: { root: Value } = { root };
  const open: object[] = [top];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop())
    for (const [name, child] of Object.entries(holder) as [string, Value][]) {
      if (typeof child !== 'object' || child === null) continue;
      const text = Object.hasOwn(child, mark) ? (child as Members)[mark] : undefined;
      if (text === undefined) open.push(child);
      // Assigning would take `__proto__` for something else.
      else Object.defineProperty(holder, name, { value: new Exact(text as string), enumerable: true, writable: true, configurable: true });
    }
  return top.root;
};

/**
 * The value that a JSON text is. 1.0 is 1 and -0 is 0; a number whose double prints another decimal is an `Exact`. Of
 * members of the same name the last one counts; `__proto__` is a name like others. Nests as deep as you like.
 *
 * @throws SyntaxError for what is not JSON.
 */
export const parseValue = (text: string): Value => {
  const value = JSON.parse(text) as Value;
  if (!hasInexact(text)) return value;
  // No text holds its own hash, however its names are escaped.
  const mark = sha256(text);
  let marked = false;
  const exact = text.replace(stringOrNumber, (token) => {
    if (token.startsWith('"')) return token;
    const number = exactNumber(token);
    if (number === 0) return '0';
    if (typeof number === 'number') return token;
    marked = true;
    return `{"${mark}":"${number.text}"}`;
  });
  const again = JSON.parse(exact) as Value;
  return marked ? unmarked(again, mark) : again;
};

/** Runs what recurses over a value; what nests too deeply for the stack is an error that says so. */
const withinStack = <T>(run: () => T, tooDeep: () => Error): T => {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
};

const undecided = (): Error => new Undecided('a value that nests too deeply');

/**
 * A value as JSON, numbers with all their digits.
 *
 * @param indent spaces a level; on one line without.
 * @throws DrillError for one that nests too deeply.
 */
export const writeValue = (value: Value, indent?: number): string =>
  withinStack(
    () => JSON.stringify(value, undefined, indent),
    () => new DrillError('document/too-deep', 'the value nests too deeply to be written'),
  );

const canonicalExact = ({ text }: Exact): string => {
  const value = exactNumber(text);
  return typeof value === 'number' ? String(value) : canonicalNumber(scientific(text));
};

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const key = (value: Value): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Exact) return canonicalExact(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(key).join(',')}]`;
  const members = value as Members;
  const names = Object.keys(members).sort(byName);
  return `{${names.map((name) => `${JSON.stringify(name)}:${key(members[name] as Value)}`).join(',')}}`;
};

/**
 * One text for one value: equal values have the same, however their numbers are written and their names are ordered.
 *
 * @throws Undecided for a value that nests too deeply.
 */
export const canonical = (value: Value): string => (typeof value === 'object' ? withinStack(() => key(value), undecided) : key(value));

const isEqual = (a: Value, b: Value): boolean => {
  if (a === b) return true;
  if (a instanceof Exact || b instanceof Exact) return key(a) === key(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item: Value, at) => isEqual(item, b[at] as Value));
  const [left, right] = [a as Members, b as Members];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isEqual(left[name] as Value, right[name] as Value))
  );
};

/** Are two values the same, as JSON Schema sees it: 1.0 is 1, members have no order? @throws Undecided as `canonical`. */
export const equal = (a: Value, b: Value): boolean => a === b || withinStack(() => isEqual(a, b), undecided);

/** What was measured, by each object: parts of a value may be shared, so that it is far larger than the memory it takes. */
type Measured = WeakMap<object, number>;
type Leaf = null | boolean | number | string | Exact;

/** @param leaf what a value without parts counts @param own what a list or an object of so many members counts beside them */
const measure = (value: Value, known: Measured, leaf: (value: Leaf) => number, own: (holder: object) => number): number => {
  if (typeof value !== 'object' || value === null || value instanceof Exact) return leaf(value);
  const before = known.get(value);
  if (before !== undefined) return before;
  let sum = own(value);
  for (const part of Array.isArray(value) ? (value as readonly Value[]) : Object.values(value as Members))
    sum += measure(part, known, leaf, own);
  known.set(value, sum);
  return sum;
};

const lengths: Measured = new WeakMap();
const lengthOfLeaf = (value: Leaf): number => (typeof value === 'string' ? JSON.stringify(value).length : String(value).length);
const lengthOfHolder = (holder: object): number => {
  if (Array.isArray(holder)) return Math.max(holder.length + 1, 2);
  const names = Object.keys(holder);
  return names.reduce((sum, name) => sum + JSON.stringify(name).length + 1, Math.max(names.length + 1, 2));
};

/** How many characters the value has as JSON on one line. @throws Undecided for a value that nests too deeply. */
export const sizeOf = (value: Value): number => withinStack(() => measure(value, lengths, lengthOfLeaf, lengthOfHolder), undecided);

const counts: Measured = new WeakMap();

/** How many values the value is made of, itself included. @throws Undecided as `sizeOf`. */
export const partsOf = (value: Value): number =>
  withinStack(
    () =>
      measure(
        value,
        counts,
        () => 1,
        () => 1,
      ),
    undecided,
  );

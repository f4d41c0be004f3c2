import { isDeepStrictEqual } from 'node:util';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isAmong } from './among.ts';
import { spend } from './budget.ts';
import type { Atom, Keywords } from './keywords.ts';
import { keywordsOf } from './keywords.ts';
import { matchesInTime } from './pattern.ts';
import { itemOf, memberOf } from './shape.ts';
import type { Node, Schema } from './source.ts';

/** Whether a document is valid; undefined where a keyword that is not understood decides. */
export type Accepts = boolean | undefined;

const atomOf = (value: unknown): Atom => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return typeof value as 'boolean' | 'string' | 'object';
};

const all = (answers: Iterable<Accepts>): Accepts => {
  let sum: Accepts = true;
  for (const answer of answers) {
    if (answer === false) return false;
    sum = sum === undefined ? undefined : answer;
  }
  return sum;
};
const not = (answer: Accepts): Accepts => (answer === undefined ? undefined : !answer);

/** The decimal that a number is written as, as a fraction of whole numbers: 6.6 is 66/10 and a multiple of 1.1. */
const ratio = (value: number): [bigint, bigint] => {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', digits = ''] = mantissa.split('.');
  const shift = Number(exponent) - digits.length;
  const n = BigInt(whole + digits);
  return shift >= 0 ? [n * 10n ** BigInt(shift), 1n] : [n, 10n ** BigInt(-shift)];
};
export const isMultiple = (value: number, of: number): boolean => {
  if (of <= 0 || !Number.isFinite(value)) return false;
  const [n, d] = ratio(value);
  const [on, od] = ratio(of);
  return (n * od) % (d * on) === 0n;
};

const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** A format as ajv-formats has it, asserted; true where it names none (then it is an annotation, like for ajv). */
const hasFormat = (format: string, value: unknown): boolean => {
  const checker: unknown = Object.hasOwn(fullFormats, format) ? fullFormats[format as keyof typeof fullFormats] : undefined;
  if (checker === undefined || checker === true) return true;
  const { type = 'string', validate } = (typeof checker === 'function' || checker instanceof RegExp ? { validate: checker } : checker) as {
    type?: string;
    validate: RegExp | ((value: unknown) => boolean);
  };
  if (typeof value !== type) return true;
  return validate instanceof RegExp ? validate.test(String(value)) : validate(value);
};
/** Does the format mean anything to the validator at all? */
export const isAsserted = (format: string): boolean =>
  Object.hasOwn(fullFormats, format) && (fullFormats as Record<string, unknown>)[format] !== true;

function* ofType(k: Keywords, value: unknown, depth: number): Generator<Accepts> {
  const n = k.numbers;
  if (typeof value === 'number') {
    yield n.minimum === undefined || value >= n.minimum;
    yield n.exclusiveMinimum === undefined || value > n.exclusiveMinimum;
    yield n.maximum === undefined || value <= n.maximum;
    yield n.exclusiveMaximum === undefined || value < n.exclusiveMaximum;
    yield n.multipleOf === undefined || isMultiple(value, n.multipleOf);
  } else if (typeof value === 'string') {
    if (n.minLength !== undefined || n.maxLength !== undefined) {
      const length = codePoints(value);
      yield length >= (n.minLength ?? 0) && length <= (n.maxLength ?? Infinity);
    }
    yield k.pattern === undefined || matchesInTime(k.pattern, value);
  } else if (Array.isArray(value)) {
    yield value.length >= (n.minItems ?? 0) && value.length <= (n.maxItems ?? Infinity);
    if (k.uniqueItems) yield value.every((item, i) => value.slice(i + 1).every((other) => !isDeepStrictEqual(item, other)));
    for (const [i, item] of value.entries()) yield accepts(itemOf(k, i), item, depth);
    const { contains } = k;
    if (contains) yield not(all(value.map((item) => not(accepts([contains], item, depth)))));
  } else if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    yield names.length >= (n.minProperties ?? 0) && names.length <= (n.maxProperties ?? Infinity);
    yield k.required.every((name) => Object.hasOwn(value, name));
    for (const name of names) {
      yield accepts(memberOf(k, name), (value as Record<string, unknown>)[name], depth);
      if (k.propertyNames) yield accepts([k.propertyNames], name, depth);
    }
  }
}

function* judged(node: Node, value: unknown, depth: number): Generator<Accepts> {
  const k = keywordsOf(node);
  yield !k.never;
  if (k.types) yield k.types.has(atomOf(value));
  for (const list of k.values) yield isAmong(list, value);
  if (k.format !== undefined) yield hasFormat(k.format, value);
  yield* ofType(k, value, depth);
  if (k.ref) yield accepts([k.ref], value, depth);
  for (const part of k.allOf) yield accepts([part], value, depth);
  if (k.anyOf) yield not(all(k.anyOf.map((part) => not(accepts([part], value, depth)))));
  if (k.oneOf) {
    const answers = k.oneOf.map((part) => accepts([part], value, depth));
    const sure = answers.filter((answer) => answer === true).length;
    yield sure > 1 ? false : answers.includes(undefined) ? undefined : sure === 1;
  }
  if (k.not) yield not(accepts([k.not], value, depth));
  if (k.if) {
    const condition = accepts([k.if], value, depth);
    const branch = condition === true ? k.then : k.else;
    yield condition === undefined ? undefined : branch ? accepts([branch], value, depth) : true;
  }
  if (k.others.size > 0) yield undefined;
}

const deepest = 400;

/** Is a document valid under a conjunction of schemas? */
export const accepts = (schema: Schema, value: unknown, depth = 0): Accepts => {
  if (depth > deepest) return undefined;
  let sum: Accepts = true;
  for (const node of schema) {
    spend(1);
    const answer = all(judged(node, value, depth + 1));
    if (answer === false) return false;
    sum = sum === undefined ? undefined : answer;
  }
  return sum;
};

import { describe, expect, it } from 'vitest';
import { accepts } from '../../../../src/compat/schema/interpret/interpret.ts';
import type { Dialect } from '../../../../src/compat/schema/read/place.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import { contains } from '../../../../src/compat/schema/relation.ts';
import { writeValue } from '../../../../src/compat/schema/text.ts';
import type { Value } from '../../../../src/compat/schema/value.ts';
import { judge } from '../oracle.ts';
import { bases, generated, type Generated } from './generated.ts';
import { contexts } from './contexts.ts';
import { rewrites } from './rewrites.ts';
import type { Schema } from './syntax.ts';

const seeds = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);

const isIn: Readonly<Record<keyof Generated['documents'], readonly [boolean, boolean]>> = {
  both: [true, true],
  onlyA: [true, false],
  onlyB: [false, true],
  neither: [false, false],
};

/** ajv computes in doubles, and does not find dynamic anchors below `$defs` nor members called `__proto__`. */
const isForAjv = (schema: Schema): boolean =>
  !/\d{16}|e[+-]?\d{3}|"multipleOf":\d*\.\d|\$dynamicRef|__proto__/.test(writeValue(schema as Value));
const ofInterpreter = (schema: Schema, dialect: Dialect, value: Value): boolean => accepts(readSchema(schema, { dialect }), value);
const ofAjv = (schema: Schema, dialect: Dialect, value: Value): boolean | undefined =>
  isForAjv(schema) && isForAjv(value as Schema) ? judge(schema, { dialect })(value) : undefined;

/** What the judges say of a document against what was constructed. */
const wrongDocuments = (
  judgeOf: (schema: Schema, dialect: Dialect, value: Value) => boolean | undefined,
  question: Generated,
): string[] => {
  const { seed, a, b, dialect, documents, made } = question;
  return (Object.entries(documents) as [keyof typeof isIn, Value][]).flatMap(([kind, value]) => {
    const said = [judgeOf(a, dialect.a, value), judgeOf(b, dialect.b, value)];
    const isRight = said.every((one, side) => one === undefined || one === isIn[kind][side]);
    return isRight ? [] : [`seed ${seed}: ${kind} ${writeValue(value)} is ${said.join(', ')} (${made})`];
  });
};

const answers = {
  narrower: 'contained, not-contained',
  wider: 'not-contained, contained',
  equivalent: 'contained, contained',
  apart: 'not-contained, not-contained',
};

describe('questions whose answer is known by construction', () => {
  it('are the same for the same seed', () => {
    for (const seed of seeds(0, 50)) expect(generated(seed)).toEqual(generated(seed));
  });

  it('come in all kinds', () => {
    const made = seeds(0, 3000).map((seed) => generated(seed).made);
    const never = [...bases, ...contexts, ...rewrites].filter(({ name }) => !made.some((text) => text.includes(name)));
    expect(never.map(({ name }) => name)).toEqual([]);
  });

  it('have the documents that are claimed, by the interpreter', () => {
    expect(seeds(0, 2000).flatMap((seed) => wrongDocuments(ofInterpreter, generated(seed)))).toEqual([]);
  });

  it('have the documents that are claimed, by ajv', () => {
    expect(seeds(0, 300).flatMap((seed) => wrongDocuments(ofAjv, generated(seed)))).toEqual([]);
  });

  it('are answered, and right', () => {
    const wrong = seeds(0, 300).flatMap((seed) => {
      const { a, b, dialect, truth, made } = generated(seed);
      const said = [contains(a, b, { dialect }), contains(b, a, { dialect: { a: dialect.b, b: dialect.a } })];
      const text = said.map(({ kind }) => kind).join(', ');
      return text === answers[truth] ? [] : [`seed ${seed}: ${text}, and A is ${truth} (${made})`];
    });
    expect(wrong).toEqual([]);
  });
});

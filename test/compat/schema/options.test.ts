import { describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { contains, relation } from '../../../src/compat/schema/relation.ts';
import { Exact } from '../../../src/compat/schema/value.ts';

it.each([
  ['a dialect', { dialect: 'draft-7' }, '"draft-7" is no dialect'],
  ['a dialect of one side', { dialect: { b: 'nope' } }, '"nope" is no dialect'],
  ['a profile', { profile: 'tolerant' }, '"tolerant" is no profile'],
])('%s that there is none of is an error that says so', (_, options, message) => {
  expect(() => contains(true, true, options as never)).toThrow(message);
});

it('schemas that refer to the next one twice each are no more work than a line of them', () => {
  const steps = 60;
  const $defs: Record<string, object> = { [`d${steps}`]: { type: 'integer' } };
  for (let i = 0; i < steps; i++) $defs[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] };
  const chain = { $ref: '#/$defs/d0', $defs };
  expect([contains(chain, { type: 'integer' }).kind, contains({ type: 'number' }, chain).kind]).toEqual(['contained', 'not-contained']);
});

/** What the user is told. */
const told = (ask: () => unknown): readonly (string | undefined)[] => {
  try {
    ask();
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return [error.kind, error.message, error.problems[0]?.fix];
  }
  throw new Error('nothing was thrown');
};

describe('options that there are not are errors', () => {
  it.each<[string, unknown, string, string | undefined]>([
    ['a word too many', { formatAsertion: true }, 'there is no option "formatAsertion"', 'did you mean "formatAssertion"?'],
    ['the batch’s word', { budgetMs: 5 }, 'there is no option "budgetMs"', 'did you mean "budget"?'],
    ['a word in the budget', { budget: { millis: 5 } }, 'there is no option "budget.millis"', 'there are: steps, ms'],
    ['a budget that is none', { budget: { ms: NaN } }, 'the option "budget.ms" is NaN; it must be a number from 0 up', undefined],
    ['one below nothing', { budget: { steps: -1 } }, 'the option "budget.steps" is -1; it must be a number from 0 up', undefined],
    ['one in words', { budget: { ms: '5' } }, 'the option "budget.ms" is "5"; it must be a number from 0 up', undefined],
    ['a budget that is a number', { budget: 5 }, 'the option "budget" is 5; it must be an object', undefined],
    ['a third side', { dialect: { c: 'draft-04' } }, 'there is no option "dialect.c"', 'did you mean "a"?'],
    ['a flag in words', { formatAssertion: 'yes' }, 'the option "formatAssertion" is "yes"; it must be true or false', undefined],
    [
      'schemas in a list',
      { schemas: [true] },
      'the option "schemas" is a list; it must be an object of schemas by absolute URI',
      undefined,
    ],
    ['schemas by a relative URI', { schemas: { order: true } }, 'the option "schemas" has "order", which is no absolute URI', undefined],
    ['no options', null, 'what is given as options is null; it must be an object', undefined],
  ])('%s', (_, options, message, fix) => expect(told(() => contains(true, true, options as never))).toEqual(['usage', message, fix]));

  it('what is undefined is absent', () =>
    expect(contains(true, true, { profile: undefined, budget: { ms: undefined } } as never).kind).toBe('contained'));
});

describe('what no JSON text says is an error with its place', () => {
  it('what throws when it is looked at', () => {
    const schema = {
      get type(): never {
        throw new Error('not here');
      },
    };
    expect(told(() => contains(schema, true))).toEqual(['usage', 'schema A cannot be read: not here', undefined]);
  });

  const circle: Record<string, unknown> = { type: 'object' };
  circle['properties'] = { next: circle };
  let deep: unknown = { const: 1n };
  for (let i = 0; i < 100_000; i++) deep = { items: deep };
  it.each<[string, unknown, string]>([
    ['a function', { const: () => 1 }, '#/const: a function'],
    ['undefined', { properties: { a: undefined } }, '#/properties/a: undefined'],
    ['a hole in a list', { enum: [1, , 2] }, '#/enum/1: undefined'], // oxlint-disable-line no-sparse-arrays
    ['a symbol', { enum: [Symbol('a')] }, '#/enum/0: a symbol'],
    ['a bigint', { maximum: 1n }, '#/maximum: a bigint'],
    ['not a number', { maximum: NaN }, '#/maximum: NaN, which is no number of JSON'],
    ['a date', { const: new Date(0) }, '#/const: an object of the kind Date'],
    ['a map', { properties: new Map() }, '#/properties: an object of the kind Map'],
    ['what writes itself', { const: { toJSON: () => 1 } }, '#/const: an object that writes itself by toJSON()'],
    ['an exact number that is none', { const: new Exact('1,5') }, '#/const: an Exact of "1,5", which is no number'],
    ['a part of itself', circle, '#/properties/next: an object that it is itself a part of'],
    ['at a depth of a hundred thousand', deep, '/const: a bigint'],
    ['at a name with a slash', { properties: { 'a/b': { const: 1n } } }, '#/properties/a~1b/const: a bigint'],
    ['no schema at all', undefined, '#: undefined'],
  ])('%s', (_, schema, what) => {
    const [kind, message] = told(() => contains(schema, true));
    expect([kind, message?.startsWith('in schema A at #'), message?.endsWith(what)]).toEqual(['usage', true, true]);
    expect(told(() => relation(true, schema))[1]?.startsWith('in schema B at #')).toBe(true);
  });

  it('also in a schema that may be referred to', () =>
    expect(told(() => contains(true, true, { schemas: { 'urn:x': { const: 1n } } }))[1]).toBe('in urn:x at #/const: a bigint'));

  it('but not the same object twice, an object of a class, or one without a prototype', () => {
    const part = { type: 'integer' };
    class Schema {
      readonly type = 'integer';
    }
    const bare = Object.assign(Object.create(null) as object, part);
    expect([
      contains({ allOf: [part, part] }, part).kind,
      contains(new Schema(), part).kind,
      contains(bare, part).kind,
      contains({ const: new Exact('1e400') }, { type: 'number' }).kind,
    ]).toEqual(['contained', 'contained', 'contained', 'contained']);
  });
});

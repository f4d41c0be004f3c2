import { describe, expect, it } from 'vitest';
import { around, compareTexts, judgementOf } from '../contracts.ts';
import { done, whole } from './told.ts';

// `--profile codegen`: clients were generated from the contract, and know the values and alternatives that it lists, also where it leaves
// the list open, and hold a number of 32 bits in such a variable. Servers were not.

const one = (profile: 'codegen' | 'tolerant-reader', old: string, next: string): string[] =>
  compareTexts(old, next, 'openapi', { profile }).findings.map(judgementOf);

const within = (schema: object): object => ({ type: 'object', properties: { s: schema } });
const open = (...values: readonly string[]): object => within({ anyOf: [{ type: 'string' }, { enum: values }] });
const extensible = (...values: readonly string[]): object => within({ type: 'string', 'x-extensible-enum': values });
const closed = (...values: readonly string[]): object => within({ type: 'string', enum: values });
const card = { type: 'object', title: 'Card', properties: { brand: { type: 'string' } }, required: ['brand'] };
const cash = { type: 'object', title: 'Cash', properties: { coins: { type: 'integer' } }, required: ['coins'] };
const any = { type: 'object' };

const breaks = 'error compat/response-enum-widened rollout breaks, rollback holds';
const narrowed = 'error compat/response-enum-narrowed rollout holds, rollback breaks';
const alternatives = 'error compat/response-alternatives-widened rollout breaks, rollback holds';

describe('an answer has', () => {
  it.each<[string, object, object, string[], string[]]>([
    ['a value more of a list that is open', open('a'), open('a', 'b'), [], [alternatives]],
    ['a value more of a list that may be extended', extensible('a'), extensible('a', 'b'), [], [breaks]],
    ['a value less of a list that may be extended: N-1 answers with it again', extensible('a', 'b'), extensible('a'), [], [narrowed]],
    ['a value more of a list that is closed', closed('a'), closed('a', 'b'), [breaks], [breaks]],
    ['the same values of a list that may be extended', extensible('a', 'b'), extensible('b', 'a'), [], []],
    ['an alternative more beside one for anything', { anyOf: [any, card] }, { anyOf: [any, card, cash] }, [], [alternatives]],
    ['an alternative more', { oneOf: [card] }, { oneOf: [card, cash] }, [alternatives], [alternatives]],
  ])('%s', (_, old, next, expected, generated) => {
    expect(one('tolerant-reader', around('response', old), around('response', next))).toEqual(expected);
    expect(one('codegen', around('response', old), around('response', next))).toEqual(generated);
  });
});

it.each<[string, object, object]>([
  ['open', open('a', 'b'), open('a')],
  ['to be extended', extensible('a', 'b'), extensible('a')],
])('a request may have other values than those of a list that is %s: the server was not generated', (_, old, next) => {
  for (const profile of ['codegen', 'tolerant-reader'] as const)
    expect(one(profile, around('request', old), around('request', next))).toEqual([]);
});

describe('a number of 32 bits', () => {
  const [small, large, free] = ['int32', 'int64', undefined].map((format) =>
    within({ type: 'integer', ...(format === undefined ? {} : { format }) }),
  ) as [object, object, object];
  it.each<[string, 'request' | 'response', object, object, string[]]>([
    ['becomes one of 64 in an answer', 'response', small, large, ['error compat/response-bounds-widened rollout breaks, rollback holds']],
    ['becomes any in an answer', 'response', small, free, ['error compat/response-bounds-widened rollout breaks, rollback holds']],
    [
      'was one of 64 in an answer: N-1 gives those again',
      'response',
      large,
      small,
      ['error compat/response-bounds-narrowed rollout holds, rollback breaks'],
    ],
    [
      'becomes one of 64 in a request: clients of N send what N-1 does not hold',
      'request',
      small,
      large,
      ['note compat/request-bounds-widened rollout holds, rollback breaks-if-used'],
    ],
    ['was one of 64 in a request', 'request', large, small, ['error compat/request-bounds-narrowed rollout breaks, rollback holds']],
    ['of 64 bits becomes any', 'response', large, free, []],
  ])('%s', (_, side, old, next, expected) => {
    expect(one('codegen', around(side, old), around(side, next))).toEqual(expected);
    // A tool may pass over the format (OpenAPI 3.0.4, 4.4), and a client that reads what travels does.
    expect(one('tolerant-reader', around(side, old), around(side, next))).toEqual([]);
  });
});

it.each([
  [{ maximum: 2 ** 40 }, []],
  [{ minimum: -(2 ** 40) }, []],
  [{ minimum: 0 }, ['error compat/response-bounds-narrowed rollout holds, rollback breaks']],
])('bounds beside 32 bits count where they are closer: %j', (bounds, expected) => {
  const schema = { type: 'integer', format: 'int32' };
  expect(one('codegen', around('response', within(schema)), around('response', within({ ...schema, ...bounds })))).toEqual(expected);
});

it('a webhook is read by whom it calls', () => {
  const calling = (schema: object): string =>
    whole({ paths: {}, webhooks: { paid: { post: done({ requestBody: { content: { 'application/json': { schema } } } }) } } });
  expect(one('tolerant-reader', calling(extensible('a')), calling(extensible('a', 'b')))).toEqual([]);
  expect(one('codegen', calling(extensible('a')), calling(extensible('a', 'b')))).toEqual([breaks]);
});

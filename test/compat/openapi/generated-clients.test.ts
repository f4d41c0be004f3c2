import { describe, expect, it } from 'vitest';
import { around, compareTexts, judgementOf } from '../contracts.ts';
import { done, whole } from './told.ts';

// `--profile codegen`: clients were generated from the contract, and know the values and alternatives that it lists, also where it leaves
// the list open. Servers were not.

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

it('a webhook is read by whom it calls', () => {
  const calling = (schema: object): string =>
    whole({ paths: {}, webhooks: { paid: { post: done({ requestBody: { content: { 'application/json': { schema } } } }) } } });
  expect(one('tolerant-reader', calling(extensible('a')), calling(extensible('a', 'b')))).toEqual([]);
  expect(one('codegen', calling(extensible('a')), calling(extensible('a', 'b')))).toEqual([breaks]);
});

import { describe, expect, it } from 'vitest';
import { writtenBody } from '../../../src/compat/exchange/wire/body.ts';
import { compareTexts, judgementOf } from '../contracts.ts';

// An object in a field of a form: OpenAPI up to 3.0.3 and 3.1.0 write its members as fields, later ones write it as JSON.

const form = 'application/x-www-form-urlencoded';
const having = (a: object): object => ({ type: 'object', properties: { a }, required: ['a'] });
const [whole, text] = [{ type: 'integer' }, { type: 'string' }];
const document = (openapi: string, schema: object, more: object = {}): string =>
  JSON.stringify({
    openapi,
    info: { title: 'a', version: '1' },
    paths: {
      '/a': {
        post: { requestBody: { required: true, content: { [form]: { schema, ...more } } }, responses: { 200: { description: '' } } },
      },
    },
  });

const widened = ['note compat/request-type-widened rollout holds, rollback breaks-if-used'];
const changed = ['error compat/request-type-changed rollout breaks, rollback breaks-if-used'];
const otherwise = ['error compat/request-serialisation-changed rollout breaks, rollback breaks-if-used'];
const json = { encoding: { a: { contentType: 'application/json' } } };
const deep = { encoding: { a: { style: 'deepObject' } } };

describe('a number in an object in a field of a form, and its text', () => {
  const [numbers, texts] = [having(having(whole)), having(having(text))];
  it.each<[string, string, object, string, object, string[]]>([
    ['are the same text in 3.0.3', '3.0.3', {}, '3.0.3', {}, widened],
    ['are the same text in 3.1.0', '3.1.0', {}, '3.1.0', {}, widened],
    ['are two in JSON in 3.0.4', '3.0.4', {}, '3.0.4', {}, changed],
    ['are two in JSON in 3.1.1', '3.1.1', {}, '3.1.1', {}, changed],
    ['are two in JSON in 3.2', '3.2.0', {}, '3.2.0', {}, changed],
    ['are two where either may be JSON', '3.0.3', {}, '3.0.4', {}, changed],
    ['are two where JSON is said', '3.1.0', json, '3.1.0', json, changed],
  ])('%s', (_, a, more, b, next, expected) => {
    const { findings } = compareTexts(document(a, numbers, more), document(b, texts, next));
    expect(findings.map(judgementOf).toSorted()).toEqual(expected.toSorted());
  });
});

describe('an object in a field of a form, of which it is said now how it is written', () => {
  it.each<[string, string, object, object, object, string[]]>([
    ['is JSON as ever in 3.1.1', '3.1.1', having(having(text)), {}, json, []],
    ['is JSON now in 3.1.0', '3.1.0', having(having(text)), {}, json, otherwise],
    ['has members as ever in 3.1.0', '3.1.0', having(having(text)), {}, { encoding: { a: { style: 'form' } } }, []],
    ['has members now in 3.1.1', '3.1.1', having(having(text)), {}, deep, otherwise],
    ['is a plain text as ever', '3.1.0', having(text), {}, { encoding: { a: { contentType: 'text/plain' } } }, []],
    [
      'is JSON now, though it is a text',
      '3.1.0',
      having(text),
      {},
      json,
      ['error compat/request-part-type-changed rollout breaks, rollback breaks-if-used'],
    ],
  ])('%s', (_, version, schema, before, after, expected) => {
    const { findings } = compareTexts(document(version, schema, before), document(version, schema, after));
    expect(findings.map(judgementOf)).toEqual(expected);
  });

  it('and nothing changed by another number of the format alone', () => {
    expect(compareTexts(document('3.0.3', having(having(text))), document('3.0.4', having(having(text)))).findings).toEqual([]);
  });
});

it.each<[string, unknown, boolean, string]>([
  ['its members beside the others', undefined, false, 'b=c'],
  ['JSON', undefined, true, 'a=%7B%22b%22%3A%22c%22%7D'],
  ['JSON where that is said', json.encoding, false, 'a=%7B%22b%22%3A%22c%22%7D'],
  ['its members in brackets where that is said', deep.encoding, true, 'a%5Bb%5D=c'],
])('an object in a field is written as %s', (_, encoding, isJson, expected) => {
  expect(writtenBody(form, { a: { b: 'c' } }, { encoding, isJson })?.text).toBe(expected);
});

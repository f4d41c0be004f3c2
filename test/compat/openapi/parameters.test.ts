import { describe, expect, it } from 'vitest';
import { told } from './told.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const list = { type: 'array', items: text };
const map = { type: 'object', properties: { a: text } };

const asking = (parameters: readonly object[], path = '/a'): object => ({
  paths: { [path]: { get: { parameters, responses: { 200: { description: '' } } } } },
});
const q = (schema: object, more: object = {}): object => ({ name: 'q', in: 'query', schema, ...more });
const named = (name: string, place: string, schema: object = text, more: object = {}): object => ({ name, in: place, schema, ...more });
const query = 'GET /a, query parameter q';

describe('what is on the wire stays the same', () => {
  it.each<[string, object, object]>([
    ['where a single value is exploded', q(text), q(text, { explode: false })],
    ['where defaults are written out', q(list), q(list, { style: 'form', explode: true, allowReserved: false })],
    ['where deepObject is exploded', q(map, { style: 'deepObject', explode: true }), q(map, { style: 'deepObject', explode: false })],
    ['where items are separated by blanks and exploded', q(list, { style: 'spaceDelimited', explode: true }), q(list)],
    ['where a number may hold reserved characters', q(whole, { allowReserved: true }), q(whole)],
    ['where a text that may be empty may be empty', q(text, { allowEmptyValue: true }), q(text)],
    ['where a number is written as JSON', q(whole), { name: 'q', in: 'query', content: { 'application/json': { schema: whole } } }],
    ['whatever the case of a header', named('X-A', 'header'), named('x-a', 'header')],
  ])('%s', (_, a, b) => {
    expect(told(asking([a]), asking([b]))).toEqual([]);
    expect(told(asking([b]), asking([a]))).toEqual([]);
  });

  it.each(['Accept', 'content-type', 'AUTHORIZATION'])('for the header %s, which is no parameter', (name) => {
    const header = named(name, 'header', text, { required: true });
    expect(told(asking([]), asking([header]))).toEqual([]);
    expect(told(asking([header]), asking([]))).toEqual([]);
  });

  it.each<[string, object, object]>([
    ['by itself, by whatever name', {}, text],
    ['as the members of an object, whatever the name', { style: 'matrix', explode: true }, map],
    ['as a label', { style: 'label' }, text],
  ])('for a value that stands in a path %s', (_, more, schema) => {
    const p = (name: string): object => asking([named(name, 'path', schema, { required: true, ...more })], `/a/{${name}}`);
    expect(told(p('id'), p('key'))).toEqual([]);
  });

  it('for a list in a path, exploded or not', () => {
    const p = (explode: boolean): object => asking([named('p', 'path', list, { required: true, explode })], '/a/{p}');
    expect(told(p(true), p(false))).toEqual([]);
  });
});

describe('a name that stands in the path itself', () => {
  it.each<[string, object, object]>([
    ['of a single value', {}, text],
    ['of a list, each item with it', { explode: true }, list],
    ['of an object as one text', { explode: false }, map],
  ])('is not to change: %s', (_, more, schema) => {
    const p = (name: string): object => asking([named(name, 'path', schema, { required: true, style: 'matrix', ...more })], `/a/{${name}}`);
    expect(told(p('id'), p('key'))).toEqual([
      'error compat/required-parameter-renamed rollout breaks, rollback breaks-if-used | GET /a/{id}: the path parameter id is called key now',
    ]);
    expect(told(p('id'), p('id'))).toEqual([]);
  });
});

describe('a parameter that is written otherwise', () => {
  const both = 'rollout breaks, rollback breaks-if-used';
  it.each<[string, object, object, string]>([
    [
      'a list, exploded no more',
      q(list),
      q(list, { explode: false }),
      `${query}: an array is written otherwise: style form, explode true, then style form, explode false`,
    ],
    [
      'an object, exploded no more',
      q(map),
      q(map, { explode: false }),
      `${query}: an object is written otherwise: style form, explode true, then style form, explode false`,
    ],
    [
      'an object, deep now',
      q(map),
      q(map, { style: 'deepObject' }),
      `${query}: an object is written otherwise: style form, explode true, then style deepObject, explode false`,
    ],
    [
      'a list between pipes',
      q(list, { explode: false }),
      q(list, { style: 'pipeDelimited', explode: false }),
      `${query}: an array is written otherwise: style form, explode false, then style pipeDelimited, explode false`,
    ],
    [
      'a list or nothing',
      q({ type: ['array', 'null'], items: text }),
      q({ type: ['array', 'null'], items: text }, { explode: false }),
      `${query}: an array is written otherwise: style form, explode true, then style form, explode false`,
    ],
    [
      'as a document',
      q(map),
      { name: 'q', in: 'query', content: { 'application/json': { schema: map } } },
      `${query}: it is written as application/json now`,
    ],
  ])('%s', (_, a, b, words) => {
    expect(told(asking([a]), asking([b]))).toEqual([`error compat/request-serialisation-changed ${both} | ${words}`]);
  });

  it('an object in a path, exploded now', () => {
    const p = (explode: boolean): object => asking([named('p', 'path', map, { required: true, explode })], '/a/{p}');
    expect(told(p(false), p(true))).toEqual([
      `error compat/request-serialisation-changed ${both} | GET /a/{p}, path parameter p: an object is written otherwise: style simple, explode false, then style simple, explode true`,
    ]);
  });

  it('with reserved characters, and without', () => {
    const [free, strict] = [asking([q(text, { allowReserved: true })]), asking([q(text)])];
    expect(told(free, strict)).toEqual([
      `error compat/request-serialisation-narrowed rollout breaks, rollback holds | ${query}: reserved characters must not stand there as they are`,
    ]);
    expect(told(strict, free)).toEqual([
      `note compat/request-serialisation-widened rollout holds, rollback breaks-if-used | ${query}: reserved characters may stand there as they are`,
    ]);
  });

  it('that may not be empty any more, though its values may not', () => {
    const words = { enum: ['a'] };
    expect(told(asking([q(words, { allowEmptyValue: true })]), asking([q(words)]))).toEqual([
      `error compat/request-serialisation-narrowed rollout breaks, rollback holds | ${query}: the value must not be empty`,
    ]);
  });

  it('as a document both times is compared as one', () => {
    const json = (schema: object): object => asking([{ name: 'q', in: 'query', content: { 'application/json': { schema } } }]);
    expect(told(json(map), json({ ...map, required: ['a'] }))).toEqual([
      `error compat/request-property-became-required rollout breaks, rollback holds | ${query} (application/json): the property a is required now`,
    ]);
  });
});

describe('a text has no type on the wire', () => {
  it.each<[string, object, object, string[]]>([
    [
      'a number becomes a text',
      q(whole),
      q(text),
      [
        `note compat/request-type-widened rollout holds, rollback breaks-if-used | ${query}: the type is widened; "" is valid now and was not before`,
      ],
    ],
    [
      'a text becomes a number',
      q(text),
      q(whole),
      [
        `error compat/request-type-narrowed rollout breaks, rollback holds | ${query}: the type is narrowed; "" was valid before and is not now`,
      ],
    ],
    [
      'a number becomes a text of a pattern',
      q(whole),
      q({ type: 'string', pattern: '^a' }),
      [
        `error compat/request-type-changed rollout breaks, rollback breaks-if-used | ${query}: the type is changed; 0 was valid before and is not now`,
      ],
    ],
    [
      'one value becomes several, each by itself',
      q(text),
      q(list),
      [
        `note compat/request-type-widened rollout holds, rollback breaks-if-used | ${query}: the type is widened; ["a","a"] is valid now and was not before`,
      ],
    ],
    [
      'one value becomes several between commas',
      q(text),
      q(list, { explode: false }),
      [
        `warning compat/request-type-changed rollout unknown, rollback unknown | ${query}: whether the type is changed is not decided: what is written is a text, which may be read as a value that the other side takes`,
      ],
    ],
    [
      'several values become one',
      q(list),
      q(text),
      [
        `error compat/request-type-narrowed rollout breaks, rollback holds | ${query}: the type is narrowed; ["a","a"] was valid before and is not now`,
      ],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(asking([a]), asking([b]))).toEqual(expected);
  });
});

describe('a parameter that is elsewhere is one finding', () => {
  const narrow = { type: 'string', enum: ['a'] };
  it.each<[string, object[], object[], string[]]>([
    [
      'in a header now',
      [named('page', 'query')],
      [named('X-Page', 'header')],
      [
        'warning compat/optional-parameter-moved rollout breaks-if-used, rollback breaks-if-used | GET /a: the parameter X-Page moved from query to header',
      ],
    ],
    [
      'in a header now, and required',
      [named('page', 'query')],
      [named('page', 'header', text, { required: true })],
      [
        'warning compat/optional-parameter-moved rollout breaks-if-used, rollback breaks-if-used | GET /a: the parameter page moved from query to header',
        'error compat/parameter-became-required rollout breaks, rollback holds | GET /a: the header parameter page is required now',
      ],
    ],
    [
      'in a header now, and narrower',
      [named('page', 'query', { type: 'string', enum: ['a', 'b'] })],
      [named('page', 'header', narrow)],
      [
        'warning compat/optional-parameter-moved rollout breaks-if-used, rollback breaks-if-used | GET /a: the parameter page moved from query to header',
        'error compat/request-enum-narrowed rollout breaks, rollback holds | GET /a, header parameter page: the values are narrowed; "b" was valid before and is not now',
      ],
    ],
    [
      'under another name',
      [named('limit', 'query', narrow, { required: true })],
      [named('size', 'query', narrow, { required: true })],
      [
        'error compat/required-parameter-renamed rollout breaks, rollback breaks-if-used | GET /a: the query parameter limit is called size now',
      ],
    ],
    [
      'but of two nobody knows which',
      [named('a', 'query')],
      [named('b', 'query'), named('c', 'query')],
      [
        'warning compat/optional-parameter-removed rollout breaks-if-used, rollback holds | GET /a: the query parameter a is gone',
        'note compat/optional-parameter-added rollout holds, rollback breaks-if-used | GET /a: the query parameter b is new',
        'note compat/optional-parameter-added rollout holds, rollback breaks-if-used | GET /a: the query parameter c is new',
      ],
    ],
    [
      'and one with other values is another',
      [named('a', 'query')],
      [named('b', 'query', whole)],
      [
        'warning compat/optional-parameter-removed rollout breaks-if-used, rollback holds | GET /a: the query parameter a is gone',
        'note compat/optional-parameter-added rollout holds, rollback breaks-if-used | GET /a: the query parameter b is new',
      ],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(asking(a), asking(b)).sort()).toEqual([...expected].sort());
  });
});

describe('a default', () => {
  const byDefault = (...value: readonly number[]): object => asking([q({ ...whole, ...(value.length > 0 ? { default: value[0] } : {}) })]);
  it.each<[string, object, object, string[]]>([
    ['that stays', byDefault(1), byDefault(1), []],
    [
      'that changes',
      byDefault(1),
      byDefault(2),
      [`warning compat/request-default-changed rollout breaks-if-used, rollback breaks-if-used | ${query}: the default is 2, and was 1`],
    ],
    [
      'that comes',
      byDefault(),
      byDefault(2),
      [`note compat/request-default-added rollout holds, rollback breaks-if-used | ${query}: the default is 2 now`],
    ],
    [
      'that goes',
      byDefault(1),
      byDefault(),
      [`warning compat/request-default-removed rollout breaks-if-used, rollback holds | ${query}: the default, which was 1, is gone`],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(a, b)).toEqual(expected);
  });

  it('of a member deep in a body is found, and of an answer says nothing', () => {
    const deep = (value: number): object => ({
      'application/json': { schema: { type: 'array', items: { type: 'object', properties: { n: { ...whole, default: value } } } } },
    });
    const post = (value: number, answer: number): object => ({
      paths: { '/a': { post: { requestBody: { content: deep(value) }, responses: { 200: { description: '', content: deep(answer) } } } } },
    });
    expect(told(post(1, 1), post(2, 3))).toEqual([
      'warning compat/request-default-changed rollout breaks-if-used, rollback breaks-if-used | POST /a, request body (application/json), each item, n: the default is 2, and was 1',
    ]);
  });
});

describe('a cookie of the style "cookie" (OpenAPI 3.2)', () => {
  const cookie = (schema: object, style?: string): object => asking([named('q', 'cookie', schema, style ? { style } : {})]);
  it('may be written otherwise than one of the style "form"', () => {
    const undecided =
      'warning compat/not-decided rollout unknown, rollback unknown | GET /a, cookie parameter q: style "cookie" leaves as it stands what style "form" encodes';
    expect(told(cookie(text), cookie(text, 'cookie'))).toEqual([undecided]);
    expect(told(cookie(text, 'cookie'), cookie(text, 'form'))).toEqual([undecided]);
  });
  it('is the same for a number', () => {
    expect(told(cookie(whole), cookie(whole, 'cookie'))).toEqual([]);
  });
});

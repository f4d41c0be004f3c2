import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';
import { told } from './told.ts';

const texts = { type: 'object', properties: { a: { type: 'string' } } };
const numbers = { type: 'object', properties: { a: { type: 'integer' } } };

const body = (content: object): object => ({
  paths: { '/a': { post: { requestBody: { content }, responses: { 200: { description: '' } } } } },
});
const of = (schemas: Readonly<Record<string, object>>): object =>
  body(Object.fromEntries(Object.entries(schemas).map(([media, schema]) => [media, { schema }])));

describe('a range of media types', () => {
  const changed = (rollback: string, words: string): string =>
    `error compat/request-type-changed rollout breaks, rollback ${rollback} | POST /a, request body (application/json), a: the type is changed; ${words}`;
  it.each<[string, object, object, string[]]>([
    ['that covers what is not named any more', of({ 'application/json': texts, '*/*': texts }), of({ '*/*': texts }), []],
    ['that covers what is named beside it now', of({ '*/*': texts }), of({ '*/*': texts, 'application/json': texts }), []],
    [
      'in the place of a media type takes more',
      of({ 'application/json': texts }),
      of({ 'application/*': texts }),
      [
        'note compat/request-media-type-added rollout holds, rollback breaks-if-used | POST /a, request body: requests may be application/* now',
      ],
    ],
    [
      'of one suffix covers those of the suffix',
      of({ 'application/vnd.a+json': texts }),
      of({ 'application/*+json': texts }),
      [
        'note compat/request-media-type-added rollout holds, rollback breaks-if-used | POST /a, request body: requests may be application/*+json now',
      ],
    ],
    [
      'that goes leaves more than one media type',
      of({ 'application/*': texts }),
      of({ 'application/json': texts }),
      [
        'error compat/request-media-type-removed rollout breaks, rollback holds | POST /a, request body: requests may no longer be application/*',
      ],
    ],
    [
      'is compared with what it covers',
      of({ 'application/json': texts, '*/*': numbers }),
      of({ '*/*': numbers }),
      [changed('breaks-if-used', '"" was valid before and is not now')],
    ],
    [
      'is compared with what is named beside it now',
      of({ 'application/*': texts }),
      of({ 'application/*': texts, 'application/json': numbers }),
      [changed('breaks-if-used', '"" was valid before and is not now')],
    ],
    [
      'that is less covers before one that is more',
      of({ '*/*': numbers, 'application/*': texts, 'application/json': texts }),
      of({ '*/*': numbers, 'application/*': texts }),
      [],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(a, b)).toEqual(expected);
  });
});

describe('a media type', () => {
  it('in the place of another of its syntax is one change, and compared', () => {
    expect(told(of({ 'application/json': texts }), of({ 'application/vnd.a+json': numbers }))).toEqual([
      'error compat/request-media-type-replaced rollout breaks, rollback breaks-if-used | POST /a, request body: requests are application/vnd.a+json instead of application/json',
      'error compat/request-type-changed rollout breaks, rollback breaks-if-used | POST /a, request body (application/vnd.a+json), a: the type is changed; "" was valid before and is not now',
    ]);
  });

  it('in the place of another of another syntax is two', () => {
    expect(told(of({ 'application/json': texts }), of({ 'application/xml': texts }))).toEqual([
      'error compat/request-media-type-removed rollout breaks, rollback holds | POST /a, request body: requests may no longer be application/json',
      'note compat/request-media-type-added rollout holds, rollback breaks-if-used | POST /a, request body: requests may be application/xml now',
    ]);
  });

  it('with its parameters in another order is the same', () => {
    expect(told(of({ 'a/b; v=1; p=2': texts }), of({ 'A/B;p=2;v=1;charset=utf-8': texts }))).toEqual([]);
  });

  it.each<[string, string, string, number]>([
    ['that needs none is the same', 'a/b; p="c"', 'a/b;p=c', 0],
    ['holds a semicolon that ends nothing', 'a/b; p="c;q=d"; v=1', 'a/b;v=1; p="c;q=d"', 0],
    ['that needs one is another without it', 'a/b; p="c;d"', 'a/b; p=c; d', 2],
  ])('with a parameter in quotes %s', (_, a, b, count) => {
    expect(told(of({ [a]: texts }), of({ [b]: texts }))).toHaveLength(count);
  });
});

describe('how it is written in XML', () => {
  const called = (name: string, media: string): object =>
    of({ [media]: { type: 'object', properties: { a: { type: 'string', xml: { name } } } } });
  it('is not decided where it differs', () => {
    expect(told(called('a', 'application/xml'), called('b', 'application/xml'))).toEqual([
      'warning compat/not-decided rollout unknown, rollback unknown | POST /a, request body (application/xml): what "xml" says of how it is written differs, which is not compared',
    ]);
    expect(told(called('a', 'application/xml'), called('a', 'application/xml'))).toEqual([]);
  });
  describe('the root', () => {
    const rooted = (name: string, media = 'application/xml', more: object = {}): object => ({
      ...of({ [media]: { $ref: `#/components/schemas/${name}` } }),
      components: { schemas: { [name]: { type: 'object', properties: { a: { type: 'string' } }, ...more } } },
    });
    it('is not decided where its component is called otherwise', () => {
      expect(told(rooted('Pet'), rooted('Animal'))).toEqual([
        'warning compat/not-decided rollout unknown, rollback unknown | POST /a, request body (application/xml): the root is <Animal> and was <Pet>, as its component is called, which is not compared',
      ]);
    });
    it('is what "xml" calls it', () =>
      expect(
        told(rooted('Pet', 'application/xml', { xml: { name: 'p' } }), rooted('Animal', 'application/xml', { xml: { name: 'p' } })),
      ).toEqual([]));
    it('is nothing of JSON', () => expect(told(rooted('Pet', 'application/json'), rooted('Animal', 'application/json'))).toEqual([]));
  });
  it('says nothing of JSON', () => {
    expect(told(called('a', 'application/json'), called('b', 'application/json'))).toEqual([]);
  });
});

describe('the parts of a form', () => {
  const file = { f: { type: 'string', format: 'binary' } };
  const fields = { l: { type: 'array', items: { type: 'string' } }, n: { type: 'integer' } };
  const form = (encoding?: object, properties: object = file, media = 'multipart/form-data'): object =>
    body({ [media]: { schema: { type: 'object', properties }, ...(encoding ? { encoding } : {}) } });
  const encoded = (encoding?: object): object => form(encoding, fields, 'application/x-www-form-urlencoded');
  const part = 'POST /a, request body (multipart/form-data), part f';
  const header = (required: boolean): object => ({ f: { headers: { 'X-A': { required, schema: { type: 'string' } } } } });

  it.each<[string, object, object, string[]]>([
    ['have the media type of their type', form(), form({ f: { contentType: 'application/octet-stream' } }), []],
    ['have no header Content-Type', form({ f: {} }), form({ f: { headers: { 'Content-Type': { schema: { type: 'string' } } } } }), []],
    ['are exploded by default', encoded(), encoded({ l: { style: 'form', explode: true } }), []],
    ['that are single values are not exploded', encoded(), encoded({ n: { explode: false } }), []],
    [
      'of JSON are none',
      body({ 'application/json': { schema: texts } }),
      body({ 'application/json': { schema: texts, encoding: { a: { contentType: 'text/csv' } } } }),
      [],
    ],
    [
      'are of fewer media types',
      form({ f: { contentType: 'image/png, image/gif' } }),
      form({ f: { contentType: 'image/png' } }),
      [
        `error compat/request-part-type-narrowed rollout breaks, rollback holds | ${part}: the part f is image/png instead of image/gif, image/png`,
      ],
    ],
    [
      'are of more media types',
      form({ f: { contentType: 'image/png' } }),
      form({ f: { contentType: 'image/*' } }),
      [
        `note compat/request-part-type-widened rollout holds, rollback breaks-if-used | ${part}: the part f is image/* instead of image/png`,
      ],
    ],
    [
      'are of another media type than that of their type',
      form(),
      form({ f: { contentType: 'image/png' } }),
      [
        `error compat/request-part-type-changed rollout breaks, rollback breaks-if-used | ${part}: the part f is image/png instead of application/octet-stream`,
      ],
    ],
    [
      'are no files any more',
      form(),
      form(undefined, { f: { type: 'string' } }),
      [
        `error compat/request-part-type-changed rollout breaks, rollback breaks-if-used | ${part}: the part f is text/plain instead of application/octet-stream`,
      ],
    ],
    [
      'are files now, each of a list',
      form(undefined, { f: { type: 'array', items: { type: 'string' } } }),
      form(undefined, { f: { type: 'array', items: { type: 'string', format: 'binary' } } }),
      [
        `error compat/request-part-type-changed rollout breaks, rollback breaks-if-used | ${part}: the part f is application/octet-stream instead of text/plain`,
      ],
    ],
    [
      'are texts in base64, by either name',
      form(undefined, { f: { type: 'string', format: 'byte' } }),
      form(undefined, { f: { type: 'string', contentEncoding: 'base64' } }),
      [],
    ],
    [
      'have a header that must be there',
      form({ f: {} }),
      form(header(true)),
      [
        `error compat/required-parameter-added rollout breaks, rollback breaks-if-used | ${part}: the part header parameter x-a is new and required`,
      ],
    ],
    [
      'have a header that may be missing now',
      form(header(true)),
      form(header(false)),
      [
        `note compat/parameter-became-optional rollout holds, rollback breaks-if-used | ${part}: the part header parameter x-a is optional now`,
      ],
    ],
    [
      'are exploded no more',
      encoded(),
      encoded({ l: { explode: false } }),
      [
        'error compat/request-serialisation-changed rollout breaks, rollback breaks-if-used | POST /a, request body (application/x-www-form-urlencoded), part l: an array is written otherwise: style form, explode true, then style form, explode false',
      ],
    ],
    [
      'are written by a style now',
      form({ f: { contentType: 'text/plain' } }),
      form({ f: { style: 'form' } }),
      [
        `error compat/request-serialisation-changed rollout breaks, rollback breaks-if-used | ${part}: it is written like a query parameter now`,
      ],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(a, b)).toEqual(expected);
  });
});

describe('a part of a form in Swagger 2.0', () => {
  const taking = (type: string): string =>
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'a', version: '1' },
      paths: {
        '/a': {
          post: {
            consumes: ['multipart/form-data'],
            parameters: [{ name: 'f', in: 'formData', type }],
            responses: { 200: { description: '' } },
          },
        },
      },
    });
  it('that is no file any more is sent otherwise', () => {
    expect(compareTexts(taking('file'), taking('string'), 'openapi').findings.map(judgementOf)).toEqual([
      'error compat/request-part-type-changed rollout breaks, rollback breaks-if-used',
    ]);
  });
});

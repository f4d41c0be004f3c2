import { describe, expect, it } from 'vitest';
import { api, compareTexts } from '../contracts.ts';

const shown = (old: string, next: string): object[] =>
  compareTexts(old, next, 'openapi', { exchanges: { error: 9 } }).findings.map(({ exchange, noExchange }) => ({
    ...(exchange?.response?.body ? { media: exchange.response.body.media, accept: exchange.request.headers['accept'] } : {}),
    ...(noExchange === undefined ? {} : { noExchange }),
  }));
const form = (encoding: object): string =>
  api({
    '/a': {
      post: {
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': { schema: { type: 'object', properties: { f: {} }, required: ['f'] }, encoding: { f: encoding } },
          },
        },
        responses: { 200: { description: '' } },
      },
    },
  });
const answer = (media: string, type: string): string =>
  api({ '/a': { get: { responses: { 200: { description: '', content: { [media]: { schema: { type } } } } } } } });

describe('of a part of a form', () => {
  it.each<[string, object, object]>([
    ['the media types', { contentType: 'image/png, image/jpeg' }, { contentType: 'image/png' }],
    [
      'a value of a header',
      { headers: { 'X-P': { required: true, schema: { enum: ['a', 'b'] } } } },
      { headers: { 'X-P': { required: true, schema: { enum: ['a'] } } } },
    ],
  ])('%s are not shown by a call, which is said', (_, old, next) => {
    expect(shown(form(old), form(next))).toEqual([{ noExchange: 'what stands around a part of a form is not shown here' }]);
  });
});

describe('a part that is a file', () => {
  const sending = (f: object, max: number, encoding?: object): string =>
    api({
      '/a': {
        post: {
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: { type: 'object', properties: { f, n: { type: 'integer', maximum: max } }, required: ['f', 'n'] },
                ...(encoding ? { encoding: { f: encoding } } : {}),
              },
            },
          },
          responses: { 200: { description: '' } },
        },
      },
    });
  const binary = { type: 'string', format: 'binary' };
  const text = { type: 'string' };
  const named = '; filename="file"';
  const octets = 'content-type: application/octet-stream';
  it.each<[string, object, object | undefined, string, string]>([
    ['has a name and a media type', binary, undefined, named, octets],
    ['has them each, where there are several', { type: 'array', items: binary, minItems: 2 }, undefined, named, octets],
    ['has the media type of its encoding', text, { contentType: 'image/png, image/jpeg' }, named, 'content-type: image/png'],
    ['is none where it is a text', text, undefined, '', ''],
    ['is none where it is sent as a text', text, { contentType: 'text/csv' }, '', 'content-type: text/csv'],
    ['is none where it is JSON', { type: 'object' }, { contentType: 'application/json' }, '', 'content-type: application/json'],
  ])('%s', (_, schema, encoding, name, type) => {
    const { findings } = compareTexts(sending(schema, 9, encoding), sending(schema, 8, encoding), 'openapi', { exchanges: { error: 9 } });
    const body = findings[0]?.exchange?.request.body?.text ?? '';
    const heads = body.split('--drill-boundary').filter((part) => part.includes('name="f"'));
    const expected = ['', `content-disposition: form-data; name="f"${name}`, ...(type === '' ? [] : [type]), ''].join('\r\n');
    expect(heads.length).toBe('minItems' in schema ? 2 : 1);
    for (const head of heads) expect(head.slice(0, head.indexOf('\r\n\r\n') + 2)).toBe(expected);
  });
});

describe('the media type of an answer that is shown', () => {
  it.each([
    ['application/*+json', 'application/vnd.example+json'],
    ['application/*', 'application/json'],
    ['*/*', 'application/json'],
  ])('of the range %s is %s', (range, media) => {
    expect(shown(answer(range, 'string'), answer(range, 'integer'))).toEqual([{ media, accept: media }]);
  });
});

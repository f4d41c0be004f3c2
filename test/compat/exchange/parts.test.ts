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

describe('the media type of an answer that is shown', () => {
  it.each([
    ['application/*+json', 'application/vnd.example+json'],
    ['application/*', 'application/json'],
    ['*/*', 'application/json'],
  ])('of the range %s is %s', (range, media) => {
    expect(shown(answer(range, 'string'), answer(range, 'integer'))).toEqual([{ media, accept: media }]);
  });
});

import { describe, expect, it } from 'vitest';
import { judgementOf, compareTexts } from '../contracts.ts';

// A body of octets: OpenAPI 3.0 says `format: binary`, 3.1 says `contentMediaType` or nothing at all.

const old = { type: 'string', format: 'binary' };

const whole = (version: string, media: string, mediaType: object): string =>
  JSON.stringify({
    openapi: version,
    info: { title: 'a', version: '1' },
    paths: {
      '/a': {
        post: {
          requestBody: { required: true, content: { [media]: mediaType } },
          responses: { 200: { description: '', content: { [media]: mediaType } } },
        },
      },
    },
  });

const judged = (a: string, b: string): string[] => compareTexts(a, b).findings.map(judgementOf);

describe('octets are octets', () => {
  const part = (schema: object): object => ({ schema: { type: 'object', properties: { a: schema } } });
  it.each<[string, string, object, object]>([
    ['where nothing is said any more', 'application/octet-stream', { schema: old }, {}],
    ['where everything is allowed', 'application/pdf', { schema: old }, { schema: {} }],
    ['where 3.1 names what they are', 'image/png', { schema: old }, { schema: { contentMediaType: 'image/png' } }],
    ['where 3.1 names it of a text', 'image/png', { schema: old }, { schema: { type: 'string', contentMediaType: 'image/png' } }],
    ['in a part of a form', 'multipart/form-data', part(old), part({ contentMediaType: 'image/png' })],
    [
      'in a part of a form whose type is said',
      'multipart/form-data',
      { ...part(old), encoding: { a: { contentType: 'image/png' } } },
      { ...part({}), encoding: { a: { contentType: 'image/png' } } },
    ],
  ])('%s', (_, media, a, b) => {
    expect(judged(whole('3.0.3', media, a), whole('3.1.0', media, b))).toEqual([]);
    expect(judged(whole('3.1.0', media, b), whole('3.0.3', media, a))).toEqual([]);
  });

  it('where they were a file', () => {
    const file = {
      swagger: '2.0',
      info: { title: 'a', version: '1' },
      produces: ['application/pdf'],
      paths: { '/a': { get: { responses: { 200: { description: '', schema: { type: 'file' } } } } } },
    };
    const next = {
      openapi: '3.1.0',
      info: { title: 'a', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: '', content: { 'application/pdf': { schema: {} } } } } } } },
    };
    expect(judged(JSON.stringify(file), JSON.stringify(next))).toEqual([]);
  });
});

describe('what is said of them counts', () => {
  it.each<[string, string, object, object, string[]]>([
    [
      'in JSON, where they are a text',
      'application/json',
      { schema: old },
      { schema: {} },
      [
        'note compat/request-type-widened rollout holds, rollback breaks-if-used',
        'error compat/response-type-widened rollout breaks, rollback holds',
      ],
    ],
    [
      'how many there may be',
      'application/pdf',
      { schema: { ...old, maxLength: 9 } },
      { schema: { ...old, maxLength: 8 } },
      [
        'error compat/request-bounds-narrowed rollout breaks, rollback holds',
        'error compat/response-bounds-narrowed rollout holds, rollback breaks',
      ],
    ],
    [
      'that they are an object of some other syntax',
      'application/x-msgpack',
      { schema: { type: 'object', properties: { a: { type: 'integer' } } } },
      { schema: { type: 'object', properties: { a: { type: 'string' } } } },
      [
        'error compat/request-type-changed rollout breaks, rollback breaks-if-used',
        'error compat/response-type-changed rollout breaks, rollback breaks',
      ],
    ],
  ])('%s', (_, media, a, b, expected) => {
    expect(judged(whole('3.1.0', media, a), whole('3.1.0', media, b))).toEqual(expected);
  });
});

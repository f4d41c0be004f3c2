import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';

// Forms: what is written of an empty one, and what of `encoding` counts in which version.

const field = 'application/x-www-form-urlencoded';
const parts = 'multipart/form-data';
const document = (openapi: string, media: string, mediaType: object): string =>
  JSON.stringify({
    openapi,
    info: { title: 'a', version: '1' },
    paths: {
      '/a': { post: { requestBody: { required: true, content: { [media]: mediaType } }, responses: { 200: { description: '' } } } },
    },
  });
const judged = (a: string, b: string): string[] => compareTexts(a, b).findings.map(judgementOf);

const text = { type: 'string' };
const object = (x: object, more: object = {}): object => ({ schema: { type: 'object', properties: { x }, ...more } });

describe('a form without fields is one all the same', () => {
  it.each<[string, object, object, string]>([
    [
      'where its only field is demanded now',
      object(text),
      object(text, { required: ['x'] }),
      'error compat/request-property-became-required rollout breaks, rollback holds',
    ],
    [
      'where any field is demanded now',
      object(text),
      object(text, { minProperties: 1 }),
      'error compat/request-bounds-narrowed rollout breaks, rollback holds',
    ],
  ])('%s', (_, a, b, expected) => {
    for (const version of ['3.0.3', '3.0.4', '3.1.1'])
      expect(judged(document(version, field, a), document(version, field, b))).toEqual([expected]);
  });

  it('and an empty object in a field is none', () => {
    const [inside, demanding] = [object(text), object(text, { required: ['x'] })].map((one) => (one as { schema: object }).schema);
    const of = (x: object = {}): string => document('3.0.3', field, object(x, { required: ['x'] }));
    expect(judged(of(inside), of(demanding))).toEqual([]);
  });
});

describe('how a part of several is styled', () => {
  const of = (version: string, media: string, style: object): string =>
    document(version, media, { ...object({ type: 'array', items: text }), encoding: { x: style } });
  const [exploded, separated] = [
    { style: 'form', explode: true },
    { style: 'spaceDelimited', explode: false },
  ];
  it.each<[string, string, string, object, object, string[]]>([
    ['counts for nothing in 3.0', '3.0.3', parts, exploded, separated, []],
    ['counts for nothing in 3.0.4', '3.0.4', parts, exploded, {}, []],
    ['counts for nothing in 3.1 but in form-data', '3.1.0', 'multipart/mixed', exploded, separated, []],
    [
      'counts in form-data in 3.1',
      '3.1.0',
      parts,
      exploded,
      separated,
      ['error compat/request-serialisation-changed rollout breaks, rollback breaks-if-used'],
    ],
    [
      'counts in a form of fields in 3.0',
      '3.0.3',
      field,
      exploded,
      separated,
      ['error compat/request-serialisation-changed rollout breaks, rollback breaks-if-used'],
    ],
  ])('%s', (_, version, media, a, b, expected) => {
    expect(judged(of(version, media, a), of(version, media, b))).toEqual(expected);
  });
});

describe('a part of which no type is said', () => {
  const changed = ['error compat/request-part-type-changed rollout breaks, rollback breaks-if-used'];
  it.each<[string, string, object, string, object, string[]]>([
    ['is no text in 3.1.1', '3.1.1', {}, '3.1.1', text, changed],
    ['is no text in 3.2', '3.2.0', {}, '3.2.0', text, changed],
    ['is octets, as a file is in 3.0', '3.0.3', { type: 'string', format: 'binary' }, '3.1.1', {}, []],
    ['is the same in every version', '3.1.0', {}, '3.1.1', {}, []],
  ])('%s', (_, a, x, b, y, expected) => {
    const found = judged(document(a, parts, object(x)), document(b, parts, object(y)));
    expect(found).toEqual(expected);
  });
  it('is nobody knows what before', () => {
    expect(judged(document('3.0.3', parts, object({})), document('3.0.3', parts, object(text)))).not.toContain(changed[0]);
  });
});

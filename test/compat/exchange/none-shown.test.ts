import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { api, compareTexts } from '../contracts.ts';

// Design, law 3: a break that no exchange can show, because there is none, is no break. Exchanges are made for some
// formats alone, so it is the judgement that must know it.

const text = { type: 'string' };
const whole = { type: 'integer' };
const having = (a: object, more: object = {}): object => ({ type: 'object', properties: { a }, ...more });

const singles: readonly object[] = [
  {},
  text,
  whole,
  { type: 'boolean' },
  { type: ['string', 'null'] },
  { type: ['integer', 'string'] },
  { type: 'string', minLength: 1 },
  { type: 'string', pattern: '^[0-9]+$' },
  { enum: [1, 2] },
  { enum: ['1', 'true'] },
  { enum: [1, '2', true] },
  { enum: ['1', 2, 'true'] },
  { enum: ['a', 'b c', 'é'] },
];
const several: readonly object[] = [
  text,
  { type: 'array', items: text },
  { type: 'array', items: whole },
  { type: 'array', items: text, minItems: 1 },
  { type: 'array', items: { type: ['string', 'null'] }, minItems: 2 },
  having(text),
  having(whole),
  having(text, { required: ['a'] }),
  having({ type: ['string', 'null'] }, { minProperties: 1 }),
];

const at =
  (place: string, more: object = {}) =>
  (schema: object, path: string) => ({
    [`${path}${place === 'path' ? '/{q}' : ''}`]: {
      get: {
        parameters: [{ name: 'q', in: place, ...(place === 'path' ? { required: true } : {}), schema, ...more }],
        responses: { 200: { description: '' } },
      },
    },
  });
const bodied =
  (media: string, wrap = (schema: object): object => schema) =>
  (schema: object, path: string) => ({
    [path]: {
      post: { requestBody: { required: true, content: { [media]: { schema: wrap(schema) } } }, responses: { 200: { description: '' } } },
    },
  });
const answered = (schema: object, path: string) => ({
  [path]: { get: { responses: { 200: { description: '', headers: { q: { schema } } } } } },
});

/** All findings of one document with an operation for each pair of schemas. */
const found = (make: (schema: object, path: string) => object, schemas: readonly object[]): readonly Finding[] => {
  const pairs = schemas.flatMap((a) => schemas.flatMap((b) => (a === b ? [] : [[a, b] as const])));
  const paths = (which: 0 | 1): object => Object.assign({}, ...pairs.map((pair, i) => make(pair[which], `/a${i}`)));
  const exchanges = { error: Infinity, warning: Infinity, note: Infinity };
  return compareTexts(api(paths(0)), api(paths(1)), 'openapi', { exchanges }).findings;
};

const proofs = new Set([
  'what the one side can send there is all valid for the other',
  'what shows it is a text on the wire, which the other side can read as a value that it accepts',
]);

describe('nothing is said to break of which it is proved that no call shows it', () => {
  it.each<[string, (schema: object, path: string) => object, readonly object[]]>([
    ['in a query', at('query'), singles],
    ['in a path', at('path'), singles],
    ['in a header', at('header'), singles],
    ['in a cookie', at('cookie'), singles],
    ['in the header of an answer', answered, singles],
    ['in a plain text', bodied('text/plain'), singles],
    ['in a field of a form', bodied('application/x-www-form-urlencoded', having), singles],
    ['in a part', bodied('multipart/form-data', having), singles],
    ['in several values', at('query'), several],
    ['between commas', at('query', { explode: false }), several],
    ['in several values of a header', at('header'), several],
    ['in a deep object', at('query', { style: 'deepObject' }), several],
  ])('%s', (_, make, schemas) => {
    const findings = found(make, schemas);
    expect(findings.some(({ exchange }) => exchange !== undefined)).toBe(true);
    const wrong = findings.filter(
      ({ cells, noExchange = '' }) => proofs.has(noExchange) && Object.values(cells).some((state) => state === 'breaks'),
    );
    expect(wrong.map(({ what, noExchange }) => `${what} | ${noExchange}`)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/compat/document.ts';
import { coveredAt } from '../../../src/compat/second-opinion/covered.ts';
import { pairsOf } from '../../../src/compat/second-opinion/pairs.ts';
import { Exact } from '../../../src/compat/schema/value.ts';
import type { Dialect } from '../../../src/compat/schema/read/place.ts';

const of = (root: unknown, dialect: Dialect = '2020-12', pointer = '', formatAssertion = false): unknown => {
  const found = coveredAt({ root, dialect, formatAssertion }, pointer);
  return found.kind === 'covered' ? found.schema : found.because;
};

describe('what is handed to json-schema-diff', () => {
  it.each<readonly [string, unknown, unknown]>([
    ['a boolean', true, true],
    ['words and unknown keywords are left out', { title: 'x', 'x-y': 1, type: 'string', format: 'date' }, { type: 'string' }],
    ['inner schemas', { properties: { enum: { not: { title: 'x' } } }, items: false }, { properties: { enum: { not: {} } }, items: false }],
    ['a reference', { $ref: '#/$defs/a', $defs: { a: { type: 'null' } } }, { allOf: [{ type: 'null' }, {}] }],
    ['the keyword pattern', { pattern: 'x' }, 'the keyword pattern'],
    ['a list under items', { items: [{}] }, 'a list of schemas under "items"'],
    ['exclusive bounds of draft-04', { exclusiveMinimum: true }, 'exclusiveMinimum as a boolean'],
    ['a number beyond a double', { maximum: new Exact('1e400') }, 'maximum with a number that no double holds'],
    ['a circle', { properties: { a: { $ref: '#' } } }, 'a circle of references'],
    ['a reference elsewhere', { $ref: 'https://example.com/a' }, 'the reference "https://example.com/a"'],
    ['a reference to nothing', { $ref: '#/$defs/a' }, 'the reference "#/$defs/a", which leads nowhere'],
    ['an $id below the root', { properties: { a: { $id: 'x' } } }, '$id below the root'],
    ['an $id at the root', { $id: 'https://example.com/a', type: 'null' }, { type: 'null' }],
    [
      'a reference that doubles and doubles',
      {
        $ref: '#/$defs/a0',
        $defs: Object.fromEntries(
          Array.from({ length: 12 }, (_, i) => [
            `a${i}`,
            i === 11 ? {} : { anyOf: [{ $ref: `#/$defs/a${i + 1}` }, { $ref: `#/$defs/a${i + 1}` }] },
          ]),
        ),
      },
      'more than 2000 schemas',
    ],
  ])('%s', (_, given, expected) => expect(of(given)).toEqual(expected));

  it('drops what stands beside a reference in the old dialects, as they do', () =>
    expect(of({ $ref: '#/definitions/a', type: 'string', definitions: { a: { type: 'null' } } }, 'draft-07')).toEqual({ type: 'null' }));
  it('is not asked about an asserted format', () => expect(of({ format: 'date' }, 'draft-07', '', true)).toBe('the keyword format'));
  it('takes a part of a document', () =>
    expect(of({ components: { schemas: { A: { type: 'null' } } } }, 'openapi-3.1', '/components/schemas/A')).toEqual({ type: 'null' }));
});

describe('pairs of schemas', () => {
  const document = (value: unknown) => parseDocument('a.json', Buffer.from(JSON.stringify(value)));
  it('are those at the same place of both', () => {
    const api = (more: object) =>
      document({
        openapi: '3.1.0',
        paths: {
          '/a': {
            get: {
              parameters: [{ name: 'q', in: 'query', schema: {} }],
              responses: { 200: { content: { 'application/json': { schema: {} } } } },
            },
          },
        },
        components: { schemas: { A: {}, ...more } },
      });
    expect(pairsOf(api({ B: {} }), api({ C: {} }), 'openapi')).toEqual([
      '/paths/~1a/get/parameters/0/schema',
      '/paths/~1a/get/responses/200/content/application~1json/schema',
      '/components/schemas/A',
    ]);
    expect(pairsOf(document({}), document({}), 'json-schema')).toEqual(['']);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, relation } from '../../../src/compat/schema/relation.ts';
import { near, whole } from './schemas.ts';
import { sound } from './sound.ts';

// Large documents: what both share is not read at all. It must be the same also where references mean something else.

const padding = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`p${i}`, { type: 'string' }]));
/** `q` leads to the definition beside it, not to the one at the root. */
const nested = (identifier: object, inner: unknown) => ({
  properties: { ...padding, p: { ...identifier, definitions: { d: inner }, properties: { q: { $ref: '#/definitions/d' } } } },
  definitions: { d: { type: 'integer' } },
});

describe('equal parts of large documents', () => {
  it.each([
    ['by $id', { $id: 'https://example.com/a' }, 'not-contained'],
    ['by the old id, in its dialect', { id: 'https://example.com/a' }, 'not-contained'],
    ['but not where nothing is begun', {}, 'contained'],
  ])('are not the same where a reference leads elsewhere: %s', (_, identifier, kind) => {
    const options = { dialect: 'id' in identifier ? ('draft-04' as const) : ('draft-07' as const) };
    const [a, b] = [nested(identifier, { type: 'string' }), nested(identifier, { type: 'boolean' })];
    expect(contains(a, b, options).kind).toBe(kind);
    for (const at of ['/properties/p', '/properties/p/properties/q'])
      expect(contains(a, b, { ...options, at: { a: at, b: at } }).kind).toBe(kind);
  });

  it('are not the same where only one of the two begins something', () => {
    const [a, b] = [nested({}, { type: 'string' }), nested({ $id: 'https://example.com/a' }, { type: 'string' })];
    expect(contains(a, b, { dialect: 'draft-07' }).kind).toBe('not-contained');
  });
});

describe('words that say nothing', () => {
  const holding = (schema: object): object => ({ properties: { ...padding, p: schema } });

  it.each([
    ['a title in a value that is the only one', { const: { title: 'a' } }, { const: { title: 'b' } }, 'not-contained'],
    ['a description in one of several values', { enum: [{ description: 'a' }, 1] }, { enum: [{ description: 'b' }, 1] }, 'not-contained'],
    ['a comment deep in a value', { const: [{ a: { $comment: 'a' } }] }, { const: [{ a: { $comment: 'b' } }] }, 'not-contained'],
    ['a title of a schema', { title: 'a', type: 'string' }, { title: 'b', type: 'string' }, 'contained'],
  ])('do so only where they are no part of a value: %s', (_, a, b, kind) => {
    expect(contains(holding(a), holding(b)).kind).toBe(kind);
  });
});

describe('small parts that both documents have', () => {
  it.each([
    ['a type', { type: 'integer' }, { type: 'string' }],
    ['a bound', { maximum: 5 }, { maximum: 4 }],
    ['whose bound it is', { maximum: 5 }, { minimum: 5 }],
    ['a length', { maxLength: 5 }, { maxLength: 4 }],
    ['a pattern', { pattern: '^a' }, { pattern: '^b' }],
    ['a number and its text', { const: 1 }, { const: '1' }],
    ['a list of values', { enum: [1] }, { enum: [2] }],
    ['uniqueness', { uniqueItems: false }, { uniqueItems: true }],
  ])('are the same only where they say the same: %s', (_, x, y) => {
    const holding = (name: string): object => ({ properties: { ...padding, p: { $ref: `#/$defs/${name}` } }, $defs: { x, y } });
    expect(contains(holding('x'), holding('y')).kind).toBe('not-contained');
    expect(contains(holding('x'), holding('x')).kind).toBe('contained');
  });
});

describe('a part that is filled in later', () => {
  it('is no map of anything before it is read', () => {
    const holding = (more: object): object => ({
      type: 'object',
      allOf: [
        { additionalProperties: { $ref: '#/$defs/map' } },
        { properties: { a: { type: 'object', required: ['v'], properties: { v: { type: 'string' }, ...more } } }, required: ['a'] },
      ],
      $defs: { ...padding, map: { type: 'object', required: ['u'], properties: { u: { type: 'integer' } } } },
    });
    const [a, b] = [holding({}), holding({ v: { type: 'integer' } })];
    expect(contains(a, b, { profile: 'tolerant-reader' }).kind).toBe('not-contained');
  });

  it('brings what has no place of its own, such as what dependentRequired demands', () => {
    const dependent = { dependentRequired: { a: ['b'] }, required: ['a'] };
    const holding = (more: object): object => ({
      properties: padding,
      $defs: { dependent, choice: { anyOf: [{ $ref: '#/$defs/dependent' }, { type: 'integer' }] } },
      allOf: [{ $ref: '#/$defs/choice' }],
      unevaluatedProperties: { type: 'null' },
      ...more,
    });
    expect(relation(holding({}), holding({ minProperties: 3 })).kind).toBe('wider');
  });
});

describe('what surrounds two schemas', () => {
  it('changes no answer, however large it is', () => {
    const around = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`around${i}`, { type: 'string', title: `t${i}` }]));
    const options = { budget: { steps: 300_000, ms: 60_000 } };
    const said = new Map<string, number>();
    fc.assert(
      fc.property(near, ([one, two]) => {
        const [a, b] = [whole(one), whole(two)];
        if (typeof a === 'boolean' || typeof b === 'boolean') return;
        const within = (schema: object): object => ({
          ...schema,
          $defs: { ...('$defs' in schema ? (schema.$defs as object) : {}), ...around },
        });
        const answers = sound(() => [contains(a, b, options).kind, contains(within(a), within(b), options).kind]);
        if (!answers || answers.includes('unknown')) return;
        said.set(String(answers[0]), (said.get(String(answers[0])) ?? 0) + 1);
        expect({ a, b, kind: answers[1] }).toEqual({ a, b, kind: answers[0] });
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150), seed: 20261123 },
    );
    for (const kind of ['contained', 'not-contained']) expect(said.get(kind)).toBeGreaterThan(20);
  });
});

describe('a question about parts of large documents', () => {
  const types = (first: object) => ({
    $defs: Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [
        `t${i}`,
        {
          type: 'object',
          properties: { id: i === 0 ? first : { type: 'integer' }, next: { $ref: `#/$defs/t${i % 10 === 9 ? i - 9 : i + 1}` } },
        },
      ]),
    ),
    old: { $ref: '#/$defs/t5' },
    new: { $ref: '#/$defs/t5', type: 'object' },
  });
  const narrow = types({ type: 'integer' });

  it.each([
    ['the same part of equal documents', narrow, { a: '/$defs/t5', b: '/$defs/t5' }, 'equivalent'],
    ['the same part, with a change that it leads to', types({ type: 'number' }), { a: '/$defs/t7', b: '/$defs/t7' }, 'narrower'],
    ['the same part, with a change elsewhere', types({ type: 'number' }), { a: '/$defs/t77', b: '/$defs/t77' }, 'equivalent'],
    ['parts at different places', narrow, { a: '/old', b: '/$defs/t5' }, 'equivalent'],
    ['a part and one that says it again', narrow, { a: '/old', b: '/new' }, 'equivalent'],
    ['a whole and a part', narrow, { b: '/old' }, 'wider'],
  ])('is answered about %s', (_, b, at, kind) => expect(relation(narrow, structuredClone(b), { at }).kind).toBe(kind));

  it('costs no more than a walk over both where they are equal', () => {
    const at = { a: '/$defs/t5', b: '/$defs/t5' };
    expect(contains(narrow, structuredClone(narrow), { at, budget: { steps: 40_000 } }).kind).toBe('contained');
  });

  it('starts relative references where it is told to', () => {
    const options = {
      at: { a: '/x' },
      uri: { a: 'https://example.com/dir/a.json' },
      schemas: { 'https://example.com/dir/b.json': { type: 'integer' } },
    };
    expect(contains({ x: { $ref: 'b.json' } }, { type: 'number' }, options).kind).toBe('contained');
  });

  it('is refused where nothing stands', () => expect(() => contains({}, {}, { at: { b: '/x' } })).toThrow('in schema B at #'));
});

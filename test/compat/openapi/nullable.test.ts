import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';

// `nullable` without `type` in OpenAPI 3.0: without effect by the letter, "or null" to many who read it.

const part = { $ref: '#/components/schemas/Part' };
const written = (p: object, openapi: string, side: 'request' | 'response'): string => {
  const content = { 'application/json': { schema: { type: 'object', properties: { p } } } };
  return JSON.stringify({
    openapi,
    info: { title: 'a', version: '1' },
    paths: {
      '/a': {
        post: {
          ...(side === 'request' ? { requestBody: { required: true, content } } : {}),
          responses: { 200: { description: '', ...(side === 'response' ? { content } : {}) } },
        },
      },
    },
    components: { schemas: { Part: { type: 'object', properties: { z: { type: 'string' } } } } },
  });
};
const judged = (
  old: object,
  next: object,
  side: 'request' | 'response',
  versions: readonly [string, string] = ['3.0.3', '3.0.3'],
): string[] => compareTexts(written(old, versions[0], side), written(next, versions[1], side), 'openapi').findings.map(judgementOf);

const undecided = 'warning compat/not-decided rollout unknown, rollback unknown';
const item = (schema: object): object => ({ type: 'array', items: schema });

describe('nullable without type that comes or goes is not decided', () => {
  it.each<[string, object, object]>([
    ['around a reference', part, { nullable: true, allOf: [part] }],
    ['beside allOf', { allOf: [part] }, { nullable: true, allOf: [part] }],
    ['beside oneOf', { oneOf: [part] }, { nullable: true, oneOf: [part] }],
    ['beside anyOf', { anyOf: [part] }, { nullable: true, anyOf: [part] }],
    ['beside values', { enum: ['a'] }, { nullable: true, enum: ['a'] }],
    ['beside members', { properties: { z: part } }, { nullable: true, properties: { z: part } }],
    ['of items', item(part), item({ nullable: true, allOf: [part] })],
    ['of the members that nobody names', { additionalProperties: part }, { additionalProperties: { nullable: true, allOf: [part] } }],
    [
      'in a branch beside others',
      { oneOf: [{ type: 'string' }, { properties: { z: part } }] },
      { oneOf: [{ properties: { z: { nullable: true, allOf: [part] } } }, { type: 'string' }] },
    ],
  ])('%s', (_, old, next) => {
    expect(judged(old, next, 'response')).toEqual([undecided]);
    expect(judged(next, old, 'response')).toEqual([undecided]);
    expect(judged(old, next, 'request')).toEqual([undecided]);
    expect(judged(next, old, 'request')).toEqual([undecided]);
  });

  it('and so it is when 3.1 says what was meant', () => {
    const [old, next] = [{ nullable: true, allOf: [part] }, { anyOf: [part, { type: 'null' }] }];
    expect(judged(old, next, 'response', ['3.0.3', '3.1.0'])).toEqual([undecided]);
    expect(judged(old, next, 'request', ['3.0.3', '3.1.0'])).toEqual([undecided]);
    expect(judged(next, old, 'response', ['3.1.0', '3.0.3'])).toEqual([undecided]);
    const inBranch = (p: object): object => ({ oneOf: [{ type: 'object', properties: { p } }, { type: 'string' }] });
    expect(judged(inBranch(old), inBranch(next), 'response', ['3.0.3', '3.1.0'])).toEqual([undecided]);
  });

  it('and what else changes is told beside it', () => {
    expect(judged(part, { nullable: true, allOf: [part, { properties: { y: part } }] }, 'response')).toEqual([
      undecided,
      'note compat/response-optional-property-added rollout holds, rollback breaks-if-used',
    ]);
    expect(judged(part, { nullable: true, allOf: [part], enum: [{ z: 'a' }] }, 'request')).toContain(
      'error compat/request-enum-narrowed rollout breaks, rollback holds',
    );
  });
});

describe('nullable is no change', () => {
  it.each<[string, object, object]>([
    ['on both sides', { nullable: true, allOf: [part] }, { allOf: [part], nullable: true }],
    ['where null is named', { enum: ['a', null] }, { nullable: true, enum: ['a', null] }],
    ['where nothing else is said', {}, { nullable: true }],
    ['beside a reference, which makes it void', part, { nullable: true, ...part }],
    ['that says no', part, { nullable: false, allOf: [part] }],
  ])('%s', (_, old, next) => {
    expect(judged(old, next, 'response')).toEqual([]);
    expect(judged(next, old, 'request')).toEqual([]);
  });
});

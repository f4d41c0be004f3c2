import { describe, expect, it } from 'vitest';
import { judged } from './told.ts';

const text = { type: 'string' };
const one = (more: object): object => ({ type: 'object', required: ['t', ...Object.keys(more)], properties: { t: text, ...more } });
const either = { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] };
const api = (more: object, a: object = { a: text }): object => ({
  components: { schemas: { A: one(a), B: one({ b: text }) } },
  paths: {
    '/a': {
      post: {
        requestBody: { required: true, content: { 'application/json': { schema: { ...either, ...more } } } },
        responses: { 200: { description: '' } },
      },
    },
  },
});
const discriminator = { discriminator: { propertyName: 't' } };

describe('a discriminator', () => {
  it.each<[string, object, object, string[]]>([
    ['that comes', api({}), api(discriminator), ['error compat/request-alternatives-narrowed rollout breaks, rollback holds']],
    ['that stays', api(discriminator), api(discriminator), []],
  ])('%s is one finding at most', (_, a, b, expected) => {
    expect(judged(a, b)).toEqual(expected);
  });

  it('that comes hides nothing that an alternative demands beside', () => {
    expect(
      judged(api({}), api(discriminator, { a: { type: 'integer' } })).filter((line) => line.includes('rollout breaks')).length,
    ).toBeGreaterThan(1);
  });
});

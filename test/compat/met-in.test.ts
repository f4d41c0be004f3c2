import { describe, expect, it } from 'vitest';
import { api, compareTexts } from './contracts.ts';

const content = (schema: unknown): object => ({ content: { 'application/json': { schema } } });
const ref = { $ref: '#/components/schemas/Order' };
const answers = { responses: { 200: { description: '', ...content(ref) } } };
const takes = { requestBody: content(ref), responses: { 204: { description: '' } } };

const paths = {
  '/a': { get: answers },
  '/b': { get: answers, put: takes },
  '/c/{id}': { get: { responses: { 200: { description: '', ...content({ type: 'object', properties: { order: ref } }) } } } },
  '/d': { get: { responses: { 204: { description: '' } } } },
};
const shared = (total: string, more: object = {}, order: (list: [string, object][]) => [string, object][] = (list) => list): string =>
  api(Object.fromEntries(order(Object.entries(paths))), {
    components: { schemas: { Order: { type: 'object', properties: { total: { type: total } } } } },
    ...more,
  });
const met = (old: string, next: string) =>
  compareTexts(old, next).findings.map(({ rule, operations, elsewhere }) => [
    rule.replace('compat/', ''),
    operations,
    ...(elsewhere === undefined ? [] : [elsewhere]),
  ]);

describe('a finding knows all operations that it is met in', () => {
  const expected = [
    ['request-type-changed', undefined],
    ['response-type-changed', ['GET /a', 'GET /b', 'GET /c/{id}']],
  ];
  it.each<[string, (list: [string, object][]) => [string, object][]]>([
    ['as they stand', (list) => list],
    ['turned round', (list) => list.toReversed()],
  ])('that share a component, side by side, in whatever order: %s', (_, order) =>
    expect(met(shared('string', {}, order), shared('integer', {}, order))).toEqual(expected),
  );

  it('or that moved together', () => {
    const text = (base: string): string =>
      api({ [`${base}/a`]: { get: answers }, [`${base}/b`]: { get: answers } }, { components: { schemas: { Order: { type: 'object' } } } });
    expect(met(text('/v1'), text('/v2'))).toEqual([['operation-moved', ['GET /v1/a', 'GET /v1/b']]]);
  });

  it('by name, however many they are: who accepts it there has to name them all', () => {
    const many = (total: string): string =>
      api(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`/a${i}`, { get: answers }])), {
        components: { schemas: { Order: { type: 'object', properties: { total: { type: total } } } } },
      });
    const [finding] = compareTexts(many('string'), many('integer')).findings;
    expect(finding?.operations).toEqual(Array.from({ length: 60 }, (_, i) => `GET /a${i}`).toSorted());
    expect(finding?.elsewhere).toBeUndefined();
  });

  it('and says nothing of one alone', () => {
    const one = (type: string): string => api({ '/a': { get: { responses: { 200: { description: '', ...content({ type }) } } } } });
    expect(met(one('string'), one('integer'))).toEqual([['response-type-changed', undefined]]);
  });
});

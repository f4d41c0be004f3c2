import { describe, expect, it } from 'vitest';
import { done, told } from './told.ts';

const answering = (schema: object): object => ({
  paths: { '/a': { get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } } } },
});

describe('what surrounds operations', () => {
  it.each<[string, object, object]>([
    ['a component that nobody refers to', { components: { schemas: { A: { type: 'string' } } } }, { components: { schemas: { B: {} } } }],
    [
      'components of every kind that nobody refers to',
      {},
      {
        components: {
          parameters: { Q: { name: 'q', in: 'query', required: true, schema: {} } },
          responses: { R: { description: '' } },
          headers: { H: { schema: {} } },
          pathItems: { P: { get: done() } },
          callbacks: { C: { '{$url}': { post: done() } } },
          links: { L: { operationId: 'a' } },
          securitySchemes: { K: { type: 'mutualTLS' } },
        },
      },
    ],
    ['extensions', { 'x-a': 1 }, { 'x-b': { $ref: '#/x-a' }, components: { 'x-c': 1 } }],
    ['words, tags and documents elsewhere', {}, { tags: [{ name: 'a' }], externalDocs: { url: 'https://example.com' } }],
    ['its own dialect, written out', {}, { jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base' }],
    ['the dialect that it builds on', {}, { jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema' }],
  ])('is no finding: %s', (_, old, next) => {
    const paths = { paths: { '/a': { get: done() } } };
    expect(told({ ...paths, ...old }, { ...paths, ...next })).toEqual([]);
    expect(told({ ...paths, ...next }, { ...paths, ...old })).toEqual([]);
  });

  it('extensions anywhere are no finding', () => {
    const old = { paths: { '/a': { 'x-a': 1, get: done({ 'x-a': 1 }) }, 'x-a': 1 } };
    expect(told(old, { paths: { '/a': { get: done() } } })).toEqual([]);
  });

  it('a dialect that is not understood leaves nothing decided where anything differs', () => {
    const draft07 = { jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#' };
    const line =
      'warning compat/not-decided rollout unknown, rollback unknown | the whole document: the schemas are of a "jsonSchemaDialect" that is not understood';
    expect(told({ ...answering({}), ...draft07 }, { ...answering({ type: 'string' }), ...draft07 })).toContain(line);
    expect(told({ ...answering({}), ...draft07 }, { ...answering({}), ...draft07 })).toEqual([]);
  });

  it('a member that no version of OpenAPI has is not decided', () => {
    expect(told({ ...answering({}), quota: 1 }, { ...answering({}), quota: 2 })).toEqual([
      'warning compat/not-decided rollout unknown, rollback unknown | the whole document: "quota" differs, which is not compared yet',
    ]);
  });
});

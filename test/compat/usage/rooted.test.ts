import { describe, expect, it } from 'vitest';
import { readUsage } from '../../../src/compat/usage/recorded.ts';
import { api, compareTexts } from '../contracts.ts';

// Of a member that stands in an operation itself it is known where it is: what is used of another member is no use of it.

const version = (values: readonly string[], items: object = { type: 'object', properties: { z: { enum: values } } }): string =>
  api({
    '/a': {
      get: {
        responses: {
          200: {
            description: '',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { s: { enum: values }, sub: { type: 'array', items } } },
              },
            },
          },
        },
      },
    },
  });
const severities = (response: readonly string[], items?: object): readonly string[] => {
  const uses = readUsage('use.ndjson', JSON.stringify({ operation: 'GET /a', response }));
  return compareTexts(version(['x'], items), version(['x', 'y'], items), 'openapi', {
    consumers: [{ name: 'shop 1.0.0', uses }],
  }).findings.map(({ severity, where }) => `${severity} ${where?.split(', ').slice(2).join(', ')}`);
};

describe('a member in an operation itself', () => {
  it.each<[string, string[], string[]]>([
    ['is used by name', ['s'], ['error s', 'note sub, each item, z']],
    ['is used with all that holds it', ['sub/**'], ['note s', 'error sub, each item, z']],
    ['is used with the whole', ['**'], ['error s', 'error sub, each item, z']],
    ['is used where what holds it is', ['sub'], ['note s', 'error sub, each item, z']],
    ['is used by its names', ['sub/z'], ['note s', 'error sub, each item, z']],
  ])('%s', (_, response, expected) => {
    expect(severities(response)).toEqual(expected);
  });

  it('may be anywhere where references lead into operations', () => {
    const itself = { $ref: '#/paths/~1a/get/responses/200/content/application~1json/schema' };
    expect(severities(['sub/**'], itself)).toEqual(['error s']);
  });
});

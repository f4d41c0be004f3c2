import { expect, it } from 'vitest';
import { done, told } from './told.ts';

const named = (more: object): object => ({ paths: { '/a': { get: done(more) } } });
const codegen = { profile: 'codegen' } as const;

it.each<[string, object, object, string[]]>([
  [
    'operationId',
    named({ operationId: 'listA' }),
    named({ operationId: 'getA' }),
    ['error compat/operation-id-changed rollout breaks, rollback breaks | GET /a: its operationId is getA now, and was listA'],
  ],
  [
    'an operationId where there was none',
    named({}),
    named({ operationId: 'getA' }),
    ['error compat/operation-id-changed rollout breaks, rollback breaks | GET /a: its operationId is getA now, and was none'],
  ],
  [
    'tags',
    named({ tags: ['a', 'b'] }),
    named({ tags: ['b'] }),
    ['error compat/tags-changed rollout breaks, rollback breaks | GET /a: its tags are b now, and were a, b'],
  ],
  ['the order of tags', named({ tags: ['a', 'b'] }), named({ tags: ['b', 'a'] }), []],
])('%s: told of generated clients alone', (_, old, next, expected) => {
  expect(told(old, next, codegen)).toEqual(expected);
  expect(told(old, next)).toEqual([]);
  expect(told(old, next, { profile: 'tolerant-reader' })).toEqual([]);
});

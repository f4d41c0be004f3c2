import { describe, expect, it } from 'vitest';
import { judged } from './told.ts';

// An answer to HEAD, and 204, 205 and 304, have no content (RFC 9110, 9.3.2, 15.3.5, 15.3.6, 15.4.5), whatever a document says of it.

const answer = (method: string, status: string, type: string): object => ({
  paths: {
    '/a': {
      [method]: {
        responses: {
          [status]: {
            description: '',
            headers: { 'X-A': { required: true, schema: { enum: type === 'array' ? ['a'] : ['a', 'b'] } } },
            content: { 'application/json': { schema: { type } } },
          },
        },
      },
    },
  },
});
const header = 'error compat/response-enum-widened rollout breaks, rollback holds';
const body = 'error compat/response-type-changed rollout breaks, rollback breaks';

describe('what stands in an answer', () => {
  it.each<[string, string, string, string[]]>([
    ['of GET is content', 'get', '200', [header, body]],
    ['of a class is content', 'get', '2XX', [header, body]],
    ['of HEAD is its headers alone', 'head', '200', [header]],
    ['of 204 is its headers alone', 'delete', '204', [header]],
    ['of 205 is its headers alone', 'post', '205', [header]],
    ['of 304 is its headers alone', 'get', '304', [header]],
  ])('%s', (_, method, status, expected) => {
    expect(judged(answer(method, status, 'array'), answer(method, status, 'object')).toSorted()).toEqual(expected);
  });
});

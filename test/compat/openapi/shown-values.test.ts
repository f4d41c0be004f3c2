import { describe, expect, it } from 'vitest';
import { told } from './told.ts';

const narrow = { enum: ['a'] };
const wide = { enum: ['a', 'b'] };
const rollout = 'rollout breaks-if-used, rollback holds';

const media = (schema: object, shown: object): object => ({ content: { 'application/json': { schema, ...shown } } });
const sent = (schema: object, shown: object = {}): object => ({
  paths: { '/a': { post: { requestBody: media(schema, shown), responses: { 200: { description: '' } } } } },
});
const answered = (schema: object, shown: object = {}): object => ({
  paths: { '/a': { post: { responses: { 200: { description: '', ...media(schema, shown) } } } } },
});
const asked = (schema: object, shown: object = {}): object => ({
  paths: { '/a': { get: { parameters: [{ name: 'q', in: 'query', schema, ...shown }], responses: { 200: { description: '' } } } } },
});
const shownOnly = (old: object, next: object): string[] => told(old, next).filter((line) => line.includes('is not valid any more'));

describe('what is shown and was valid', () => {
  it.each<[string, object, object, string[]]>([
    [
      'as the example of a body',
      sent(wide, { example: 'b' }),
      sent(narrow, { example: 'b' }),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | POST /a, request body (application/json): the values are narrowed; "b" was valid before and is not now; the example "b" is not valid any more`,
      ],
    ],
    [
      'as one of the examples of a body',
      sent(wide, { examples: { one: { value: 'a' }, two: { value: 'b' } } }),
      sent(narrow, { examples: { one: { value: 'a' }, two: { value: 'b' } } }),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | POST /a, request body (application/json): the values are narrowed; "b" was valid before and is not now; the example "b" is not valid any more`,
      ],
    ],
    [
      'as the example of an answer',
      answered(wide, { example: 'b' }),
      answered(narrow, { example: 'b' }),
      [
        `warning compat/example-no-longer-valid ${rollout} | POST /a, response 200 (application/json): the example "b" is not valid any more`,
      ],
    ],
    [
      'as the example of a parameter',
      asked(wide, { example: 'b' }),
      asked(narrow, { example: 'b' }),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | GET /a, query parameter q: the values are narrowed; "b" was valid before and is not now; the example "b" is not valid any more`,
      ],
    ],
    [
      'as the default of a schema',
      sent({ type: 'object', properties: { k: { ...wide, default: 'b' } } }),
      sent({ type: 'object', properties: { k: { ...narrow, default: 'b' } } }),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | POST /a, request body (application/json), k: the values are narrowed; "b" was valid before and is not now; the default "b" is not valid any more`,
      ],
    ],
    [
      'as one of the examples of a schema',
      sent({ type: 'object', properties: { k: { ...wide, examples: ['a', 'b'] } } }),
      sent({ type: 'object', properties: { k: { ...narrow, examples: ['a', 'b'] } } }),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | POST /a, request body (application/json), k: the values are narrowed; "b" was valid before and is not now; the example "b" is not valid any more`,
      ],
    ],
    ['and still is', sent(wide, { example: 'a' }), sent(narrow, { example: 'a' }), []],
    ['and was replaced', sent(wide, { example: 'b' }), sent(narrow, { example: 'a' }), []],
    ['but was not', sent(wide, { example: 'c' }), sent(narrow, { example: 'c' }), []],
    ['and is shown anew', sent(wide), sent(narrow, { example: 'b' }), []],
    ['and is valid only now', sent(narrow, { example: 'b' }), sent(wide, { example: 'b' }), []],
  ])('%s', (_, old, next, expected) => {
    expect(shownOnly(old, next)).toEqual(expected);
  });

  it('in a component is said once', () => {
    const used = (schema: object): object => {
      const media = { content: { 'application/json': { schema: { $ref: '#/components/schemas/K' } } } };
      return {
        paths: { '/a': { post: { requestBody: media, responses: { 200: { description: '', ...media } } } } },
        components: { schemas: { K: { ...schema, example: 'b' } } },
      };
    };
    expect(shownOnly(used(wide), used(narrow))).toHaveLength(1);
  });

  it('is said of a default that moved by what moved', () => {
    const of = (value: string): object => sent({ ...narrow, default: value });
    expect(told(of('a'), of('b'))).toEqual([
      'warning compat/request-default-changed rollout breaks-if-used, rollback breaks-if-used | POST /a, request body (application/json): the default is "b", and was "a"; the default "b" is not valid any more',
    ]);
  });
});

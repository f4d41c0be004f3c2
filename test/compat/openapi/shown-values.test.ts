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
const referred = (schema: object, value: unknown): object => ({
  ...sent(schema, { examples: { one: { $ref: '#/components/examples/E' }, two: { $ref: '#/components/examples/E' } } }),
  components: { examples: { E: { $ref: '#/components/examples/F' }, F: { value } } },
});
const oneWay = { type: 'object', properties: { i: { type: 'string', readOnly: true } }, additionalProperties: false };
const valued = (example: unknown): object => answered({}, { example: { schema: narrow, example } });
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
    [
      'and was replaced by what never was, in an answer',
      answered(narrow, { example: 'a' }),
      answered(narrow, { example: 3 }),
      [`warning compat/example-no-longer-valid ${rollout} | POST /a, response 200 (application/json): the example 3 is not valid any more`],
    ],
    [
      'and was replaced by what never was, in a parameter that others came before',
      asked(narrow, { examples: { one: { value: 'a' } } }),
      {
        paths: {
          '/a': {
            get: {
              parameters: [
                { name: 'p', in: 'query', schema: narrow },
                { name: 'q', in: 'query', schema: narrow, examples: { one: { value: 3 } } },
              ],
              responses: { 200: { description: '' } },
            },
          },
        },
      },
      [`warning compat/example-no-longer-valid ${rollout} | GET /a: the example 3 is not valid any more`],
    ],
    [
      'and was replaced by what never was, in a header',
      { components: { headers: { H: { schema: narrow, example: 'a' } } } },
      { components: { headers: { H: { schema: narrow, example: 3 } } } },
      [`warning compat/example-no-longer-valid ${rollout} | components/headers/H: the example 3 is not valid any more`],
    ],
    [
      'and was replaced by what never was, in a schema, as a member of the name "example" has it',
      sent({ type: 'object', properties: { example: { ...narrow, example: 'a' } } }),
      sent({ type: 'object', properties: { example: { ...narrow, example: 3 } } }),
      [`warning compat/example-no-longer-valid ${rollout} | POST /a, request body (application/json): the example 3 is not valid any more`],
    ],
    [
      'and was replaced by what never was, as one of the examples of a schema',
      { components: { schemas: { K: { ...narrow, examples: ['a', 'a'] } } } },
      { components: { schemas: { K: { ...narrow, examples: ['a', 3] } } } },
      [`warning compat/example-no-longer-valid ${rollout} | components/schemas/K: the example 3 is not valid any more`],
    ],
    [
      'and was replaced by what never was, in a component that two refer to',
      referred(narrow, 'a'),
      referred(narrow, 3),
      [`warning compat/example-no-longer-valid ${rollout} | POST /a, request body (application/json): the example 3 is not valid any more`],
    ],
    [
      'in a component, and the schema is another one',
      referred(wide, 'b'),
      referred(narrow, 'b'),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | POST /a, request body (application/json): the values are narrowed; "b" was valid before and is not now; the example "b" is not valid any more`,
      ],
    ],
    [
      'of a member that is seen in answers alone, and was replaced by what never was',
      sent({ type: 'object', properties: { i: { ...narrow, readOnly: true, example: 'a' } } }),
      sent({ type: 'object', properties: { i: { ...narrow, readOnly: true, example: 3 } } }),
      [`warning compat/example-no-longer-valid ${rollout} | POST /a, request body (application/json): the example 3 is not valid any more`],
    ],
    ['and has a member now that travels one way alone', sent(oneWay, { example: {} }), sent(oneWay, { example: { i: 'a' } }), []],
    ['and was replaced by what is', answered(wide, { example: 'a' }), answered(wide, { example: 'b' }), []],
    ['and is written in another order', answered({}, { example: { a: 1, b: 2 } }), answered({}, { example: { b: 2, a: 1 } }), []],
    ['and was not valid before either', answered(narrow, { example: 4 }), answered(narrow, { example: 3 }), []],
    ['and what was replaced by what never was is a value of an example', valued('a'), valued(3), []],
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

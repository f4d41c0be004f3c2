import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/core/hash.ts';
import { api, compareTexts } from '../contracts.ts';

// Two things changed in one body: each is shown by a call that is refused for it alone, as deep as it lies.

const has = (properties: object, more: object = {}): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...more,
});
const one = { enum: ['a', 'b'] };
const [justA, justB] = [{ enum: ['a'] }, { enum: ['b'] }];
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

it.each<[string, object, object, string[]]>([
  ['side by side', has({ x: one, y: one }), has({ x: justB, y: justA }), ['{"x":"a","y":"a"}', '{"x":"b","y":"b"}']],
  [
    'below one member',
    has({ m: has({ x: one, y: one }) }),
    has({ m: has({ x: justB, y: justA }) }),
    ['{"m":{"x":"a","y":"a"}}', '{"m":{"x":"b","y":"b"}}'],
  ],
  [
    'below one member that is closed',
    has({ m: has({ x: one, y: one }, { additionalProperties: false }) }),
    has({ m: has({ x: justB, y: justA }, { additionalProperties: false }) }),
    ['{"m":{"x":"a","y":"a"}}', '{"m":{"x":"b","y":"b"}}'],
  ],
  [
    'in an item of a list',
    has({ l: { type: 'array', minItems: 1, items: has({ x: one, y: one }) } }),
    has({ l: { type: 'array', minItems: 1, items: has({ x: justB, y: justA }) } }),
    ['{"l":[{"x":"a","y":"a"}]}', '{"l":[{"x":"b","y":"b"}]}'],
  ],
  ['in an item of a list of lists of a component', ref('Old'), ref('New'), ['{"m":[[{"x":"a","y":"a"}]]}', '{"m":[[{"x":"b","y":"b"}]]}']],
  [
    'below a member of any name',
    { type: 'object', minProperties: 1, additionalProperties: has({ x: one, y: one }) },
    { type: 'object', minProperties: 1, additionalProperties: has({ x: justB, y: justA }) },
    ['{"":{"x":"a","y":"a"}}', '{"":{"x":"b","y":"b"}}'],
  ],
  [
    'in parts that lie in allOf',
    has({ m: { allOf: [has({ x: one }), has({ y: one })] } }),
    has({ m: { allOf: [has({ x: justB }), has({ y: justA })] } }),
    ['{"m":{"x":"a","y":"a"}}', '{"m":{"x":"b","y":"b"}}'],
  ],
])('two changes %s', (_, old, next, expected) => {
  const nested = (x: object, y: object): object => {
    const list = (items: object): object => ({ type: 'array', minItems: 1, items });
    return has({ m: list(list(has({ x, y }))) });
  };
  const components = { schemas: { Old: nested(one, one), New: nested(justB, justA) } };
  const of = (schema: object): string =>
    api(
      {
        '/a': {
          post: { requestBody: { required: true, content: { 'application/json': { schema } } }, responses: { 200: { description: '' } } },
        },
      },
      { components },
    );
  const { findings } = compareTexts(of(old), of(next), 'openapi', { exchanges: { error: 9 } });
  const bodies = findings.map(({ exchange }) => canonicalJson(JSON.parse(exchange?.request.body?.text ?? 'null')));
  expect(bodies.toSorted()).toEqual(expected);
});

const listOfTexts = (maxLength?: number): object => ({
  type: 'array',
  items: { type: 'string', ...(maxLength === undefined ? {} : { maxLength }) },
});

it.each<[string, object, object, string[]]>([
  [
    'a text that becomes a number',
    has({ n: { type: 'string' }, arr: listOfTexts() }, { required: ['n'] }),
    has({ n: { type: 'integer' }, arr: listOfTexts(2) }, { required: ['n'] }),
    ['n=', 'n=0&arr=aaa'],
  ],
  [
    'a text that becomes a boolean, and another that has to be there',
    has({ n: { type: 'string' }, m: { type: 'string' }, arr: listOfTexts() }, { required: ['n'] }),
    has({ n: { type: 'boolean' }, m: { enum: ['x'] }, arr: listOfTexts(2) }, { required: ['n'] }),
    ['n=', 'n=false&arr=aaa', 'n=false&m='],
  ],
])('a form is refused for one reason beside %s', (_, old, next, expected) => {
  const of = (schema: object): string => {
    const content = { 'application/x-www-form-urlencoded': { schema } };
    return api({ '/a': { post: { requestBody: { required: true, content }, responses: { 200: { description: '' } } } } });
  };
  const { findings } = compareTexts(of(old), of(next), 'openapi', { exchanges: { error: 9 } });
  expect(findings.map(({ exchange }) => exchange?.request.body?.text ?? '').toSorted()).toEqual(expected);
});

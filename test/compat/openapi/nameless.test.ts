import { describe, expect, it } from 'vitest';
import { done, told } from './told.ts';

// An object in the style "form", exploded, is on the wire as its members alone: `?a=1&b=2`.

const text = { type: 'string' };
const object = { type: 'object', properties: { a: text } };
const asking = (name: string, schema: object, more: object = {}): object => ({
  paths: { '/a': { get: done({ parameters: [{ name, in: 'query', required: true, schema, ...more }] }) } },
});
const renamed =
  'error compat/required-parameter-renamed rollout breaks, rollback breaks-if-used | GET /a: the query parameter q is called r now';

describe('another name of a parameter', () => {
  it.each<[string, object, object, string[]]>([
    ['is nothing where members alone are written', asking('q', object), asking('r', object), []],
    [
      'is nothing where members alone are written, one of which changes',
      asking('q', object),
      asking('r', { type: 'object', properties: { a: { ...text, maxLength: 1 } } }),
      [
        'error compat/request-bounds-narrowed rollout breaks, rollback holds | GET /a, query parameter r, a: the limits are narrowed; "aa" was valid before and is not now',
      ],
    ],
    ['breaks where it is written with them', asking('q', object, { explode: false }), asking('r', object, { explode: false }), [renamed]],
    [
      'breaks where it is written around them',
      asking('q', object, { style: 'deepObject' }),
      asking('r', object, { style: 'deepObject' }),
      [renamed],
    ],
    [
      'breaks where the value may be a list',
      asking('q', { type: ['array', 'object'] }),
      asking('r', { type: ['array', 'object'] }),
      [renamed],
    ],
    ['breaks where the value is a text', asking('q', text), asking('r', text), [renamed]],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { done, judged, told } from './told.ts';

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

describe('a member of such an object, and a parameter of its name', () => {
  const integer = { type: 'integer' };
  const having = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
  const query = (parameters: Readonly<Record<string, object>>, required: readonly string[] = [], more: object = {}): object => ({
    paths: {
      '/a': {
        get: done({
          parameters: Object.entries(parameters).map(([name, schema]) => ({
            name,
            in: 'query',
            ...(required.includes(name) ? { required: true } : {}),
            schema,
            ...more,
          })),
        }),
      },
    },
  });
  const narrowed = 'error compat/request-type-narrowed rollout breaks, rollback holds';
  const widened = 'note compat/request-type-widened rollout holds, rollback breaks-if-used';
  const free = { type: 'object', additionalProperties: text };
  it.each<[string, object, object, readonly string[], readonly string[]]>([
    ['are the same', query({ q: having({ x: text, y: integer }) }), query({ x: text, y: integer }), [], []],
    [
      'are the same where it must be there',
      query({ q: having({ x: text }, { required: ['x'] }) }, ['q']),
      query({ x: text }, ['x']),
      [],
      [],
    ],
    ['are compared', query({ q: having({ x: text }) }), query({ x: integer }), [narrowed], [widened]],
    [
      'are told of where one is demanded',
      query({ q: having({ x: text }) }),
      query({ x: text }, ['x']),
      ['error compat/parameter-became-required rollout breaks, rollback holds'],
      ['note compat/parameter-became-optional rollout holds, rollback breaks-if-used'],
    ],
    [
      'leave the other members',
      query({ q: having({ x: text, y: integer }) }),
      query({ x: text }),
      ['warning compat/optional-parameter-removed rollout breaks-if-used, rollback holds'],
      ['note compat/optional-parameter-added rollout holds, rollback breaks-if-used'],
    ],
    ['are compared where it takes any member', query({ q: free }), query({ q: free, x: integer }), [narrowed], [widened]],
    [
      'are compared where it says nothing of its members',
      query({ q: { type: 'object', additionalProperties: true } }),
      query({ q: { type: 'object', additionalProperties: true }, x: integer }),
      [narrowed],
      [widened],
    ],
    ['are the same where it takes any member that is like it', query({ q: free }), query({ q: free, x: text }), [], []],
    [
      'have nothing in common where its name is written',
      query({ q: having({ x: text }) }, [], { style: 'deepObject' }),
      query({ q: having({ x: text }), x: integer }, [], { style: 'deepObject' }),
      ['note compat/optional-parameter-added rollout holds, rollback breaks-if-used'],
      ['warning compat/optional-parameter-removed rollout breaks-if-used, rollback holds'],
    ],
    [
      'are not compared where one is a list',
      query({ q: free }),
      query({ q: free, x: { type: 'array', items: text } }),
      ['note compat/optional-parameter-added rollout holds, rollback breaks-if-used'],
      ['warning compat/optional-parameter-removed rollout breaks-if-used, rollback holds'],
    ],
  ])('%s', (_, old, next, forth, back) => {
    expect(judged(old, next)).toEqual(forth);
    expect(judged(next, old)).toEqual(back);
  });
});

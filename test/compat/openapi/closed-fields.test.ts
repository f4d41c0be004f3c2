import { describe, expect, it } from 'vitest';
import { api, compareTexts } from '../contracts.ts';

// What a client of N-1 sends beside the members that are named is refused where N closes the object, be it written as fields or as texts.

const having = (rest?: unknown, more: object = {}): object => ({
  type: 'object',
  properties: { a: { type: 'string' } },
  ...(rest === undefined ? {} : { additionalProperties: rest }),
  ...more,
});
type Carry = (schema: object) => object;
const body =
  (media: string): Carry =>
  (schema) => ({ requestBody: { content: { [media]: { schema } } } });
const query =
  (more: object = {}): Carry =>
  (schema) => ({ parameters: [{ name: 'f', in: 'query', schema, ...more }] });
const parameter =
  (place: string): Carry =>
  (schema) => ({ parameters: [{ name: 'f', in: place, required: place === 'path', schema }] });

const document = (carry: Carry, schema: object): string => {
  const operation = carry(schema);
  const path = JSON.stringify(operation).includes('"path"') ? '/o/{f}' : '/o';
  return api({ [path]: { post: { ...operation, responses: { 204: { description: '' } } } } });
};
const found = (carry: Carry, old: object, next: object) =>
  compareTexts(document(carry, old), document(carry, next), 'openapi', { exchanges: { error: 9, warning: 9, note: 9 } }).findings;
const told = (carry: Carry, old: object, next: object): string[] =>
  found(carry, old, next).map(({ severity, rule, cells, witness }) =>
    [
      severity,
      rule.split('/')[1],
      cells.rollout ?? 'holds',
      cells.rollback ?? 'holds',
      JSON.stringify(witness && 'value' in witness ? witness.value : undefined),
    ].join(' '),
  );

const carriers: readonly (readonly [string, Carry, call: string])[] = [
  ['a form', body('application/x-www-form-urlencoded'), '/o application/x-www-form-urlencoded other=a'],
  ['a form of parts', body('multipart/form-data'), '/o multipart/form-data'],
  ['an exploded query parameter', query(), '/o?other=a'],
  ['a query parameter that is not exploded', query({ explode: false }), '/o?f=other,a'],
  ['a deep object', query({ style: 'deepObject', explode: true }), '/o?f%5Bother%5D=a'],
  ['a header', parameter('header'), '/o f: other,a'],
  ['a path', parameter('path'), '/o/other,a'],
];

describe.each(carriers)('%s that was open by its own words', (_, carry, call) => {
  it.each<[string, object, object, string[]]>([
    [
      'and is closed refuses what clients may send',
      having(true),
      having(false),
      ['error request-members-narrowed breaks holds {"other":"a"}'],
    ],
    [
      'and is closed refuses it, the empty schema too',
      having({}),
      having(false),
      ['error request-members-narrowed breaks holds {"other":"a"}'],
    ],
    [
      'and is closed by what is not evaluated refuses it',
      having(true),
      having(undefined, { unevaluatedProperties: false }),
      ['error request-members-narrowed breaks holds {"other":"a"}'],
    ],
    ['now takes more', having(false), having(true), ['note request-members-widened holds breaks-if-used {"other":"a"}']],
    ['is no break where nothing was said', having(), having(false), []],
    ['is no break where nothing is said any more', having(true), having(), []],
    ['is no break where it stays', having(true), having(true, { description: 'words' }), []],
    [
      'and is closed refuses it beside patterns',
      having(true, { patternProperties: { '^o': { type: 'integer' } } }),
      having(false, { patternProperties: { '^o': { type: 'integer' } } }),
      ['error request-members-narrowed breaks holds {"another":"a"}'],
    ],
    [
      'and is closed in an alternative refuses it',
      { anyOf: [having(true, { required: ['a'] }), having(false, { properties: { b: { type: 'integer' } } })] },
      { anyOf: [having(false, { required: ['a'] }), having(false, { properties: { b: { type: 'integer' } } })] },
      ['error request-members-narrowed breaks holds {"a":"","other":"a"}'],
    ],
    ['is taken by another alternative', { anyOf: [having(true), { type: 'object' }] }, { anyOf: [having(false), { type: 'object' }] }, []],
  ])('%s', (_, old, next, expected) => {
    expect(told(carry, old, next)).toEqual(expected);
  });

  it('shows the member that is refused, and no type, for all is text', () => {
    const old = having(true, { properties: { a: { type: 'integer' } }, required: ['a'] });
    const breaks = told(carry, old, having(false, { required: ['a'] })).filter((line) => line.startsWith('error'));
    expect(breaks).toEqual(['error request-members-narrowed breaks holds {"a":0,"other":"a"}']);
  });

  it('shows the call', () => {
    const [{ exchange } = {}] = found(carry, having(true), having(false));
    const request = exchange && 'request' in exchange ? exchange.request : undefined;
    const { f } = request?.headers ?? {};
    const shown = [
      request?.target,
      f === undefined ? '' : `f: ${f}`,
      request?.body?.media.split(';')[0] ?? '',
      request?.body?.media.startsWith('multipart') ? '' : (request?.body?.text ?? ''),
    ];
    expect(shown.filter((part) => part !== '').join(' ')).toBe(call);
  });
});

describe('an object inside', () => {
  const inside = (rest: boolean): object => ({ type: 'object', properties: { m: having(rest) } });
  it('of a part is a document, and closed as one', () => {
    expect(told(body('multipart/form-data'), inside(true), inside(false))).toEqual([
      'error request-members-narrowed breaks holds {"":null}',
    ]);
  });
  it('of a text is never written', () => {
    expect(told(query(), inside(true), inside(false))).toEqual([]);
  });
});

it('a header of an answer that is opened is not understood', () => {
  const answer: (schema: object) => string = (schema) =>
    api({ '/o': { get: { responses: { 200: { description: '', headers: { 'X-F': { schema } } } } } } });
  const { findings } = compareTexts(answer(having(false)), answer(having(true)));
  expect(findings.map(({ rule, cells }) => [rule, cells.rollout])).toEqual([['compat/response-members-widened', 'breaks']]);
});

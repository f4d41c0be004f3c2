import { describe, expect, it } from 'vitest';
import { around, compareTexts, judgementOf } from '../contracts.ts';

// Who says `additionalProperties: true` beside the members that it names means others to be sent; silence means nothing.

// oxlint-disable-next-line unicorn/no-thenable -- the keyword is called so
const then = (schema: object): object => ({ then: schema });
const having = (additionalProperties?: unknown): object => ({
  type: 'object',
  properties: { a: { type: 'string' } },
  ...(additionalProperties === undefined ? {} : { additionalProperties }),
});
const judged = (side: 'request' | 'response', old: object, next: object): string[] =>
  compareTexts(around(side, old), around(side, next)).findings.map(
    (finding) => `${judgementOf(finding)} | ${JSON.stringify(finding.witness)}`,
  );
const shown = '{"kind":"value","value":{"":null},"confirmedBy":"ajv 8, exact interpreter"}';

describe('what was open by its own words and is closed', () => {
  it.each<[string, 'request' | 'response', object, object, string[]]>([
    [
      'refuses what clients may send',
      'request',
      having(true),
      having(false),
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    [
      'refuses it, the empty schema too',
      'request',
      having({}),
      having(false),
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    [
      'takes more once it is opened',
      'request',
      having(false),
      having(true),
      [`note compat/request-members-widened rollout holds, rollback breaks-if-used | ${shown}`],
    ],
    [
      'refuses in clients of N what N-1 may answer',
      'response',
      having(true),
      having(false),
      [`error compat/response-members-narrowed rollout holds, rollback breaks | ${shown}`],
    ],
    ['is no break where nothing was said', 'request', having(), having(false), []],
    ['is no break where nothing is said any more', 'request', having(true), having(), []],
    [
      'refuses it beside patterns',
      'request',
      { ...having(true), patternProperties: { '^x-': { type: 'integer' } } },
      { ...having(false), patternProperties: { '^x-': { type: 'integer' } } },
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    [
      'refuses it where it is closed by what is not evaluated',
      'request',
      having(true),
      { ...having(), unevaluatedProperties: false },
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    ['refuses nothing where all is evaluated', 'request', having(true), { ...having(true), unevaluatedProperties: false }, []],
    [
      'is said of a member',
      'request',
      { type: 'object', properties: { m: having(true) } },
      { type: 'object', properties: { m: having(false) } },
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
  ])('%s', (_, side, old, next, expected) => {
    expect(judged(side, old, next)).toEqual(expected);
  });

  it('is open to a new member all the same', () => {
    const next = { ...having(true), properties: { a: { type: 'string' }, b: { type: 'integer' } } };
    expect(judged('request', having(true), next)).toEqual([
      'note compat/request-optional-property-added rollout holds, rollback breaks-if-used | undefined',
    ]);
  });
});

describe('what was open by its own words and is closed in alternatives', () => {
  const none = { type: 'null' };
  const shape = (name: string, rest?: unknown): object => ({
    type: 'object',
    properties: { [name]: { type: 'string' } },
    required: [name],
    ...(rest === undefined ? {} : { additionalProperties: rest }),
  });
  const narrowed = (value: unknown): string[] => [
    `error compat/request-members-narrowed rollout breaks, rollback holds | ${shown.replace('{"":null}', JSON.stringify(value))}`,
  ];
  it.each<[string, 'request' | 'response', object, object, string[]]>([
    ['is refused in anyOf', 'request', { anyOf: [having(true), none] }, { anyOf: [having(false), none] }, narrowed({ '': null })],
    ['is refused in oneOf', 'request', { oneOf: [none, having(true)] }, { oneOf: [none, having(false)] }, narrowed({ '': null })],
    [
      'is taken again once it is opened',
      'request',
      { anyOf: [having(false), none] },
      { anyOf: [having(true), none] },
      [`note compat/request-members-widened rollout holds, rollback breaks-if-used | ${shown}`],
    ],
    [
      'is not understood in answers, once it is opened',
      'response',
      { anyOf: [having(false), none] },
      { anyOf: [having(true), none] },
      [`error compat/response-members-widened rollout breaks, rollback holds | ${shown}`],
    ],
    ['is refused where nothing was said, no more than ever', 'request', { anyOf: [having(), none] }, { anyOf: [having(false), none] }, []],
    [
      'is taken by another alternative',
      'request',
      { anyOf: [having(true), { type: 'object' }, none] },
      { anyOf: [having(false), { type: 'object' }, none] },
      [],
    ],
    [
      'is taken by another alternative for some values alone',
      'request',
      { anyOf: [having(true), shape('b', true)] },
      { anyOf: [having(false), shape('b', true)] },
      narrowed({ '': null }),
    ],
    [
      'is refused in one of two alternatives of one type',
      'request',
      { anyOf: [shape('b', true), shape('c', false)] },
      { anyOf: [shape('b', false), shape('c', false)] },
      narrowed({ b: '', '': null }),
    ],
    [
      'is refused in a member of an alternative',
      'request',
      { anyOf: [{ type: 'object', properties: { m: having(true) } }, none] },
      { anyOf: [{ type: 'object', properties: { m: having(false) } }, none] },
      narrowed({ m: { '': null } }),
    ],
    [
      'is refused in an item of an alternative',
      'request',
      { oneOf: [{ type: 'array', items: having(true) }, none] },
      { oneOf: [{ type: 'array', items: having(false) }, none] },
      narrowed([{ '': null }]),
    ],
    [
      'is refused in alternatives of alternatives',
      'request',
      { anyOf: [{ anyOf: [having(true), { type: 'integer' }] }, none] },
      { anyOf: [{ anyOf: [having(false), { type: 'integer' }] }, none] },
      narrowed({ '': null }),
    ],
    [
      'is refused beside alternatives',
      'request',
      { ...having(true), anyOf: [{ required: ['a'] }, { minProperties: 2 }] },
      { ...having(false), anyOf: [{ required: ['a'] }, { minProperties: 2 }] },
      narrowed({ a: '', '': null }),
    ],
    [
      'is refused beside a condition',
      'request',
      { ...having(true), if: { required: ['a'] }, ...then({ minProperties: 1 }) },
      { ...having(false), if: { required: ['a'] }, ...then({ minProperties: 1 }) },
      narrowed({ '': null }),
    ],
    [
      'is refused below a condition',
      'request',
      { type: 'object', properties: { k: {} }, if: { required: ['k'] }, ...then({ properties: { m: having(true) } }) },
      { type: 'object', properties: { k: {} }, if: { required: ['k'] }, ...then({ properties: { m: having(false) } }) },
      narrowed({ m: { '': null }, k: null }),
    ],
    [
      'is refused below what depends on a member',
      'request',
      { type: 'object', properties: { k: {} }, dependentSchemas: { k: { properties: { m: having(true) } } } },
      { type: 'object', properties: { k: {} }, dependentSchemas: { k: { properties: { m: having(false) } } } },
      narrowed({ m: { '': null }, k: null }),
    ],
    [
      'is said once where a member that is demanded is refused, too',
      'request',
      { ...having(true), anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      { ...having(false), anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      narrowed({ b: null }),
    ],
    [
      'is refused where alternatives of one type are all closed',
      'request',
      { oneOf: [shape('b', true), shape('c', true)] },
      { oneOf: [shape('b', false), shape('c', false)] },
      [...narrowed({ b: '', '': null }), ...narrowed({ c: '', '': null })],
    ],
  ])('%s', (_, side, old, next, expected) => {
    expect(judged(side, old, next)).toEqual(expected);
  });

  it.each<[string, object[], object[]]>([
    ['one is new', [having(true), none], [having(false), none, { type: 'integer' }]],
    ['one goes', [having(true), none, { type: 'integer' }], [having(false), none]],
  ])('is told, though %s', (_, old, next) => {
    expect(judged('request', { anyOf: old }, { anyOf: next }).join('\n')).toContain('compat/request-members-narrowed rollout breaks');
  });

  it('is no matter of a new optional member of an alternative', () => {
    const next = { ...having(true), properties: { a: { type: 'string' }, b: { type: 'integer' } } };
    expect(judged('request', { anyOf: [having(true), none] }, { anyOf: [next, none] })).toEqual([
      'note compat/request-optional-property-added rollout holds, rollback breaks-if-used | undefined',
    ]);
  });
});

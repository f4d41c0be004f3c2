import { describe, expect, it } from 'vitest';
import { around, compareTexts, judgementOf } from '../contracts.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const having = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
const map = { additionalProperties: text };
const closed = { unevaluatedProperties: false };
const free = { type: 'object' };

const judged = (side: 'request' | 'response', old: object, next: object): string[] =>
  compareTexts(around(side, old), around(side, next)).findings.map(judgementOf);

describe('a member that was sent before anybody named it', () => {
  it.each<[string, 'request' | 'response', object, object, string[]]>([
    [
      'of a map, of another type',
      'request',
      { ...free, ...map },
      having({ count: whole }, map),
      ['error compat/request-type-changed rollout breaks, rollback breaks-if-used'],
    ],
    [
      'of a map beside named members, shorter',
      'request',
      having({ a: text }, map),
      having({ a: text, b: { type: 'string', maxLength: 3 } }, map),
      ['error compat/request-bounds-narrowed rollout breaks, rollback holds'],
    ],
    [
      'of a map that answers, of another type',
      'response',
      having({ a: text }, map),
      having({ a: text, count: whole }, map),
      ['error compat/response-type-changed rollout breaks, rollback breaks'],
    ],
    [
      'and goes on in a map, of another type',
      'request',
      having({ a: text, count: whole }, map),
      having({ a: text }, map),
      ['error compat/request-type-changed rollout breaks, rollback breaks-if-used'],
    ],
    [
      'and goes on in a map that answers, of another type',
      'response',
      having({ a: whole, c: { type: 'array' } }, { additionalProperties: whole }),
      having({ a: whole }, { additionalProperties: whole }),
      ['error compat/response-type-changed rollout breaks, rollback breaks'],
    ],
    [
      'of an object of any members',
      'request',
      free,
      having({ d: text }),
      ['error compat/request-type-narrowed rollout breaks, rollback holds'],
    ],
    [
      'of an object of any members, written out',
      'request',
      { ...free, additionalProperties: true },
      having({ d: text }),
      ['error compat/request-type-narrowed rollout breaks, rollback holds'],
    ],
    [
      'of an object of any members further down',
      'request',
      having({ meta: free }),
      having({ meta: having({ d: text }) }),
      ['error compat/request-type-narrowed rollout breaks, rollback holds'],
    ],
    [
      'in an answer that may have any members from now on',
      'response',
      having({ d: text }),
      free,
      ['error compat/response-type-widened rollout breaks, rollback holds'],
    ],
    [
      'and is demanded now, of any type',
      'request',
      free,
      having({ d: {} }, { required: ['d'] }),
      ['error compat/request-required-property-added rollout breaks, rollback breaks-if-used'],
    ],
    [
      'is none where those that are named stay at home',
      'request',
      having({ id: { ...text, readOnly: true } }),
      having({ id: { ...text, readOnly: true }, name: text }),
      ['note compat/request-optional-property-added rollout holds, rollback breaks-if-used'],
    ],
  ])('%s', (_, side, old, next, expected) => {
    expect(judged(side, old, next)).toEqual(expected);
  });
});

describe('members that nothing looks at', () => {
  const base = { allOf: [having({ a: text })], ...having({ b: text }), ...closed };
  const more = { allOf: [having({ a: text })], ...having({ b: text, c: text }), ...closed };
  it.each<[string, 'request' | 'response', object, object, string[]]>([
    ['are not sent', 'request', having({ a: text }), having({ a: text }, closed), []],
    ['are not answered with', 'response', having({ a: text }, closed), having({ a: text }), []],
    [
      'are the same as others where nothing stands beside',
      'request',
      having({ a: text }, { additionalProperties: false }),
      having({ a: text }, closed),
      [],
    ],
    [
      'are others than those of a part',
      'request',
      base,
      { allOf: [having({ a: text }), having({ b: text })], type: 'object', ...closed },
      [],
    ],
    ['know one that is new', 'request', base, more, ['note compat/request-optional-property-added rollout holds, rollback breaks-if-used']],
    ['know one no more', 'request', more, base, ['error compat/request-optional-property-removed rollout breaks, rollback holds']],
    [
      'are of another type',
      'request',
      having({ a: text }, { unevaluatedProperties: text }),
      having({ a: text }, { unevaluatedProperties: whole }),
      ['error compat/request-members-changed rollout breaks, rollback breaks-if-used'],
    ],
    [
      'are items, and refused',
      'request',
      { type: 'array', prefixItems: [text] },
      { type: 'array', prefixItems: [text], unevaluatedItems: false },
      ['error compat/request-members-narrowed rollout breaks, rollback holds'],
    ],
  ])('%s', (_, side, old, next, expected) => {
    expect(judged(side, old, next)).toEqual(expected);
  });
});

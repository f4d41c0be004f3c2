import { assert, nat, property } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { languageOfFormat } from '../../../../src/compat/schema/language/formats.ts';
import { both, includes, matching, not, oneOf } from '../../../../src/compat/schema/language/language.ts';
import type { StringDemand } from '../../../../src/compat/schema/language/strings.ts';
import { pickString, pickStrings } from '../../../../src/compat/schema/language/strings.ts';
import { Undecided } from '../../../../src/compat/schema/undecided.ts';
import { unlimited } from './budget.ts';
import { anyPattern } from './patterns.ts';

const demand = (parts: Partial<StringDemand>): StringDemand => ({ min: 0, max: Infinity, in: [], notIn: [], not: new Set(), ...parts });
const email = languageOfFormat('email')!;

const cases: readonly (readonly [sentence: string, parts: Partial<StringDemand>, first: readonly string[]])[] = [
  ['anything is the empty text first', {}, ['', 'a', 'b']],
  ['a text of some length', { min: 3 }, ['aaa', 'aab', 'aac']],
  ['a text that is not one of some', { min: 1, not: new Set(['a', 'c']) }, ['b', 'd', 'e']],
  ['a length that no text has', { min: 3, max: 2 }, []],
  ['the empty text and no other', { max: 0 }, ['']],
  ['not even the empty text', { max: 0, not: new Set(['']) }, []],
  ['a length that is no integer', { min: 0.5, max: 1.5 }, ['a', 'b', 'c']],
  ['a pattern', { in: [matching('^[A-Z]{2}$')] }, ['AA', 'AB', 'AC']],
  ['a pattern and a length', { min: 4, in: [matching('^[ab]+$')] }, ['aaaa', 'aaab', 'aaba']],
  ['lengths are counted in code points', { min: 2, max: 2, in: [matching('^[\\u{1f600}]+$')] }, ['\u{1f600}\u{1f600}']],
  ['a pattern that has no text of such a length', { min: 5, max: 9, in: [matching('^(?:a{10})*$')] }, []],
  ['a pattern that has one such length among many', { min: 11, max: 29, in: [matching('^(?:a{10})*$')] }, ['a'.repeat(20)]],
  ['a pattern whose lengths come round again', { min: 1_000_001, max: 1_000_001, in: [matching('^(?:aa)*$')] }, []],
  ['two patterns whose lengths never meet', { in: [matching('^(?:aaa)*$'), matching('^(?:aaa)*aa$')] }, []],
  ['a pattern without another', { in: [matching('^[a-c]{1,2}$')], notIn: [matching('^[ab]+$')] }, ['c', 'ac', 'bc']],
  ['some words of a length', { min: 2, in: [oneOf(['a', 'bb', 'cc', 'dd', '\u{1f600}'])], not: new Set(['cc']) }, ['bb', 'dd']],
  ['words without a pattern', { in: [oneOf(['b1', 'a'])], notIn: [matching('\\d')] }, ['a']],
  ['everything but words', { notIn: [oneOf(['', 'a'])] }, ['b', 'c', 'd']],
  ['a format as one knows it', { in: [email] }, ['a@a.aa', 'a@a.ab', 'a@a.ac']],
  ['a format in an unusual way where it must be', { in: [email], notIn: [matching('\\.')] }, ['a@a', 'a@b', 'a@c']],
  ['no format, and nothing like it', { in: [matching('^a@[a-c.]+$')], notIn: [email] }, ['a@.', 'a@a.', 'a@b.']],
];

describe('picking a text', () => {
  test.each(cases)('%s', (_, parts, first) => {
    expect(pickStrings(demand(parts), 3, unlimited)).toEqual(first);
    expect(pickString(demand(parts), unlimited)).toEqual(first.length === 0 ? { kind: 'empty' } : { kind: 'value', value: first[0] });
  });

  it('beside a pattern a great length costs little', () => {
    expect(pickString(demand({ min: 5000, in: [matching('^[a-z][0-9]*$')] }), unlimited)).toEqual({
      kind: 'value',
      value: `a${'0'.repeat(4999)}`,
    });
  });

  it('a text that is too long to write is undecided, not empty', () => {
    expect(() => pickString(demand({ min: 200_000 }), unlimited)).toThrow(new Undecided('the shortest such text has 200000 characters'));
    expect(() => pickString(demand({ min: 200_001, in: [matching('^(?:aa)*$')] }), unlimited)).toThrow(
      new Undecided('the shortest such text has 200002 characters'),
    );
  });

  it('no text is asked for', () => expect(pickStrings(demand({}), 0, unlimited)).toEqual([]));

  it('what is picked meets the demand, and nothing shorter does', () => {
    assert(
      property(anyPattern, anyPattern, nat(6), nat(6), (a, b, min, more) => {
        const language = both(matching(a), not(matching(b)));
        const parts = demand({ min, max: min + more, in: [matching(a)], notIn: [matching(b)], not: new Set(['aaa']) });
        const words = pickStrings(parts, 3, unlimited);
        const lengths = words.map((word) => Array.from(word).length);
        expect(words.filter((word) => !includes(language, word) || word === 'aaa')).toEqual([]);
        expect(lengths).toEqual([...lengths].sort((x, y) => x - y));
        expect(lengths.filter((length) => length < min || length > min + more)).toEqual([]);
        expect(pickStrings({ ...parts, max: (lengths[0] ?? min + more + 1) - 1 }, 1, unlimited)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

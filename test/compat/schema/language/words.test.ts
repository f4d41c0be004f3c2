import { array, assert, constantFrom, oneof, pre, property } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Language } from '../../../../src/compat/schema/language/language.ts';
import {
  anything,
  both,
  either,
  includes,
  isEmpty,
  matching,
  not,
  nothing,
  oneOf,
  sizeOf,
  wordsOf,
} from '../../../../src/compat/schema/language/language.ts';
import { Spent, Undecided } from '../../../../src/compat/schema/undecided.ts';
import { budgetOf, unlimited } from './budget.ts';
import { anyPattern, anyText, foundBySpecification, realPatterns } from './patterns.ts';

const of = (...patterns: readonly string[]): Language => patterns.map(matching).reduce(both);
const without = (language: Language, pattern: string): Language => both(language, not(matching(pattern)));

const cases: readonly (readonly [sentence: string, language: Language, words: readonly string[], size: number])[] = [
  ['nothing has no words', nothing, [], 0],
  ['everything begins with the empty text', anything, ['', 'a', 'b'], Infinity],
  ['words come by their length, then as one reads them', oneOf(['zz', '1', 'b', '-', '']), ['', 'b', '1'], 5],
  ['letters come before digits, digits before signs', matching('^[-0z]$'), ['z', '0', '-'], 3],
  ['ASCII comes before the rest', matching('^[é~]$'), ['~', 'é'], 2],
  ['of what no dot matches, what has a name in JSON', without(matching('^[^]$'), '.'), ['\n', '\r', '\u2028'], 4],
  ['words that are left out', not(oneOf(['', 'a'])), ['b', 'c', 'd'], Infinity],
  ['words that are left out of a pattern', both(matching('^[a-d]$'), not(oneOf(['b', 'x']))), ['a', 'c', 'd'], 3],
  ['a pattern of finitely many words', matching('^[ab]{0,2}$'), ['', 'a', 'b'], 7],
  ['the smallest of many', matching('^(?=.*\\d)(?=.*[a-z]).{8,}$'), ['aaaaaaa0', 'aaaaaaa1', 'aaaaaaa2'], Infinity],
  ['two patterns at once', of('^[a-c]+$', 'b$', '^.{2}$'), ['ab', 'bb', 'cb'], 3],
  ['two patterns that exclude each other', of('^a', '^b'), [], 0],
  ['two patterns that exclude each other by their ends', of('^(?:ab)*$', '^a(?:ba)*$'), [], 0],
  ['a pattern within another', without(matching('^[0-9a-f]{40}$'), '^[0-9a-z]+$'), [], 0],
  ['a pattern beyond another', without(matching('^[0-9a-z]{1,2}$'), '^[0-9a-y]+$'), ['z', 'az', 'bz'], 72],
  ['either of two patterns', either(matching('^a$|^b$'), matching('^[bc]{1}$')), ['a', 'b', 'c'], 3],
  ['either of a pattern and words', either(matching('^[b]{1}$'), oneOf(['a', 'bb'])), ['a', 'b', 'bb'], 3],
  ['not what is both', both(not(both(matching('a'), matching('b'))), matching('^[ab]{2}$')), ['aa', 'bb'], 2],
  [
    'a size that no list could hold',
    matching('^.{20}$'),
    ['aaaaaaaaaaaaaaaaaaaa', 'aaaaaaaaaaaaaaaaaaab', 'aaaaaaaaaaaaaaaaaaac'],
    1114108 ** 20,
  ],
];

describe('the words of a language', () => {
  test.each(cases)('%s', (_, language, words, size) => {
    expect(wordsOf(language, 3, unlimited)).toEqual(words);
    expect(isEmpty(language, unlimited)).toBe(words.length === 0);
    const found = sizeOf(language, unlimited);
    expect(size < 2 ** 53 || size === Infinity ? found : Math.round((found / size) * 1e9) / 1e9).toBe(
      size < 2 ** 53 || size === Infinity ? size : 1,
    );
  });

  it('fewer words than asked for are all there are', () => {
    expect(wordsOf(matching('^[ab]{1,2}$'), 100, unlimited)).toEqual(['a', 'b', 'aa', 'ab', 'ba', 'bb']);
  });

  it('are in the language, all different, and in its complement are the others', () => {
    assert(
      property(anyPattern, (pattern) => {
        const isFound = foundBySpecification(pattern);
        const [inside, outside] = [wordsOf(matching(pattern), 8, unlimited), wordsOf(not(matching(pattern)), 8, unlimited)];
        expect(inside.filter((word) => !isFound(word))).toEqual([]);
        expect(outside.filter(isFound)).toEqual([]);
        expect(new Set([...inside, ...outside]).size).toBe(inside.length + outside.length);
      }),
      { numRuns: 300 },
    );
  });

  it('are the shortest: no shorter text is in the language', () => {
    assert(
      property(anyPattern, anyText, (pattern, text) => {
        const language = matching(pattern);
        pre(text.isWellFormed() && includes(language, text));
        expect(Array.from(wordsOf(language, 1, unlimited)[0]!).length).toBeLessThanOrEqual(Array.from(text).length);
      }),
      { numRuns: 300 },
    );
  });

  it('one language is never said to be within another from which a text separates it', () => {
    assert(
      property(
        oneof(anyPattern, constantFrom(...realPatterns)),
        oneof(anyPattern, constantFrom(...realPatterns)),
        array(anyText, { maxLength: 10 }),
        (a, b, texts) => {
          const [inA, inB] = [foundBySpecification(a), foundBySpecification(b)];
          const difference = both(matching(a), not(matching(b)));
          const words = wordsOf(difference, 2, unlimited);
          expect(words.filter((word) => !inA(word) || inB(word))).toEqual([]);
          expect(isEmpty(difference, unlimited)).toBe(words.length === 0);
          expect(words.length === 0 && texts.some((text) => inA(text) && !inB(text))).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a language of lone surrogates only is not called empty, and no word of it is made up', () => {
    expect(() => isEmpty(matching('^[\\ud800-\\udfff]$'), unlimited)).toThrow(new Undecided('the only such texts hold lone surrogates'));
    expect(() => wordsOf(matching('^[\\ud800-\\udfff]$'), 1, unlimited)).toThrow(Undecided);
    expect(wordsOf(matching('^[\\ud800-\\udfffa]$'), 1, unlimited)).toEqual(['a']);
  });

  it('words that are given are kept, also with a lone surrogate', () => {
    expect(wordsOf(oneOf(['\ud800']), 1, unlimited)).toEqual(['\ud800']);
  });

  it('a budget that is used up stops the search', () => {
    expect(() => isEmpty(both(matching('^(?:ab){30}$'), not(matching('^(?:a|b){60}$'))), budgetOf(10))).toThrow(Spent);
  });
});

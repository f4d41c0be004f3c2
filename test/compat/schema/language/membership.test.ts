import { array, assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { both, either, includes, matching, not, wordsOf } from '../../../../src/compat/schema/language/language.ts';
import { unlimited } from './budget.ts';
import { anyPattern, anyText, foundBySpecification, realPatterns } from './patterns.ts';

const cases: readonly (readonly [sentence: string, pattern: string, inside: readonly string[], outside: readonly string[]])[] = [
  ['a pattern is searched for, not matched as a whole', 'b', ['b', 'abc'], ['', 'ac']],
  ['^ and $ are the ends of the text, not of a line', '^a$', ['a'], ['a\n', '\na', 'ab']],
  ['the dot is any character but the ends of lines', '^.$', ['a', '\u{1f600}', ' '], ['\n', '\r', '\u2028', '\u2029', 'ab', '']],
  ['\\d is ASCII', '^\\d$', ['0', '9'], ['٣', 'a']],
  ['\\s is all white space of Unicode and the byte order mark', '^\\s$', [' ', '\t', '\u00a0', '\ufeff', '\u2003'], ['a', '\u200b']],
  ['\\w is ASCII', '^\\w$', ['a', 'Z', '_', '5'], ['é', '-']],
  ['\\p{Lu} is what Unicode says', '^\\p{Lu}$', ['A', 'É', '\u{1d400}'], ['a', '1']],
  ['\\P{L} is the rest', '^\\P{L}$', ['1', '\u{1f600}'], ['é', 'A']],
  ['a property inside a class', '^[\\p{Lu}_-]+$', ['A_-É'], ['a', '']],
  ['a property outside of a class that is left out', '^[^\\p{L}]$', ['1', '\u{10ffff}'], ['a', 'ß']],
  ['\\b is between word and other', '\\bfoo\\b', ['foo', 'a foo.', '-foo-'], ['afoo', 'foo_']],
  ['\\B is where \\b is not', 'a\\Bb', ['ab'], ['a b']],
  ['a lookahead that must hold', '^(?=.*\\d)(?=.*[a-z]).{8,}$', ['abcdefg1', '12345678a'], ['abcdefgh', '12345678', 'abc1']],
  ['a lookahead that must not hold', '^(?!foo)', ['', 'fo', 'xfoo'], ['foo', 'foobar']],
  ['a lookahead that must not hold at every place', '^(?:(?!--)[a-z-])+$', ['a-b', '-'], ['a--b', '--', '']],
  ['a lookbehind that must hold', '(?<=ab)c', ['abc', 'xabcx'], ['c', 'bc', 'ac']],
  ['a lookbehind that must not hold', '(?<!ab)c$', ['c', 'bc'], ['abc']],
  ['a lookbehind of any length', '(?<=^a+)b', ['ab', 'aab'], ['b', 'cab']],
  ['a lookahead inside a lookahead', '^(?=a(?!b))', ['a', 'ac'], ['ab', 'b']],
  ['a group that is asked for again and has few words', '^(a|b)\\1$', ['aa', 'bb'], ['ab', 'a']],
  ['characters beyond U+FFFF are one', '^.{2}$', ['\u{1f600}\u{1f600}', 'ab'], ['\u{1f600}', 'a']],
  ['a pattern that is valid without u only is read without it', '^\\-[\\_]$', ['-_'], ['\\-_']],
  ['without u a character beyond U+FFFF is two', '^\\-..$', ['-\u{1f600}', '-ab'], ['-\u{1f600}\u{1f600}']],
  ['without u half of a character is found', '\\-[\ud83d]', ['-\u{1f600}'], ['-\u{10ffff}']],
  ['a lone surrogate is a character', '^[\\ud800-\\udfff]$', ['\ud83d', '\ude00'], ['\u{1f600}', 'a']],
  ['a set that nothing is in', '[]', [], ['', 'a']],
  ['an empty pattern', '', ['', 'a'], []],
  ['counted repetition', '^(?:ab){2,3}$', ['abab', 'ababab'], ['ab', 'abababab', 'aba']],
  ['an alternative that is anchored beside one that is not', '^a|b$', ['ax', 'xb'], ['xa', 'bx']],
];

describe('membership', () => {
  test.each(cases)('%s', (_, pattern, inside, outside) => {
    const language = matching(pattern);
    expect(inside.filter((text) => !includes(language, text))).toEqual([]);
    expect(outside.filter((text) => includes(language, text))).toEqual([]);
  });

  it('is what the engine of ECMA-262 finds, for any pattern and text', () => {
    assert(
      property(anyPattern, array(anyText, { minLength: 5, maxLength: 20 }), (pattern, texts) => {
        const isFound = foundBySpecification(pattern);
        const language = matching(pattern);
        expect(texts.map((text) => includes(language, text))).toEqual(texts.map(isFound));
        expect(texts.map((text) => includes(not(language), text))).toEqual(texts.map((text) => !isFound(text)));
      }),
      { numRuns: 600 },
    );
  });

  test.each(realPatterns)('is what the engine of ECMA-262 finds, for %s', (pattern) => {
    const isFound = foundBySpecification(pattern);
    const language = matching(pattern);
    const near = [...wordsOf(language, 30, unlimited), ...wordsOf(not(language), 30, unlimited)];
    assert(
      property(constantFrom(...near), nat(20), anyText, (word, at, text) => {
        const texts = [word, text, word.slice(0, at) + text + word.slice(at), word.slice(at)];
        expect(texts.map((each) => includes(language, each))).toEqual(texts.map(isFound));
      }),
      { numRuns: 50 },
    );
  });

  it('of both, either and not is that of the parts', () => {
    assert(
      property(anyPattern, anyPattern, anyText, (a, b, text) => {
        const [inA, inB] = [foundBySpecification(a)(text), foundBySpecification(b)(text)];
        expect(includes(both(matching(a), not(matching(b))), text)).toBe(inA && !inB);
        expect(includes(either(not(matching(a)), matching(b)), text)).toBe(!inA || inB);
      }),
      { numRuns: 300 },
    );
  });
});

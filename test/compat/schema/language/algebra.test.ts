import { describe, expect, it, test } from 'vitest';
import type { Language } from '../../../../src/compat/schema/language/language.ts';
import { anything, both, either, matching, not, nothing, oneOf } from '../../../../src/compat/schema/language/language.ts';

const ab = oneOf(['a', 'b']);
const bc = oneOf(['b', 'c']);
const x = matching('^x-');
const digits = matching('^[0-9]+$');

const cases: readonly (readonly [sentence: string, language: Language, same: Language])[] = [
  ['no words are nothing', oneOf([]), nothing],
  ['words twice are words once', oneOf(['a', 'a', 'b']), ab],
  ['words of both', both(ab, bc), oneOf(['b'])],
  ['words of either', either(ab, bc), oneOf(['a', 'b', 'c'])],
  ['words without words', both(ab, not(bc)), oneOf(['a'])],
  ['other words than these and other than those', both(not(ab), not(bc)), not(oneOf(['a', 'b', 'c']))],
  ['other words than these, or those', either(not(ab), bc), not(oneOf(['a']))],
  ['words that match', both(oneOf(['x-a', 'y', 'x-']), x), oneOf(['x-a', 'x-'])],
  ['words that do not match', both(oneOf(['x-a', 'y']), not(x)), oneOf(['y'])],
  ['everything is neutral in both', both(anything, x), x],
  ['nothing is neutral in either', either(nothing, x), x],
  ['nothing wins in both', both(x, nothing), nothing],
  ['everything wins in either', either(x, anything), anything],
  ['not twice', not(not(x)), x],
  ['a pattern and not that pattern', both(x, not(x)), nothing],
  ['a pattern or not that pattern', either(x, not(x)), anything],
  ['a pattern twice', both(x, matching('^x-')), x],
  ['the order does not matter', both(x, digits), both(digits, x)],
  ['nor how it is nested', both(x, both(digits, not(ab))), both(both(not(ab), x), digits)],
  ['words that are not in a pattern need not be left out of it', both(digits, not(oneOf(['a', '1']))), both(digits, not(oneOf(['1'])))],
  ['words that are in a pattern need not be added to it', either(digits, oneOf(['1'])), digits],
  ['not of both is either of not', not(both(x, digits)), either(not(x), not(digits))],
  ['a pattern of one word is a word', matching('^name$'), oneOf(['name'])],
  ['a pattern of a few words is these words', matching('^(?:get|set-all)$'), oneOf(['get', 'set-all'])],
  ['a pattern that everything matches is everything', matching('.*'), anything],
];

describe('the algebra of languages', () => {
  test.each(cases)('%s', (_, language, same) => expect(language.key).toBe(same.key));

  it('different languages have different keys', () => {
    const languages = [
      nothing,
      anything,
      ab,
      bc,
      not(ab),
      not(bc),
      x,
      digits,
      not(x),
      both(x, digits),
      either(x, digits),
      oneOf(['[]']),
      oneOf(['^']),
    ];
    expect(new Set(languages.map(({ key }) => key)).size).toBe(languages.length);
  });

  it('keys of long languages stay short', () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `word${index}`);
    expect(oneOf(words).key.length).toBeLessThan(100);
    expect(oneOf(words).key).toBe(oneOf([...words].reverse()).key);
    expect(oneOf(words).key).not.toBe(oneOf(words.slice(1)).key);
  });
});

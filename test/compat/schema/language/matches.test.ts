import { describe, expect, it } from 'vitest';
import { matching } from '../../../../src/compat/schema/language/language.ts';
import { matches } from '../../../../src/compat/schema/language/matches.ts';
import { Undecided } from '../../../../src/compat/schema/undecided.ts';

const hostile: readonly (readonly [pattern: string, text: string, isFound: boolean])[] = [
  ['^(a+)+$', `${'a'.repeat(50_000)}!`, false],
  ['^(a|a)*$', `${'a'.repeat(50_000)}!`, false],
  ['^(.*a){25}$', 'a'.repeat(2000), true],
  ['(x+x+)+y', 'x'.repeat(50_000), false],
  ['(?:a|b)*a(?:a|b){25}$', 'ab'.repeat(5000), true],
  ['^(?=.*a.{15}b)(?=.*b.{15}a)', 'ab'.repeat(2000), false],
  ['^(?:(?!.*aa)[ab])*$', 'ab'.repeat(2000), true],
];

describe('matches', () => {
  for (const [pattern, text, isFound] of hostile) {
    it(`answers at once: ${pattern}`, () => expect(matches(pattern, text)).toBe(isFound));
  }

  it('goes on where the automaton has outgrown its room', () => {
    let seed = 1;
    const letters = Array.from({ length: 6000 }, () => ((seed = (seed * 48_271) % 2_147_483_647) & 1024) === 0);
    const text = letters.map((isA) => (isA ? 'a' : 'b')).join('');
    for (let length = text.length - 6; length <= text.length; length += 1) {
      expect(matches('(?:a|b)*a(?:a|b){25}$', text.slice(0, length))).toBe(letters[length - 26]);
    }
  });

  it('a backreference is followed natively', () => {
    expect(matches('^(a+)b\\1$', 'aabaa')).toBe(true);
    expect(matches('^(a+)b\\1$', 'aabaaa')).toBe(false);
  });

  it('what is too large for an automaton is searched natively', () => {
    expect(matches('^(?:a{1,1000}){1,1000}$', 'aaa')).toBe(true);
  });

  it('a backreference that takes too long is undecided', () => {
    expect(() => matches('^((a+)+)\\1$', `${'a'.repeat(50)}!`)).toThrow(
      new Undecided('the pattern "^((a+)+)\\\\1$" is not regular and takes longer than 200 ms on a text'),
    );
  });

  const refused: readonly (readonly [sentence: string, pattern: string, reason: RegExp])[] = [
    ['what is no regular expression', '[a', /^the pattern "\[a" is no regular expression: .*Unterminated character class$/],
    ['a group that is never closed', '(a', /no regular expression/],
  ];
  for (const [sentence, pattern, reason] of refused) {
    it(`${sentence} is undecided`, () => expect(() => matches(pattern, 'a')).toThrow(reason));
  }

  const irregular: readonly (readonly [sentence: string, pattern: string, reason: string])[] = [
    ['a backreference', '(a+)\\1', 'the pattern "(a+)\\\\1" has a backreference, which no automaton can follow'],
    ['a lookahead inside a lookbehind', '(?<=a(?=bc))', 'the pattern "(?<=a(?=bc))" has a lookahead inside a lookbehind'],
    ['repetition of repetition', '^(a{1,1000}){1,1000}$', 'the pattern "^(a{1,1000}){1,1000}$" repeats too much'],
    [
      'ten thousand groups in each other',
      `${'('.repeat(10_000)}a${')'.repeat(10_000)}`,
      `the pattern "${'('.repeat(60)}…" is nested too deeply`,
    ],
  ];
  for (const [sentence, pattern, reason] of irregular) {
    it(`${sentence} is no language, with the reason`, () => expect(() => matching(pattern)).toThrow(new Undecided(reason)));
  }
});

import { describe, expect, it } from 'vitest';
import { both, isEmpty, matching, not, sizeOf, wordsOf } from '../../../../src/compat/schema/language/language.ts';
import { Undecided } from '../../../../src/compat/schema/undecided.ts';
import { unlimited } from './budget.ts';

/** What each answer is, or that there is none. */
const said = <T>(ask: () => T): T | 'undecided' => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Undecided) return 'undecided';
    throw error;
  }
};

const cases: readonly (readonly [pattern: string, isEmptyBeside: boolean | 'undecided', size: number | 'undecided'])[] = [
  ['^(a+)+$', true, Infinity],
  ['(?:a|b)*a(?:a|b){25}$', 'undecided', 'undecided'],
  ['^.*a.{20}$', false, 'undecided'],
  ['^(?=.*a.{12}$)(?=.*b.{13}$)(?=.*c.{14}$)', false, 'undecided'],
  ['(?<=a.{20})b', false, 'undecided'],
  ['^(a{97}|b{89}|c{83})*$', true, Infinity],
  ['^(?:a{2})*$|^(?:a{3})*$|^(?:a{5})*$|^(?:a{7})*$', true, Infinity],
  ['(?=(?=(?=(?=a*b)a*c)a*d)a*e)', true, 0],
  [`^(?:${Array.from({ length: 300 }, (_, index) => `w${index}`).join('|')})$`, false, 300],
  [`${'(a*)*'.repeat(300)}$`, false, Infinity],
];

describe('hostile patterns', () => {
  for (const [pattern, isEmptyBeside, size] of cases) {
    it(`are answered or undecided, in bounded time and memory: ${pattern.slice(0, 50)}`, () => {
      expect(said(() => isEmpty(both(matching(pattern), not(matching('^[a-c]*$'))), unlimited))).toBe(isEmptyBeside);
      expect(said(() => sizeOf(matching(pattern), unlimited))).toBe(size);
    });
  }

  it('what an earlier question took of the room is given back', () => {
    const large = matching('^a(?:a|b)*a(?:a|b){12}$|^c(?:c|d)*c(?:c|d){12}$');
    const without = (part: string): unknown => said(() => isEmpty(both(large, matching(part)), unlimited));
    expect([without('^a[ab]*!$'), without('^c[cd]*!$')]).toEqual([true, true]);
  });

  it('an answer does not depend on what was asked before', () => {
    const ask = (): unknown => said(() => wordsOf(matching('^.*a.{9}$'), 2, unlimited));
    const first = ask();
    for (const [pattern] of cases) said(() => sizeOf(both(matching(pattern), matching('^.*a.{9}$')), unlimited));
    expect(ask()).toEqual(first);
    expect(first).toEqual(['aaaaaaaaaa', 'aaaaaaaaab']);
  });
});

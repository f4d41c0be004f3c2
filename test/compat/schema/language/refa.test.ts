import * as fc from 'fast-check';
import { CharSet, DFA, isDisjointWith, JS, NFA } from 'refa';
import { describe, expect, it } from 'vitest';
import { both, either, isEmpty, matching, not } from '../../../../src/compat/schema/language/language.ts';
import { unlimited } from './budget.ts';

// What the automata of refa can hold, whole texts without lookarounds, both decide: refa built whole and made
// deterministic, ours as far as a question walks them. The drawn patterns meet the whole of Unicode by `.` and `[^a]`.

const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c', '1', '-', '\\u{1f600}', '.', '[ab]', '[^a]', '[a-c1]', '\\w', '\\W', '\\d', '\\s', '\\p{Lu}', ''),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}')).map(([a, times]) => `(?:${a})${times}`),
  ),
}));

const automaton = (source: string): NFA => {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse();
  return NFA.fromRegex(expression, { maxCharacter });
};
const complement = (of: NFA): NFA => {
  const deterministic = DFA.fromFA(of);
  deterministic.complement();
  return NFA.fromFA(deterministic);
};
const everything = NFA.fromRegex(JS.Parser.fromLiteral({ source: '[^]*', flags: 'u' }).parse().expression, {
  maxCharacter: CharSet.all(0x10ffff).maximum,
});

const ours = (source: string): ReturnType<typeof matching> => matching(`^(?:${source})$`);

describe('inclusion, intersection and complement as refa decides them', () => {
  it('of one pattern in another, of both, of the one without the other', () => {
    const said = { contained: 0, not: 0, disjoint: 0 };
    fc.assert(
      fc.property(pattern, pattern, (p, q) => {
        const [a, b] = [automaton(p), automaton(q)];
        const contained = isDisjointWith(a, complement(b));
        const disjoint = isDisjointWith(a, b);
        said[contained ? 'contained' : 'not']++;
        if (disjoint) said.disjoint++;
        expect({ p, q, contained: isEmpty(both(ours(p), not(ours(q))), unlimited) }).toEqual({ p, q, contained });
        expect({ p, q, disjoint: isEmpty(both(ours(p), ours(q)), unlimited) }).toEqual({ p, q, disjoint });
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300), seed: 20261123 },
    );
    for (const count of Object.values(said)) expect(count).toBeGreaterThan(20);
  });

  it('of what neither pattern accepts', () => {
    fc.assert(
      fc.property(pattern, pattern, (p, q) => {
        const neither = complement(automaton(p));
        const rest = isDisjointWith(neither, complement(automaton(q)));
        expect({ p, q, rest: isEmpty(not(either(ours(p), ours(q))), unlimited) }).toEqual({ p, q, rest });
        expect(isDisjointWith(neither, everything)).toBe(isEmpty(not(ours(p)), unlimited));
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150), seed: 20261124 },
    );
  });
});

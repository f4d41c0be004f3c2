import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine, type Outcome, outcomes } from '../../src/model/outcome.ts';

describe('outcomes combine as fail > inconclusive > pass', () => {
  const several = fc.array(fc.constantFrom<Outcome>(...outcomes));

  it('nothing at all is inconclusive', () => expect(combine([])).toBe('inconclusive'));
  it.each(outcomes.flatMap((a, i) => outcomes.map((b, j) => [a, b, outcomes[Math.max(i, j)]] as const)))('%s and %s are %s', (a, b, both) =>
    expect(combine([a, b])).toBe(both),
  );
  it('whatever their order and number', () =>
    fc.assert(
      fc.property(several, several, (a, b) => {
        expect(combine([...a, ...b])).toBe(combine([...b, ...a]));
        expect(a.length === 0 || b.length === 0 ? 'either is empty' : combine([combine(a), combine(b)])).toBe(
          a.length === 0 || b.length === 0 ? 'either is empty' : combine([...a, ...b]),
        );
        expect(combine([...a, 'fail'])).toBe('fail');
      }),
    ));
});

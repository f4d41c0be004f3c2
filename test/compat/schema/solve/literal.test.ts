import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fails, goalOf, holds, type Literal } from '../../../../src/compat/schema/solve/literal.ts';

describe('a goal', () => {
  it.each<[what: string, literals: Literal[], goal: Literal[] | undefined]>([
    ['of nothing', [], []],
    ['is sorted', [holds(3), fails(1), holds(2)], [fails(1), holds(2), holds(3)]],
    ['has each once', [holds(3), holds(2), holds(3)], [holds(2), holds(3)]],
    ['is none where one holds and does not', [holds(2), holds(1), fails(2)], undefined],
    ['is none whichever comes first', [fails(2), holds(1), holds(2)], undefined],
  ])('%s', (_, literals, goal) => expect(goalOf(literals)).toEqual(goal));

  it('is the sorted set of its literals, or none, however many there are', () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 200 }), (literals) => {
        const sorted = [...new Set(literals)].sort((x, y) => x - y);
        const clashes = sorted.some((one, at) => one % 2 === 0 && sorted[at + 1] === one + 1);
        expect(goalOf(literals)).toEqual(clashes ? undefined : sorted);
      }),
    ));
});

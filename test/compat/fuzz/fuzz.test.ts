import { describe, expect, it } from 'vitest';
import { corpus } from './corpus.ts';
import { mutated, randomOf } from './mutate.ts';
import { tryCase } from './laws.ts';

describe('mutated documents', () => {
  it.each(Array.from({ length: 8 }, (_, i) => [i * 50]))('50 of them from seed %i: no crash, no difference from themselves', (first) => {
    const results = Array.from({ length: 50 }, (_, i) => tryCase(first + i));
    expect(results.flatMap(({ broken }) => broken)).toEqual([]);
    // Most must get as far as being compared, or nothing was tried.
    expect(results.filter(({ compared }) => compared).length).toBeGreaterThan(10);
  });

  it('are the same for the same seed, and leave the corpus as it was', () => {
    const before = JSON.stringify(corpus);
    expect(JSON.stringify(mutated(corpus[0], randomOf(7)))).toBe(JSON.stringify(mutated(corpus[0], randomOf(7))));
    expect(JSON.stringify(mutated(corpus[0], randomOf(7)))).not.toBe(JSON.stringify(corpus[0]));
    expect(JSON.stringify(corpus)).toBe(before);
  });
});

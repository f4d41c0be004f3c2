import { accepts } from '../../src/compat/schema/interpret/interpret.ts';
import { readSchema } from '../../src/compat/schema/read/read.ts';
import type { Dialect } from '../../src/compat/schema/read/place.ts';
import type { Value } from '../../src/compat/schema/value.ts';
import { generated } from '../../test/compat/schema/generated/generated.ts';
import type { Figures } from '../bench.ts';
import { percentiles } from './percentiles.ts';
import { timedPair } from './timed.ts';

// Pairs whose answer is known by construction. The answer is taken before confirmation, which could only turn a wrong one
// into `unknown`; each witness must be one by the exact interpreter.

const expected = { narrower: [true, false], wider: [false, true], equivalent: [true, true], apart: [false, false] } as const;
const first = 10_000_000;
/** One in so many refutations is confirmed by ajv too. */
const confirmedOneIn = 50;

const isWitness = (a: unknown, b: unknown, dialect: { readonly a: Dialect; readonly b: Dialect }, witness: Value): boolean =>
  accepts(readSchema(a, { dialect: dialect.a }), witness) && !accepts(readSchema(b, { dialect: dialect.b }), witness);

/** @throws with the first wrong answers. */
export const known = (size: number): Figures => {
  const times: number[] = [];
  const confirmations: number[] = [];
  const wrong: string[] = [];
  const unknown = new Map<string, number>();
  for (let seed = first; seed < first + size; seed += 1) {
    const { a, b, dialect, truth, made } = generated(seed);
    const turned = { a: dialect.b, b: dialect.a };
    for (const [at, { kind, reason, witness, engineMs, confirmMs }] of timedPair(a, b, dialect, seed % confirmedOneIn === 0).entries()) {
      const [from, into, by] = at === 0 ? [a, b, dialect] : [b, a, turned];
      times.push(engineMs);
      if (confirmMs !== undefined) confirmations.push(confirmMs);
      if (kind === 'unknown') unknown.set(reason ?? '', (unknown.get(reason ?? '') ?? 0) + 1);
      else if ((kind === 'contained') !== expected[truth][at]) wrong.push(`seed ${seed}: ${kind}, A is ${truth} (${made})`);
      else if (witness !== undefined && !isWitness(from, into, by, witness)) wrong.push(`seed ${seed}: not a witness (${made})`);
    }
  }
  if (wrong.length > 0) throw new Error(`${wrong.length} wrong answers:\n  ${wrong.slice(0, 20).join('\n  ')}`);
  const count = [...unknown.values()].reduce((sum, one) => sum + one, 0);
  return {
    figures: [
      `${size} pairs, both directions: 0 wrong, ${count} unknown${[...unknown]
        .slice(0, 10)
        .map(([why, many]) => `; ${many}: ${why}`)
        .join('')}`,
      `  without confirmation: ${percentiles(times)}`,
      `  confirmation, of one pair in ${confirmedOneIn}: ${percentiles(confirmations)}`,
    ],
  };
};

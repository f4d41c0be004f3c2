import { canonicalJson } from '../../src/core/hash.ts';
import type { Figures } from '../bench.ts';
import { events } from './events.ts';
import { github } from './github.ts';
import { kubernetes } from './kubernetes.ts';
import type { Family } from './pair.ts';
import { percentiles } from './percentiles.ts';
import { timedPair, type Timed } from './timed.ts';

// Realistic pairs, both directions. Pairs that are the same text are reported apart, so that they flatter nothing.

type Kind = Timed['kind'] | 'identical';

const measure = ({ name, pairs }: Family): string[] => {
  const times: Record<Kind, number[]> = { contained: [], 'not-contained': [], unknown: [], identical: [] };
  const confirmations: number[] = [];
  const reasons = new Map<string, number>();
  for (const { a, b, dialect } of pairs) {
    const isSame = canonicalJson(a) === canonicalJson(b);
    for (const { kind, reason, engineMs, confirmMs } of timedPair(a, b, { a: dialect, b: dialect }, true)) {
      times[isSame ? 'identical' : kind].push(engineMs);
      if (confirmMs !== undefined) confirmations.push(confirmMs);
      if (kind === 'unknown') reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
    }
  }
  const all = Object.values(times).flat();
  const changed = all.length - times.identical.length;
  const share = (of: number): string => `${((100 * times.unknown.length) / of).toFixed(2)} %`;
  return [
    `${name}, ${pairs.length} pairs, both directions: ${percentiles(all)}`,
    `  the same on both sides: ${percentiles(times.identical)}`,
    `  changed and contained: ${percentiles(times.contained)}`,
    `  changed and refuted, without confirmation: ${percentiles(times['not-contained'])}`,
    `  unknown: ${times.unknown.length}, ${share(all.length)} of all and ${share(changed)} of the changed${[...reasons].map(([why, count]) => `; ${count}: ${why}`).join('')}`,
    `  confirmation by the interpreter and ajv: ${percentiles(confirmations)}`,
  ];
};

/** @param size so many pairs of each generated family; GitHub's descriptions too where it is large. */
export const realistic = (size: number): Figures => {
  const families = [kubernetes(size), events(size), ...(size > 50 ? [github()] : [])];
  // The first questions of a process pay for its warming up.
  for (const { pairs } of [kubernetes(40), events(40)])
    for (const { a, b, dialect } of pairs) timedPair(a, b, { a: dialect, b: dialect }, false);
  return { figures: families.flatMap(measure) };
};

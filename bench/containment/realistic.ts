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

/** All times of one pass over a family, in ms, by what the answer was. */
const passOver = (
  { pairs }: Family,
  withConfirmation: boolean,
): { times: Record<Kind, number[]>; confirmations: number[]; reasons: string[] } => {
  const times: Record<Kind, number[]> = { contained: [], 'not-contained': [], unknown: [], identical: [] };
  const confirmations: number[] = [];
  const reasons: string[] = [];
  for (const { a, b, dialect } of pairs) {
    const isSame = canonicalJson(a) === canonicalJson(b);
    for (const { kind, reason, engineMs, confirmMs } of timedPair(a, b, { a: dialect, b: dialect }, withConfirmation)) {
      times[isSame ? 'identical' : kind].push(engineMs);
      if (confirmMs !== undefined) confirmations.push(confirmMs);
      if (kind === 'unknown') reasons.push(reason ?? '');
    }
  }
  return { times, confirmations, reasons };
};

/** So many ms of passes go ahead of the one that is measured: the engine is compiled as it runs. */
const warmUp = 2000;

/** The first pass is told apart, and confirmations have one of their own. */
const measure = (family: Family): string[] => {
  const begun = performance.now();
  const first = passOver(family, false).times;
  while (performance.now() - begun < warmUp) passOver(family, false);
  const { times } = passOver(family, false);
  const { confirmations, reasons } = passOver(family, true);
  const all = Object.values(times).flat();
  const changed = all.length - times.identical.length;
  const share = (of: number): string => `${((100 * times.unknown.length) / of).toFixed(2)} %`;
  const counted = [...new Set(reasons)].map((why) => `; ${reasons.filter((one) => one === why).length}: ${why}`);
  return [
    `${family.name}, ${family.pairs.length} pairs, both directions: ${percentiles(all)}`,
    `  the same on both sides: ${percentiles(times.identical)}`,
    `  changed and contained: ${percentiles(times.contained)}; the first time: ${percentiles(first.contained)}`,
    `  changed and refuted: ${percentiles(times['not-contained'])}; the first time: ${percentiles(first['not-contained'])}`,
    `  unknown: ${times.unknown.length}, ${share(all.length)} of all and ${share(changed)} of the changed${counted.join('')}`,
    `  confirmation by the interpreter and ajv: ${percentiles(confirmations)}`,
  ];
};

/** @param size so many pairs of each generated family; GitHub's descriptions too where it is large. */
export const realistic = (size: number): Figures => ({
  figures: [kubernetes(size), events(size), ...(size > 50 ? [github()] : [])].flatMap(measure),
});

import type { Budget, Picked } from '../undecided.ts';
import type { Exact } from '../value.ts';
import { compare, decimal, isMultiple, lcm, magnitude, same, valueOfDecimal, zero, type Decimal } from './decimal.ts';
import { aboveLow, belowHigh, type NumberDemand } from './demand.ts';
import { outward } from './outward.ts';

// Numbers out of a demand. With multiples they stand on the lattice of their least common multiple; without, the
// decimals are dense. Both ways the numbers are tried from the point of the range that is nearest to zero outwards, on
// coarse steps before fine ones, so that what is found is short; docs/containment.md says why this always ends.

/** Plain notation up to here; beyond it whole numbers are no shorter than others. */
const plainDigits = 21;

/** The point of the range that is nearest to zero, be it in the range or not. */
const anchorOf = ({ low, high }: NumberDemand): Decimal => {
  if (low !== undefined && compare(low.at, zero) > 0) return low.at;
  if (high !== undefined && compare(high.at, zero) < 0) return high.at;
  return zero;
};

/** Is the range without any number? A single point counts as a range. */
const isEmptyRange = ({ low, high }: NumberDemand): boolean => {
  if (low === undefined || high === undefined) return false;
  const order = compare(low.at, high.at);
  return order > 0 || (order === 0 && (low.open || high.open));
};

/** The coarsest step on which to look, as a power of ten: whole numbers, two digits of a very large one, or what a tiny range holds. */
const coarsest = (anchor: Decimal, { low, high }: NumberDemand): number => {
  const digits = magnitude(anchor);
  if (digits > plainDigits) return digits - 2;
  if (low === undefined || high === undefined) return 0;
  const sizes = [low.at, high.at].filter(({ mantissa }) => mantissa !== 0n).map(magnitude);
  return Math.min(0, Math.max(...sizes));
};

/** Steps from coarse to fine. The last one of a lattice is the lattice itself, with all its numbers; dense ones go on for ever. */
function* stepsOf(lattice: Decimal | undefined, start: number): Generator<{ step: Decimal; last: boolean }> {
  if (lattice !== undefined) {
    const round = lcm(lattice, decimal(1n, start));
    if (!same(round, lattice)) yield { step: round, last: false };
    yield { step: lattice, last: true };
    return;
  }
  for (let exponent = start; ; exponent -= 1) yield { step: decimal(1n, exponent), last: false };
}

/** The more digits it has, the more it costs. */
const lcmWithin = (a: Decimal, b: Decimal, budget: Budget): Decimal => {
  budget.spend(1 + Math.floor(a.mantissa.toString(16).length / 8));
  return lcm(a, b);
};

/** All the numbers of the demand, the readable ones first, each once. */
function* numbersOf(demand: NumberDemand, count: number, budget: Budget): Generator<Decimal> {
  const { low, high, multiples, notMultiples, not } = demand;
  budget.spend(1 + multiples.length + notMultiples.length + not.length);
  if (isEmptyRange(demand)) return;
  const anchor = anchorOf(demand);
  const key = (value: Decimal): string => `${value.mantissa}e${value.exponent}`;
  const excluded = new Set(not.map(key));
  const seen = new Set<string>();
  const isFine = (value: Decimal): boolean => {
    budget.spend(1 + notMultiples.length);
    if (!aboveLow(value, low) || !belowHigh(value, high)) return false;
    if (notMultiples.some((step) => isMultiple(value, step))) return false;
    const name = key(value);
    if (excluded.has(name) || seen.has(name)) return false;
    seen.add(name);
    return true;
  };

  const isPoint = low !== undefined && high !== undefined && same(low.at, high.at);
  if (multiples.every((step) => isMultiple(anchor, step)) && isFine(anchor)) yield anchor;
  if (isPoint) return;

  const [first, ...rest] = multiples;
  const lattice = first && rest.reduce((sum, step) => lcmWithin(sum, step, budget), lcm(first, first));
  // Where each number of the lattice is a multiple of what it must not be, there is none. Else the numbers that fall
  // away are those of proper sublattices, and of any run of numbers longer than a bound some number is left.
  if (lattice && notMultiples.some((step) => isMultiple(lattice, step))) return;

  // Each excluded value, and each sublattice on a step that is fine enough, takes away at most one of so many.
  const tries = count + not.length + notMultiples.length + 2;
  for (const { step, last } of stepsOf(lattice, coarsest(anchor, demand))) {
    budget.spend(1);
    let tried = 0;
    for (const value of outward(anchor, step, low, high)) {
      if (!last && (tried += 1) > tries) break;
      if (isFine(value)) yield value;
    }
  }
}

/**
 * Up to `count` different numbers that meet the demand, the most readable ones first; fewer mean that there are no more.
 *
 * @throws Spent, and Undecided where a number would need more than ten thousand digits.
 */
export const pickNumbers = (demand: NumberDemand, count: number, budget: Budget): (number | Exact)[] => {
  const found: (number | Exact)[] = [];
  if (count <= 0) return found;
  for (const value of numbersOf(demand, count, budget)) {
    found.push(valueOfDecimal(value));
    if (found.length >= count) break;
  }
  return found;
};

/**
 * One number that meets the demand, or that there is none, which is proved. The most readable one: 0, a whole number of
 * small magnitude, the bound, or a number just beyond it with few digits.
 *
 * @throws Spent, and Undecided where a number would need more than ten thousand digits.
 */
export const pickNumber = (demand: NumberDemand, budget: Budget): Picked<number | Exact> => {
  const [value] = pickNumbers(demand, 1, budget);
  return value === undefined ? { kind: 'empty' } : { kind: 'value', value };
};

import { decimal, plus, times, decimalOf, valueOfDecimal } from '../../../../../src/compat/schema/number/decimal.ts';
import { Exact } from '../../../../../src/compat/schema/value.ts';
import type { Base } from '../case.ts';
import type { Random } from '../random.ts';

const number = { type: 'number' };
const integer = { type: 'integer' };
const steps = [1, 2, 3, 7, 10, 0.1, 0.01, 1.1, 2.5, 0.3] as const;
const scaled = (value: number, by: number): number | Exact => valueOfDecimal(times(decimalOf(value), decimalOf(by)));
const whole = (random: Random): number => random.below(2000) - 1000;

/** Beyond what doubles hold. */
const big = (by: bigint): Exact => new Exact(String(9007199254740993n + by));

export const numbers: readonly Base[] = [
  {
    name: 'a higher minimum',
    make: (random) => {
      const [at, by] = [whole(random), 1 + random.below(50)];
      return {
        a: () => ({ ...number, minimum: at + by }),
        b: () => ({ ...number, minimum: at }),
        truth: 'narrower',
        documents: { both: at + by, onlyB: at, neither: at - 0.5 },
      };
    },
  },
  {
    name: 'a bound that is left out',
    make: (random) => {
      const at = whole(random);
      return {
        a: (syntax) => ({ ...number, ...syntax.below(at) }),
        b: () => ({ ...number, maximum: at }),
        truth: 'narrower',
        documents: { both: at - 1, onlyB: at, neither: at + 1 },
      };
    },
  },
  {
    name: 'a range in a range',
    make: (random) => {
      const at = whole(random);
      return {
        a: (syntax) => ({ ...number, ...syntax.above(at), maximum: at + 3 }),
        b: () => ({ ...number, minimum: at, maximum: at + 3.5 }),
        truth: 'narrower',
        documents: { both: at + 1.25, onlyB: at, neither: at + 4 },
      };
    },
  },
  {
    name: 'ranges that overlap',
    make: (random) => {
      const at = whole(random);
      return {
        a: () => ({ ...number, minimum: at, maximum: at + 5 }),
        b: () => ({ ...number, minimum: at + 3, maximum: at + 8 }),
        truth: 'apart',
        documents: { both: at + 4, onlyA: at + 1, onlyB: at + 7, neither: at + 9 },
      };
    },
  },
  {
    name: 'whole numbers above and from',
    make: (random) => {
      const at = whole(random);
      return {
        a: (syntax) => ({ ...integer, ...syntax.above(at) }),
        b: () => ({ ...integer, minimum: at + 0.5 }),
        truth: 'equivalent',
        documents: { both: at + 1, neither: at },
      };
    },
  },
  {
    name: 'whole numbers among numbers',
    make: () => ({ a: () => integer, b: () => number, truth: 'narrower', documents: { both: 1, onlyB: 0.5, neither: 'a' } }),
  },
  {
    name: 'no whole number between',
    make: (random) => {
      const at = whole(random);
      return {
        a: () => ({ ...integer, minimum: at + 0.25, maximum: at + 0.75 }),
        b: (syntax) => syntax.never,
        truth: 'equivalent',
        documents: { neither: at },
      };
    },
  },
  {
    name: 'a multiple of a step',
    make: (random) => {
      const [step, by] = [random.one(steps), 2 + random.below(5)];
      return {
        a: () => ({ ...number, multipleOf: scaled(step, by) }),
        b: () => ({ ...number, multipleOf: step }),
        truth: 'narrower',
        documents: { both: scaled(step, by * 3), onlyB: step, neither: scaled(step, 0.5) },
      };
    },
  },
  {
    name: 'steps that are not of each other',
    make: (random) => {
      const [[one, two]] = [
        random.one([
          [2, 3],
          [4, 6],
          [5, 7],
          [9, 6],
        ] as const),
      ];
      return {
        a: () => ({ ...integer, multipleOf: one }),
        b: () => ({ ...integer, multipleOf: two }),
        truth: 'apart',
        documents: { both: one * two, onlyA: one, onlyB: two, neither: 1 },
      };
    },
  },
  {
    name: 'two steps and their least common multiple',
    make: (random) => {
      const [[one, two, common]] = [
        random.one([
          [4, 6, 12],
          [0.4, 0.6, 1.2],
          [2, 3, 6],
          [1.5, 1, 3],
        ] as const),
      ];
      return {
        a: () => ({ ...number, allOf: [{ multipleOf: one }, { multipleOf: two }] }),
        b: () => ({ ...number, multipleOf: common }),
        truth: 'equivalent',
        documents: { both: common, neither: one },
      };
    },
  },
  {
    name: 'a step without a coarser one',
    make: (random) => {
      const step = random.one(steps);
      return {
        a: () => ({ ...number, multipleOf: step, not: { multipleOf: scaled(step, 2) } }),
        b: () => ({ ...number, multipleOf: step }),
        truth: 'narrower',
        documents: { both: step, onlyB: 0, neither: scaled(step, 0.5) },
      };
    },
  },
  {
    name: 'a bound beyond the doubles',
    make: (random) => {
      const by = BigInt(2 * random.below(500));
      return {
        a: () => ({ ...integer, minimum: big(by + 2n) }),
        b: () => ({ ...integer, minimum: big(by) }),
        truth: 'narrower',
        documents: { both: big(by + 2n), onlyB: big(by), neither: 0 },
      };
    },
  },
  {
    name: 'a decimal with many digits',
    make: (random) => {
      const near = valueOfDecimal(plus(decimalOf(random.below(9) / 10), decimal(1n, -25)));
      const at = valueOfDecimal(plus(decimalOf(near), decimal(-1n, -25)));
      return {
        a: (syntax) => ({ ...number, ...syntax.above(at) }),
        b: () => ({ ...number, minimum: near }),
        truth: 'wider',
        documents: { both: near, onlyA: valueOfDecimal(plus(decimalOf(at), decimal(1n, -26))), neither: at },
      };
    },
  },
];

import { Exact, type Type, type Value } from '../../../../../src/compat/schema/value.ts';
import type { Base } from '../case.ts';

const pool: readonly Value[] = [0, 1, -7, 2.5, '', 'a', 'on', true, false, [], [1], [1, 2], {}, { a: 1 }, { a: { b: [] } }, 1e30];
const types: readonly Type[] = ['array', 'boolean', 'number', 'object', 'string'];
const examples: Readonly<Record<Type, Value>> = { null: null, boolean: true, number: 0.5, string: 'a', array: [], object: {} };

export const values: readonly Base[] = [
  {
    name: 'an enumeration with a value less',
    make: (random) => {
      const start = random.below(pool.length - 5);
      const some = pool.slice(start, start + 3 + random.below(3));
      const [gone, first] = [some.at(-1) ?? 0, some[0] ?? 0];
      return {
        a: () => ({ enum: some.slice(0, -1) }),
        b: () => ({ enum: some.toReversed() }),
        truth: 'narrower',
        documents: { both: first, onlyB: gone, neither: 'nowhere' },
      };
    },
  },
  {
    name: 'enumerations that overlap',
    make: (random) => {
      const start = random.below(pool.length - 4);
      return {
        a: () => ({ enum: pool.slice(start, start + 2) }),
        b: () => ({ enum: pool.slice(start + 1, start + 3) }),
        truth: 'apart',
        documents: {
          both: pool[start + 1] ?? 0,
          onlyA: pool[start] ?? 0,
          onlyB: pool[start + 2] ?? 0,
          neither: 'nowhere',
        },
      };
    },
  },
  {
    name: 'one value and an enumeration of it',
    make: (random) => {
      const value = random.one(pool);
      return {
        a: (syntax) => syntax.one(value),
        b: () => ({ enum: [value] }),
        truth: 'equivalent',
        documents: { both: value, neither: 'nowhere' },
      };
    },
  },
  {
    name: 'members in another order',
    make: () => ({
      a: () => ({ enum: [{ a: 1, b: [2, { c: 3, d: 4 }] }] }),
      b: () => ({ enum: [{ b: [2, { d: 4, c: 3 }], a: 1 }] }),
      truth: 'equivalent',
      documents: { both: { a: 1, b: [2, { c: 3, d: 4 }] }, neither: { a: 1 } },
    }),
  },
  {
    name: 'values of types that are not allowed',
    make: () => ({
      a: () => ({ type: 'string', enum: ['a', 1, true] }),
      b: (syntax) => syntax.one('a'),
      truth: 'equivalent',
      documents: { both: 'a', neither: 1 },
    }),
  },
  {
    name: 'a range of whole numbers and its values',
    make: () => ({
      a: () => ({ type: 'integer', minimum: -1, maximum: 2 }),
      b: () => ({ enum: [2, 1, 0, -1] }),
      truth: 'equivalent',
      documents: { both: 0, neither: 0.5 },
    }),
  },
  {
    name: 'both booleans',
    make: () => ({
      a: () => ({ type: 'boolean' }),
      b: () => ({ enum: [false, true] }),
      truth: 'equivalent',
      documents: { both: true, neither: 0 },
    }),
  },
  {
    name: 'neighbours that share a double',
    make: (random) => {
      const [one, two] = random.one([
        [new Exact('9007199254740993'), 9007199254740992],
        [new Exact('0.1000000000000000000001'), 0.1],
        [new Exact('1e400'), new Exact('1.1e400')],
      ] as const);
      return {
        a: () => ({ enum: [one, 7] }),
        b: () => ({ enum: [two, 7] }),
        truth: 'apart',
        documents: { both: 7, onlyA: one, onlyB: two, neither: 8 },
      };
    },
  },
  {
    name: 'a type less',
    make: (random) => {
      const start = random.below(types.length - 1);
      const [first = 'string', second = 'string'] = types.slice(start);
      return {
        a: (syntax) => syntax.typed([first]),
        b: (syntax) => syntax.typed([second, first]),
        truth: 'narrower',
        documents: {
          both: examples[first],
          onlyB: examples[second],
          neither: examples[types[(start + 2) % types.length] ?? 'string'],
        },
      };
    },
  },
  {
    name: 'all types and anything',
    needs: ['null'],
    make: () => ({
      a: () => ({ type: ['null', 'boolean', 'number', 'string', 'array', 'object'] }),
      b: (syntax) => syntax.any,
      truth: 'equivalent',
      documents: { both: null },
    }),
  },
  {
    name: 'null allowed',
    needs: ['nullable'],
    make: () => ({
      a: () => ({ type: 'string', maxLength: 5 }),
      b: () => ({ type: 'string', maxLength: 5, nullable: true }),
      truth: 'narrower',
      documents: { both: 'a', onlyB: null, neither: 'abcdef' },
    }),
  },
];

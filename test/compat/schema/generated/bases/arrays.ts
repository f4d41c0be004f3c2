import type { Value } from '../../../../../src/compat/schema/value.ts';
import type { Base } from '../case.ts';

const array = { type: 'array' };
const numbers = (count: number): Value[] => Array.from({ length: count }, (_, at) => at);

export const arrays: readonly Base[] = [
  {
    name: 'more items at least',
    make: (random) => {
      const [at, by] = [1 + random.below(4), 1 + random.below(3)];
      return {
        a: () => ({ ...array, minItems: at + by }),
        b: () => ({ ...array, minItems: at }),
        truth: 'narrower',
        documents: { both: numbers(at + by), onlyB: numbers(at), neither: numbers(at - 1) },
      };
    },
  },
  {
    name: 'fewer items at most',
    make: (random) => {
      const [at, by] = [random.below(5), 1 + random.below(3)];
      return {
        a: () => ({ ...array, maxItems: at }),
        b: () => ({ ...array, maxItems: at + by }),
        truth: 'narrower',
        documents: { both: numbers(at), onlyB: numbers(at + 1), neither: numbers(at + by + 1) },
      };
    },
  },
  {
    name: 'no items allowed, and none at most',
    make: () => ({
      a: (syntax) => ({ ...array, items: syntax.never }),
      b: () => ({ ...array, maxItems: 0 }),
      truth: 'equivalent',
      documents: { both: [], neither: [1] },
    }),
  },
  {
    name: 'a closed tuple',
    needs: ['tuples'],
    make: () => ({
      a: (syntax) => ({ ...array, ...syntax.tuple([{ type: 'integer' }, { type: 'string' }], syntax.never) }),
      b: (syntax) => ({ ...array, ...syntax.tuple([{ type: 'integer' }, { type: 'string' }]) }),
      truth: 'narrower',
      documents: { both: [1, 'a'], onlyB: [1, 'a', null], neither: ['a'] },
    }),
  },
  {
    name: 'a closed tuple and a length',
    needs: ['tuples'],
    make: () => ({
      a: (syntax) => ({ ...array, ...syntax.tuple([{ type: 'integer' }, { type: 'string' }], syntax.never) }),
      b: (syntax) => ({ ...array, maxItems: 2, ...syntax.tuple([{ type: 'integer' }, { type: 'string' }]) }),
      truth: 'equivalent',
      documents: { both: [1], neither: [1, 2] },
    }),
  },
  {
    name: 'a tuple whose rest is the same, and a list',
    needs: ['tuples'],
    make: () => ({
      a: (syntax) => ({ ...array, ...syntax.tuple([{ type: 'integer' }, { type: 'integer' }], { type: 'integer' }) }),
      b: () => ({ ...array, items: { type: 'integer' } }),
      truth: 'equivalent',
      documents: { both: [1, 2, 3], neither: [1, 'a'] },
    }),
  },
  {
    name: 'items that must differ',
    make: (random) => {
      const item = random.one<Value>([1, 'a', {}, { a: [1] }, null]);
      return {
        a: () => ({ ...array, uniqueItems: true }),
        b: () => array,
        truth: 'narrower',
        documents: { both: [item, 2], onlyB: [item, 2, item], neither: 'a' },
      };
    },
  },
  {
    name: 'one item at most, and items that must differ',
    make: () => ({
      a: () => ({ ...array, maxItems: 1 }),
      b: () => ({ ...array, uniqueItems: true }),
      truth: 'narrower',
      documents: { both: [1], onlyB: [1, 2], neither: [1, 1] },
    }),
  },
  {
    name: 'different items of few values are few',
    make: (random) => {
      const few = random.one([{ type: 'boolean' }, { enum: ['a', 'b'] }, { type: 'integer', minimum: 3, maximum: 4 }]);
      return {
        a: () => ({ ...array, items: few, uniqueItems: true }),
        b: () => ({ ...array, items: few, uniqueItems: true, maxItems: 2 }),
        truth: 'equivalent',
        documents: { both: [], neither: [{}] },
      };
    },
  },
  {
    name: 'an item that must be there, and some item',
    needs: ['contains'],
    make: () => ({
      a: () => ({ ...array, contains: { type: 'integer' } }),
      b: () => ({ ...array, minItems: 1 }),
      truth: 'narrower',
      documents: { both: [1], onlyB: ['a'], neither: [] },
    }),
  },
  {
    name: 'two such items at least',
    needs: ['counted contains'],
    make: () => ({
      a: (syntax) => ({ ...array, contains: syntax.one(5), minContains: 2 }),
      b: (syntax) => ({ ...array, contains: syntax.one(5) }),
      truth: 'narrower',
      documents: { both: [5, 5], onlyB: [5, 1], neither: [1] },
    }),
  },
  {
    name: 'as many such items at most as there may be items',
    needs: ['counted contains'],
    make: (random) => {
      const at = 1 + random.below(3);
      return {
        a: () => ({ ...array, contains: { type: 'integer' }, minContains: 0, maxContains: at, maxItems: at }),
        b: () => ({ ...array, maxItems: at }),
        truth: 'equivalent',
        documents: { both: numbers(at), neither: numbers(at + 1) },
      };
    },
  },
  {
    name: 'an item that cannot be there',
    needs: ['contains'],
    make: () => ({
      a: () => ({ ...array, items: { type: 'string' }, contains: { type: 'integer' } }),
      b: (syntax) => syntax.never,
      truth: 'equivalent',
      documents: { neither: ['a'] },
    }),
  },
  {
    name: 'items that nothing evaluates',
    needs: ['unevaluated'],
    make: () => ({
      a: (syntax) => ({ ...array, allOf: [syntax.tuple([{ type: 'integer' }])], unevaluatedItems: false }),
      b: (syntax) => ({ ...array, ...syntax.tuple([{ type: 'integer' }], false) }),
      truth: 'equivalent',
      documents: { both: [1], neither: [1, 1] },
    }),
  },
];

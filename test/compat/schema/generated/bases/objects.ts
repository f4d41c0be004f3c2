import type { Base } from '../case.ts';

const object = { type: 'object' };
const string = { type: 'string' };
const integer = { type: 'integer' };

export const objects: readonly Base[] = [
  {
    name: 'a member required',
    make: (random) => {
      const name = random.one(['id', 'a b', '$ref', 'toString', '\u00e9']);
      return {
        a: () => ({ ...object, required: [name] }),
        b: () => object,
        truth: 'narrower',
        documents: { both: { [name]: 1 }, onlyB: {}, neither: [] },
      };
    },
  },
  {
    name: 'one member required and another',
    make: () => ({
      a: () => ({ ...object, required: ['a'] }),
      b: () => ({ ...object, required: ['b'] }),
      truth: 'apart',
      documents: { both: { a: 1, b: 1 }, onlyA: { a: 1 }, onlyB: { b: 1 }, neither: {} },
    }),
  },
  {
    name: 'a member of a narrower type',
    make: () => ({
      a: () => ({ ...object, properties: { n: integer, s: string } }),
      b: () => ({ ...object, properties: { n: { type: 'number' }, s: string } }),
      truth: 'narrower',
      documents: { both: { n: 1 }, onlyB: { n: 1.5 }, neither: { s: 1 } },
    }),
  },
  {
    name: 'a closed object',
    make: () => ({
      a: (syntax) => ({ ...object, properties: { a: string }, additionalProperties: syntax.never }),
      b: () => ({ ...object, properties: { a: string } }),
      truth: 'narrower',
      documents: { both: { a: 'x' }, onlyB: { b: 1 }, neither: { a: 1 } },
    }),
  },
  {
    name: 'a closed object with a member more, which is optional',
    make: () => ({
      a: () => ({ ...object, properties: { a: string }, additionalProperties: false }),
      b: () => ({ ...object, properties: { a: string, b: integer }, additionalProperties: false }),
      truth: 'narrower',
      documents: { both: { a: 'x' }, onlyB: { b: 1 }, neither: { c: 1 } },
    }),
  },
  {
    name: 'required members are so many members',
    make: () => ({
      a: () => ({ ...object, required: ['a', 'b'] }),
      b: () => ({ ...object, minProperties: 2 }),
      truth: 'narrower',
      documents: { both: { a: 1, b: 1 }, onlyB: { a: 1, c: 1 }, neither: { a: 1 } },
    }),
  },
  {
    name: 'a closed object has so many members at most',
    make: () => ({
      a: () => ({ ...object, properties: { a: string, b: integer }, additionalProperties: false }),
      b: () => ({ ...object, properties: { a: string, b: integer }, additionalProperties: false, maxProperties: 2 }),
      truth: 'equivalent',
      documents: { both: { a: 'x', b: 1 }, neither: { a: 1 } },
    }),
  },
  {
    name: 'more members at least, fewer at most',
    make: (random) => {
      const [at, isLeast] = [1 + random.below(3), random.oneIn(2)];
      const members = (count: number): Record<string, number> =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, index]));
      return isLeast
        ? {
            a: () => ({ ...object, minProperties: at + 1 }),
            b: () => ({ ...object, minProperties: at }),
            truth: 'narrower',
            documents: { both: members(at + 1), onlyB: members(at), neither: members(at - 1) },
          }
        : {
            a: () => ({ ...object, maxProperties: at }),
            b: () => ({ ...object, maxProperties: at + 1 }),
            truth: 'narrower',
            documents: { both: members(at), onlyB: members(at + 1), neither: members(at + 2) },
          };
    },
  },
  {
    name: 'a name and the pattern of just this name',
    needs: ['patterns of names'],
    make: () => ({
      a: () => ({ ...object, patternProperties: { '^a$': string } }),
      b: () => ({ ...object, properties: { a: string } }),
      truth: 'equivalent',
      documents: { both: { a: 'x', b: 1 }, neither: { a: 1 } },
    }),
  },
  {
    name: 'a pattern of more names',
    needs: ['patterns of names'],
    make: () => ({
      a: () => ({ ...object, patternProperties: { '^x': integer } }),
      b: () => ({ ...object, patternProperties: { '^x-': integer } }),
      truth: 'narrower',
      documents: { both: { 'x-a': 1 }, onlyB: { xa: 'a' }, neither: { 'x-': 'a' } },
    }),
  },
  {
    name: 'all other names, and what remains of the patterns',
    needs: ['patterns of names'],
    make: () => ({
      a: () => ({ ...object, patternProperties: { '^x': {} }, additionalProperties: integer }),
      b: () => ({ ...object, patternProperties: { '^x': {}, '^[^x]': integer, '^$': integer } }),
      truth: 'equivalent',
      documents: { both: { x: 'a', y: 1 }, neither: { y: 'a' } },
    }),
  },
  {
    name: 'names of a list, and a closed object',
    needs: ['property names'],
    make: () => ({
      a: () => ({ ...object, propertyNames: { enum: ['a', 'b'] } }),
      b: () => ({ ...object, properties: { a: {}, b: {} }, additionalProperties: false }),
      truth: 'equivalent',
      documents: { both: { a: 1 }, neither: { c: 1 } },
    }),
  },
  {
    name: 'shorter names',
    needs: ['property names'],
    make: (random) => {
      const at = 1 + random.below(5);
      return {
        a: () => ({ ...object, propertyNames: { maxLength: at } }),
        b: () => ({ ...object, propertyNames: { maxLength: at + 1 } }),
        truth: 'narrower',
        documents: { both: { ['a'.repeat(at)]: 1 }, onlyB: { ['a'.repeat(at + 1)]: 1 }, neither: { ['a'.repeat(at + 2)]: 1 } },
      };
    },
  },
  {
    name: 'a member that needs another',
    needs: ['dependencies'],
    make: () => ({
      a: (syntax) => ({ ...object, ...syntax.dependent('a', ['b']) }),
      b: () => object,
      truth: 'narrower',
      documents: { both: { a: 1, b: 1 }, onlyB: { a: 1 }, neither: 1 },
    }),
  },
  {
    name: 'a need of a member that is never there',
    needs: ['dependencies'],
    make: () => ({
      a: (syntax) => ({ ...object, properties: { a: syntax.never }, ...syntax.dependent('a', ['b']) }),
      b: (syntax) => ({ ...object, properties: { a: syntax.never } }),
      truth: 'equivalent',
      documents: { both: { c: 1 }, neither: { a: 1 } },
    }),
  },
  {
    name: 'a need, and the choice that it is',
    needs: ['dependencies'],
    make: () => ({
      a: (syntax) => ({ ...object, ...syntax.dependentSchema('a', { required: ['b'], properties: { b: integer } }) }),
      b: () => ({
        ...object,
        anyOf: [{ not: { required: ['a'] } }, { required: ['b'], properties: { b: integer } }],
      }),
      truth: 'equivalent',
      documents: { both: { a: 1, b: 1 }, neither: { a: 1 } },
    }),
  },
  {
    name: 'members that nothing evaluates',
    needs: ['unevaluated'],
    make: () => ({
      a: () => ({ ...object, allOf: [{ properties: { a: string } }], properties: { b: integer }, unevaluatedProperties: false }),
      b: () => ({ ...object, properties: { a: string, b: integer }, additionalProperties: false }),
      truth: 'equivalent',
      documents: { both: { a: 'x', b: 1 }, neither: { c: 1 } },
    }),
  },
  {
    name: 'members that a branch evaluates',
    needs: ['unevaluated'],
    make: () => ({
      a: () => ({
        ...object,
        anyOf: [
          { properties: { a: string }, required: ['a'] },
          { properties: { b: integer }, required: ['b'] },
        ],
        unevaluatedProperties: false,
      }),
      b: () => ({ ...object, properties: { a: {}, b: {} }, additionalProperties: false, minProperties: 1 }),
      truth: 'narrower',
      documents: { both: { a: 'x', b: 1 }, onlyB: { a: 1 }, neither: {} },
    }),
  },
];

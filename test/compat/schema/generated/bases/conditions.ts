/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import type { Base } from '../case.ts';

const cat = { type: 'object', properties: { kind: { enum: ['cat'] }, lives: { type: 'integer' } }, required: ['kind'] };
const dog = { type: 'object', properties: { kind: { enum: ['dog'] }, tricks: { type: 'array' } }, required: ['kind'] };
const eel = { type: 'object', properties: { kind: { enum: ['eel'] } }, required: ['kind'] };

export const conditions: readonly Base[] = [
  {
    name: 'a union with a member more',
    make: (random) => {
      const word = random.one(['anyOf', 'oneOf']);
      return {
        a: () => ({ [word]: [dog, cat] }),
        b: () => ({ [word]: [cat, dog, eel] }),
        truth: 'narrower',
        documents: { both: { kind: 'cat' }, onlyB: { kind: 'eel' }, neither: { kind: 'cow' } },
      };
    },
  },
  {
    name: 'one of and any of, where no two overlap',
    make: () => ({
      a: () => ({ oneOf: [cat, dog, eel] }),
      b: () => ({ anyOf: [eel, dog, cat] }),
      truth: 'equivalent',
      documents: { both: { kind: 'dog' }, neither: { kind: 'cat', lives: 'a' } },
    }),
  },
  {
    name: 'one of and any of, where two overlap',
    make: () => ({
      a: () => ({
        oneOf: [
          { type: 'integer', minimum: 0 },
          { type: 'integer', maximum: 10 },
        ],
      }),
      b: () => ({
        anyOf: [
          { type: 'integer', minimum: 0 },
          { type: 'integer', maximum: 10 },
        ],
      }),
      truth: 'narrower',
      documents: { both: -1, onlyB: 5, neither: 'a' },
    }),
  },
  {
    name: 'a condition and the choice that it is',
    needs: ['if'],
    make: () => ({
      a: () => ({ if: { type: 'integer' }, then: { minimum: 5 }, else: { type: 'string' } }),
      b: () => ({ anyOf: [{ type: 'integer', minimum: 5 }, { type: 'string' }] }),
      truth: 'equivalent',
      documents: { both: 5, neither: 4 },
    }),
  },
  {
    name: 'a condition whose else says nothing',
    needs: ['if'],
    make: () => ({
      a: () => ({ if: { type: 'string' }, then: { maxLength: 3 }, else: { type: 'boolean' } }),
      b: () => ({ if: { type: 'string' }, then: { maxLength: 3 } }),
      truth: 'narrower',
      documents: { both: 'abc', onlyB: 1, neither: 'abcd' },
    }),
  },
  {
    name: 'neither of two, and not any of them',
    make: () => ({
      a: () => ({ not: { anyOf: [{ type: 'string' }, { type: 'number', minimum: 3 }] } }),
      b: () => ({ allOf: [{ not: { type: 'string' } }, { not: { type: 'number', minimum: 3 } }] }),
      truth: 'equivalent',
      documents: { both: 2, neither: 'a' },
    }),
  },
  {
    name: 'a union split by a member',
    make: () => ({
      a: () => ({ type: 'object', properties: { v: { anyOf: [{ type: 'string' }, { type: 'integer' }] } }, required: ['v'] }),
      b: () => ({
        anyOf: [
          { type: 'object', properties: { v: { type: 'string' } }, required: ['v'] },
          { type: 'object', properties: { v: { type: 'integer' } }, required: ['v'] },
        ],
      }),
      truth: 'equivalent',
      documents: { both: { v: 1 }, neither: { v: 1.5 } },
    }),
  },
  {
    name: 'a list of unions and a union of lists',
    make: () => ({
      a: () => ({ anyOf: ['string', 'integer'].map((type) => ({ type: 'array', items: { type } })) }),
      b: () => ({ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } }),
      truth: 'narrower',
      documents: { both: [1, 2], onlyB: [1, 'a'], neither: [0.5] },
    }),
  },
];

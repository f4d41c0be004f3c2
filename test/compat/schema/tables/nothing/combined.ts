/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import { integer, number, type Nothing, text } from '../row.ts';

const object = (more: object): object => ({ type: 'object', ...more });
const list = (more: object): object => ({ type: 'array', ...more });
const all = (...allOf: unknown[]): object => ({ allOf });

const A = { type: ['string', 'number'], maxLength: 3, maximum: 10 };
const B = { type: ['string', 'null'], minLength: 2 };

export const combined: readonly Nothing[] = [
  ['a schema and its opposite', all(A, { not: A }), all(A, { not: B })],
  ['both, without one', all(A, B, { not: A }), all(A, { not: all(A, B) })],
  [
    'any of two that are nothing',
    { anyOf: [all(text, number), { type: 'number', minimum: 1, maximum: 0 }] },
    { anyOf: [all(text, number), { type: 'number', minimum: 1, maximum: 1 }] },
  ],
  ['one of two that are the same', { oneOf: [A, A] }, { oneOf: [A, B] }],
  [
    'one of two equal, written apart',
    { oneOf: [{ type: 'integer', minimum: 1, maximum: 2 }, { enum: [2, 1] }] },
    { oneOf: [{ type: 'integer', minimum: 1, maximum: 2 }, { enum: [2] }] },
  ],
  [
    'one of three that cover each other',
    { type: 'integer', minimum: 1, maximum: 3, oneOf: [{ enum: [1, 2] }, { enum: [2, 3] }, { enum: [1, 2, 3] }] },
    { type: 'integer', minimum: 1, maximum: 4, oneOf: [{ enum: [1, 2] }, { enum: [2, 3] }, { enum: [1, 2, 3, 4] }] },
  ],
  [
    'none of two that are all',
    { not: { anyOf: [text, { not: text }] } },
    { not: { anyOf: [text, { not: { type: ['string', 'null'] } }] } },
  ],
  ['a type that no branch has', { type: 'null', anyOf: [text, number] }, { type: 'null', anyOf: [text, { not: number }] }],
  [
    'a choice and another of other types',
    all({ anyOf: [text, number] }, { anyOf: [{ type: 'null' }, { type: 'boolean' }] }),
    all({ anyOf: [text, number] }, { anyOf: [{ type: 'null' }, integer] }),
  ],
  [
    'choices of values that never agree',
    all({ anyOf: [{ const: 1 }, { const: 2 }] }, { anyOf: [{ const: 3 }, { const: 4 }] }),
    all({ anyOf: [{ const: 1 }, { const: 2 }] }, { anyOf: [{ const: 2 }, { const: 4 }] }),
  ],
  ['if and else of nothing', { if: text, then: number, else: text }, { if: text, then: text, else: text }],
  ['if everything then nothing', { if: true, then: false }, { if: false, then: false }],
  [
    'a condition that both ways contradict',
    { type: 'string', if: { minLength: 2 }, then: { maxLength: 1 }, else: { pattern: '^aaa' } },
    { type: 'string', if: { minLength: 2 }, then: { maxLength: 2 }, else: { pattern: '^aaa' } },
  ],
  [
    'two conditions that contradict',
    {
      type: 'integer',
      allOf: [
        { if: { minimum: 0 }, then: { const: -1 } },
        { if: { maximum: -1 }, then: { const: 0 } },
      ],
    },
    {
      type: 'integer',
      allOf: [
        { if: { minimum: 0 }, then: { const: 1 } },
        { if: { maximum: -1 }, then: { const: 0 } },
      ],
    },
  ],
  [
    'members told apart, of a kind that is none',
    object({
      required: ['k'],
      properties: { k: { const: 'c' } },
      oneOf: [{ properties: { k: { const: 'a' } } }, { properties: { k: { const: 'b' } } }],
    }),
    object({ properties: { k: { const: 'c' } }, anyOf: [{ properties: { k: { const: 'a' } } }, { properties: { k: { const: 'b' } } }] }),
  ],
  [
    'satisfaction of clauses that cannot be met',
    object({
      properties: Object.fromEntries(['p', 'q'].map((name) => [name, { type: 'boolean' }])),
      required: ['p', 'q'],
      allOf: [
        [true, true],
        [true, false],
        [false, true],
        [false, false],
      ].map(([p, q]) => ({ anyOf: [{ properties: { p: { const: p } } }, { properties: { q: { const: q } } }] })),
    }),
    object({
      properties: Object.fromEntries(['p', 'q'].map((name) => [name, { type: 'boolean' }])),
      required: ['p', 'q'],
      allOf: [
        [true, true],
        [true, false],
        [false, true],
      ].map(([p, q]) => ({ anyOf: [{ properties: { p: { const: p } } }, { properties: { q: { const: q } } }] })),
    }),
  ],
  [
    'three pigeons in two holes',
    object({
      required: ['a', 'b', 'c'],
      properties: { a: { enum: [1, 2] }, b: { enum: [1, 2] }, c: { enum: [1, 2] } },
      not: {
        anyOf: [
          ['a', 'b'],
          ['b', 'c'],
          ['a', 'c'],
        ].flatMap((pair) => [1, 2].map((value) => ({ properties: Object.fromEntries(pair.map((name) => [name, { const: value }])) }))),
      },
    }),
    object({
      required: ['a', 'b', 'c'],
      properties: { a: { enum: [1, 2] }, b: { enum: [1, 2] }, c: { enum: [1, 2, 3] } },
      not: {
        anyOf: [
          ['a', 'b'],
          ['b', 'c'],
          ['a', 'c'],
        ].flatMap((pair) => [1, 2].map((value) => ({ properties: Object.fromEntries(pair.map((name) => [name, { const: value }])) }))),
      },
    }),
  ],
  [
    'not any of two, where both are all',
    { type: 'number', not: { anyOf: [{ minimum: 3 }, { maximum: 4 }] } },
    { type: 'number', not: { anyOf: [{ minimum: 4 }, { maximum: 3 }] } },
  ],
  [
    'a required member that nobody has looked at',
    object({ required: ['a'], unevaluatedProperties: false }),
    object({ required: ['a'], properties: { a: true }, unevaluatedProperties: false }),
  ],
  [
    'a required member that only a neighbour looks at',
    object({ required: ['a'], allOf: [{ properties: { a: true } }, { unevaluatedProperties: false }] }),
    object({ required: ['a'], allOf: [{ properties: { a: true } }], unevaluatedProperties: false }),
  ],
  [
    'a member that only the branch looks at which does not hold',
    object({
      required: ['a', 'b'],
      properties: { a: { const: 1 } },
      anyOf: [{ properties: { a: { const: 2 }, b: true } }, true],
      unevaluatedProperties: false,
    }),
    object({
      required: ['a', 'b'],
      properties: { a: { const: 1 } },
      anyOf: [{ properties: { a: { const: 1 }, b: true } }, true],
      unevaluatedProperties: false,
    }),
  ],
  [
    'an item that nobody has looked at',
    list({ prefixItems: [true], minItems: 2, unevaluatedItems: false }),
    list({ prefixItems: [true], minItems: 1, unevaluatedItems: false }),
  ],
  [
    'an item that only a neighbour looks at',
    list({ minItems: 1, allOf: [{ items: true }, { unevaluatedItems: false }] }),
    list({ minItems: 1, allOf: [{ items: true }], unevaluatedItems: false }),
  ],
  [
    'denied members have not been looked at',
    object({ required: ['a'], not: { not: { properties: { a: true } } }, unevaluatedProperties: false }),
    object({ not: { not: { properties: { a: true } } }, unevaluatedProperties: false }),
  ],
];

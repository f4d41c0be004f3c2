import { integer, number, type Row, text } from './row.ts';

const list = (more: object): object => ({ type: 'array', ...more });

/** `contains`, with how many times at least and at most. */
export const containing: readonly Row[] = [
  ['to contain something is not to be empty', list({ contains: true }), 'equivalent', list({ minItems: 1 })],
  ['to contain nothing', list({ contains: false }), 'equivalent', false],
  ['to contain a string', list({ contains: text }), 'narrower', list({ minItems: 1 })],
  ['to contain leaves other types alone', { contains: text }, 'wider', list({ contains: text }), { aNotB: null }],
  ['a narrower item contained', list({ contains: integer }), 'narrower', list({ contains: number }), { bNotA: [0.1] }],
  ['some strings, all of them', list({ items: text, minItems: 1 }), 'narrower', list({ contains: text })],
  ['not to contain is that no item is', list({ not: { contains: text } }), 'equivalent', list({ items: { not: text } })],
  ['that not all items are is to contain another', list({ not: { items: text } }), 'equivalent', list({ contains: { not: text } })],
  [
    'one item that is contained is the only one',
    list({ contains: text, maxItems: 1 }),
    'equivalent',
    list({ items: text, minItems: 1, maxItems: 1 }),
  ],
  [
    'two different items contained are two items',
    list({ allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }] }),
    'narrower',
    list({ minItems: 2 }),
  ],
  [
    'two different items in one place',
    list({ allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }], maxItems: 1 }),
    'equivalent',
    false,
  ],
  [
    'one item that is both',
    list({ allOf: [{ contains: { minimum: 0, type: 'number' } }, { contains: { maximum: 0, type: 'number' } }], maxItems: 1 }),
    'equivalent',
    { const: [0] },
  ],
  ['a contained string where all are numbers', list({ contains: text, items: number }), 'equivalent', false],
  [
    'a contained string that only the first may be',
    list({ contains: text, prefixItems: [true], items: number }),
    'equivalent',
    list({ prefixItems: [text], items: number, minItems: 1 }),
  ],
  [
    'to contain one or the other',
    list({ contains: { anyOf: [text, number] } }),
    'equivalent',
    { anyOf: [list({ contains: text }), list({ contains: number })] },
  ],
  [
    'to contain both is less than to contain each',
    list({ contains: { type: 'integer', minimum: 5 } }),
    'narrower',
    list({ allOf: [{ contains: integer }, { contains: { minimum: 5 } }] }),
  ],
  ['twice at least', list({ contains: text, minContains: 2 }), 'narrower', list({ minItems: 2 }), { shows: { a: ['', ''], b: [0, 0] } }],
  [
    'three times is at least twice',
    list({ contains: text, minContains: 3 }),
    'narrower',
    list({ contains: text, minContains: 2 }),
    { shows: { a: ['', '', ''], b: ['', ''] } },
  ],
  ['at least no times says nothing', { contains: text, minContains: 0 }, 'equivalent', true],
  [
    'at most no times is that no item is',
    list({ contains: text, minContains: 0, maxContains: 0 }),
    'equivalent',
    list({ items: { not: text } }),
  ],
  [
    'at most once is narrower',
    list({ contains: text, maxContains: 1 }),
    'narrower',
    list({ contains: text }),
    { shows: { a: [''], b: ['', ''] } },
  ],
  [
    'at most once, where all are',
    list({ contains: text, maxContains: 1, items: text }),
    'equivalent',
    list({ items: text, minItems: 1, maxItems: 1 }),
  ],
  [
    'at most twice, where all are',
    list({ contains: integer, minContains: 0, maxContains: 2, items: integer }),
    'equivalent',
    list({ items: integer, maxItems: 2 }),
  ],
  [
    'at least as many as there may be',
    list({ contains: text, minContains: 2, maxItems: 2 }),
    'equivalent',
    list({ items: text, minItems: 2, maxItems: 2 }),
    { shows: { both: ['', ''] } },
  ],
  ['more than there may be', list({ contains: text, minContains: 3, maxItems: 2 }), 'equivalent', false],
  ['one at least and none at most', list({ contains: text, minContains: 1, maxContains: 0 }), 'equivalent', false],
  [
    'one item more than there are schemas for',
    list({ maxItems: 2 }),
    'wider',
    list({ prefixItems: [true], items: false }),
    { aNotB: [null, null] },
  ],
  ['more at least than at most', list({ contains: text, minContains: 2, maxContains: 1 }), 'equivalent', false],
  [
    'two of each of two kinds in three places',
    list({
      allOf: [
        { contains: text, minContains: 2 },
        { contains: number, minContains: 2 },
      ],
      maxItems: 3,
    }),
    'equivalent',
    false,
  ],
  [
    'two of each of two kinds in four places',
    list({
      allOf: [
        { contains: text, minContains: 2 },
        { contains: number, minContains: 2 },
      ],
      maxItems: 4,
    }),
    'narrower',
    list({ minItems: 4, maxItems: 4, items: { type: ['string', 'number'] } }),
    { shows: { a: ['', '', 0, 0], b: ['', '', '', ''] } },
  ],
  [
    'a kind at most once, its part twice',
    list({ contains: number, maxContains: 1, allOf: [{ contains: integer, minContains: 2 }] }),
    'equivalent',
    false,
  ],
  [
    'a kind twice, its part at most once',
    list({ contains: number, minContains: 2, allOf: [{ contains: integer, maxContains: 1 }] }),
    'narrower',
    list({ minItems: 2 }),
    { shows: { a: [0, 0.5] } },
  ],
  [
    'not at most once is at least twice',
    list({ not: { contains: text, minContains: 0, maxContains: 1 } }),
    'equivalent',
    list({ contains: text, minContains: 2 }),
    { shows: { both: ['', ''] } },
  ],
  ['unique items of one value, twice', list({ contains: { const: 1 }, minContains: 2, uniqueItems: true }), 'equivalent', false],
  [
    'unique items of two values, twice',
    list({ contains: { enum: [1, 2] }, minContains: 2, uniqueItems: true, maxItems: 2 }),
    'equivalent',
    {
      enum: [
        [1, 2],
        [2, 1],
      ],
    },
  ],
  ['how many times, without what', { minContains: 5, maxContains: 1 }, 'equivalent', true],
  ['a listed array that contains', { enum: [[1], ['a', 1], []] }, 'overlapping', list({ contains: text }), { shows: { b: ['b'] } }],
];

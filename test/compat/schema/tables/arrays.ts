import { integer, number, type Row, text } from './row.ts';

const list = (more: object): object => ({ type: 'array', ...more });

/** Items by position, their number, and that no two are equal. */
export const arrays: readonly Row[] = [
  ['items of a wider type', list({ items: text }), 'narrower', list({ items: { type: ['string', 'null'] } }), { bNotA: [null] }],
  ['items of another type share the empty list', list({ items: text }), 'overlapping', list({ items: number }), { shows: { both: [] } }],
  ['items leave other types alone', { items: text }, 'wider', list({ items: text }), { aNotB: null }],
  ['items of everything say nothing', { items: true }, 'equivalent', true],
  ['items of nothing are the empty list', list({ items: false }), 'equivalent', { const: [] }],
  ['no item at most', list({ maxItems: 0 }), 'equivalent', { const: [] }],
  ['items of an impossible schema', list({ items: { allOf: [text, number] } }), 'equivalent', list({ maxItems: 0 })],
  ['more items at most is wider', list({ maxItems: 3 }), 'wider', list({ maxItems: 2 })],
  ['more items at least is narrower', list({ minItems: 3 }), 'narrower', list({ minItems: 2 })],
  ['no least number of items', { minItems: 0 }, 'equivalent', true],
  ['few and many items are all lists', list({}), 'equivalent', { anyOf: [list({ maxItems: 2 }), list({ minItems: 3 })] }],
  ['few and many items have nothing in common', list({ maxItems: 2 }), 'disjoint', list({ minItems: 3 })],
  ['what has not few items has many', list({ not: { maxItems: 1 } }), 'equivalent', list({ minItems: 2 })],
  ['a tuple among lists', list({ prefixItems: [text, text], items: false }), 'narrower', list({ items: text })],
  [
    'a tuple may be shorter',
    list({ prefixItems: [text, number], items: false }),
    'wider',
    list({ prefixItems: [text, number], items: false, minItems: 2 }),
    { aNotB: [] },
  ],
  ['a tuple of anything is a number of items', list({ prefixItems: [true, true], items: false }), 'equivalent', list({ maxItems: 2 })],
  ['a prefix of what all items are', list({ prefixItems: [text], items: text }), 'equivalent', list({ items: text })],
  [
    'a prefix that forbids its second item',
    list({ prefixItems: [text, false] }),
    'equivalent',
    list({ prefixItems: [text], items: false }),
  ],
  ['a prefix that forbids its second item forbids the third', list({ prefixItems: [text, false, text], minItems: 2 }), 'equivalent', false],
  ['a longer prefix is narrower', list({ prefixItems: [text, number] }), 'narrower', list({ prefixItems: [text] })],
  ['positions swapped', list({ prefixItems: [text, number], minItems: 2 }), 'disjoint', list({ prefixItems: [number, text], minItems: 2 })],
  ['the rest of other types', list({ prefixItems: [text], items: number }), 'overlapping', list({ prefixItems: [text], items: text })],
  [
    'a prefix against all items',
    list({ prefixItems: [text], items: number }),
    'overlapping',
    list({ items: { type: ['string', 'number'] }, maxItems: 1 }),
  ],
  [
    'prefixes of two schemas are added',
    { allOf: [list({ prefixItems: [number] }), list({ prefixItems: [integer, text] })] },
    'equivalent',
    list({ prefixItems: [integer, text] }),
  ],
  [
    'a prefix under the items of another',
    { allOf: [list({ items: number }), list({ prefixItems: [integer] })] },
    'equivalent',
    list({ prefixItems: [integer], items: number }),
  ],
  ['a list where not all are strings', list({ not: { items: text } }), 'disjoint', list({ items: text })],
  ['a list where not all are strings is not empty', list({ not: { items: text } }), 'narrower', list({ minItems: 1 })],
  [
    'all strings or all numbers is less than any of both',
    list({ anyOf: [{ items: text }, { items: number }] }),
    'narrower',
    list({ items: { type: ['string', 'number'] } }),
    { shows: { b: ['', 0] } },
  ],
  [
    'a choice at a position is a choice of tuples',
    list({ prefixItems: [{ anyOf: [text, number] }] }),
    'equivalent',
    { anyOf: [list({ prefixItems: [text] }), list({ prefixItems: [number] })] },
  ],
  [
    'choices at two positions are more than two tuples',
    list({ prefixItems: [{ type: ['string', 'number'] }, { type: ['string', 'number'] }] }),
    'wider',
    { anyOf: [list({ prefixItems: [text, text] }), list({ prefixItems: [number, number] })] },
    { shows: { a: ['', 0] } },
  ],
  [
    'four tuples cover two choices',
    list({ prefixItems: [{ type: ['string', 'number'] }, { type: ['string', 'number'] }], minItems: 2, maxItems: 2 }),
    'equivalent',
    {
      anyOf: [text, number].flatMap((one) => [text, number].map((two) => list({ prefixItems: [one, two], minItems: 2, maxItems: 2 }))),
    },
  ],
  ['a listed array among lists', { const: [1, 'a'] }, 'narrower', list({ items: { type: ['string', 'integer'] } })],
  [
    'a listed array of a tuple',
    {
      enum: [
        [1, 'a'],
        ['a', 1],
      ],
    },
    'overlapping',
    list({ prefixItems: [text] }),
    { aNotB: [1, 'a'] },
  ],
  [
    'a tuple of constants is a listed array',
    list({ prefixItems: [{ const: 1 }, { const: 2 }], minItems: 2, items: false }),
    'equivalent',
    { const: [1, 2] },
  ],
  [
    'a tuple of choices is a list of arrays',
    list({ prefixItems: [{ enum: [1, 2] }], minItems: 1, items: false }),
    'equivalent',
    { enum: [[1], [2]] },
  ],
  ['lists of lists', list({ items: list({ items: integer }) }), 'narrower', list({ items: list({ items: number }) }), { bNotA: [[0.1]] }],
  ['lists of lists against lists', list({ items: list({ minItems: 1 }) }), 'narrower', list({ items: list({}) }), { bNotA: [[]] }],
];

const equal: readonly Row[] = [
  ['unique items are narrower', list({ uniqueItems: true }), 'narrower', list({}), { shows: { b: [0, 0] } }],
  ['unique items, denied, say nothing', { uniqueItems: false }, 'equivalent', true],
  ['one item is always unique', list({ uniqueItems: true, maxItems: 1 }), 'equivalent', list({ maxItems: 1 })],
  [
    'two unique booleans at most',
    list({ items: { type: 'boolean' }, uniqueItems: true }),
    'narrower',
    list({ maxItems: 2 }),
    { shows: { b: [0] } },
  ],
  ['one unique null at most', list({ items: { type: 'null' }, uniqueItems: true }), 'equivalent', { enum: [[], [null]] }],
  ['unique items out of three values', list({ items: { enum: [1, 2, 3] }, uniqueItems: true }), 'narrower', list({ maxItems: 3 })],
  [
    'unique items out of a range of four',
    list({ items: { type: 'integer', minimum: 1, maximum: 4 }, uniqueItems: true }),
    'narrower',
    list({ maxItems: 4 }),
  ],
  [
    'unique items out of two values, three asked for',
    list({ items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 }),
    'equivalent',
    false,
  ],
  ['unique booleans and null', list({ items: { type: ['boolean', 'null'] }, uniqueItems: true }), 'narrower', list({ maxItems: 3 })],
  ['two places of one value', list({ prefixItems: [{ const: 1 }, { const: 1 }], uniqueItems: true }), 'narrower', list({ maxItems: 1 })],
  [
    'three places of two values',
    list({ prefixItems: [{ enum: [1, 2] }, { enum: [1, 2] }, { enum: [1, 2] }], uniqueItems: true }),
    'narrower',
    list({ maxItems: 2 }),
  ],
  [
    'three places of three values in pairs',
    list({ prefixItems: [{ enum: [1, 2] }, { enum: [2, 3] }, { enum: [1, 3] }], uniqueItems: true, minItems: 3, items: false }),
    'equivalent',
    {
      enum: [
        [1, 2, 3],
        [2, 3, 1],
      ],
    },
  ],
  [
    'members in another order are equal',
    {
      const: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    },
    'disjoint',
    list({ uniqueItems: true }),
  ],
  [
    'items in another order are not equal',
    {
      const: [
        [1, 2],
        [2, 1],
      ],
    },
    'narrower',
    { uniqueItems: true },
  ],
  ['values of different types are not equal', { const: [0, false, '', null, [], {}, '0'] }, 'narrower', { uniqueItems: true }],
  ['true is not one', { const: [1, true, '1', [1], [true]] }, 'narrower', { uniqueItems: true }],
  ['unique short strings', list({ items: { type: 'string', maxLength: 0 }, uniqueItems: true }), 'narrower', list({ maxItems: 1 })],
  [
    'unique strings of a finite pattern',
    list({ items: { type: 'string', pattern: '^[ab]$' }, uniqueItems: true }),
    'narrower',
    list({ maxItems: 2 }),
  ],
  [
    'unique objects without members',
    list({ items: { type: 'object', maxProperties: 0 }, uniqueItems: true }),
    'narrower',
    list({ maxItems: 1 }),
  ],
  [
    'unique lists of one boolean',
    list({ items: list({ items: { type: 'boolean' }, minItems: 1, maxItems: 1 }), uniqueItems: true }),
    'narrower',
    list({ maxItems: 2 }),
  ],
  [
    'unique items against a repeated one',
    list({ uniqueItems: true }),
    'disjoint',
    {
      enum: [
        [1, 1],
        ['a', 'a'],
      ],
    },
  ],
  [
    'what is not unique has two items',
    list({ not: { uniqueItems: true } }),
    'narrower',
    list({ minItems: 2 }),
    { shows: { a: [0, 0], b: [0, 1] } },
  ],
  [
    'a repeated item of one type',
    list({ not: { uniqueItems: true }, items: { type: 'null' } }),
    'equivalent',
    list({ items: { type: 'null' }, minItems: 2 }),
    { shows: { both: [null, null] } },
  ],
  [
    'many unique strings are possible',
    list({ items: text, uniqueItems: true, minItems: 5 }),
    'narrower',
    list({ minItems: 5 }),
    { shows: { a: ['', 'a', 'b', 'c', 'd'], b: [0, 0, 0, 0, 0] } },
  ],
];

export const unique = equal;

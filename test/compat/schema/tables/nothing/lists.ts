import { integer, number, type Nothing, text } from '../row.ts';

const list = (more: object): object => ({ type: 'array', ...more });
const all = (...allOf: unknown[]): object => ({ allOf });

export const lists: readonly Nothing[] = [
  ['more items than items', list({ minItems: 3, maxItems: 2 }), list({ minItems: 2, maxItems: 2 })],
  ['items of nothing, one asked for', list({ items: false, minItems: 1 }), list({ items: false })],
  [
    'items of two types, one asked for',
    list({ items: all(text, number), minItems: 1 }),
    list({ items: all(integer, number), minItems: 1 }),
  ],
  ['a first item of nothing, asked for', list({ prefixItems: [false], minItems: 1 }), list({ prefixItems: [true, false], minItems: 1 })],
  [
    'a tuple too short',
    list({ prefixItems: [text, text], items: false, minItems: 3 }),
    list({ prefixItems: [text, text], items: false, minItems: 2 }),
  ],
  [
    'a second item of nothing, two asked for',
    list({ prefixItems: [text, { type: 'string', maxLength: 0, minLength: 1 }], minItems: 2 }),
    list({ prefixItems: [text, { type: 'string', maxLength: 1, minLength: 1 }], minItems: 2 }),
  ],
  ['to contain nothing', list({ contains: false }), list({ contains: true })],
  ['to contain what no item is', list({ items: number, contains: text }), list({ items: number, contains: integer })],
  ['to contain in an empty list', list({ maxItems: 0, contains: text }), list({ maxItems: 1, contains: text })],
  [
    'to contain two in one place',
    list({ maxItems: 1, allOf: [{ contains: text }, { contains: number }] }),
    list({ maxItems: 2, allOf: [{ contains: text }, { contains: number }] }),
  ],
  [
    'to contain three of two places',
    list({ maxItems: 2, allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }, { contains: { const: 3 } }] }),
    list({ maxItems: 2, allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }, { contains: { minimum: 2, type: 'number' } }] }),
  ],
  ['more times than items', list({ maxItems: 2, contains: text, minContains: 3 }), list({ maxItems: 3, contains: text, minContains: 3 })],
  [
    'more times at least than at most',
    list({ contains: text, minContains: 3, maxContains: 2 }),
    list({ contains: text, minContains: 2, maxContains: 2 }),
  ],
  [
    'at most as many as there are too many',
    list({ items: text, minItems: 3, contains: text, maxContains: 2 }),
    list({ items: text, minItems: 2, contains: text, maxContains: 2 }),
  ],
  [
    'a part more often than the whole',
    list({
      allOf: [
        { contains: integer, minContains: 3 },
        { contains: number, maxContains: 2 },
      ],
    }),
    list({
      allOf: [
        { contains: integer, minContains: 2 },
        { contains: number, maxContains: 2 },
      ],
    }),
  ],
  [
    'to contain and not to contain',
    list({ contains: integer, not: { contains: number } }),
    list({ contains: number, not: { contains: integer } }),
  ],
  [
    'all strings, and one that is not',
    list({ items: text, not: { items: { type: ['string', 'null'] } } }),
    list({ items: { type: ['string', 'null'] }, not: { items: text } }),
  ],
  [
    'neither few nor many',
    list({ allOf: [{ not: { maxItems: 2 } }, { not: { minItems: 3 } }] }),
    list({ allOf: [{ not: { maxItems: 2 } }, { not: { minItems: 4 } }] }),
  ],
  [
    'two at once of a single value',
    list({ uniqueItems: true, items: { const: 1 }, minItems: 2 }),
    list({ uniqueItems: true, items: { enum: [1, 2] }, minItems: 2 }),
  ],
  [
    'three at once of two values',
    list({ uniqueItems: true, items: { type: 'boolean' }, minItems: 3 }),
    list({ uniqueItems: true, items: { type: ['boolean', 'null'] }, minItems: 3 }),
  ],
  [
    'five at once of a range of four',
    list({ uniqueItems: true, items: { type: 'integer', minimum: 1, maximum: 4 }, minItems: 5 }),
    list({ uniqueItems: true, items: { type: 'integer', minimum: 1, maximum: 5 }, minItems: 5 }),
  ],
  [
    'two at once of one short string',
    list({ uniqueItems: true, items: { type: 'string', maxLength: 0 }, minItems: 2 }),
    list({ uniqueItems: true, items: { type: 'string', maxLength: 1 }, minItems: 2 }),
  ],
  [
    'three at once of a pattern of two',
    list({ uniqueItems: true, items: { type: 'string', pattern: '^[xy]$' }, minItems: 3 }),
    list({ uniqueItems: true, items: { type: 'string', pattern: '^[xyz]$' }, minItems: 3 }),
  ],
  [
    'two equal places of one value',
    list({ uniqueItems: true, prefixItems: [{ const: 0 }, { const: 0 }], minItems: 2 }),
    list({ uniqueItems: true, prefixItems: [{ const: 0 }, { const: false }], minItems: 2 }),
  ],
  [
    'three places of two values',
    list({ uniqueItems: true, prefixItems: [{ enum: [1, 2] }, { enum: [1, 2] }, { enum: [1, 2] }], minItems: 3 }),
    list({ uniqueItems: true, prefixItems: [{ enum: [1, 2] }, { enum: [1, 2] }, { enum: [1, 3] }], minItems: 3 }),
  ],
  [
    'a place and what is contained, both of one value',
    list({ uniqueItems: true, prefixItems: [{ const: 1 }], contains: { const: 1 }, minContains: 2 }),
    list({ uniqueItems: true, prefixItems: [{ const: 1 }], contains: { enum: [1, 2] }, minContains: 2 }),
  ],
  [
    'two at once of empty lists',
    list({ uniqueItems: true, items: { const: [] }, minItems: 2 }),
    list({ uniqueItems: true, items: { enum: [[], {}] }, minItems: 2 }),
  ],
  [
    'three at once of lists of one boolean',
    list({ uniqueItems: true, items: list({ items: { type: 'boolean' }, minItems: 1, maxItems: 1 }), minItems: 3 }),
    list({ uniqueItems: true, items: list({ items: { type: 'boolean' }, maxItems: 1 }), minItems: 3 }),
  ],
  [
    'neither unique nor with two items',
    list({ not: { uniqueItems: true }, maxItems: 1 }),
    list({ not: { uniqueItems: true }, maxItems: 2 }),
  ],
  [
    'not unique, out of different places',
    list({ not: { uniqueItems: true }, prefixItems: [{ const: 1 }, { const: 2 }], items: false }),
    list({ not: { uniqueItems: true }, prefixItems: [{ const: 1 }, { enum: [1, 2] }], items: false }),
  ],
  ['a listed array that is not unique', { const: [1, 1], uniqueItems: true }, { const: [1, true], uniqueItems: true }],
  ['a listed array too short', { const: [1], minItems: 2 }, { const: [1, 2], minItems: 2 }],
  ['a listed array that contains it not', { enum: [[1], [2]], contains: text }, { enum: [[1], ['2']], contains: text }],
  [
    'items that are lists of nothing, deep down',
    list({ minItems: 1, items: list({ minItems: 1, items: list({ minItems: 1, items: false }) }) }),
    list({ minItems: 1, items: list({ minItems: 1, items: list({ items: false }) }) }),
  ],
  [
    'items beyond a prefix that another forbids',
    all(list({ prefixItems: [text], items: false }), list({ minItems: 2 })),
    all(list({ prefixItems: [text], items: false }), list({ minItems: 1 })),
  ],
  [
    'positions that two prefixes disagree about',
    all(list({ prefixItems: [text] }), list({ prefixItems: [number], minItems: 1 })),
    all(list({ prefixItems: [text] }), list({ prefixItems: [true, number], minItems: 1 })),
  ],
  [
    'contained beyond the only place it could have',
    list({ prefixItems: [true], items: number, contains: text, minContains: 2 }),
    list({ prefixItems: [true, true], items: number, contains: text, minContains: 2 }),
  ],
  [
    'what is contained only where it may not be',
    list({ prefixItems: [number], items: text, contains: { type: 'null' } }),
    list({ prefixItems: [number], items: text, contains: number, minItems: 1 }),
  ],
  [
    'two of each of three kinds in five places',
    list({
      maxItems: 5,
      allOf: [
        { contains: text, minContains: 2 },
        { contains: number, minContains: 2 },
        { contains: { type: 'null' }, minContains: 2 },
      ],
    }),
    list({
      maxItems: 6,
      allOf: [
        { contains: text, minContains: 2 },
        { contains: number, minContains: 2 },
        { contains: { type: 'null' }, minContains: 2 },
      ],
    }),
  ],
];

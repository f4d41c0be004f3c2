/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import { integer, type More, number, type Row, text } from './row.ts';

const object = (more: object): object => ({ type: 'object', ...more });
const list = (more: object): object => ({ type: 'array', ...more });
const closed = { unevaluatedProperties: false };
const ended = { unevaluatedItems: false };
const lonely: More = { notByAjv: 'it passes over an if without consequences' };

/** Members that no keyword has looked at. */
export const unevaluatedProperties: readonly Row[] = [
  [
    'over a condition without consequences, which looks all the same',
    { if: { properties: { a: true } }, ...closed },
    'wider',
    closed,
    { ...lonely, aNotB: { a: null } },
  ],
  ['over such a condition of everything', { if: { additionalProperties: true }, ...closed }, 'equivalent', true, lonely],
  ['over such a condition in a branch', { anyOf: [{ if: { properties: { a: true } } }], ...closed }, 'wider', closed, lonely],
  [
    'over such a condition that demands what it looks at',
    { if: { required: ['a'], properties: { a: true } }, ...closed },
    'wider',
    closed,
    lonely,
  ],
  [
    'over such a condition, with a schema for the rest',
    { if: { properties: { a: true } }, unevaluatedProperties: text },
    'wider',
    { unevaluatedProperties: text },
    lonely,
  ],
  [
    'asked twice, where what one needs is looked at by the other alone',
    { allOf: [{ if: { properties: { a: true }, required: ['b'] }, properties: { b: true }, ...closed }], required: ['a'], ...closed },
    'equivalent',
    { properties: { a: true, b: true }, required: ['a', 'b'], additionalProperties: false },
    lonely,
  ],
  ['alone, they are all members', closed, 'equivalent', { additionalProperties: false }],
  ['alone, with a schema', { unevaluatedProperties: text }, 'equivalent', { additionalProperties: text }],
  ['everything allowed', { unevaluatedProperties: true }, 'equivalent', true],
  ['beside named members', { properties: { a: text }, ...closed }, 'equivalent', { properties: { a: text }, additionalProperties: false }],
  [
    'beside members by pattern',
    { patternProperties: { '^a': text }, ...closed },
    'equivalent',
    { patternProperties: { '^a': text }, additionalProperties: false },
  ],
  ['beside additional members there are none', { additionalProperties: text, ...closed }, 'equivalent', { additionalProperties: text }],
  ['rules on names look at no member', { propertyNames: { pattern: '^a' }, ...closed }, 'equivalent', { additionalProperties: false }],
  ['a required member is not looked at', object({ required: ['a'], ...closed }), 'equivalent', false],
  [
    'over two branches that hold together',
    { allOf: [{ properties: { a: text } }, { properties: { b: number } }], ...closed },
    'equivalent',
    { properties: { a: text, b: number }, additionalProperties: false },
  ],
  [
    'over branches, one with a pattern',
    { allOf: [{ properties: { a: text } }, { patternProperties: { '^b': number } }], ...closed },
    'equivalent',
    { properties: { a: text }, patternProperties: { '^b': number }, additionalProperties: false },
  ],
  [
    'over a branch within a branch',
    { allOf: [{ allOf: [{ properties: { a: text } }] }], ...closed },
    'equivalent',
    { properties: { a: text }, additionalProperties: false },
  ],
  ['over a branch that allows all', { allOf: [{ additionalProperties: true }], ...closed }, 'equivalent', true],
  ['over a branch that has already asked', { allOf: [{ unevaluatedProperties: true }], ...closed }, 'equivalent', true],
  ['a branch does not see its neighbour', { allOf: [{ properties: { a: text } }, closed] }, 'equivalent', { additionalProperties: false }],
  [
    'additional members see no branch',
    object({ allOf: [{ properties: { a: text } }], additionalProperties: false }),
    'equivalent',
    object({ maxProperties: 0 }),
  ],
  [
    'over a choice, each branch looks where it holds',
    {
      anyOf: [
        { properties: { a: text }, required: ['a'] },
        { properties: { b: text }, required: ['b'] },
      ],
      ...closed,
    },
    'equivalent',
    { properties: { a: text, b: text }, additionalProperties: false, minProperties: 1 },
  ],
  [
    'over a choice of which one holds',
    object({
      oneOf: [
        { properties: { a: text }, required: ['a'] },
        { properties: { b: text }, required: ['b'] },
      ],
      ...closed,
    }),
    'equivalent',
    object({ properties: { a: text, b: text }, additionalProperties: false, minProperties: 1, maxProperties: 1 }),
  ],
  [
    'a branch that does not hold has looked at nothing',
    object({ anyOf: [{ properties: { a: text } }, { properties: { a: number, b: number }, required: ['b'] }], ...closed }),
    'wider',
    object({ properties: { a: text }, additionalProperties: false }),
    { shows: { a: { a: 0, b: 0 } } },
  ],
  [
    'what is denied has looked at nothing',
    { not: { not: { properties: { a: true } } }, ...closed },
    'equivalent',
    { additionalProperties: false },
  ],
  [
    'a condition looks where it holds',
    object({ if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { properties: { b: text } }, ...closed }),
    'equivalent',
    { anyOf: [{ const: {} }, object({ properties: { a: { const: 1 }, b: text }, required: ['a'], additionalProperties: false })] },
    { shows: { both: { a: 1 } } },
  ],
  [
    'the other way of a condition looks too',
    object({ if: { required: ['k'], properties: { k: text } }, else: { properties: { b: text } }, ...closed }),
    'equivalent',
    {
      anyOf: [
        object({ required: ['k'], properties: { k: text }, additionalProperties: false }),
        object({ properties: { b: text }, additionalProperties: false }),
      ],
    },
    { shows: { both: {} }, notByAjv: 'it takes for looked at what a failed condition has seen' },
  ],
  [
    'a schema that a member asks for looks too',
    object({ properties: { a: text }, dependentSchemas: { a: { properties: { b: text } } }, ...closed }),
    'equivalent',
    object({ properties: { a: text, b: text }, dependentRequired: { b: ['a'] }, additionalProperties: false }),
    { shows: { both: {} } },
  ],
  [
    'a reference looks too',
    { $defs: { base: { properties: { a: text } } }, $ref: '#/$defs/base', properties: { b: text }, ...closed },
    'equivalent',
    { properties: { a: text, b: text }, additionalProperties: false },
  ],
  [
    'with a schema over branches',
    { allOf: [{ properties: { a: number } }], unevaluatedProperties: text },
    'equivalent',
    { properties: { a: number }, additionalProperties: text },
  ],
  [
    'of a member are its own',
    { properties: { a: { properties: { b: text }, ...closed } } },
    'equivalent',
    { properties: { a: { properties: { b: text }, additionalProperties: false } } },
  ],
  [
    'are not those that a member has looked at',
    { properties: { a: { properties: { b: true } } }, ...closed },
    'equivalent',
    { properties: { a: true }, additionalProperties: false },
  ],
  [
    'without them the schema is wider',
    { properties: { a: text } },
    'wider',
    { properties: { a: text }, ...closed },
    { shows: { a: { b: 0 } } },
  ],
  [
    'a refused choice with them',
    object({ not: { anyOf: [{ properties: { a: text } }], ...closed } }),
    'equivalent',
    object({
      anyOf: [{ required: ['a'], properties: { a: { not: text } } }, { not: { properties: { a: true }, additionalProperties: false } }],
    }),
  ],
];

/** Items that no keyword has looked at. */
export const unevaluatedItems: readonly Row[] = [
  [
    'what depends on a member looks at no item',
    list({ dependentSchemas: { a: { items: true } }, ...ended }),
    'equivalent',
    list({ maxItems: 0 }),
  ],
  ['nor for an item that contains asks for', list({ dependentSchemas: { a: { contains: true } }, ...ended }), 'equivalent', list(ended)],
  [
    'so that a list that has to have one is none',
    { anyOf: [text, list({ minItems: 1, dependentSchemas: { a: { items: true } }, ...ended })] },
    'disjoint',
    { anyOf: [number, list({ minItems: 1 })] },
  ],
  ['alone, they are all items', ended, 'equivalent', { items: false }],
  ['alone, with a schema', { unevaluatedItems: text }, 'equivalent', { items: text }],
  ['after a prefix', { prefixItems: [text], ...ended }, 'equivalent', { prefixItems: [text], items: false }],
  ['beside items there are none', { items: text, ...ended }, 'equivalent', { items: text }],
  [
    'over a branch with a prefix',
    { allOf: [{ prefixItems: [text, number] }], prefixItems: [true], ...ended },
    'equivalent',
    { prefixItems: [text, number], items: false },
  ],
  ['over a branch with items', { allOf: [{ items: text }], ...ended }, 'equivalent', { items: text }],
  ['a branch does not see its neighbour', { allOf: [{ prefixItems: [true] }, ended] }, 'equivalent', { items: false }],
  [
    'over a choice, the longest that holds',
    list({ anyOf: [{ prefixItems: [text] }, { prefixItems: [text, number] }], ...ended }),
    'equivalent',
    list({ prefixItems: [text, number], items: false }),
    { shows: { both: [] } },
  ],
  [
    'over a choice told apart by the first item',
    list({ anyOf: [{ prefixItems: [{ const: 1 }, number] }, { prefixItems: [{ const: 2 }] }], minItems: 1, ...ended }),
    'equivalent',
    { anyOf: [list({ prefixItems: [{ const: 1 }, number], items: false, minItems: 1 }), { const: [2] }] },
    { shows: { both: [2] } },
  ],
  [
    'with a schema after a prefix in a branch',
    { allOf: [{ prefixItems: [number] }], unevaluatedItems: text },
    'equivalent',
    { prefixItems: [number], items: text },
  ],
  ['of an item are its own', { items: { prefixItems: [text], ...ended } }, 'equivalent', { items: { prefixItems: [text], items: false } }],
  ['what is denied has looked at nothing', list({ not: { not: { prefixItems: [true] } }, ...ended }), 'equivalent', { const: [] }],
  [
    'a condition looks where it holds',
    list({ if: { prefixItems: [{ const: 1 }], minItems: 1 }, then: { prefixItems: [true, text] }, ...ended }),
    'equivalent',
    { anyOf: [{ const: [] }, list({ prefixItems: [{ const: 1 }, text], minItems: 1, items: false })] },
    { notByAjv: 'it takes for looked at what a failed condition has seen', shows: { both: [1] } },
  ],
  [
    'what is contained has been looked at',
    list({ contains: text, ...ended }),
    'equivalent',
    list({ items: text, minItems: 1 }),
    { dialects: ['2020-12', 'openapi-3.1'], notByAjv: 'it takes all items for looked at' },
  ],
  [
    'what is contained has been looked at, the others not',
    list({ contains: text, unevaluatedItems: integer }),
    'equivalent',
    list({ contains: text, items: { type: ['string', 'integer'] } }),
    { dialects: ['2020-12', 'openapi-3.1'], notByAjv: 'it takes all items for looked at' },
  ],
  [
    'what is contained has not been looked at in the older dialect',
    list({ contains: text, ...ended }),
    'equivalent',
    false,
    { dialects: ['2019-09'], notByAjv: 'it takes all items for looked at' },
  ],
];

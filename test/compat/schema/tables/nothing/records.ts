import { number, type Nothing, text } from '../row.ts';

const object = (more: object): object => ({ type: 'object', ...more });
const all = (...allOf: unknown[]): object => ({ allOf });

export const records: readonly Nothing[] = [
  ['more members than members', object({ minProperties: 3, maxProperties: 2 }), object({ minProperties: 2, maxProperties: 2 })],
  [
    'a required member of nothing',
    object({ required: ['a'], properties: { a: false } }),
    object({ required: ['a'], properties: { b: false } }),
  ],
  [
    'a required member of two types',
    object({ required: ['a'], allOf: [{ properties: { a: text } }, { properties: { a: number } }] }),
    object({ required: ['a'], allOf: [{ properties: { a: text } }, { properties: { b: number } }] }),
  ],
  [
    'a required member of an empty range, deep down',
    object({
      required: ['a'],
      properties: { a: object({ required: ['b'], properties: { b: { type: 'number', minimum: 1, maximum: 0 } } }) },
    }),
    object({ required: ['a'], properties: { a: object({ properties: { b: { type: 'number', minimum: 1, maximum: 0 } } }) } }),
  ],
  [
    'a required member that is closed off',
    object({ required: ['b'], properties: { a: true }, additionalProperties: false }),
    object({ required: ['b'], properties: { b: true }, additionalProperties: false }),
  ],
  [
    'a required member that another closes off',
    all(object({ required: ['b'] }), object({ properties: { a: true }, additionalProperties: false })),
    all(object({ required: ['a'] }), object({ properties: { a: true }, additionalProperties: false })),
  ],
  [
    'a required member of a forbidden pattern',
    object({ required: ['ab'], patternProperties: { '^a': false } }),
    object({ required: ['ba'], patternProperties: { '^a': false } }),
  ],
  [
    'a required member that two patterns dispute',
    object({ required: ['ab'], patternProperties: { '^a': text, b$: number } }),
    object({ required: ['ac'], patternProperties: { '^a': text, b$: number } }),
  ],
  [
    'a required name that is none',
    object({ required: ['abc'], propertyNames: { maxLength: 2 } }),
    object({ required: ['ab'], propertyNames: { maxLength: 2 } }),
  ],
  ['names that are none, one asked for', object({ minProperties: 1, propertyNames: false }), object({ propertyNames: false })],
  [
    'names that are numbers, one asked for',
    object({ minProperties: 1, propertyNames: number }),
    object({ minProperties: 1, propertyNames: { not: number } }),
  ],
  [
    'names of a list, more asked for',
    object({ minProperties: 3, propertyNames: { enum: ['a', 'b'] } }),
    object({ minProperties: 2, propertyNames: { enum: ['a', 'b'] } }),
  ],
  [
    'names of a finite pattern, more asked for',
    object({ minProperties: 3, propertyNames: { pattern: '^[ab]$' } }),
    object({ minProperties: 3, propertyNames: { pattern: '^[abc]$' } }),
  ],
  [
    'names of no letters, two asked for',
    object({ minProperties: 2, propertyNames: { maxLength: 0 } }),
    object({ minProperties: 2, propertyNames: { maxLength: 1 } }),
  ],
  [
    'names of a list, one of them forbidden, all asked for',
    object({ minProperties: 2, propertyNames: { enum: ['a', 'b'] }, properties: { a: false } }),
    object({ minProperties: 1, propertyNames: { enum: ['a', 'b'] }, properties: { a: false } }),
  ],
  [
    'members by a finite pattern in a closed object, more asked for',
    object({ minProperties: 3, patternProperties: { '^[ab]$': true }, additionalProperties: false }),
    object({ minProperties: 2, patternProperties: { '^[ab]$': true }, additionalProperties: false }),
  ],
  ['two required, one at most', object({ required: ['a', 'b'], maxProperties: 1 }), object({ required: ['a', 'b'], maxProperties: 2 })],
  ['one required, none at most', object({ required: ['a'], maxProperties: 0 }), object({ required: ['a'], maxProperties: 1 })],
  [
    'a required member and its absence',
    object({ required: ['a'], not: { required: ['a'] } }),
    object({ required: ['a'], not: { required: ['b'] } }),
  ],
  [
    'two required members, not both',
    object({ required: ['a', 'b'], not: { required: ['b', 'a'] } }),
    object({ required: ['a'], not: { required: ['b', 'a'] } }),
  ],
  [
    'a member that asks for what is forbidden',
    object({ required: ['a'], dependentRequired: { a: ['b'] }, properties: { b: false } }),
    object({ dependentRequired: { a: ['b'] }, properties: { b: false } }),
  ],
  [
    'a chain that asks for what is forbidden',
    object({ required: ['a'], dependentRequired: { a: ['b'], b: ['c'], c: ['d'] }, properties: { d: false } }),
    object({ required: ['d'], dependentRequired: { a: ['b'], b: ['c'], c: ['d'] }, properties: { a: false } }),
  ],
  [
    'a chain longer than there is room',
    object({ required: ['a'], dependentRequired: { a: ['b'], b: ['c'] }, maxProperties: 2 }),
    object({ required: ['b'], dependentRequired: { a: ['b'], b: ['c'] }, maxProperties: 2 }),
  ],
  [
    'a member whose schema forbids it',
    object({ required: ['a'], dependentSchemas: { a: { not: { required: ['a'] } } } }),
    object({ required: ['b'], dependentSchemas: { a: { not: { required: ['a'] } } } }),
  ],
  [
    'two members whose schemas forbid each other',
    object({ required: ['a', 'b'], dependentSchemas: { a: { properties: { b: false } } } }),
    object({ required: ['a'], dependentSchemas: { a: { properties: { b: false } } } }),
  ],
  [
    'a member of all types but its own',
    object({ required: ['a'], properties: { a: text }, additionalProperties: true, patternProperties: { a: { not: text } } }),
    object({ required: ['b'], properties: { a: text }, patternProperties: { a: { not: text } } }),
  ],
  [
    'other members of nothing, one asked for beside',
    object({ minProperties: 2, properties: { a: true }, additionalProperties: { allOf: [text, number] } }),
    object({ minProperties: 1, properties: { a: true }, additionalProperties: { allOf: [text, number] } }),
  ],
  [
    'all members strings, and one that is not',
    object({ additionalProperties: text, not: { additionalProperties: { type: ['string', 'null'] } } }),
    object({ additionalProperties: { type: ['string', 'null'] }, not: { additionalProperties: text } }),
  ],
  [
    'closed, and not within a wider closing',
    object({
      properties: { a: true },
      additionalProperties: false,
      not: { properties: { a: true, b: true }, additionalProperties: false },
    }),
    object({
      properties: { a: true, b: true },
      additionalProperties: false,
      not: { properties: { a: true }, additionalProperties: false },
    }),
  ],
  ['a listed object without its member', { const: { a: 1 }, required: ['b'] }, { const: { a: 1 }, required: ['a'] }],
  [
    'a listed object of another type within',
    { enum: [{ a: 1 }, { a: 2 }], properties: { a: text } },
    { enum: [{ a: 1 }, { a: '2' }], properties: { a: text } },
  ],
  [
    'a listed object with a name too long',
    { const: { abc: 1 }, propertyNames: { maxLength: 2 } },
    { const: { abc: 1 }, propertyNames: { maxLength: 3 } },
  ],
  [
    'neither few nor many members',
    object({ allOf: [{ not: { maxProperties: 2 } }, { not: { minProperties: 3 } }] }),
    object({ allOf: [{ not: { maxProperties: 2 } }, { not: { minProperties: 4 } }] }),
  ],
  [
    'members of two patterns, none of which may be',
    object({ minProperties: 1, patternProperties: { '^[^a]': false, '^$': false, '^a': false } }),
    object({ minProperties: 1, patternProperties: { '^[^a]': false, '^a': false } }),
  ],
  [
    'one of each kind, but one at most',
    object({
      maxProperties: 1,
      allOf: [{ not: { propertyNames: { pattern: '^a' } } }, { not: { propertyNames: { pattern: '^[^a]' } } }, { required: ['a'] }],
    }),
    object({ maxProperties: 2, allOf: [{ not: { propertyNames: { pattern: '^a' } } }, { required: ['a'] }] }),
  ],
  [
    'a string and a number among one member',
    object({ maxProperties: 1, allOf: [{ not: { additionalProperties: text } }, { not: { additionalProperties: { not: text } } }] }),
    object({ maxProperties: 2, allOf: [{ not: { additionalProperties: text } }, { not: { additionalProperties: { not: text } } }] }),
  ],
];

import { integer, number, type Nothing, text } from '../row.ts';

const all = (...allOf: unknown[]): object => ({ allOf });

export const scalars: readonly Nothing[] = [
  ['false', false, true],
  ['not everything', { not: true }, { not: false }],
  ['two types at once', all(text, number), all(integer, number)],
  ['a type and its opposite', { type: 'string', not: text }, { type: 'string', not: number }],
  ['integers that are no numbers', { type: 'integer', not: number }, { type: 'number', not: integer }],
  [
    'neither of any type',
    { not: { type: ['null', 'boolean', 'number', 'string', 'array', 'object'] } },
    { not: { type: ['null', 'boolean', 'integer', 'string', 'array', 'object'] } },
  ],
  ['a boolean that is neither', { type: 'boolean', not: { enum: [true, false] } }, { type: 'boolean', not: { enum: [true] } }],
  ['a null that is not null', { type: 'null', not: { const: null } }, { type: 'null', not: { const: 0 } }],
  ['a value of another type', { const: 1, type: 'string' }, { const: '1', type: 'string' }],
  ['two values at once', all({ const: 1 }, { const: 2 }), all({ const: 1 }, { const: 1 })],
  ['a list without its values', { enum: [1, 2], not: { enum: [1, 2, 3] } }, { enum: [1, 2], not: { enum: [1, 3] } }],
  ['lists that share nothing', all({ enum: [1, 2] }, { enum: [3, 4] }), all({ enum: [1, 2] }, { enum: [2, 3] })],
  [
    'three lists that share nothing together',
    all({ enum: [1, 2] }, { enum: [2, 3] }, { enum: [1, 3] }),
    all({ enum: [1, 2] }, { enum: [2, 3] }, { enum: [2, 4] }),
  ],
  ['bounds the wrong way around', { type: 'number', minimum: 5, maximum: 4 }, { type: 'number', minimum: 5, maximum: 5 }],
  [
    'equal bounds, one of them open',
    { type: 'number', minimum: 5, exclusiveMaximum: 5 },
    { type: 'number', minimum: 5, exclusiveMaximum: 5.001 },
  ],
  [
    'no integer between neighbours',
    { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 },
    { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 2 },
  ],
  ['no integer between fractions', { type: 'integer', minimum: 0.1, maximum: 0.9 }, { type: 'integer', minimum: 0.1, maximum: 1 }],
  [
    'no multiple in a range',
    { type: 'number', minimum: 11, maximum: 19, multipleOf: 10 },
    { type: 'number', minimum: 11, maximum: 20, multipleOf: 10 },
  ],
  [
    'no common multiple in a range',
    { type: 'number', minimum: 1, maximum: 34, allOf: [{ multipleOf: 5 }, { multipleOf: 7 }] },
    { type: 'number', minimum: 1, maximum: 35, allOf: [{ multipleOf: 5 }, { multipleOf: 7 }] },
  ],
  [
    'no integer multiple of a fraction in a range',
    { type: 'integer', minimum: 1, maximum: 2, multipleOf: 1.5 },
    { type: 'integer', minimum: 1, maximum: 3, multipleOf: 1.5 },
  ],
  [
    'a multiple that is none',
    { type: 'integer', multipleOf: 6, not: { multipleOf: 3 } },
    { type: 'integer', multipleOf: 3, not: { multipleOf: 6 } },
  ],
  [
    'a number that is neither low nor high',
    { type: 'number', allOf: [{ not: { maximum: 5 } }, { not: { minimum: 5 } }] },
    { type: 'number', allOf: [{ not: { maximum: 4 } }, { not: { minimum: 5 } }] },
  ],
  [
    'integers of a range, each of them refused',
    { type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 2, 3] } },
    { type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 3] } },
  ],
  [
    'a point refused',
    { type: 'number', minimum: 1, maximum: 1, not: { const: 1 } },
    { type: 'number', minimum: 1, maximum: 1, not: { const: 2 } },
  ],
  [
    'multiples of four that are none of two',
    { multipleOf: 4, type: 'number', not: { multipleOf: 2 } },
    { multipleOf: 2, type: 'number', not: { multipleOf: 4 } },
  ],
  [
    'residues that leave nothing of a range',
    { type: 'integer', minimum: 2, maximum: 4, not: { anyOf: [{ multipleOf: 2 }, { multipleOf: 3 }] } },
    { type: 'integer', minimum: 2, maximum: 5, not: { anyOf: [{ multipleOf: 2 }, { multipleOf: 3 }] } },
  ],
  [
    'the values of a list beyond the bounds',
    { enum: [1, 2, 3], type: 'number', minimum: 4 },
    { enum: [1, 2, 3], type: 'number', minimum: 3 },
  ],
  ['odd numbers out of even ones', { enum: [2, 4, 6], not: { multipleOf: 2 } }, { enum: [2, 4, 5], not: { multipleOf: 2 } }],
  ['lengths the wrong way around', { type: 'string', minLength: 3, maxLength: 2 }, { type: 'string', minLength: 3, maxLength: 3 }],
  ['a string that is not a string of any length', { type: 'string', not: { minLength: 0 } }, { type: 'string', not: { minLength: 1 } }],
  [
    'a pattern and another',
    { type: 'string', allOf: [{ pattern: '^a' }, { pattern: '^b' }] },
    { type: 'string', allOf: [{ pattern: '^a' }, { pattern: 'b' }] },
  ],
  [
    'a pattern and its opposite',
    { type: 'string', pattern: '^a', not: { pattern: 'a' } },
    { type: 'string', pattern: 'a', not: { pattern: '^a' } },
  ],
  ['a pattern too long', { type: 'string', pattern: '^.{5,}$', maxLength: 4 }, { type: 'string', pattern: '^.{4,}$', maxLength: 4 }],
  ['a pattern too short', { type: 'string', pattern: '^a{0,3}$', minLength: 4 }, { type: 'string', pattern: '^a{0,4}$', minLength: 4 }],
  [
    'a pattern of even length, an odd length',
    { type: 'string', pattern: '^(..)*$', minLength: 3, maxLength: 3 },
    { type: 'string', pattern: '^(..)*$', minLength: 3, maxLength: 4 },
  ],
  ['a pattern without words', { type: 'string', pattern: 'a^b' }, { type: 'string', pattern: 'a|^b' }],
  [
    'words of a pattern, all of them refused',
    { type: 'string', pattern: '^[ab]$', not: { enum: ['a', 'b'] } },
    { type: 'string', pattern: '^[ab]$', not: { enum: ['a', 'c'] } },
  ],
  ['listed strings that a pattern refuses', { enum: ['x', 'y'], pattern: '^[a-c]$' }, { enum: ['x', 'c'], pattern: '^[a-c]$' }],
  ['a string without any character, not empty', { type: 'string', minLength: 1, pattern: '^$' }, { type: 'string', pattern: '^$' }],
  [
    'a language within another, taken out of it',
    { type: 'string', pattern: '^(ab)+$', not: { pattern: '^a[ab]*b$' } },
    { type: 'string', pattern: '^a[ab]*b$', not: { pattern: '^(ab)+$' } },
  ],
  [
    'three patterns, any two of which meet',
    { type: 'string', maxLength: 2, allOf: [{ pattern: 'a' }, { pattern: 'b' }, { pattern: 'c' }] },
    { type: 'string', maxLength: 3, allOf: [{ pattern: 'a' }, { pattern: 'b' }, { pattern: 'c' }] },
  ],
  [
    'digits that are letters',
    { type: 'string', minLength: 1, allOf: [{ pattern: '^\\d*$' }, { pattern: '^[a-z]*$' }] },
    { type: 'string', allOf: [{ pattern: '^\\d*$' }, { pattern: '^[a-z]*$' }] },
  ],
  [
    'lengths of two and of three, but none of six',
    { type: 'string', minLength: 1, maxLength: 5, allOf: [{ pattern: '^(aa)*$' }, { pattern: '^(aaa)*$' }] },
    { type: 'string', minLength: 1, maxLength: 6, allOf: [{ pattern: '^(aa)*$' }, { pattern: '^(aaa)*$' }] },
  ],
];

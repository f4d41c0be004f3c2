/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import { integer, number, type Row, text } from './row.ts';

// Three schemas that overlap in all ways, for the laws of logic.
const A = { type: ['string', 'number'], maxLength: 3, maximum: 10 };
const B = { type: ['string', 'null'], minLength: 2 };
const C = { type: ['number', 'string', 'null'], minimum: 5, maxLength: 2 };
const not = (schema: unknown): object => ({ not: schema });
const all = (...allOf: unknown[]): object => ({ allOf });
const any = (...anyOf: unknown[]): object => ({ anyOf });
const one = (...oneOf: unknown[]): object => ({ oneOf });

/** allOf, anyOf, not: the laws of logic. */
export const logic: readonly Row[] = [
  ['both at once are narrower than one', all(A, B), 'narrower', A],
  ['one is narrower than any of two', A, 'narrower', any(A, B)],
  ['all of one', all(A), 'equivalent', A],
  ['any of one', any(A), 'equivalent', A],
  ['all of the same twice', all(A, A), 'equivalent', A],
  ['any of the same twice', any(A, A), 'equivalent', A],
  ['all in another order', all(A, B, C), 'equivalent', all(C, A, B)],
  ['any in another order', any(A, B, C), 'equivalent', any(C, A, B)],
  ['all within all', all(A, all(B, C)), 'equivalent', all(A, B, C)],
  ['any within any', any(A, any(B, C)), 'equivalent', any(any(A, B), C)],
  ['all over any', all(A, any(B, C)), 'equivalent', any(all(A, B), all(A, C))],
  ['any over all', any(A, all(B, C)), 'equivalent', all(any(A, B), any(A, C))],
  ['all absorbs any', all(A, any(A, B)), 'equivalent', A],
  ['any absorbs all', any(A, all(A, B)), 'equivalent', A],
  ['not of all is any of not', not(all(A, B)), 'equivalent', any(not(A), not(B))],
  ['not of any is all of not', not(any(A, B)), 'equivalent', all(not(A), not(B))],
  ['not of not', not(not(A)), 'equivalent', A],
  ['not of not of not', not(not(not(A))), 'equivalent', not(A)],
  ['a schema or its opposite is everything', any(A, not(A)), 'equivalent', true],
  ['a schema and its opposite is nothing', all(A, not(A)), 'equivalent', false],
  ['a schema and its opposite have nothing in common', A, 'disjoint', not(A)],
  ['the opposites are turned around', not(any(A, B)), 'narrower', not(A)],
  ['a consensus adds nothing', any(all(A, B), all(not(A), C), all(B, C)), 'equivalent', any(all(A, B), all(not(A), C))],
  ['nothing in a choice', any(A, false), 'equivalent', A],
  ['everything in a choice', any(A, true), 'equivalent', true],
  ['everything in a sum', all(A, true), 'equivalent', A],
  ['nothing in a sum', all(A, false), 'equivalent', false],
  ['keywords beside a choice count too', { ...number, ...any({ minimum: 5 }, text) }, 'equivalent', { type: 'number', minimum: 5 }],
  ['a choice by type is a list of types', any(text, number, { type: 'null' }), 'equivalent', { type: ['string', 'number', 'null'] }],
  [
    'a choice by type, one with a length',
    any({ type: 'string', maxLength: 3 }, number),
    'equivalent',
    { type: ['string', 'number'], maxLength: 3 },
  ],
  ['a branch more', any(text, number), 'wider', any(text), { aNotB: 0 }],
  [
    'a branch that two others cover',
    any({ enum: [1, 'a'] }, { enum: [2, 'b'] }),
    'equivalent',
    any({ enum: [1, 2] }, { enum: ['a', 'b'] }),
  ],
  ['any two of three', any(all(A, B), all(B, C), all(A, C)), 'equivalent', all(any(A, B), any(B, C), any(A, C))],
  ['what is in A but not in B, and the rest', any(all(A, not(B)), all(A, B)), 'equivalent', A],
];

/** oneOf: exactly one. */
export const exclusive: readonly Row[] = [
  ['one of two that share nothing is any of them', one(text, number), 'equivalent', any(text, number)],
  ['one of two that share something is less than any', one(A, B), 'narrower', any(A, B)],
  ['one of one', one(A), 'equivalent', A],
  ['one of the same twice is nothing', one(A, A), 'equivalent', false],
  ['one of the same thrice is nothing', one(A, A, A), 'equivalent', false],
  ['one of everything and a schema is the opposite', one(true, A), 'equivalent', not(A)],
  ['one of nothing and a schema is the schema', one(false, A), 'equivalent', A],
  ['one of a schema and its opposite is everything', one(A, not(A)), 'equivalent', true],
  ['one of integers and numbers are the fractions', one(integer, number), 'equivalent', { type: 'number', not: integer }],
  ['one of two, spelled out', one(A, B), 'equivalent', any(all(A, not(B)), all(not(A), B))],
  ['one of three, spelled out', one(A, B, C), 'equivalent', any(all(A, not(any(B, C))), all(B, not(any(A, C))), all(C, not(any(A, B))))],
  ['one of three is less than one within one', one(A, B, C), 'narrower', one(A, one(B, C)), { shows: { b: 'aa' } }],
  ['one in another order', one(A, B, C), 'equivalent', one(C, B, A)],
  [
    'one of two told apart by a required member',
    one({ required: ['a'] }, { required: ['b'] }),
    'narrower',
    any({ required: ['a'] }, { required: ['b'] }),
    { shows: { b: { a: 0, b: 0 } } },
  ],
  [
    'one of two told apart by a constant is any of them',
    one(
      { type: 'object', properties: { k: { const: 'a' }, v: text }, required: ['k'] },
      { type: 'object', properties: { k: { const: 'b' }, v: number }, required: ['k'] },
    ),
    'equivalent',
    any(
      { type: 'object', properties: { k: { const: 'a' }, v: text }, required: ['k'] },
      { type: 'object', properties: { k: { const: 'b' }, v: number }, required: ['k'] },
    ),
  ],
  [
    'a kind more',
    { type: 'object', required: ['k'], ...one({ properties: { k: { const: 'a' } } }, { properties: { k: { const: 'b' } } }) },
    'narrower',
    { type: 'object', required: ['k'], properties: { k: { enum: ['a', 'b', 'c'] } } },
    { bNotA: { k: 'c' } },
  ],
  [
    'a branch widened into its neighbour makes less',
    one({ type: 'integer', maximum: 5 }, { type: 'integer', minimum: 6 }),
    'wider',
    one({ type: 'integer', maximum: 7 }, { type: 'integer', minimum: 6 }),
    { aNotB: 6 },
  ],
  ['not of one of two', not(one(A, B)), 'equivalent', any(all(A, B), not(any(A, B)))],
  ['one of many constants', one(...[1, 2, 3, 4, 5].map((value) => ({ const: value }))), 'equivalent', { enum: [1, 2, 3, 4, 5] }],
  ['one of many constants, one of them twice', one(...[1, 2, 3, 2].map((value) => ({ const: value }))), 'equivalent', { enum: [1, 3] }],
];

/** if, then, else. */
export const conditions: readonly Row[] = [
  ['if, then and else, spelled out', { if: A, then: B, else: C }, 'equivalent', any(all(A, B), all(not(A), C))],
  ['if, then and else, spelled out the other way', { if: A, then: B, else: C }, 'equivalent', all(any(not(A), B), any(A, C))],
  ['if without then and else', { if: A }, 'equivalent', true],
  ['then without if', { then: A, else: B }, 'equivalent', true],
  ['if everything', { if: true, then: A, else: B }, 'equivalent', A],
  ['if nothing', { if: false, then: A, else: B }, 'equivalent', B],
  ['if, then nothing', { if: A, then: false }, 'equivalent', not(A)],
  ['if, else nothing', { if: A, else: false }, 'equivalent', A],
  ['if a schema then itself', { if: A, then: A }, 'equivalent', true],
  ['if and then the same as else', { if: A, then: B, else: B }, 'equivalent', B],
  ['if turned around', { if: A, then: B, else: C }, 'equivalent', { if: not(A), then: C, else: B }],
  ['contraposition', { if: A, then: B }, 'equivalent', { if: not(B), then: not(A) }],
  ['then is weaker than both', all(A, B), 'narrower', { if: A, then: B }],
  ['a chain of conditions', all({ if: A, then: B }, { if: B, then: C }), 'narrower', { if: A, then: C }],
  [
    'a member asked for by the value of another',
    { type: 'object', required: ['k'], if: { properties: { k: { const: 'card' } } }, then: { required: ['n'] } },
    'narrower',
    { type: 'object', required: ['k'] },
    { bNotA: { k: 'card' } },
  ],
  [
    'a condition on a kind is a choice of kinds',
    {
      type: 'object',
      required: ['k'],
      properties: { k: { enum: ['a', 'b'] } },
      if: { properties: { k: { const: 'a' } } },
      then: { required: ['x'] },
      else: { required: ['y'] },
    },
    'equivalent',
    one(
      { type: 'object', required: ['k', 'x'], properties: { k: { const: 'a' } } },
      { type: 'object', required: ['k', 'y'], properties: { k: { const: 'b' } } },
    ),
    { shows: { both: { k: 'a', x: 0 } } },
  ],
  [
    'a condition that an absent member meets',
    { type: 'object', if: { properties: { k: { const: 'a' } } }, then: { required: ['x'] } },
    'wider',
    { type: 'object', required: ['k', 'x'] },
    { shows: { both: { k: 'a', x: 0 } } },
  ],
];

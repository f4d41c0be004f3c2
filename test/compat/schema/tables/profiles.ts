import type { Profile } from '../../../../src/compat/schema/question.ts';
import { number, text } from './row.ts';

const object = (more: object): object => ({ type: 'object', ...more });
const kinds = (...names: string[]): object => ({
  anyOf: names.map((name) => object({ properties: { kind: { const: name } }, required: ['kind'] })),
});

/** The same pair, as strict validators, tolerant readers and generated code see it: does the reader B take what the writer A sends? */
export const profileRows: readonly (readonly [name: string, a: unknown, b: unknown, holds: Readonly<Record<Profile, boolean>>])[] = [
  [
    'an optional member that only the reader knows',
    object({ properties: { a: text } }),
    object({ properties: { a: text, b: number } }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member that the reader has closed off',
    object({ properties: { a: text, b: text } }),
    object({ properties: { a: text }, additionalProperties: false }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a closed reader of the same members',
    object({ properties: { a: text } }),
    object({ properties: { a: text }, additionalProperties: false }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member that the reader does not know',
    object({ properties: { a: text, b: text } }),
    object({ properties: { a: text } }),
    { strict: true, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member of another type',
    object({ properties: { a: text } }),
    object({ properties: { a: number } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a member that the reader requires',
    object({ properties: { a: text } }),
    object({ properties: { a: text }, required: ['a'] }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a member deeper down that only the reader knows',
    object({ properties: { a: object({ properties: { b: text } }) } }),
    object({ properties: { a: object({ properties: { b: text, c: text } }) } }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member in a list that only the reader knows',
    { type: 'array', items: object({ properties: { b: text } }) },
    { type: 'array', items: object({ properties: { b: text, c: text } }) },
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  ['the same schema', kinds('a', 'b'), kinds('a', 'b'), { strict: true, 'tolerant-reader': true, codegen: true }],
  [
    'a listed value that the reader does not know',
    { type: 'string', enum: ['a', 'b', 'c'] },
    { type: 'string', enum: ['a', 'b'] },
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a listed value less',
    { type: 'string', enum: ['a'] },
    { type: 'string', enum: ['a', 'b'] },
    { strict: true, 'tolerant-reader': true, codegen: true },
  ],
  [
    'numbers of a wider range',
    { type: 'integer', maximum: 20 },
    { type: 'integer', maximum: 10 },
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value of an open list',
    { enum: ['a', 'b', 'c'] },
    { anyOf: [{ enum: ['a', 'b'] }, text] },
    { strict: true, 'tolerant-reader': true, codegen: false },
  ],
  [
    'a value of an open list that the reader knows',
    { enum: ['a', 'b'] },
    { anyOf: [{ enum: ['a', 'b'] }, text] },
    { strict: true, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a kind of an open union',
    kinds('a', 'b'),
    { anyOf: [object({ properties: { kind: { const: 'a' } }, required: ['kind'] }), { type: 'object' }] },
    { strict: true, 'tolerant-reader': true, codegen: false },
  ],
  ['a free-form object', object({}), object({ additionalProperties: text }), { strict: false, 'tolerant-reader': false, codegen: false }],
  [
    'a map, of whose names the reader knows one',
    object({ additionalProperties: number }),
    object({ properties: { a: text } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'members beside others of any kind',
    object({ properties: { a: text }, additionalProperties: true }),
    object({ properties: { a: text, b: number } }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'members beside others of a kind',
    object({ properties: { a: text }, additionalProperties: text }),
    object({ properties: { a: text, b: number } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'members by a pattern',
    object({ patternProperties: { '^x-': text } }),
    object({ properties: { y: number } }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member that is required and not described',
    object({ required: ['a'] }),
    object({ properties: { a: true }, additionalProperties: false }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'members of two parts',
    { type: 'object', allOf: [{ properties: { a: text } }, { properties: { b: text } }] },
    object({ properties: { a: text, b: text }, additionalProperties: false }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'members of two parts, one of which the reader has closed off',
    { type: 'object', allOf: [{ properties: { a: text } }, { properties: { b: text } }] },
    object({ properties: { a: text }, additionalProperties: false }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'members of one of two kinds',
    { oneOf: [object({ properties: { a: text }, required: ['a'] }), object({ properties: { b: text }, required: ['b'] })] },
    {
      anyOf: [
        object({ properties: { a: text }, additionalProperties: false }),
        object({ properties: { b: text }, additionalProperties: false }),
      ],
    },
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'members of a kind, beside one of all kinds',
    { properties: { id: number }, ...kinds('a', 'b') },
    { type: 'object', properties: { id: number, kind: text }, additionalProperties: false },
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a recursion whose reader knows more of each node',
    object({ properties: { v: text, next: { $ref: '#' } } }),
    object({ properties: { v: text, next: { $ref: '#' }, more: number } }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
];

import type { Profile } from '../../../../src/compat/schema/question.ts';
import { number, text } from './row.ts';

const object = (more: object): object => ({ type: 'object', ...more });
const kinds = (...names: string[]): object => ({
  anyOf: names.map((name) => object({ properties: { kind: { const: name } }, required: ['kind'] })),
});
/** All of these members have to be there. */
const sent = (properties: object, required = Object.keys(properties)): object => object({ properties, required });
const inMember = (name: string, properties: object, required?: string[]): object => sent({ [name]: sent(properties, required) });

// oxlint-disable-next-line unicorn/no-thenable -- the keyword is called so
const then = (schema: object): object => ({ then: schema });

/** Has to have a member, and says that any other may stand there. */
const open = (name: string): object => object({ properties: { [name]: text }, required: [name], additionalProperties: true });

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
    'a member that only the reader knows, beside exactly one of some that are open by their own words',
    object({ properties: { a: text }, oneOf: [open('b'), open('c')] }),
    object({ properties: { a: text, d: number }, oneOf: [open('b'), open('c')] }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member that only the reader knows, beside exactly one of some that are open further in',
    object({ properties: { a: text }, oneOf: [{ allOf: [open('b')] }, { anyOf: [open('c')] }] }),
    object({ properties: { a: text, d: number }, oneOf: [{ allOf: [open('b')] }, { anyOf: [open('c')] }] }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member that only the reader knows, beside a condition that is open by its own words',
    object({ properties: { a: text }, if: open('b'), ...then({ required: ['a'] }) }),
    object({ properties: { a: text, d: number }, if: open('b'), ...then({ required: ['a'] }) }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a member that nobody names, of one that says what others look like',
    object({ properties: { a: text }, oneOf: [{ ...open('b'), additionalProperties: text }, open('c')] }),
    object({ properties: { a: text, d: number }, oneOf: [{ ...open('b'), additionalProperties: text }, open('c')] }),
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
    'a value that two parts describe, of which the reader takes less',
    { allOf: [inMember('m', { x: { enum: [1, 2] } }), inMember('m', { y: text })] },
    { allOf: [inMember('m', { x: { enum: [1] } }), inMember('m', { y: text })] },
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that two parts describe, of which the reader knows more',
    { allOf: [inMember('m', { x: number }), inMember('m', { y: text })] },
    { allOf: [inMember('m', { x: number, z: text }, ['x']), inMember('m', { y: text })] },
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a value that two parts describe, and the reader in one',
    { allOf: [inMember('m', { x: number }), inMember('m', { y: text })] },
    object({ properties: { m: object({ properties: { x: number, y: text }, additionalProperties: false }) } }),
    { strict: false, 'tolerant-reader': true, codegen: true },
  ],
  [
    'a value that two parts describe on two levels',
    { allOf: [inMember('m', { n: inMember('o', { x: { enum: [1, 2] } }) }), inMember('m', { n: inMember('o', { y: text }) })] },
    { allOf: [inMember('m', { n: inMember('o', { x: { enum: [1] } }) }), inMember('m', { n: inMember('o', { y: text }) })] },
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'items that two parts describe',
    { allOf: [{ type: 'array', items: sent({ x: { enum: [1, 2] } }) }, { items: sent({ y: text }) }], minItems: 1 },
    { type: 'array', items: sent({ x: { enum: [1] } }) },
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that a part and all others describe',
    { allOf: [inMember('m', { x: { enum: [1, 2] } }), { additionalProperties: sent({ y: text }) }] },
    inMember('m', { x: { enum: [1] } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that a part and a pattern describe',
    { allOf: [inMember('m', { x: { enum: [1, 2] } }), { patternProperties: { '^m': sent({ y: text }) } }] },
    inMember('m', { x: { enum: [1] } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that a part and one of two kinds describe',
    { allOf: [inMember('m', { x: { enum: [1, 2] } })], oneOf: [inMember('m', { y: { const: 1 } }), inMember('m', { y: { const: 2 } })] },
    inMember('m', { x: { enum: [1] } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that branches of two choices describe',
    {
      allOf: [
        { oneOf: [inMember('m', { x: { enum: [1, 2] } }), inMember('m', { x: { const: 3 } })] },
        { oneOf: [inMember('m', { y: { const: 1 } }), inMember('m', { y: { const: 2 } })] },
      ],
    },
    inMember('m', { x: { enum: [1, 3] } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that two parts of a branch describe',
    { anyOf: [{ allOf: [inMember('m', { x: { enum: [1, 2] } }), inMember('m', { y: text })] }, { type: 'null' }] },
    { anyOf: [{ allOf: [inMember('m', { x: { enum: [1] } }), inMember('m', { y: text })] }, { type: 'null' }] },
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that two conditions describe, which may hold together',
    {
      ...sent({ a: number, m: object({}) }),
      allOf: [
        { if: { required: ['a'] }, ...then(inMember('m', { x: { enum: [1, 2] } })) },
        { if: { required: ['m'] }, ...then(inMember('m', { y: text })) },
      ],
    },
    inMember('m', { x: { enum: [1] } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that two demands of members describe',
    {
      ...sent({ a: number, b: number, m: object({}) }),
      dependentSchemas: { a: inMember('m', { x: { enum: [1, 2] } }), b: inMember('m', { y: text }) },
    },
    inMember('m', { x: { enum: [1] } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that a name and a pattern of one object describe',
    { ...inMember('m', { x: { enum: [1, 2] } }), patternProperties: { '^m': sent({ y: text }) } },
    inMember('m', { x: { enum: [1] } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'items of which some have more members',
    { type: 'array', items: sent({ x: number }), contains: sent({ y: text }) },
    { type: 'string' },
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'others that are anything by a reference, beside a member',
    { properties: { a: text }, additionalProperties: { $ref: '#/$defs/any' }, required: ['a'], $defs: { any: {} } },
    object({ properties: { a: text, b: number } }),
    { strict: false, 'tolerant-reader': false, codegen: false },
  ],
  [
    'a value that a part and one of two kinds describe, of which the reader knows more',
    { allOf: [inMember('m', { x: number })], oneOf: [inMember('m', { y: { const: 1 } }), inMember('m', { y: { const: 2 } })] },
    inMember('m', { x: number, y: number, z: text }, ['x', 'y']),
    { strict: false, 'tolerant-reader': true, codegen: true },
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

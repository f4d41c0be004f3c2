import { integer, number, type Nothing, text } from '../row.ts';

const object = (more: object): object => ({ type: 'object', ...more });
const list = (more: object): object => ({ type: 'array', ...more });
const all = (...allOf: unknown[]): object => ({ allOf });

const depths = {
  $defs: {
    even: { anyOf: [{ type: 'null' }, list({ items: { $ref: '#/$defs/odd' }, minItems: 1, maxItems: 1 })] },
    odd: list({ items: { $ref: '#/$defs/even' }, minItems: 1, maxItems: 1 }),
  },
};

export const endless: readonly Nothing[] = [
  [
    'a member that is itself, without end',
    object({ properties: { a: { $ref: '#' } }, required: ['a'] }),
    object({ properties: { a: { $ref: '#' } } }),
  ],
  ['an item that is itself, without end', list({ items: { $ref: '#' }, minItems: 1 }), list({ items: { $ref: '#' } })],
  ['a first item that is itself, without end', list({ prefixItems: [{ $ref: '#' }], minItems: 1 }), list({ prefixItems: [{ $ref: '#' }] })],
  ['contained in itself, without end', list({ contains: { $ref: '#' } }), list({ contains: { anyOf: [{ $ref: '#' }, { type: 'null' }] } })],
  [
    'two without end',
    {
      $ref: '#/$defs/a',
      $defs: {
        a: object({ properties: { b: { $ref: '#/$defs/b' } }, required: ['b'] }),
        b: object({ properties: { a: { $ref: '#/$defs/a' } }, required: ['a'] }),
      },
    },
    {
      $ref: '#/$defs/a',
      $defs: {
        a: object({ properties: { b: { $ref: '#/$defs/b' } }, required: ['b'] }),
        b: object({ properties: { a: { $ref: '#/$defs/a' } } }),
      },
    },
  ],
  [
    'a choice, both without end',
    {
      anyOf: [object({ properties: { l: { $ref: '#' } }, required: ['l'] }), object({ properties: { r: { $ref: '#' } }, required: ['r'] })],
    },
    { anyOf: [object({ properties: { l: { $ref: '#' } }, required: ['l'] }), object({ properties: { r: { $ref: '#' } } })] },
  ],
  [
    'a tree whose leaves are trees',
    object({ properties: { l: { $ref: '#' }, r: { $ref: '#' } }, required: ['l', 'r'] }),
    { anyOf: [{ const: 0 }, object({ properties: { l: { $ref: '#' }, r: { $ref: '#' } }, required: ['l', 'r'] })] },
  ],
  [
    'any name, but one, without end',
    object({ additionalProperties: { $ref: '#' }, minProperties: 1 }),
    object({ additionalProperties: { $ref: '#' } }),
  ],
  [
    'names by pattern, without end',
    object({ patternProperties: { '^a': { $ref: '#' } }, required: ['ab'] }),
    object({ patternProperties: { '^a': { $ref: '#' } }, required: ['ba'] }),
  ],
  [
    'a chain without its end',
    { $ref: '#/$defs/n', $defs: { n: object({ properties: { v: number, next: { $ref: '#/$defs/n' } }, required: ['v', 'next'] }) } },
    {
      $ref: '#/$defs/n',
      $defs: {
        n: object({ properties: { v: number, next: { anyOf: [{ $ref: '#/$defs/n' }, { type: 'null' }] } }, required: ['v', 'next'] }),
      },
    },
  ],
  [
    'a chain whose end is of two types',
    {
      $ref: '#/$defs/n',
      $defs: { n: { anyOf: [all(text, number), object({ properties: { next: { $ref: '#/$defs/n' } }, required: ['next'] })] } },
    },
    {
      $ref: '#/$defs/n',
      $defs: { n: { anyOf: [all(integer, number), object({ properties: { next: { $ref: '#/$defs/n' } }, required: ['next'] })] } },
    },
  ],
  [
    'even and odd depths at once',
    { ...depths, ...all({ $ref: '#/$defs/even' }, { $ref: '#/$defs/odd' }) },
    { ...depths, ...all({ $ref: '#/$defs/even' }, { $ref: '#/$defs/even' }) },
  ],
  [
    'a member that asks for another that is itself',
    object({ required: ['a'], dependentSchemas: { a: { required: ['b'], properties: { b: { $ref: '#' } } } } }),
    object({ dependentSchemas: { a: { required: ['b'], properties: { b: { $ref: '#' } } } } }),
  ],
  [
    'what is at once itself a list and an object',
    { $ref: '#/$defs/x', $defs: { x: { allOf: [object({}), list({ items: { $ref: '#/$defs/x' } })] } } },
    { $ref: '#/$defs/x', $defs: { x: { anyOf: [object({}), list({ items: { $ref: '#/$defs/x' } })] } } },
  ],
  [
    'lists without end, beside a recursion that ends',
    {
      $ref: '#/$defs/a',
      $defs: {
        a: list({ minItems: 1, items: { $ref: '#/$defs/b' } }),
        b: { anyOf: [{ $ref: '#/$defs/a' }, object({ required: ['a'], properties: { a: { $ref: '#/$defs/a' } } })] },
      },
    },
    {
      $ref: '#/$defs/a',
      $defs: {
        a: list({ minItems: 1, items: { $ref: '#/$defs/b' } }),
        b: { anyOf: [{ $ref: '#/$defs/a' }, object({ properties: { a: { $ref: '#/$defs/a' } } })] },
      },
    },
  ],
];

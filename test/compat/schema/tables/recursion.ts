import { integer, number, type Row, text } from './row.ts';

const object = (more: object): object => ({ type: 'object', ...more });
const list = (more: object): object => ({ type: 'array', ...more });
const end = { type: 'null' };

/** A linked list of values, by members `value` and `next`. */
const chain = (value: unknown, name = 'list'): object => ({
  $defs: {
    [name]: object({ properties: { value, next: { anyOf: [{ $ref: `#/$defs/${name}` }, end] } }, required: ['value', 'next'] }),
  },
  $ref: `#/$defs/${name}`,
});
const tree = (value: unknown): object =>
  object({ properties: { value, children: list({ items: { $ref: '#' } }) }, required: ['value'], additionalProperties: false });
/** Nested arrays, one in the other, with null at the bottom: [[[null]]] is three deep. */
const depths = (step: number): object => {
  const wrap = (depth: number): object =>
    depth === 0 ? { $ref: '#' } : list({ prefixItems: [wrap(depth - 1)], minItems: 1, maxItems: 1 });
  return { anyOf: [end, wrap(step)] };
};
const offset = (schema: object): object => ({
  $defs: { d: JSON.parse(JSON.stringify(schema).replaceAll('"#"', '"#/$defs/d"')) as object },
  ...list({ prefixItems: [{ $ref: '#/$defs/d' }], minItems: 1, maxItems: 1 }),
});

/** Schemas that speak of themselves. */
export const recursion: readonly Row[] = [
  ['a linked list in itself under another name', chain(text), 'equivalent', chain(text, 'other')],
  ['a linked list of integers among those of numbers', chain(integer), 'narrower', chain(number), { bNotA: { next: null, value: 0.1 } }],
  ['linked lists of other values', chain(text), 'disjoint', chain(number)],
  [
    'a linked list unrolled once',
    chain(text),
    'equivalent',
    {
      $defs: {
        list: object({ properties: { value: text, next: { anyOf: [{ $ref: '#/$defs/list' }, end] } }, required: ['value', 'next'] }),
      },
      ...object({ properties: { value: text, next: { anyOf: [{ $ref: '#/$defs/list' }, end] } }, required: ['value', 'next'] }),
    },
  ],
  ['a tree of integers among those of numbers', tree(integer), 'narrower', tree(number)],
  [
    'a tree among trees that may be anything',
    tree(text),
    'narrower',
    object({ properties: { children: list({ items: { $ref: '#' } }) } }),
    { shows: { a: { value: '' }, b: {} } },
  ],
  [
    'a tree in itself, unrolled',
    tree(text),
    'equivalent',
    {
      $defs: { t: JSON.parse(JSON.stringify(tree(text)).replaceAll('"#"', '"#/$defs/t"')) as object },
      ...object({
        properties: { value: text, children: list({ items: { $ref: '#/$defs/t' } }) },
        required: ['value'],
        additionalProperties: false,
      }),
    },
    { shows: { both: { value: '' } } },
  ],
  ['lists of lists of nothing else', { type: 'array', items: { $ref: '#' } }, 'narrower', { type: 'array' }],
  [
    'lists of lists are without end',
    { type: 'array', items: { $ref: '#' } },
    'equivalent',
    list({ items: list({ items: { $ref: '#' } }) }),
  ],
  [
    'lists of lists, bounded',
    list({ items: { $ref: '#' }, maxItems: 2 }),
    'narrower',
    list({ items: { $ref: '#' }, maxItems: 3 }),
    { shows: { b: [[], [], []] } },
  ],
  ['an even depth among all depths', depths(2), 'narrower', depths(1), { bNotA: [null] }],
  ['a depth of four among the even ones', depths(4), 'narrower', depths(2), { bNotA: [[null]] }],
  ['even depths and odd depths have nothing in common', depths(2), 'disjoint', offset(depths(2)), { shows: { a: null, b: [null] } }],
  [
    'even and odd depths are all depths',
    depths(1),
    'equivalent',
    {
      $defs: { even: JSON.parse(JSON.stringify(depths(2)).replaceAll('"#"', '"#/$defs/even"')) as object },
      anyOf: [{ $ref: '#/$defs/even' }, list({ prefixItems: [{ $ref: '#/$defs/even' }], minItems: 1, maxItems: 1 })],
    },
    { shows: { both: [null] } },
  ],
  [
    'depths of two and of three meet at six',
    {
      allOf: [{ $ref: '#/$defs/two' }, { $ref: '#/$defs/three' }],
      $defs: Object.fromEntries(
        [
          ['two', 2],
          ['three', 3],
        ].map(([name, step]) => [
          name,
          JSON.parse(JSON.stringify(depths(step as number)).replaceAll('"#"', `"#/$defs/${name}"`)) as object,
        ]),
      ),
    },
    'equivalent',
    depths(6),
    { shows: { both: null } },
  ],
  [
    'two that refer to each other',
    {
      $defs: { a: object({ properties: { b: { $ref: '#/$defs/b' } } }), b: object({ properties: { a: { $ref: '#/$defs/a' } } }) },
      $ref: '#/$defs/a',
    },
    'equivalent',
    object({ properties: { b: object({ properties: { a: { $ref: '#' } } }) } }),
    { shows: { both: {} } },
  ],
  [
    'two that refer to each other, one of them closed',
    {
      $defs: {
        a: object({ properties: { b: { $ref: '#/$defs/b' } } }),
        b: object({ properties: { a: { $ref: '#/$defs/a' } }, additionalProperties: false }),
      },
      $ref: '#/$defs/a',
    },
    'narrower',
    object({ properties: { b: object({ properties: { a: { $ref: '#' } } }) } }),
    { shows: { a: {}, b: { b: { c: 0 } } } },
  ],
  ['a schema that asks for itself accepts nothing', object({ properties: { a: { $ref: '#' } }, required: ['a'] }), 'equivalent', false],
  ['a list that asks for itself accepts nothing', list({ items: { $ref: '#' }, minItems: 1 }), 'equivalent', false],
  [
    'two that ask for each other accept nothing',
    {
      $defs: {
        a: object({ properties: { b: { $ref: '#/$defs/b' } }, required: ['b'] }),
        b: list({ prefixItems: [{ $ref: '#/$defs/a' }], minItems: 1 }),
      },
      $ref: '#/$defs/a',
    },
    'equivalent',
    false,
  ],
  [
    'a schema that asks for itself or ends',
    { anyOf: [end, object({ properties: { a: { $ref: '#' } }, required: ['a'], maxProperties: 1 })] },
    'wider',
    end,
    { aNotB: { a: null } },
  ],
  [
    'an optional member of an endless kind is absent',
    object({
      properties: { a: { $ref: '#/$defs/e' } },
      $defs: { e: object({ properties: { e: { $ref: '#/$defs/e' } }, required: ['e'] }) },
    }),
    'equivalent',
    object({ properties: { a: false } }),
    { shows: { both: {} } },
  ],
  [
    'a deep difference',
    chain(text),
    'overlapping',
    object({
      properties: {
        value: text,
        next: { anyOf: [end, object({ properties: { value: text, next: { anyOf: [end, object({ properties: { next: end } })] } } })] },
      },
      required: ['value', 'next'],
    }),
    { shows: { a: { value: '', next: { value: '', next: { value: '', next: { value: '', next: null } } } } }, within: 150 },
  ],
  [
    'a recursion through what is refused',
    { not: list({ items: { $ref: '#/$defs/a' } }), $defs: { a: list({ items: { $ref: '#/$defs/a' } }) } },
    'equivalent',
    { $defs: { b: list({ items: { $ref: '#/$defs/b' } }) }, not: { $ref: '#/$defs/b' } },
    { shows: { both: 0 } },
  ],
  [
    'a recursion in members by any name',
    object({ additionalProperties: { $ref: '#' } }),
    'narrower',
    object({ additionalProperties: { type: 'object' } }),
  ],
  [
    'expressions among wider ones',
    { anyOf: [number, object({ properties: { op: { const: '+' }, l: { $ref: '#' }, r: { $ref: '#' } }, required: ['op', 'l', 'r'] })] },
    'narrower',
    {
      anyOf: [number, object({ properties: { op: { enum: ['+', '-'] }, l: { $ref: '#' }, r: { $ref: '#' } }, required: ['op', 'l', 'r'] })],
    },
    { bNotA: { l: 0, op: '-', r: 0 }, shows: { a: 0 } },
  ],
  [
    'JSON itself',
    {
      anyOf: [
        { type: ['null', 'boolean', 'number', 'string'] },
        list({ items: { $ref: '#' } }),
        object({ additionalProperties: { $ref: '#' } }),
      ],
    },
    'equivalent',
    true,
  ],
  [
    'JSON without null anywhere',
    { anyOf: [{ type: ['boolean', 'number', 'string'] }, list({ items: { $ref: '#' } }), object({ additionalProperties: { $ref: '#' } })] },
    'narrower',
    { not: { const: { a: [null] } } },
    { shows: { b: null } },
  ],
];

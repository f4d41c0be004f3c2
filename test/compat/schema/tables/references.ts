import { number, type Row, text } from './row.ts';
import type { Dialect } from '../../../../src/compat/schema/read/place.ts';

const old: readonly Dialect[] = ['draft-06', 'draft-07'];
const newer: readonly Dialect[] = ['2019-09', '2020-12', 'openapi-3.1'];
const newest: readonly Dialect[] = ['2020-12', 'openapi-3.1'];
const object = (more: object): object => ({ type: 'object', ...more });

/** Where $ref, $id and anchors lead, and what stands beside them. */
export const references: readonly Row[] = [
  [
    'a reference is what it refers to',
    { $defs: { a: text }, properties: { a: { $ref: '#/$defs/a' } } },
    'equivalent',
    { properties: { a: text } },
  ],
  ['a reference at the root', { $defs: { a: text }, $ref: '#/$defs/a' }, 'equivalent', text],
  ['a reference to a reference', { $defs: { a: { $ref: '#/$defs/b' }, b: text }, $ref: '#/$defs/a' }, 'equivalent', text],
  ['definitions that nobody refers to say nothing', { $defs: { a: number }, ...text }, 'equivalent', text],
  [
    'two names for the same',
    { $defs: { a: text }, items: { $ref: '#/$defs/a' } },
    'equivalent',
    { $defs: { b: text }, items: { $ref: '#/$defs/b' } },
  ],
  [
    'a name that has changed its meaning',
    { $defs: { a: text }, type: 'array', items: { $ref: '#/$defs/a' } },
    'overlapping',
    { $defs: { a: number }, type: 'array', items: { $ref: '#/$defs/a' } },
  ],
  [
    'a reference to a member’s schema',
    { properties: { a: text, b: { $ref: '#/properties/a' } } },
    'equivalent',
    { properties: { a: text, b: text } },
  ],
  ['a name that needs escapes', { $defs: { 'a/b~c %': text }, $ref: '#/$defs/a~1b~0c%20%25' }, 'equivalent', text],
  ['a reference into a list', { allOf: [text, { $ref: '#/allOf/0' }] }, 'equivalent', text],
  [
    'a keyword beside a reference counts',
    { $defs: { a: text }, $ref: '#/$defs/a', minLength: 5 },
    'equivalent',
    { type: 'string', minLength: 5 },
    { dialects: newer },
  ],
  [
    'a keyword beside a reference counts and may empty it',
    { $defs: { a: text }, $ref: '#/$defs/a', type: 'number' },
    'equivalent',
    false,
    { dialects: newer },
  ],
  [
    'a keyword beside a reference is void in the old dialects',
    { definitions: { a: text }, $ref: '#/definitions/a', minLength: 5 },
    'equivalent',
    text,
    { dialects: ['draft-04', ...old] },
  ],
  [
    'a type beside a reference is void in the old dialects',
    { definitions: { a: text }, properties: { p: { $ref: '#/definitions/a', type: 'number' } } },
    'equivalent',
    { properties: { p: text } },
    { dialects: ['draft-04', ...old], notByAjv: 'it checks a type beside a reference' },
  ],
  [
    'a keyword beside a reference is void in OpenAPI 3.0',
    { properties: { p: { $ref: '#/properties/q', minLength: 5 }, q: text } },
    'equivalent',
    { properties: { p: text, q: text } },
    { dialects: ['openapi-3.0'] },
  ],
  ['a member called $ref is no reference', { properties: { $ref: text } }, 'narrower', true],
  ['an anchor', { $defs: { a: { $anchor: 'here', ...text } }, $ref: '#here' }, 'equivalent', text, { dialects: newer }],
  [
    'an anchor of the old dialects',
    { definitions: { a: { $id: '#here', ...text } }, allOf: [{ $ref: '#here' }] },
    'equivalent',
    text,
    { dialects: old },
  ],
  [
    'an anchor of draft-04',
    { definitions: { a: { id: '#here', ...text } }, allOf: [{ $ref: '#here' }] },
    'equivalent',
    text,
    { dialects: ['draft-04'] },
  ],
  [
    'a resource within the document, by its address',
    { $id: 'https://example.com/root', $defs: { a: { $id: 'text', ...text } }, properties: { p: { $ref: 'text' } } },
    'equivalent',
    { properties: { p: text } },
    { dialects: newer },
  ],
  [
    'a resource within the document has a root of its own',
    {
      $id: 'https://example.com/root',
      $defs: { a: { $id: 'list', type: 'array', items: { $ref: '#/$defs/item' }, $defs: { item: text } }, item: number },
      $ref: 'list',
    },
    'equivalent',
    { type: 'array', items: text },
    { dialects: newer, notByAjv: 'it knows an address once and for all', shows: { both: [] } },
  ],
  [
    'an address of draft-07 within the document',
    {
      $id: 'https://example.com/old',
      definitions: { a: { $id: 'https://example.com/old-text', ...text } },
      properties: { p: { $ref: 'old-text' } },
    },
    'equivalent',
    { properties: { p: text } },
    { dialects: old },
  ],
  [
    'a resource given beside',
    { $ref: 'https://example.com/money' },
    'equivalent',
    object({ properties: { amount: number } }),
    { dialects: newer, schemas: { 'https://example.com/money': object({ properties: { amount: number } }) } },
  ],
  [
    'a part of a resource given beside',
    { items: { $ref: 'https://example.com/parts#/$defs/b' } },
    'equivalent',
    { items: number },
    { dialects: newer, schemas: { 'https://example.com/parts': { $defs: { b: { $ref: '#/$defs/c' }, c: number } } } },
  ],
  [
    'a resource given beside that refers to another',
    { $ref: 'https://example.com/first' },
    'equivalent',
    { type: 'array', items: text },
    {
      dialects: newer,
      schemas: { 'https://example.com/first': { type: 'array', items: { $ref: 'second' } }, 'https://example.com/second': text },
    },
  ],
  [
    'a dynamic reference without a dynamic anchor is a plain one',
    { $defs: { a: { $anchor: 'x', ...text } }, $dynamicRef: '#x' },
    'equivalent',
    text,
    { dialects: newest, notByAjv: 'it takes the reference for one to the root' },
  ],
  [
    'a dynamic reference with one anchor is a plain one',
    { $defs: { a: { $dynamicAnchor: 'x', ...text } }, $dynamicRef: '#x' },
    'equivalent',
    text,
    { dialects: newest, notByAjv: 'it takes the reference for one to the root' },
  ],
  [
    'a plain reference to a dynamic anchor',
    { $defs: { a: { $dynamicAnchor: 'x', ...text } }, $ref: '#x' },
    'equivalent',
    text,
    { dialects: newest },
  ],
  [
    'a dynamic reference that the outer resource fills',
    {
      $id: 'https://example.com/texts',
      $ref: 'list',
      $defs: {
        item: { $dynamicAnchor: 'item', ...text },
        list: { $id: 'list', type: 'array', items: { $dynamicRef: '#item' }, $defs: { any: { $dynamicAnchor: 'item' } } },
      },
    },
    'equivalent',
    { type: 'array', items: text },
    { dialects: newest, notByAjv: 'it departs from the dialect for dynamic anchors below the root', shows: { both: [] } },
  ],
  [
    'a dynamic reference that nobody fills',
    {
      $id: 'https://example.com/open-list',
      type: 'array',
      items: { $dynamicRef: '#item' },
      $defs: { any: { $dynamicAnchor: 'item' } },
    },
    'equivalent',
    { type: 'array' },
    { dialects: newest, notByAjv: 'it departs from the dialect for dynamic anchors below the root', shows: { both: [] } },
  ],
  [
    'a strict tree out of an open one',
    {
      $id: 'https://example.com/strict-tree',
      $dynamicAnchor: 'node',
      $ref: 'tree',
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: 'tree',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
        },
      },
    },
    'equivalent',
    object({ properties: { data: true, children: { type: 'array', items: { $ref: '#' } } }, additionalProperties: false }),
    { dialects: newest, notByAjv: 'it departs from the dialect for what a dynamic reference evaluates', shows: { both: {} } },
  ],
  [
    'a strict tree is narrower than the open one',
    {
      $id: 'https://example.com/strict-tree',
      $dynamicAnchor: 'node',
      $ref: 'tree',
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: 'tree',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { children: { type: 'array', items: { $dynamicRef: '#node' } } },
        },
      },
    },
    'narrower',
    object({ properties: { children: { type: 'array', items: { $ref: '#' } } } }),
    { dialects: newest, notByAjv: 'it departs from the dialect for what a dynamic reference evaluates', shows: { both: {} } },
  ],
  [
    'a recursive reference that the outer resource fills',
    {
      $id: 'https://example.com/closed',
      $recursiveAnchor: true,
      $ref: 'open',
      unevaluatedProperties: false,
      $defs: { open: { $id: 'open', $recursiveAnchor: true, type: 'object', properties: { next: { $recursiveRef: '#' } } } },
    },
    'equivalent',
    object({ properties: { next: { $ref: '#' } }, additionalProperties: false }),
    { dialects: ['2019-09'], notByAjv: 'it departs from the dialect for what a recursive reference evaluates', shows: { both: {} } },
  ],
  [
    'a recursive reference without an anchor is a plain one',
    object({ properties: { next: { $recursiveRef: '#' } }, additionalProperties: false }),
    'equivalent',
    object({ properties: { next: { $ref: '#' } }, additionalProperties: false }),
    { dialects: ['2019-09'], shows: { both: {} } },
  ],
];

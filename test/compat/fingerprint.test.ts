import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { rules } from '../../src/compat/rules/registry.ts';
import type { Finding } from '../../src/model/finding.ts';
import { api, compareExample, compareTexts } from './contracts.ts';

const prints = (findings: readonly Finding[]): string[] => findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort();

interface Change {
  readonly values: readonly string[];
  readonly least: number;
  readonly optional: boolean;
  readonly extra: boolean;
  readonly more: boolean;
}

/** An API in which one component is met in several ways, lists have an order of no meaning, and each version may differ in five places. */
const version = ({ values, least, optional, extra, more }: Change, key = 'id'): Record<string, unknown> => {
  const order = {
    allOf: [
      { type: 'object', required: ['id'], properties: { id: { type: 'string' }, status: { enum: values } } },
      {
        type: 'object',
        properties: {
          total: { type: 'integer', minimum: least },
          kind: {
            oneOf: [
              { title: 'Card', type: 'object', properties: { brand: { enum: values } } },
              { title: 'Cash', type: 'object', properties: { coins: { enum: values } } },
            ],
          },
        },
      },
    ],
  };
  const body = (of: unknown): object => ({ content: { 'application/json': { schema: of } } });
  const ref = { $ref: '#/components/schemas/Order' };
  return {
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: {
      [`/orders/{${key}}`]: {
        parameters: [
          { name: key, in: 'path', required: true, schema: { type: 'string', minLength: least } },
          { name: 'trace', in: 'header', schema: { enum: values } },
        ],
        get: {
          parameters: [
            { name: 'expand', in: 'query', schema: { enum: values } },
            ...(extra ? [{ name: 'fields', in: 'query', schema: { type: 'string' } }] : []),
          ],
          responses: { 200: { description: 'an order', ...body(ref) }, ...(optional ? { 304: { description: 'the same' } } : {}) },
        },
        put: { requestBody: body(ref), responses: { 200: { description: '', ...body({ enum: values }) } } },
        ...(more ? { delete: { responses: { 204: { description: 'gone' } } } } : {}),
      },
      '/orders': { post: { requestBody: body({ type: 'array', items: ref }), responses: { 201: { description: '' } } } },
    },
    components: { schemas: { Order: order } },
  };
};

const change: fc.Arbitrary<Change> = fc.record({
  values: fc.uniqueArray(fc.constantFrom('new', 'paid', 'sent', 'back'), { minLength: 1 }),
  least: fc.integer({ min: 0, max: 3 }),
  optional: fc.boolean(),
  extra: fc.boolean(),
  more: fc.boolean(),
});

/** Lists whose order says nothing. */
const sets = new Set(['enum', 'required', 'parameters', 'allOf', 'oneOf', 'anyOf', 'type', 'security']);

/** The same document with its members and sets in another order. */
const shuffled = (value: unknown, order: (length: number) => readonly number[], key = ''): unknown => {
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item) => shuffled(item, order));
    return sets.has(key) ? order(items.length).map((i) => items[i]) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(order(members.length).map((i) => [members[i]?.[0] ?? '', shuffled(members[i]?.[1], order, members[i]?.[0])]));
};

const orders = fc.array(fc.nat({ max: 1000 }), { minLength: 12, maxLength: 12 }).map(
  (keys) =>
    (length: number): readonly number[] =>
      [...Array(length).keys()].toSorted((a, b) => (keys[a % keys.length] ?? 0) - (keys[b % keys.length] ?? 0) || a - b),
);

describe('the fingerprint of a finding', () => {
  it('is the same however members, parameters, values and branches are ordered, and the text is written', () => {
    fc.assert(
      fc.property(change, change, orders, orders, fc.integer({ min: 1, max: 6 }), (old, next, one, two, indent) => {
        const plain = compareTexts(JSON.stringify(version(old)), JSON.stringify(version(next)));
        const other = compareTexts(
          stringify(shuffled(version(old), one), { indent, aliasDuplicateObjects: false }),
          stringify(shuffled(version(next, 'order'), two), { indent: 7 - indent, aliasDuplicateObjects: false }),
        );
        expect(prints(other.findings)).toEqual(prints(plain.findings));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('is of one finding alone in a report', () => {
    fc.assert(
      fc.property(change, change, (old, next) => {
        const all = compareTexts(JSON.stringify(version(old)), JSON.stringify(version(next))).findings.map(
          ({ fingerprint }) => fingerprint,
        );
        expect(new Set(all).size).toBe(all.length);
        expect(all.every((one) => /^[0-9a-f]{16}$/.test(one ?? ''))).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  const base: Change = { values: ['new', 'paid', 'sent'], least: 1, optional: false, extra: false, more: true };
  const against = (next: Partial<Change>, old: Partial<Change> = {}): string[] =>
    prints(compareTexts(JSON.stringify(version({ ...base, ...old })), JSON.stringify(version({ ...base, ...next }))).findings);
  const removed = against({ more: false });

  it('outlives another version in which the same change is still open', () => {
    expect(removed).toHaveLength(1);
    expect(against({ more: false, extra: true })).toEqual(expect.arrayContaining(removed));
    expect(against({ more: false }, { extra: true })).toEqual(expect.arrayContaining(removed));
  });

  it('is another where other values changed at the same place', () => {
    const once = against({ values: ['new', 'paid'] });
    const twice = against({ values: ['new'] });
    const other = against({ values: ['new', 'sent'] });
    for (const prints of [twice, other]) expect(once.filter((print) => prints.includes(print))).toEqual([]);
    expect(against({ least: 2 }).filter((print) => against({ least: 3 }).includes(print))).toEqual([]);
  });

  it('knows neither the names of files nor words: descriptions, titles of the API, names of path parameters', () => {
    const next = JSON.stringify(version({ ...base, more: false }, 'number'))
      .replaceAll('an order', 'one order')
      .replace('"title":"a"', '"title":"b"');
    expect(prints(compareTexts(JSON.stringify(version(base)), next).findings)).toEqual(removed);
  });

  it('tells two parts apart that change alike at places of one name', () => {
    const one = (type: string): object => ({
      oneOf: [
        { type: 'object', properties: { a: { type } } },
        { type: 'object', properties: { b: { type } } },
      ],
    });
    const of = (type: string): string =>
      api({
        '/a': {
          post: { requestBody: { content: { 'application/json': { schema: one(type) } } }, responses: { 200: { description: '' } } },
        },
      });
    const all = compareTexts(of('string'), of('integer')).findings.map(({ fingerprint }) => fingerprint);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(rules.flatMap(({ id, examples }) => examples.breaks.map((example, i) => [id, i, example] as const)))(
    'is there for every finding of %s, example %i, once',
    (_, __, example) => {
      const all = compareExample(example).findings.map(({ fingerprint }) => fingerprint ?? '');
      expect(all).not.toContain('');
      expect(new Set(all).size).toBe(all.length);
    },
  );

  const reversed = (length: number): readonly number[] => [...Array(length).keys()].toReversed();
  it.each(rules.flatMap(({ id, examples }) => examples.breaks.map((example, i) => [id, i, example] as const)))(
    'of %s, example %i, is the same where everything stands in another order',
    (_, __, example) => {
      const other = { ...example, old: shuffled(example.old, reversed), new: shuffled(example.new, reversed) };
      expect(prints(compareExample(other).findings)).toEqual(prints(compareExample(example).findings));
    },
  );
});

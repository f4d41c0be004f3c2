import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { generate } from '../../../../src/compat/schema/generate.ts';
import { canonicalJson } from '../../../../src/core/hash.ts';

const order = {
  type: 'object',
  required: ['id', 'lines'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 1, maximum: 99999 },
    note: { type: 'string', maxLength: 20 },
    status: { enum: ['open', 'paid', 'held'] },
    customer: { $ref: '#/$defs/customer' },
    lines: { type: 'array', minItems: 1, maxItems: 4, items: { $ref: '#/$defs/line' } },
  },
  $defs: {
    line: {
      type: 'object',
      required: ['sku'],
      properties: { sku: { type: 'string', pattern: '^[A-Z]{3}-\\d+$' }, count: { type: 'integer', minimum: 1 } },
    },
    customer: {
      oneOf: [
        { type: 'object', required: ['email'], properties: { email: { type: 'string', minLength: 3 } }, additionalProperties: false },
        {
          type: 'object',
          required: ['phone'],
          properties: { phone: { type: 'string', pattern: '^\\+[0-9]+$' } },
          additionalProperties: false,
        },
      ],
    },
  },
};
const tree = {
  type: 'object',
  required: ['value'],
  properties: { value: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
  additionalProperties: false,
};

const ajv = new Ajv2020({ strict: false, logger: false });
type Order = { note?: string; status?: string; customer?: object; lines: unknown[] };

describe('generate', () => {
  it.each([
    ['an order', order, 60],
    ['a recursive schema', tree, 30],
    ['anything at all', true, 20],
    ['a list of unlike items', { type: 'array', uniqueItems: true, items: { type: 'integer' } }, 20],
    ['a union without types', { anyOf: [{ const: 1 }, { minLength: 2, type: 'string' }] }, 12],
    [
      'an old dialect',
      { $schema: 'http://json-schema.org/draft-04/schema#', type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 3 },
      8,
    ],
  ])('gives as many documents of %s as were asked for, each once and each valid', (_, schema, count) => {
    const { documents, ended } = generate(schema, { count });
    expect(ended).toBeUndefined();
    expect(new Set(documents.map(({ value }) => canonicalJson(value))).size).toBe(count);
    const isDraft04 = typeof schema === 'object' && '$schema' in schema;
    const accepts = ajv.compile(isDraft04 ? { exclusiveMinimum: 0, maximum: 3 } : schema);
    expect(documents.filter(({ value }) => !accepts(value))).toEqual([]);
  });

  it('goes different ways: members there and not there, every value, every branch, short and long lists', () => {
    const found = generate(order, { count: 60 }).documents.map(({ value }) => value as unknown as Order);
    for (const name of ['note', 'status', 'customer'] as const) {
      expect(found.some((one) => name in one)).toBe(true);
      expect(found.some((one) => !(name in one))).toBe(true);
    }
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([undefined, 'open', 'paid', 'held']));
    expect(new Set(found.flatMap(({ customer }) => Object.keys(customer ?? {})))).toEqual(new Set(['email', 'phone']));
    expect(new Set(found.map(({ lines }) => lines.length))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(found.map(({ note }) => note?.length)).size).toBeGreaterThan(5);
    expect(found.some(({ note }) => note?.length === 20)).toBe(true);
  });

  it('goes deeper into a recursive schema than it must', () =>
    expect(generate(tree, { count: 30 }).documents.some(({ value }) => JSON.stringify(value).includes('"children":[{'))).toBe(true));

  it('gives the same for a seed, and others for another', () => {
    expect(generate(order, { seed: 3, count: 15 })).toEqual(generate(order, { seed: 3, count: 15 }));
    expect(generate(order, { seed: 4, count: 15 })).not.toEqual(generate(order, { seed: 3, count: 15 }));
  });

  it.each([
    ['accepts nothing', false, {}, [], 'empty'],
    ['asks for what there is not', { type: 'array', minItems: 3, maxItems: 2 }, {}, [], 'empty'],
    ['has three documents', { enum: [1, 'a', null] }, {}, [1, 'a', null], 'no-more'],
    ['has one number', { type: 'integer', minimum: 4, maximum: 4 }, {}, [4], 'no-more'],
    ['refuses nothing', true, { nearly: true }, [], 'empty'],
    ['is not decided', { $ref: 'https://example.com/elsewhere' }, {}, [], 'unknown'],
  ])('says why there are fewer where a schema %s', (_, schema, options, values, kind) => {
    const { documents, ended } = generate(schema, options);
    expect(new Set(documents.map(({ value }) => value))).toEqual(new Set(values));
    expect(ended?.kind).toBe(kind);
  });

  it('takes a part of a document, with what it refers to', () => {
    const api = {
      openapi: '3.0.3',
      components: {
        schemas: {
          A: { type: 'object', required: ['b'], properties: { b: { $ref: '#/components/schemas/B' } }, additionalProperties: false },
          B: { type: 'string', enum: ['x'] },
        },
      },
    };
    expect(generate(api, { at: '/components/schemas/A', dialect: 'openapi-3.0', count: 3 })).toMatchObject({
      documents: [{ value: { b: 'x' } }],
      ended: { kind: 'no-more' },
    });
  });

  it('throws for a schema that says nothing', () => expect(() => generate({ type: 'strnig' })).toThrow('in the schema at #/type: '));
});

describe('references', () => {
  const own = {
    $id: 'https://example.com/order',
    type: 'object',
    properties: { n: { $ref: 'https://example.com/order#/$defs/n' }, m: { $ref: '#named' } },
    $defs: { n: { type: 'string', maxLength: 3 }, m: { $anchor: 'named', type: 'integer', minimum: 7 } },
    additionalProperties: false,
  };
  it('are followed by whatever name they call the document', () => {
    const keywords = generate(own, { nearly: true, count: 25 }).documents.map(({ refusedBy }) => refusedBy?.schema);
    expect(new Set(keywords)).toEqual(
      new Set(['/type', '/additionalProperties', '/$defs/n/type', '/$defs/n/maxLength', '/$defs/m/type', '/$defs/m/minimum']),
    );
    expect(new Set(generate(own, { count: 20 }).documents.map(({ value }) => (value as { n?: string }).n)).size).toBeGreaterThan(5);
  });
  it('out of the document are used, and not taken apart', () => {
    const options = { schemas: { 'https://example.com/t': { type: 'string', maxLength: 1 } }, count: 3 };
    const outside = { $ref: 'https://example.com/t' };
    expect(generate(outside, options).documents).toHaveLength(3);
    expect(generate(outside, { ...options, nearly: true })).toEqual({
      documents: [],
      ended: { kind: 'unknown', reason: 'what is behind the reference "https://example.com/t" is not taken apart' },
    });
  });
});

describe('nearly valid documents', () => {
  const { documents, ended } = generate(order, { nearly: true, count: 60 });

  it('are refused, and would be valid without the keyword that they name', () => {
    expect(ended).toBeUndefined();
    expect(documents).toHaveLength(60);
    const accepts = ajv.compile(order);
    for (const { value, refusedBy } of documents) {
      expect(accepts(value), JSON.stringify(value)).toBe(false);
      const path = (refusedBy?.schema ?? '').split('/').slice(1);
      const less = structuredClone(order) as unknown as Record<string, unknown>;
      const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, less);
      if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1);
      else delete parent[path.at(-1) ?? ''];
      expect(ajv.compile(less)(value), `${JSON.stringify(value)} ${refusedBy?.schema}`).toBe(true);
    }
  });

  it('are refused in many respects, one each', () =>
    expect(new Set(documents.map(({ refusedBy }) => refusedBy?.keyword))).toEqual(
      new Set([
        'type',
        'required',
        'additionalProperties',
        'minimum',
        'maximum',
        'maxLength',
        'minLength',
        'minItems',
        'maxItems',
        'enum',
        'pattern',
        'oneOf',
      ]),
    ));
});

describe('generate goes on where the schema’s own demands are used up', () => {
  const unlike = {
    $ref: '#/$defs/n',
    $defs: { n: { type: 'array', uniqueItems: true, items: { anyOf: [{ enum: ['a', 'b', 'c'] }, { $ref: '#/$defs/n' }] } } },
  };
  it('unlike items out of a few, or of their own kind: a hundred, each once and each valid', () => {
    const { documents, ended } = generate(unlike, { count: 100 });
    expect(ended).toBeUndefined();
    expect(new Set(documents.map(({ value }) => canonicalJson(value))).size).toBe(100);
    const validate = ajv.compile(unlike);
    expect(documents.filter(({ value }) => !validate(value))).toEqual([]);
  });

  it.each([
    ['one', { const: 1 }, 1, 'there is no more than 1 document'],
    ['six', { type: 'array', maxItems: 1, items: { enum: [1, 2, 3, 4, 5] } }, 6, 'there are no more than 6 documents'],
  ])('and says how many there are where there are no others: %s', (_, schema, count, reason) => {
    const { documents, ended } = generate(schema, { count: 1000 });
    expect([documents.length, ended]).toEqual([count, { kind: 'no-more', reason }]);
  });

  it('and where that cannot be proved within the budget, after how many it stopped', () => {
    const schema = { type: 'array', uniqueItems: true, items: { enum: ['a', 'b', 'c'] } };
    const { documents, ended } = generate(schema, { count: 1000, budget: { steps: 20_000 } });
    const reason = 'stopped after 16, for no other was found: the budget of 20000 steps is used up';
    expect([documents.length, ended]).toEqual([16, { kind: 'unknown', reason }]);
  });
});

describe('generate refuses options that there are not', () => {
  it.each([
    ['a word of another tool', { limit: 3 }, 'there is no option "limit"'],
    ['a count that is none', { count: -1 }, 'the option "count" is -1; it must be a whole number from 0 up'],
    ['a seed in words', { seed: 'x' }, 'the option "seed" is "x"; it must be a whole number from 0 up'],
    ['places of two schemas', { at: { a: '' } }, 'the option "at" is an object; it must be a string'],
  ])('%s', (_, options, message) => expect(() => generate(true, options as never)).toThrow(message));

  it('and what is no JSON', () =>
    expect(() => generate({ enum: [1, new Map()] })).toThrow('in the schema at #/enum/1: an object of the kind Map'));
});

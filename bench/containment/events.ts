import { randomOf, type Random } from '../../test/compat/schema/generated/random.ts';
import { edited } from './edits.ts';
import type { Family } from './pair.ts';

// Schemas as those of event buses: a CloudEvents envelope around one of many kinds of data, told apart by `type`.

const string = { type: 'string' };
const id = { type: 'string', minLength: 1 };
const money = {
  type: 'object',
  properties: { amount: { type: 'number', multipleOf: 0.01, minimum: 0 }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
  required: ['amount', 'currency'],
  additionalProperties: false,
};

const members: readonly (readonly [string, object])[] = [
  ['orderId', id],
  ['customerId', { ...id, maxLength: 64 }],
  ['total', { $ref: '#/$defs/money' }],
  ['quantity', { type: 'integer', minimum: 1, maximum: 1000 }],
  ['status', { enum: ['new', 'paid', 'sent', 'returned'] }],
  ['tags', { type: 'array', items: string, uniqueItems: true, maxItems: 20 }],
  ['lines', { type: 'array', minItems: 1, items: { $ref: '#/$defs/line' } }],
  ['address', { $ref: '#/$defs/address' }],
  ['note', { type: ['string', 'null'], maxLength: 500 }],
  ['at', { type: 'string', format: 'date-time' }],
  ['attributes', { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } }],
  ['labels', { type: 'object', patternProperties: { '^[a-z][a-z0-9-]*$': string }, additionalProperties: false }],
];

const definitions = {
  money,
  line: {
    type: 'object',
    properties: {
      sku: { type: 'string', pattern: '^[A-Z0-9-]{3,20}$' },
      count: { type: 'integer', minimum: 1 },
      price: { $ref: '#/$defs/money' },
    },
    required: ['sku', 'count'],
  },
  address: {
    type: 'object',
    properties: {
      street: string,
      city: string,
      postcode: { type: 'string', maxLength: 10 },
      country: { type: 'string', minLength: 2, maxLength: 2 },
    },
    required: ['street', 'city', 'country'],
  },
};

const dataOf = (random: Random): object => {
  const chosen = members.filter(() => random.oneIn(2));
  const required = chosen.filter(() => random.oneIn(2)).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(chosen),
    ...(required.length > 0 ? { required } : {}),
    ...(random.oneIn(3) ? { additionalProperties: false } : {}),
  };
};

const kindsOf = (random: Random): object[] =>
  Array.from({ length: 2 + random.below(30) }, (_, at) => ({
    properties: { type: { const: `com.example.order.v${at}` }, data: dataOf(random) },
    required: ['type', 'data'],
  }));

/** By `oneOf`, or by a chain of conditions. */
const told = (kinds: object[], random: Random): object =>
  random.oneIn(2)
    ? { oneOf: kinds }
    : {
        allOf: kinds.map((kind) => {
          const { type, data } = (kind as { properties: { type: object; data: object } }).properties;
          // oxlint-disable-next-line unicorn/no-thenable -- the keyword is called so
          return { if: { properties: { type }, required: ['type'] }, then: { properties: { data } } };
        }),
      };

const envelope = (random: Random): object => ({
  type: 'object',
  properties: {
    specversion: { const: '1.0' },
    id,
    source: { type: 'string', format: 'uri-reference', minLength: 1 },
    type: id,
    subject: { type: ['string', 'null'] },
    time: { type: 'string', format: 'date-time' },
    datacontenttype: { type: 'string', default: 'application/json' },
    data: true,
  },
  required: ['specversion', 'id', 'source', 'type'],
  ...told(kindsOf(random), random),
  $defs: definitions,
});

/** So many pairs of versions; the same number gives the same pairs. */
export const events = (count: number): Family => ({
  name: 'event-style schemas',
  pairs: Array.from({ length: count }, (_, at) => {
    const random = randomOf(at + 1_000_000);
    const a = envelope(random);
    return { name: `event ${at}`, dialect: '2020-12', a, b: edited(a, random, 1 + random.below(3)) };
  }),
});

import { describe, expect, it } from 'vitest';
import { api, around, compareTexts, judgementOf } from '../contracts.ts';

// What is read-only is not sent in requests, what is write-only not in responses: a member that becomes either goes one
// way only.

type Side = 'request' | 'response';
interface Shape {
  readonly required: boolean;
  readonly closed: boolean;
}

const text = { type: 'string' };
const plain = {};
const readOnly = { readOnly: true };
const writeOnly = { writeOnly: true };

const having = (member: object, { required, closed }: Shape): object => ({
  type: 'object',
  properties: { a: text, b: { ...text, ...member } },
  ...(required ? { required: ['b'] } : {}),
  ...(closed ? { additionalProperties: false } : {}),
});
const judged = (side: Side, old: object, next: object): string[] =>
  compareTexts(around(side, old), around(side, next)).findings.map(judgementOf);

const shapes: readonly Shape[] = [
  { required: false, closed: false },
  { required: false, closed: true },
  { required: true, closed: false },
  { required: true, closed: true },
];
const line = (severity: string, rule: string, rollout: string, rollback: string): string =>
  `${severity} compat/${rule} rollout ${rollout}, rollback ${rollback}`;
const used = 'breaks-if-used';

/** In the order of the shapes: optional and open, optional and closed, required and open, required and closed. */
type Row = readonly [name: string, side: Side, old: object, next: object, expected: readonly (string | undefined)[]];

const rows: readonly Row[] = [
  [
    'becomes read-only',
    'request',
    plain,
    readOnly,
    [
      line('warning', 'request-property-became-read-only', used, 'holds'),
      line('error', 'request-property-became-read-only', 'breaks', 'holds'),
      line('warning', 'request-property-became-read-only', used, used),
      line('error', 'request-property-became-read-only', 'breaks', used),
    ],
  ],
  [
    'is read-only no more',
    'request',
    readOnly,
    plain,
    [
      line('note', 'request-property-became-writable', 'holds', used),
      line('note', 'request-property-became-writable', 'holds', used),
      line('error', 'request-property-became-writable', 'breaks', used),
      line('error', 'request-property-became-writable', 'breaks', used),
    ],
  ],
  ['becomes write-only', 'request', plain, writeOnly, []],
  ['is write-only no more', 'request', writeOnly, plain, []],
  ['becomes read-only', 'response', plain, readOnly, []],
  ['is read-only no more', 'response', readOnly, plain, []],
  [
    'becomes write-only',
    'response',
    plain,
    writeOnly,
    [
      line('warning', 'response-property-became-write-only', used, 'holds'),
      line('error', 'response-property-became-write-only', used, 'breaks'),
      line('error', 'response-property-became-write-only', 'breaks', 'holds'),
      line('error', 'response-property-became-write-only', 'breaks', 'breaks'),
    ],
  ],
  [
    'is write-only no more',
    'response',
    writeOnly,
    plain,
    [
      line('note', 'response-property-became-readable', 'holds', used),
      line('error', 'response-property-became-readable', 'breaks', used),
      line('note', 'response-property-became-readable', 'holds', used),
      line('error', 'response-property-became-readable', 'breaks', used),
    ],
  ],
  [
    'was read-only and is write-only',
    'request',
    readOnly,
    writeOnly,
    [
      line('note', 'request-property-became-writable', 'holds', used),
      line('note', 'request-property-became-writable', 'holds', used),
      line('error', 'request-property-became-writable', 'breaks', used),
      line('error', 'request-property-became-writable', 'breaks', used),
    ],
  ],
  [
    'was read-only and is write-only',
    'response',
    readOnly,
    writeOnly,
    [
      line('warning', 'response-property-became-write-only', used, 'holds'),
      line('error', 'response-property-became-write-only', used, 'breaks'),
      line('error', 'response-property-became-write-only', 'breaks', 'holds'),
      line('error', 'response-property-became-write-only', 'breaks', 'breaks'),
    ],
  ],
];

describe('a member', () => {
  it.each(
    rows.flatMap(([name, side, old, next, expected]) =>
      shapes.map((shape, i) => [
        `of a ${side} ${name}, ${shape.required ? 'required' : 'optional'}, ${shape.closed ? 'closed' : 'open'}`,
        judged(side, having(old, shape), having(next, shape)),
        expected[i] === undefined ? [] : [expected[i]],
      ]),
    ),
  )('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('what does not travel', () => {
  it.each<[string, Side, object]>([
    ['is read-only in a request', 'request', readOnly],
    ['is write-only in a response', 'response', writeOnly],
  ])('%s may change as it likes', (_, side, stays) => {
    const old = having(stays, { required: true, closed: true });
    const next = having({ ...stays, type: 'integer' }, { required: false, closed: true });
    expect(judged(side, old, next)).toEqual([]);
  });

  it.each<[string, object, object]>([
    [
      'in a schema that the member consists of',
      { properties: { b: { allOf: [text] } } },
      { properties: { b: { allOf: [{ ...text, ...readOnly }] } } },
    ],
    [
      'in a schema that the whole consists of',
      { allOf: [{ properties: { b: text } }, { properties: { a: text } }] },
      { allOf: [{ properties: { b: { ...text, ...readOnly } } }, { properties: { a: text } }] },
    ],
  ])('is said %s', (_, old, next) => {
    expect(judged('request', { type: 'object', ...old }, { type: 'object', ...next })).toEqual([
      line('warning', 'request-property-became-read-only', used, 'holds'),
    ]);
  });

  it.each<[string, object, object]>([
    ['one alternative alone', { allOf: [{ ...text, ...readOnly }] }, { anyOf: [{ ...text, ...readOnly }] }],
    [
      'each of two alternatives',
      { ...text, ...readOnly },
      {
        oneOf: [
          { ...text, ...readOnly },
          { type: 'integer', ...readOnly },
        ],
      },
    ],
    ['every alternative but null', { type: ['string', 'null'], ...readOnly }, { anyOf: [{ ...text, ...readOnly }, { type: 'null' }] }],
  ])('is said by %s', (_, old, next) => {
    const of = (b: object): object => ({ type: 'object', properties: { a: text, b }, additionalProperties: false });
    expect(judged('request', of(old), of(next))).toEqual([]);
  });

  it('is not said by one of two alternatives', () => {
    const next = { type: 'object', properties: { a: text, b: { oneOf: [{ ...text, ...readOnly }, { type: 'integer' }] } } };
    expect(judged('request', { type: 'object', properties: { a: text, b: readOnly } }, next)).toEqual([
      line('note', 'request-property-became-writable', 'holds', used),
    ]);
  });

  it('is not demanded by what stands beside it', () => {
    const beside = (required: readonly string[]): object => ({
      allOf: [{ type: 'object', properties: { a: text, b: { ...text, ...readOnly } } }, { required }],
    });
    expect(judged('request', beside(['a', 'b']), beside(['a']))).toEqual([]);
    expect(judged('request', beside(['a', 'b']), beside(['b']))).toEqual([line('note', 'request-property-became-optional', 'holds', used)]);
  });

  it('is told where it stands on both sides', () => {
    const [found] = compareTexts(
      around('request', having(plain, { required: false, closed: false })),
      around('request', having(readOnly, { required: false, closed: false })),
    ).findings;
    const place = '/paths/~1a/post/requestBody/content/application~1json/schema/properties/b';
    expect([found?.at.old?.pointer, found?.at.new?.pointer]).toEqual([place, place]);
  });
});

describe('what does not travel in a call of the artifact', () => {
  const content = (schema: object): object => ({ content: { 'application/json': { schema } } });
  const webhook = (operation: object): string => api({}, { webhooks: { paid: { post: { responses: {}, ...operation } } } });
  const told = (schema: object): string => webhook({ requestBody: content(schema) });
  const answered = (schema: object): string => webhook({ responses: { 200: { description: '', ...content(schema) } } });
  const shape = { required: true, closed: false };
  const number = { type: 'integer' };

  it.each<[string, (schema: object) => string, object, object, string[]]>([
    [
      'read-only: it is told as in an answer',
      told,
      readOnly,
      { ...readOnly, ...number },
      [line('error', 'response-type-changed', 'breaks', 'breaks')],
    ],
    ['write-only: it is never told', told, writeOnly, { ...writeOnly, ...number }, []],
    ['read-only: nobody who is called answers with it', answered, readOnly, { ...readOnly, ...number }, []],
    [
      'write-only: whoever is called answers with it',
      answered,
      writeOnly,
      { ...writeOnly, ...number },
      [line('error', 'request-type-changed', 'breaks', 'breaks-if-used')],
    ],
    ['becomes write-only', told, plain, writeOnly, [line('error', 'response-property-became-write-only', 'breaks', 'holds')]],
  ])('%s', (_, of, old, next, expected) => {
    expect(compareTexts(of(having(old, shape)), of(having(next, shape))).findings.map(judgementOf)).toEqual(expected);
  });
});

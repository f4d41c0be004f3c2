import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { api, around, compareTexts, judgementOf, lineOf } from './contracts.ts';

const old = `openapi: 3.0.3
info: { title: orders, version: '1' }
paths:
  /orders/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - name: expand
          in: query
          schema:
            type: string
            enum: [lines, customer]
      responses:
        '200':
          description: an order
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Order' }
    put:
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Order' }
      responses: { '204': { description: done } }
    delete:
      responses: { '204': { description: done } }
components:
  schemas:
    Order:
      type: object
      required: [id, total]
      properties:
        id: { type: string, readOnly: true }
        total:
          type: integer
          maximum: 100
        state:
          type: string
          enum: [open, paid]
        note: { type: string }
`;

/** The document with some lines changed; every text must occur once. */
const changed = (...edits: readonly (readonly [string, string])[]): string =>
  edits.reduce((text, [from, to]) => {
    expect(text.split(from)).toHaveLength(2);
    return text.replace(from, to);
  }, old);

describe('two versions of an OpenAPI document', () => {
  const table: [string, string, string[]][] = [
    ['nothing', old, []],
    ['words alone', changed(['title: orders', 'title: the orders'], ['description: an order', 'description: one order']), []],
    ['the name of a path parameter', changed(['/orders/{id}:', '/orders/{order}:'], ['name: id, in', 'name: order, in']), []],
    [
      'an operation removed',
      changed(["    delete:\n      responses: { '204': { description: done } }\n", '']),
      ['error compat/operation-removed rollout breaks, rollback holds @ old.yaml:25:5 new.yaml:3:1'],
    ],
    [
      'an operation added',
      changed(['    delete:', "    patch: { responses: { '204': { description: done } } }\n    delete:"]),
      ['note compat/operation-added rollout holds, rollback breaks-if-used @ old.yaml:3:1 new.yaml:25:5'],
    ],
    [
      'a required query parameter added',
      changed([
        '        - name: expand',
        '        - { name: at, in: query, required: true, schema: { type: string } }\n        - name: expand',
      ]),
      ['error compat/required-parameter-added rollout breaks, rollback breaks-if-used @ old.yaml:5:5 new.yaml:8:11'],
    ],
    [
      'values of a parameter narrowed',
      changed(['[lines, customer]', '[lines]']),
      ['error compat/request-enum-narrowed rollout breaks, rollback holds @ old.yaml:12:13 new.yaml:12:13'],
    ],
    [
      'a limit tightened, of what goes both ways',
      changed(['maximum: 100', 'maximum: 10']),
      [
        'error compat/request-bounds-narrowed rollout breaks, rollback holds @ old.yaml:36:11 new.yaml:36:11',
        'error compat/response-bounds-narrowed rollout holds, rollback breaks @ old.yaml:36:11 new.yaml:36:11',
      ],
    ],
    [
      'a value added, of what goes both ways',
      changed(['[open, paid]', '[open, paid, held]']),
      [
        'note compat/request-enum-widened rollout holds, rollback breaks-if-used @ old.yaml:39:11 new.yaml:39:11',
        'error compat/response-enum-widened rollout breaks, rollback holds @ old.yaml:39:11 new.yaml:39:11',
      ],
    ],
    [
      'a read-only property removed, which no request has',
      changed(['        id: { type: string, readOnly: true }\n', ''], ['required: [id, total]', 'required: [total]']),
      ['error compat/response-required-property-removed rollout breaks, rollback holds @ old.yaml:33:9 new.yaml:29:5'],
    ],
    [
      'null allowed in the words of OpenAPI 3.0',
      changed(['note: { type: string }', 'note: { type: string, nullable: true }']),
      [
        'note compat/request-nullable-widened rollout holds, rollback breaks-if-used @ old.yaml:40:17 new.yaml:40:17',
        'error compat/response-nullable-widened rollout breaks, rollback holds @ old.yaml:40:17 new.yaml:40:17',
      ],
    ],
    [
      'a response status replaced',
      changed(["        '200':\n          description: an order", "        '201':\n          description: an order"]),
      ['error compat/response-success-replaced rollout breaks, rollback breaks @ old.yaml:14:9 new.yaml:14:9'],
    ],
    [
      'security where there was none',
      changed(['    put:', '    put:\n      security: [{ key: [] }]']),
      ['error compat/security-narrowed rollout breaks, rollback holds @ old.yaml:19:5 new.yaml:20:7'],
    ],
    [
      'a reference that leads out of the document',
      changed([
        "schema: { $ref: '#/components/schemas/Order' }\n      responses: { '204'",
        "schema: { $ref: 'https://example.com/order.json' }\n      responses: { '204'",
      ]),
      ['warning compat/not-decided rollout unknown, rollback unknown @ old.yaml:29:5 new.yaml:22:11'],
    ],
  ];
  it.each(table)('%s', (_, next, expected) => {
    expect(compareTexts(old, next).findings.map(lineOf).sort()).toEqual([...expected].sort());
  });

  it('in 3.0 and in 3.1 say the same without a finding', () => {
    const next = changed(['openapi: 3.0.3', 'openapi: 3.1.0'], ['note: { type: string }', 'note: { type: [string] }']);
    expect(compareTexts(old, next).findings).toEqual([]);
  });

  const text = { type: 'string' };
  const flat = { type: 'object', properties: { a: text, b: text }, required: ['a'] };
  it.each<[string, object, object]>([
    [
      'a member moved into allOf',
      flat,
      { allOf: [{ properties: { a: text } }, { type: 'object', properties: { b: text } }], required: ['a'] },
    ],
    ['one of one', flat, { oneOf: [flat] }],
    ['any of the same', flat, { anyOf: [flat, { ...flat, minProperties: 1 }] }],
    ['a reference extracted', flat, { ...flat, properties: { a: { $ref: '#/components/schemas/Text' }, b: text } }],
    [
      'order and words',
      flat,
      { required: ['a'], description: 'words', properties: { b: text, a: { ...text, title: 'A' } }, type: 'object' },
    ],
  ])('have no finding for %s', (_, before, after) => {
    const more = { components: { schemas: { Text: text } } };
    const document = (schema: object): string => JSON.stringify({ ...(JSON.parse(around('response', schema)) as object), ...more });
    expect(compareTexts(document(before), document(after)).findings.map(judgementOf)).toEqual([]);
    expect(compareTexts(document(after), document(before)).findings.map(judgementOf)).toEqual([]);
  });

  it('count a component that many operations use as one finding', () => {
    const { findings } = compareTexts(
      old,
      changed(
        [
          "    delete:\n      responses: { '204': { description: done } }",
          "    delete:\n      responses: { '204': { description: done } }",
        ],
        ['[open, paid]', '[open]'],
      ),
    );
    expect(findings.map(({ rule, witness }) => [rule, witness?.value])).toEqual([
      ['compat/request-enum-narrowed', 'paid'],
      ['compat/response-enum-narrowed', 'paid'],
    ]);
  });

  it('are never safe when no operation was compared', () => {
    const report = compareTexts(api({}), api({}));
    expect(report.compared.count).toBe(0);
    expect(Object.values(report.cells).map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('hold with a proof when every operation is contained', () => {
    expect(compareTexts(old, old).cells.rollback).toEqual({
      state: 'holds',
      basis: 'proved',
      because: '3 operations compared, 3 of them identical; no finding (clients and data of N meet N-1)',
    });
  });
});

describe('the stance of a contract', () => {
  const [narrow, wide] = [around('request', { enum: ['a'] }), around('request', { enum: ['a', 'b'] })];
  it.each([
    ['a provider that takes more', narrow, wide, {}, ['note compat/request-enum-widened rollout holds, rollback breaks-if-used']],
    [
      'a consumer that sends more',
      narrow,
      wide,
      { role: 'consumer' as const },
      ['note compat/request-enum-widened rollout breaks-if-used, rollback holds'],
    ],
    [
      'a consumer that sends less',
      wide,
      narrow,
      { role: 'consumer' as const },
      ['error compat/request-enum-narrowed rollout holds, rollback breaks'],
    ],
    [
      'stored documents that may hold more',
      narrow,
      wide,
      { persisted: true },
      ['error compat/request-enum-widened rollout holds, rollback breaks'],
    ],
  ])('%s', (_, before, after, stance, expected) => {
    expect(compareTexts(before, after, 'openapi', stance).findings.map(judgementOf)).toEqual(expected);
  });
});

const leaf = fc.constantFrom<object>(
  { type: 'string' },
  { type: 'integer' },
  { type: ['string', 'null'] },
  { enum: ['a', 'b'] },
  { enum: ['a'] },
  { type: 'string', maxLength: 3 },
  { $ref: '#/components/schemas/S' },
);
const model = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leaf,
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { noNullPrototype: true }),
      required: fc.subarray(['a', 'b']),
    }),
    fc.record({ oneOf: fc.tuple(tie('schema'), tie('schema')) }),
  ),
})).schema;
const components = (schema: object): object => ({
  components: { schemas: { S: { type: 'object', properties: { next: { $ref: '#/components/schemas/S' }, value: schema } } } },
});
const document = fc.tuple(model, model, model).map(([request, response, shared]) =>
  api(
    {
      '/a': {
        post: {
          requestBody: { content: { 'application/json': { schema: request } } },
          responses: { 200: { description: '', content: { 'application/json': { schema: response } } } },
        },
      },
    },
    components(shared),
  ),
);

describe('laws of comparing', () => {
  it('a document differs in nothing from itself', () => {
    fc.assert(
      fc.property(
        document,
        (text) =>
          compareTexts(text, text).findings.length === 0 &&
          compareTexts(text, JSON.stringify(JSON.parse(text), null, 2)).findings.length === 0,
      ),
      { numRuns: 150 },
    );
    expect(compareTexts(old, `# a comment\n${old}`).findings).toEqual([]);
  });

  it('what breaks the rollout one way breaks the way back the other way, for stored documents', () => {
    const states = (from: string, to: string): Record<string, string> => {
      const { rollout, rollback } = compareTexts(from, to, 'json-schema', { persisted: true }).cells;
      return { rollout: rollout.state, rollback: rollback.state };
    };
    const schema = fc.tuple(model, model).map(([root, shared]) => JSON.stringify({ ...root, ...components(shared) }));
    fc.assert(
      fc.property(schema, schema, (a, b) => {
        // A member that a reader passes over is a note on one side alone: it breaks neither.
        const breaks = (state: string | undefined): boolean => state === 'breaks' || state === 'unknown';
        const [there, back] = [states(a, b), states(b, a)];
        return breaks(there['rollout']) === breaks(back['rollback']) && breaks(there['rollback']) === breaks(back['rollout']);
      }),
      { numRuns: 150 },
    );
    expect(states('{"type":"string"}', '{"type":["string","null"]}')).toEqual({ rollout: 'holds', rollback: 'breaks' });
  });
});

import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';
import { done, told } from './told.ts';

// A member that is called otherwise is one edit, however many operations read and write it.

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const order = (members: object, required: readonly string[] = [], more: object = {}): object => ({
  type: 'object',
  properties: { id: text, ...members },
  required: ['id', ...required],
  ...more,
});
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const ref = { $ref: '#/components/schemas/Order' };
const answering = (schema: object): object => ({ responses: { 200: { description: '', ...json(schema) } } });

/** A component that is listed, made, read and put back. */
const shared = (component: object): object => ({
  paths: {
    '/orders': { get: answering({ type: 'array', items: ref }), post: { requestBody: json(ref), ...answering(ref) } },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
      get: answering(ref),
      put: { requestBody: json(ref), ...answering(ref) },
    },
  },
  components: { schemas: { Order: component } },
});
const sent = (schema: object): object => ({ paths: { '/a': { post: done({ requestBody: json(schema) }) } } });
const answered = (schema: object): object => ({ paths: { '/a': { get: answering(schema) } } });

describe('a member that is called otherwise', () => {
  it.each<[string, object, object, string[]]>([
    [
      'in a component that is sent, answered and put back: one finding with the worst of all cells',
      shared(order({ total: count })),
      shared(order({ amount: count })),
      [
        'warning compat/optional-property-renamed rollout breaks-if-used, rollback breaks-if-used | POST /orders, request body (application/json) (and 5 more places): the property total seems to be called amount now: the one is gone, the other is new and described alike; it is lost when a client of one version puts back what the other gave',
      ],
    ],
    [
      'and must be there: what one version demands or promises the other does not know',
      shared(order({ total: count }, ['total'])),
      shared(order({ amount: count }, ['amount'])),
      [
        'error compat/required-property-renamed rollout breaks, rollback breaks-if-used | POST /orders, request body (application/json) (and 5 more places): the property total seems to be called amount now: the one is gone, the other is new and described alike',
      ],
    ],
    [
      'in a request alone',
      sent(order({ total: count })),
      sent(order({ amount: count })),
      [
        'warning compat/optional-property-renamed rollout breaks-if-used, rollback breaks-if-used | POST /a, request body (application/json): the property total seems to be called amount now: the one is gone, the other is new and described alike',
      ],
    ],
    [
      'in an answer alone',
      answered(order({ total: count }, ['total'])),
      answered(order({ amount: count }, ['amount'])),
      [
        'error compat/required-property-renamed rollout breaks, rollback breaks-if-used | GET /a, response 200 (application/json): the property total seems to be called amount now: the one is gone, the other is new and described alike',
      ],
    ],
    [
      'where other names are refused',
      sent(order({ total: count }, [], { additionalProperties: false })),
      sent(order({ amount: count }, [], { additionalProperties: false })),
      [
        'error compat/optional-property-renamed rollout breaks, rollback breaks-if-used | POST /a, request body (application/json): the property total seems to be called amount now: the one is gone, the other is new and described alike',
      ],
    ],
    [
      'and is of a component',
      answered(order({ a: { $ref: '#/components/schemas/T' } })),
      answered(order({ b: { $ref: '#/components/schemas/T' } })),
      [
        'warning compat/optional-property-renamed rollout breaks-if-used, rollback breaks-if-used | GET /a, response 200 (application/json): the property a seems to be called b now: the one is gone, the other is new and described alike',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    const components = { schemas: { T: count } };
    expect(told({ components, ...old }, { components, ...next })).toEqual(expected);
  });

  const removed = 'compat/response-optional-property-removed';
  const added = 'compat/response-optional-property-added';
  it.each<[string, object, object, string[]]>([
    ['of which several might be the one', order({ total: count }), order({ amount: count, sum: count }), [added, added, removed]],
    ['that is described otherwise', order({ total: count }), order({ amount: { type: 'number' } }), [added, removed]],
    ['that says nothing of what it is', order({ total: {} }), order({ amount: {} }), [added, removed]],
    ['that was announced to end', order({ total: { ...count, deprecated: true } }), order({ amount: count }), [added, removed]],
    [
      'that is demanded now',
      order({ total: count }),
      order({ amount: count }, ['amount']),
      [removed, 'compat/response-required-property-added'],
    ],
  ])('is not known to be one %s', (_, old, next, expected) => {
    const { findings } = compareTexts(JSON.stringify(api(answered(old))), JSON.stringify(api(answered(next))));
    expect(findings.map(({ rule }) => rule).sort()).toEqual(expected);
  });

  it('in a JSON Schema is one finding too', () => {
    const { findings } = compareTexts(JSON.stringify(order({ total: count })), JSON.stringify(order({ amount: count })), 'json-schema');
    expect(findings.map(judgementOf)).toEqual(['warning compat/optional-property-renamed rollout breaks-if-used, rollback breaks-if-used']);
  });

  it('breaks what is stored under the old name', () => {
    const { findings } = compareTexts(
      JSON.stringify(order({ total: count }, ['total'])),
      JSON.stringify(order({ amount: count }, ['amount'])),
      'json-schema',
      {
        persisted: true,
      },
    );
    expect(findings.map(judgementOf)).toEqual(['error compat/required-property-renamed rollout breaks, rollback breaks']);
  });

  it.each<[string, readonly string[], string[]]>([
    ['which nobody reads: a note', ['id'], ['note breaks-if-used/breaks-if-used']],
    ['the old of which is read: it breaks the rollout', ['total'], ['error breaks/holds']],
    ['the new of which is read: it breaks the rollback', ['amount'], ['error holds/breaks']],
  ])('under names %s', (_, names, expected) => {
    const use = { method: 'GET', path: '/a', bases: [], parameters: new Set<string>(), request: [], response: names.map((name) => [name]) };
    const consumers = [{ name: 'shop 1', uses: [{ ...use, at: { file: 'usage', line: 1, column: 1 } }] }];
    const [old, next] = [answered(order({ total: count })), answered(order({ amount: count }))].map((one) => JSON.stringify(api(one)));
    const { findings } = compareTexts(old ?? '', next ?? '', 'openapi', { consumers });
    expect(findings.map(({ severity, cells }) => `${severity} ${cells.rollout ?? 'holds'}/${cells.rollback ?? 'holds'}`)).toEqual(expected);
  });

  it('is shown by the call that it breaks', () => {
    const [old, next] = [sent(order({ total: count }, ['total'])), sent(order({ amount: count }, ['amount']))].map((one) =>
      JSON.stringify(api(one)),
    );
    const { findings } = compareTexts(old ?? '', next ?? '', 'openapi', { exchanges: { error: 1 } });
    expect(findings.map(({ exchange }) => exchange?.request.body?.text)).toEqual(['{"id":"","total":0}']);
  });
});

const api = (members: object): object => ({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: {}, ...members });

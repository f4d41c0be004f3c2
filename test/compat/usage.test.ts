import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/compat/document.ts';
import { usageOfDocument } from '../../src/compat/usage/document.ts';
import { readUsage } from '../../src/compat/usage/recorded.ts';
import type { Consumer } from '../../src/compat/usage/usage.ts';
import { DrillError } from '../../src/core/error.ts';
import type { ContractReport } from '../../src/model/check.ts';
import { api, compareTexts } from './contracts.ts';

interface Made {
  readonly total?: string;
  readonly status?: readonly string[];
  readonly sort?: boolean;
  readonly limit?: object;
  readonly note?: boolean;
  readonly lines?: boolean;
  readonly demanded?: boolean;
}

/** Two operations share a component; one of them answers with it inside something else. */
const made = ({
  total = 'integer',
  status = ['new', 'paid'],
  sort = false,
  limit = {},
  note = false,
  lines = true,
  demanded = false,
}: Made): string => {
  const content = (schema: unknown): object => ({ content: { 'application/json': { schema } } });
  const ref = { $ref: '#/components/schemas/Order' };
  return api(
    {
      '/orders/{id}': {
        get: { responses: { 200: { description: '', ...content(ref) } } },
        put: {
          requestBody: content({ type: 'object', properties: { status: { enum: status } } }),
          responses: { 204: { description: '' } },
        },
      },
      '/orders': {
        get: {
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', ...limit } },
            ...(sort ? [{ name: 'sort', in: 'query', schema: { type: 'string' } }] : []),
            ...(demanded ? [{ name: 'tenant', in: 'query', required: true, schema: { type: 'string' } }] : []),
          ],
          responses: {
            200: { description: '', ...content({ type: 'object', properties: { orders: { type: 'array', items: ref } } }) },
          },
        },
      },
      ...(lines ? { '/lines': { get: { responses: { 200: { description: '' } } } } } : {}),
    },
    {
      components: {
        schemas: {
          Order: {
            type: 'object',
            required: ['id', 'total', ...(note ? ['note'] : [])],
            properties: { id: { type: 'string' }, total: { type: total }, ...(note ? { note: { type: 'string' } } : {}) },
          },
        },
      },
    },
  );
};

const recorded = (name: string, ...lines: object[]): Consumer => ({
  name,
  uses: readUsage('usage.ndjson', lines.map((line) => JSON.stringify(line)).join('\n')),
});
const compared = (old: Made, next: Made, ...consumers: Consumer[]): ContractReport =>
  compareTexts(made(old), made(next), 'openapi', { consumers });
const said = (old: Made, next: Made, ...consumers: Consumer[]): unknown =>
  compared(old, next, ...consumers).findings.map(
    ({ rule, severity, use }) => `${severity} ${rule.replace('compat/', '')} ${use?.state ?? '-'}`,
  );

const one = { operation: 'GET /orders/{number}', response: ['id', 'total'] };
const list = { operation: 'GET /orders', parameters: ['query limit'], response: ['orders/*/id'] };
const put = { operation: 'PUT /orders/{id}', request: ['status'] };

describe('what no declared consumer can hit weighs less', () => {
  it.each<[string, Made, Made, object[], string]>([
    ['a member that is read breaks', {}, { total: 'string' }, [one], 'error response-type-changed -'],
    [
      'a member that nobody reads does not',
      {},
      { total: 'string' },
      [{ ...one, response: ['id'] }],
      'note response-type-changed ruled-out',
    ],
    ['nor one that is read elsewhere by another name', {}, { total: 'string' }, [list], 'note response-type-changed ruled-out'],
    [
      'one that is read inside something else breaks',
      {},
      { total: 'string' },
      [{ ...list, response: ['orders/*/total'] }],
      'error response-type-changed -',
    ],
    [
      'what is read as a whole may hold it',
      {},
      { total: 'string' },
      [{ ...list, response: ['orders/**'] }],
      'error response-type-changed -',
    ],
    [
      'who says nothing of members may read all',
      {},
      { total: 'string' },
      [{ operation: 'GET /orders/{id}' }],
      'error response-type-changed -',
    ],
    ['a value of a member that is sent breaks', {}, { status: ['new'] }, [put], 'error request-enum-narrowed -'],
    ['of one that is never sent does not', {}, { status: ['new'] }, [{ ...put, request: [] }], 'note request-enum-narrowed ruled-out'],
    ['of an operation that nobody calls does not', {}, { status: ['new'] }, [one], 'note request-enum-narrowed ruled-out'],
    ['a parameter that is sent breaks', {}, { limit: { maximum: 5 } }, [list], 'error request-bounds-narrowed -'],
    [
      'one that is not sent does not',
      {},
      { limit: { maximum: 5 } },
      [{ ...list, parameters: [] }],
      'note request-bounds-narrowed ruled-out',
    ],
    [
      'a parameter that is demanded hits who does not send it',
      {},
      { demanded: true },
      [{ ...list, parameters: [] }],
      'error required-parameter-added unknown',
    ],
    ['an operation that nobody calls may go', {}, { lines: false }, [one, list, put], 'note operation-removed ruled-out'],
    ['one that is called may not', {}, { lines: false }, [{ operation: 'GET /lines' }], 'error operation-removed -'],
  ])('%s', (_, old, next, lines, line) => expect(said(old, next, recorded('shop 2.1.0', ...lines))).toEqual([line]));

  it('names the consumers with their versions, and the cell holds', () => {
    const { findings, cells } = compared({}, { lines: false }, recorded('shop 2.1.0', one), recorded('app 3.0.0', put));
    expect(findings[0]?.downgraded).toBe('no declared consumer uses it: shop 2.1.0, app 3.0.0');
    expect(findings[0]?.cells).toEqual({ rollout: 'breaks-if-used', mixed: 'breaks-if-used' });
    expect([cells.rollout.state, cells.mixed.state, cells.rollback.state]).toEqual(['holds', 'holds', 'holds']);
  });

  it('takes one of them for enough, and one of whom nothing is known', () => {
    expect(said({}, { lines: false }, recorded('a 1', one), recorded('b 1', { operation: 'GET /lines' }))).toEqual([
      'error operation-removed -',
    ]);
    expect(said({}, { lines: false }, recorded('a 1', one), { name: 'b 1' })).toEqual(['error operation-removed -']);
  });

  it('says nothing where nobody is declared, where documents are stored, and of what the artifact calls itself', () => {
    expect(said({}, { lines: false })).toEqual(['error operation-removed -']);
    const consumers = [recorded('a 1', one)];
    for (const more of [{ persisted: true }, { role: 'consumer' as const }, { role: 'both' as const }])
      expect(
        compareTexts(made({}), made({ lines: false }), 'openapi', { consumers, ...more }).findings.map(({ use }) => use?.state),
      ).not.toContain('ruled-out');
  });
});

describe('what several operations share', () => {
  const shared = (type: string, schema: unknown, more: object = {}): string => {
    const responses = { 200: { description: '', content: { 'application/json': { schema } } } };
    const schemas = {
      Cat: { $anchor: 'cat', type: 'object', properties: { a: { type } } },
      Pet: { type: 'object', properties: { kind: { type: 'string' } }, discriminator: { propertyName: 'kind', mapping: { cat: 'Cat' } } },
    };
    return api({ '/a': { get: { responses } }, '/b': { get: { responses } } }, { components: { schemas }, ...more });
  };
  const usedBy = (operation: string, old: string, next: string): readonly string[] =>
    compareTexts(old, next, 'openapi', { consumers: [recorded('shop 1', { operation })] }).findings.map(({ use }) => use?.state ?? '-');

  it.each<[string, unknown]>([
    ['by a reference', { $ref: '#/components/schemas/Cat' }],
    ['by a reference to an anchor', { $ref: '#cat' }],
    ['inside of something else', { type: 'object', properties: { pet: { anyOf: [{ $ref: '#/components/schemas/Cat' }] } } }],
  ])('is used by whoever calls one of them, %s', (_, schema) => {
    const [old, next] = [shared('string', schema), shared('integer', schema)];
    for (const operation of ['GET /a', 'GET /b']) expect(usedBy(operation, old, next)).not.toContain('ruled-out');
    expect(usedBy('GET /c', old, next).length).toBeGreaterThan(0);
  });

  it('is used by whoever calls one of them: what a discriminator leads to that nothing names', () => {
    const heir = (type: string): string => {
      const to = (name: string): object => ({
        responses: { 200: { description: '', content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } } },
      });
      const schemas = {
        Pet: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } }, discriminator: { propertyName: 'kind' } },
        Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'object', properties: { bark: { type } } }] },
      };
      const other = { get: { responses: { 204: { description: '' } } } };
      return api({ '/dogs': { get: to('Dog') }, '/pets': { get: to('Pet') }, '/c': other }, { components: { schemas } });
    };
    for (const operation of ['GET /dogs', 'GET /pets'])
      expect(usedBy(operation, heir('string'), heir('integer'))).not.toContain('ruled-out');
    expect(usedBy('GET /c', heir('string'), heir('integer'))).toContain('ruled-out');
    expect(compareTexts(heir('string'), heir('integer')).findings.map(({ operations }) => operations)).toEqual([
      ['GET /dogs', 'GET /pets'],
    ]);
  });

  it.each([
    ['security', { security: [{ key: [] }] }, { security: [] }],
    ['servers', { servers: [{ url: 'https://a.example' }] }, { servers: [{ url: 'https://b.example' }] }],
  ])('is used by whoever calls one of them: %s', (_, before, after) => {
    const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } };
    const [old, next] = [shared('string', true, { components, ...after }), shared('string', true, { components, ...before })];
    for (const operation of ['GET /a', 'GET /b']) expect(usedBy(operation, old, next)).not.toContain('ruled-out');
  });

  it('is used by whoever calls one of them: operations that moved together', () => {
    const of = (base: string): string =>
      api({
        [`${base}/a`]: { get: { responses: { 200: { description: '' } } } },
        [`${base}/b`]: { get: { responses: { 200: { description: '' } } } },
      });
    for (const operation of ['GET /v1/a', 'GET /v1/b']) expect(usedBy(operation, of('/v1'), of('/v2'))).not.toContain('ruled-out');
  });
});

describe('a use that is seen breaks', () => {
  it.each<[string, Made, Made, object[], string]>([
    ['an operation that is called already', { lines: false }, {}, [{ operation: 'GET /lines' }], 'error operation-added seen'],
    ['one that nobody calls does not', { lines: false }, {}, [one], 'note operation-added ruled-out'],
    [
      'a parameter that is sent already',
      {},
      { sort: true },
      [{ ...list, parameters: ['query sort'] }],
      'error optional-parameter-added seen',
    ],
    ['a member that is read already', {}, { note: true }, [{ ...one, response: ['note'] }], 'error response-required-property-added seen'],
    [
      'one that may be read is left open',
      {},
      { note: true },
      [{ ...one, response: ['**'] }],
      'note response-required-property-added unknown',
    ],
    [
      'one of that name elsewhere is left open',
      {},
      { note: true },
      [{ ...one, response: ['customer/note'] }],
      'note response-required-property-added unknown',
    ],
  ])('%s', (_, old, next, lines, line) => expect(said(old, next, recorded('shop 2.1.0', ...lines))).toEqual([line]));

  it('breaks where it is gone, though that was announced, or nobody was promised it', () => {
    const ended = (text: string): string =>
      text.replace('"/lines":{"get":{', '"/lines":{"get":{"deprecated":true,"x-sunset":"2026-01-01",');
    const check = (...lines: object[]): unknown =>
      compareTexts(ended(made({})), made({ lines: false }), 'openapi', {
        consumers: [recorded('shop 1', ...lines)],
        sunset: { allow: true, now: new Date('2026-02-01') },
      }).findings.map(({ severity, cells, use }) => [severity, cells.rollout, use?.state]);
    expect(check({ operation: 'GET /lines' })).toEqual([['error', 'breaks', 'seen']]);
    expect(check(one)).toEqual([['note', 'breaks-if-used', 'ruled-out']]);
  });

  it('says who', () => {
    const [finding] = compared({ lines: false }, {}, recorded('shop 2.1.0', { operation: 'GET /lines' }), recorded('app 1', one)).findings;
    expect([finding?.raised, finding?.cells.rollback]).toEqual(['it is used by shop 2.1.0', 'breaks']);
  });
});

describe('a consumer’s own contract', () => {
  const usage = (text: string) => usageOfDocument(parseDocument('shop.json', new TextEncoder().encode(text)));

  it('says which operations it uses, and of them the parameters and members', () => {
    const of = usage(made({}));
    expect(of.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /orders/{id}',
      'PUT /orders/{id}',
      'GET /orders',
      'GET /lines',
    ]);
    expect(of[2]).toEqual({
      method: 'GET',
      path: '/orders',
      bases: [''],
      at: { file: 'shop.json', line: 1, column: 390, pointer: '/paths/~1orders/get' },
      parameters: new Set(['query limit']),
      request: [],
      response: [
        ['orders', 'id'],
        ['orders', 'total'],
      ],
    });
  });

  it('rules out what it does not name', () => {
    const client = made({ lines: false }).replace(',"total":{"type":"integer"}', '');
    const consumer = { name: 'shop 1', uses: usage(client) };
    expect(said({}, { lines: false }, consumer)).toEqual(['note operation-removed ruled-out']);
    expect(said({}, { total: 'string' }, consumer)).toEqual(['note response-type-changed ruled-out']);
    expect(said({}, { total: 'string' }, { name: 'shop 1', uses: usage(made({})) })).toEqual(['error response-type-changed -']);
  });

  it.each([
    ['holds itself', { type: 'object', properties: { child: { $ref: '#/components/schemas/Node' } } }],
    ['names nothing', { type: 'object' }],
    ['says nothing', {}],
    ['has members of any name', { type: 'object', properties: { a: { type: 'string' } }, patternProperties: { '^x': {} } }],
  ])('may use anything of what %s', (_, schema) => {
    const text = api(
      {
        '/a': {
          get: {
            responses: { 200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } } } },
          },
        },
      },
      { components: { schemas: { Node: schema } } },
    );
    expect(usage(text)[0]?.response?.some((names) => names.at(-1) === '**')).toBe(true);
  });
});

describe('recorded usage', () => {
  const read = (text: string): unknown => {
    try {
      return readUsage('u.ndjson', text).length;
    } catch (error) {
      if (!(error instanceof DrillError)) throw error;
      return error.problems.map(({ what }) => what);
    }
  };

  it.each([
    ['{"operation":"GET /a"}\n\n{"operation":"PUT /a"}\r\n', 2],
    ['{"operation":"GET /a/{b}"}\n{"operation":"GET /a/{c}"}', 2],
    ['', ['u.ndjson says of no operation that it is used']],
    ['{"operation":"GET /a"}\n{', ['u.ndjson: line 2 is not JSON']],
    ['5', ['u.ndjson: line 1: it is no object']],
    ['{"operation":"/a"}', ['u.ndjson: line 1: "operation" must be a method and a path, such as "GET /orders/{id}"']],
    [
      '{"operation":"GET /a","respones":[]}',
      ['u.ndjson: line 1: it has a member "respones", which means nothing here; did you mean "response"?'],
    ],
    ['{"operation":"GET /a","request":"b"}', ['u.ndjson: line 1: "request" must be a list of texts']],
    ['{"operation":"GET /a","parameters":["limit"]}', ['u.ndjson: line 1: a parameter is written as "query limit"; found "limit"']],
    [
      '{"operation":"GET /a","__proto__":1}\nx',
      ['u.ndjson: line 1: it has a member "__proto__", which means nothing here', 'u.ndjson: line 2 is not JSON'],
    ],
  ])('%j', (text, expected) => expect(read(text)).toEqual(expected));

  it('says of each line what it names, and what stands behind a question mark', () =>
    expect(
      readUsage(
        'u',
        '{"operation":"GET /a?d=1","parameters":["query b"],"response":["x"]}\n{"operation":"GET /a","parameters":["header C"]}',
      ),
    ).toEqual([
      {
        method: 'GET',
        path: '/a',
        bases: [''],
        at: { file: 'u', line: 1, column: 1 },
        parameters: new Set(['query b', 'query d']),
        response: [['x']],
      },
      { method: 'GET', path: '/a', bases: [''], at: { file: 'u', line: 2, column: 1 }, parameters: new Set(['header c']) },
    ]));
});

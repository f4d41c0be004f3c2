import { describe, expect, it } from 'vitest';
import { api, compareTexts } from '../contracts.ts';

// What one version gave and the other gets: a resource that is put back, an id, a cursor.

const text = { type: 'string' };
const whole = { type: 'integer' };
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const having = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

/** Findings with every cell: `rule severity rollout/mixed/rollback | words`. */
const told = (old: string, next: string, more: Parameters<typeof compareTexts>[3] = {}): string[] =>
  compareTexts(old, next, 'openapi', more).findings.map(({ rule, severity, cells, what }) => {
    const { rollout = 'holds', mixed = 'holds', rollback = 'holds' } = cells;
    return `${severity} ${rule} ${rollout}/${mixed}/${rollback} | ${what}`;
  });

describe('a resource that is read and put back as a whole', () => {
  const resource = (read: object, write: object = read, method = 'put'): string =>
    api({
      '/orders/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        get: { responses: { 200: { description: '', ...json(read) } } },
        [method]: { requestBody: json(write), responses: { 204: { description: '' } } },
      },
    });
  const used = 'breaks-if-used/breaks-if-used/breaks-if-used';
  const at = 'PUT /orders/{id}, request body, b';
  const lost = 'is lost when a client of N-1 puts back what N gave';
  const gone = 'GET /orders/{id}, response 200 (application/json): the property b is gone';
  const one = having({ a: text });
  const two = having({ a: text, b: text });
  const shut = { additionalProperties: false };

  const tagged = (schema: object, tag: string): object => ({
    ...schema,
    properties: { ...(schema as { properties: object }).properties, k: { const: tag } },
    required: ['k'],
  });
  it.each<[string, (schema: object) => object]>([
    ['in an alternative beside null', (schema) => ({ anyOf: [schema, { type: 'null' }] })],
    ['in one of several alternatives of one type', (schema) => ({ oneOf: [tagged(schema, 'p'), tagged(having({ q: text }), 'q')] })],
    ['in parts of an alternative', (schema) => ({ anyOf: [{ allOf: [schema, having({ c: text })] }, { type: 'null' }] })],
    ['in alternatives of an alternative', (schema) => ({ anyOf: [{ anyOf: [schema, { type: 'null' }] }, text] })],
    ['in every member of a map', (schema) => ({ type: 'object', additionalProperties: schema })],
    ['in each item', (schema) => ({ type: 'array', items: schema })],
  ])('loses what N-1 does not know %s', (_, within) => {
    const of = (schema: object): string => resource(having({ m: within(schema) }));
    expect(compareTexts(of(one), of(two)).findings.map(({ rule }) => rule)).toEqual(['compat/lost-on-round-trip']);
    expect(compareTexts(of(one), of(one)).findings).toEqual([]);
  });

  it.each<[string, string, string, string[]]>([
    [
      'loses what N-1 does not know',
      resource(one),
      resource(two),
      [`warning compat/lost-on-round-trip ${used} | ${at}: the property b of /orders/{id} ${lost}`],
    ],
    [
      'loses what N does not know any more',
      resource(two),
      resource(one),
      [
        `warning compat/lost-on-way-back ${used} | ${at}: the property b of /orders/{id} is lost when a client of N puts back what N-1 gave`,
      ],
    ],
    [
      'is refused by N-1 with what it does not know',
      resource(one, having({ a: text }, shut)),
      resource(two, having({ a: text, b: text }, shut)),
      [`warning compat/refused-on-round-trip ${used} | ${at}: the property b of /orders/{id} ${lost}, and refused when N-1 gets it back`],
    ],
    [
      'breaks where it is always there and cannot be carried on',
      resource(one, having({ a: text }, shut)),
      resource(having({ a: text, b: text }, { required: ['b'] }), having({ a: text, b: text }, shut)),
      [
        `error compat/refused-on-round-trip breaks/breaks/breaks-if-used | ${at}: the property b of /orders/{id} ${lost}, and refused when N-1 gets it back`,
      ],
    ],
    [
      'is refused by N with what it does not know any more',
      resource(two, having({ a: text, b: text }, shut)),
      resource(one, having({ a: text }, shut)),
      [
        `error compat/refused-on-way-back breaks/breaks/breaks-if-used | ${at}: the property b of /orders/{id} is refused when a client of N-1 puts it back, and lost when a client of N puts back what N-1 gave`,
      ],
    ],
    [
      'is refused by clients of N where N-1 answers with what they do not know any more',
      resource(having({ a: text, b: text }, shut), two),
      resource(having({ a: text }, shut), one),
      [
        `error compat/response-optional-property-removed breaks-if-used/breaks/breaks | ${gone}`,
        `warning compat/lost-on-way-back ${used} | ${at}: the property b of /orders/{id} is lost when a client of N puts back what N-1 gave`,
      ],
    ],
    [
      'is refused both ways where both are closed',
      resource(having({ a: text, b: text }, shut)),
      resource(having({ a: text }, shut)),
      [
        `error compat/response-optional-property-removed breaks-if-used/breaks/breaks | ${gone}`,
        `error compat/refused-on-way-back breaks/breaks/breaks-if-used | ${at}: the property b of /orders/{id} is refused when a client of N-1 puts it back, and lost when a client of N puts back what N-1 gave`,
      ],
    ],
    [
      'is refused by N by what nothing there looks at',
      resource(two),
      resource(one, having({ a: text }, { unevaluatedProperties: false })),
      [
        `warning compat/lost-on-way-back ${used} | ${at}: the property b of /orders/{id} is lost when a client of N puts back what N-1 gave`,
        'error compat/request-optional-property-removed breaks/breaks/holds | PUT /orders/{id}, request body (application/json): the property b is gone',
      ],
    ],
    [
      'loses what lies deep in it',
      resource(having({ total: having({ amount: whole }) })),
      resource(having({ total: having({ amount: whole, currency: text }) })),
      [
        `warning compat/lost-on-round-trip ${used} | PUT /orders/{id}, request body, total, currency: the property total.currency of /orders/{id} ${lost}`,
      ],
    ],
    [
      'loses what lies in its lists',
      resource(having({ lines: { type: 'array', items: one } })),
      resource(having({ lines: { type: 'array', items: two } })),
      [
        `warning compat/lost-on-round-trip ${used} | PUT /orders/{id}, request body, lines, each item, b: the property lines[].b of /orders/{id} ${lost}`,
      ],
    ],
    [
      'keeps what nobody may send',
      resource(one),
      resource(having({ a: text, b: { ...text, readOnly: true } })),
      [
        'note compat/response-optional-property-added holds/breaks-if-used/breaks-if-used | GET /orders/{id}, response 200 (application/json): the property b is new',
      ],
    ],
    [
      'is refused by N where N demands what N-1 does not know',
      resource(one),
      resource(two, having({ a: text, b: text }, { required: ['b'] })),
      [
        'note compat/response-optional-property-added holds/breaks-if-used/breaks-if-used | GET /orders/{id}, response 200 (application/json): the property b is new',
        'error compat/request-required-property-added breaks/breaks/breaks-if-used | PUT /orders/{id}, request body (application/json): the property b is new and required',
      ],
    ],
    [
      'keeps what a part of it does not mention',
      resource(one, one, 'patch'),
      resource(two, two, 'patch'),
      [
        'note compat/response-optional-property-added holds/breaks-if-used/breaks-if-used | GET /orders/{id}, response 200 (application/json): the property b is new',
        'note compat/request-optional-property-added holds/breaks-if-used/breaks-if-used | PATCH /orders/{id}, request body (application/json): the property b is new',
      ],
    ],
    [
      'keeps what N-1 writes already',
      resource(one, two),
      resource(two, two),
      [
        'note compat/response-optional-property-added holds/breaks-if-used/breaks-if-used | GET /orders/{id}, response 200 (application/json): the property b is new',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });

  const card = (more: object = {}): object => having({ brand: text, ...more }, { title: 'Card' });
  const cash = having({ coins: whole }, { title: 'Cash' });
  const inB = `PUT /orders/{id}, request body, b: the property b of /orders/{id}`;
  it.each<[string, object, object, string[]]>([
    [
      'in one of its alternatives',
      { oneOf: [card(), cash] },
      { oneOf: [cash, card({ b: text })] },
      [`warning compat/lost-on-round-trip ${used} | ${inB} ${lost}`],
    ],
    [
      'in what may be null',
      having({ pay: { anyOf: [card(), { type: 'null' }] } }),
      having({ pay: { anyOf: [card({ b: text }), { type: 'null' }] } }),
      [`warning compat/lost-on-round-trip ${used} | PUT /orders/{id}, request body, pay, b: the property pay.b of /orders/{id} ${lost}`],
    ],
    [
      'in an alternative that is closed',
      { oneOf: [{ ...card(), ...shut }, cash] },
      { oneOf: [{ ...card({ b: text }), ...shut }, cash] },
      ['warning compat/refused-on-round-trip'],
    ],
    [
      'of which a list consists',
      having({ all: { type: 'array', items: { oneOf: [card(), cash] } } }),
      having({ all: { type: 'array', items: { oneOf: [card({ b: text }), cash] } } }),
      [
        `warning compat/lost-on-round-trip ${used} | PUT /orders/{id}, request body, all, each item, b: the property all[].b of /orders/{id} ${lost}`,
      ],
    ],
    [
      'that moved out of an alternative',
      having({}, { oneOf: [card({ b: text }), cash] }),
      having({ b: text }, { oneOf: [card(), cash] }),
      [],
    ],
    [
      'that moved into an alternative',
      having({ b: text }, { oneOf: [card(), cash] }),
      having({}, { oneOf: [card({ b: text }), cash] }),
      [],
    ],
    ['that is the same in an alternative that refers to itself', { oneOf: [card(), cash] }, { oneOf: [cash, card()] }, []],
  ])('loses or keeps a member %s', (_, old, next, expected) => {
    const found = told(resource(old), resource(next)).filter((line) => line.includes('-on-'));
    expect(found.map((line) => (expected.includes(line) ? line : line.split(' ').slice(0, 2).join(' ')))).toEqual(expected);
  });

  it.each(['application/merge-patch+json', 'application/json-patch+json', 'application/json'])(
    'keeps what PATCH leaves out, in %s',
    (media) => {
      const patched = (schema: object): string =>
        api({
          '/orders/{id}': {
            parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
            get: { responses: { 200: { description: '', ...json(schema) } } },
            patch: { requestBody: { content: { [media]: { schema } } }, responses: { 200: { description: '', ...json(schema) } } },
          },
        });
      expect(told(patched(one), patched(two)).filter((line) => line.includes('-on-'))).toEqual([]);
    },
  );

  it('is one finding for a component that is used elsewhere too', () => {
    const shared = (order: object): string =>
      api(
        {
          '/orders': {
            get: { responses: { 200: { description: '', ...json({ type: 'array', items: { $ref: '#/components/schemas/Order' } }) } } },
            post: { requestBody: json({ $ref: '#/components/schemas/Order' }), responses: { 204: { description: '' } } },
          },
          '/orders/{id}': {
            parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
            get: { responses: { 200: { description: '', ...json({ $ref: '#/components/schemas/Order' }) } } },
            put: { requestBody: json({ $ref: '#/components/schemas/Order' }), responses: { 204: { description: '' } } },
          },
        },
        { components: { schemas: { Order: order } } },
      );
    expect(told(shared(one), shared(two))).toEqual([
      `warning compat/lost-on-round-trip ${used} | ${at}: the property b of /orders/{id} ${lost}`,
    ]);
  });

  it('is one finding for a component of which several resources consist, told at the first', () => {
    const put = { requestBody: json({ $ref: '#/components/schemas/Order' }), responses: { 204: { description: '' } } };
    const get = { responses: { 200: { description: '', ...json({ $ref: '#/components/schemas/Order' }) } } };
    const shared =
      (...paths: readonly string[]) =>
      (order: object): string =>
        api(Object.fromEntries(paths.map((path) => [path, { get, put }])), { components: { schemas: { Order: order } } });
    const found = (make: (order: object) => string) => compareTexts(make(one), make(two)).findings;
    const [finding, ...more] = found(shared('/a', '/b'));
    expect([finding?.what, more]).toEqual([`PUT /a, request body, b (and 1 more place): the property b of /a ${lost}`, []]);
    expect(found(shared('/b', '/a')).map(({ fingerprint }) => fingerprint)).toEqual([finding?.fingerprint]);
  });

  it('counts what PUT gives back where nothing else reads it', () => {
    const put = (schema: object): string =>
      api({ '/settings': { put: { requestBody: json(schema), responses: { 200: { description: '', ...json(schema) } } } } });
    expect(told(put(one), put(two))).toEqual([
      `warning compat/lost-on-round-trip ${used} | PUT /settings, request body, b: the property b of /settings ${lost}`,
    ]);
  });
});

describe('a value that comes back', () => {
  const orders = (id: object, parameter: object, given: object = json(having({ id }))): string =>
    api({
      '/orders': { post: { responses: { 201: { description: '', ...given } } } },
      '/orders/{orderId}': {
        delete: {
          parameters: [{ name: 'orderId', in: 'path', required: true, schema: parameter }],
          responses: { 204: { description: '' } },
        },
      },
    });
  const listed = (cursor: object, parameter: object): string =>
    api({
      '/orders': {
        get: {
          parameters: [{ name: 'cursor', in: 'query', schema: parameter }],
          responses: { 200: { description: '', ...json(having({ page: having({ next_cursor: cursor }) })) } },
        },
      },
    });
  const linked = (ref: object, key: object, name = 'key'): string =>
    api({
      '/orders': {
        post: {
          responses: {
            201: {
              description: '',
              ...json(having({ ref })),
              links: { thing: { operationId: 'thing', parameters: { [name]: '$response.body#/ref' } } },
            },
          },
        },
      },
      '/things/{key}': {
        get: {
          operationId: 'thing',
          responses: { 200: { description: '' } },
          parameters: [{ name: 'key', in: 'path', required: true, schema: key }],
        },
      },
    });
  const uuid = { type: 'string', format: 'uuid' };
  const given = (old: string, next: string): string[] => told(old, next).filter((line) => line.includes('given-value'));

  it.each<[string, string, string, string[]]>([
    [
      'as an id, and was a number',
      orders(whole, whole),
      orders(text, text),
      [
        'error compat/given-value-refused holds/breaks/holds | DELETE /orders/{orderId}, path parameter orderId: the path parameter orderId does not take id of POST /orders, response 201, when N gave it; "" is valid now and was not before',
      ],
    ],
    [
      'as an id, and may be longer',
      orders({ type: 'string', pattern: '^[0-9]{3}$' }, { type: 'string', pattern: '^[0-9]{3}$' }),
      orders({ type: 'string', pattern: '^[0-9]{3,4}$' }, { type: 'string', pattern: '^[0-9]{3,4}$' }),
      [
        'error compat/given-value-refused holds/breaks/holds | DELETE /orders/{orderId}, path parameter orderId: the path parameter orderId does not take id of POST /orders, response 201, when N gave it; "0000" is valid now and was not before',
      ],
    ],
    ['as a number that N-1 takes for a text', orders(uuid, text), orders(whole, text), []],
    ['as an id that is narrower', orders(text, text), orders(uuid, uuid), []],
    ['as an id that N-1 did not take from itself', orders(text, whole), orders({ type: ['string', 'null'] }, whole), []],
    ['as an id that may be null, which nobody sends', orders(whole, whole), orders({ type: ['integer', 'null'] }, whole), []],
    [
      'as a cursor',
      listed(whole, whole),
      listed(text, text),
      [
        'error compat/given-value-refused holds/breaks/holds | GET /orders, query parameter cursor: the query parameter cursor does not take page.next_cursor of GET /orders, response 200, when N gave it; "" is valid now and was not before',
      ],
    ],
    [
      'by a link',
      linked(whole, whole),
      linked(text, text),
      [
        'error compat/given-value-refused holds/breaks/holds | GET /things/{key}, path parameter key: the path parameter key does not take ref of POST /orders, response 201, when N gave it; "" is valid now and was not before',
      ],
    ],
    [
      'by a link that names the place of the parameter',
      linked(whole, whole, 'path.key'),
      linked(text, text, 'path.key'),
      [
        'error compat/given-value-refused holds/breaks/holds | GET /things/{key}, path parameter key: the path parameter key does not take ref of POST /orders, response 201, when N gave it; "" is valid now and was not before',
      ],
    ],
    ['by a link to another parameter', linked(whole, whole, 'query.key'), linked(text, text, 'query.key'), []],
    [
      'as an id out of a list',
      orders(whole, whole, json({ type: 'array', items: having({ id: whole }) })),
      orders(whole, text, json({ type: 'array', items: having({ id: text }) })),
      [
        'error compat/given-value-refused holds/breaks/holds | DELETE /orders/{orderId}, path parameter orderId: the path parameter orderId does not take id of POST /orders, response 201, when N gave it; "" is valid now and was not before',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(given(old, next)).toEqual(expected);
  });

  it('breaks the time when both serve, whoever calls', () => {
    const { cells } = compareTexts(orders(whole, whole), orders(text, text), 'openapi', { role: 'consumer' });
    expect(cells.mixed.state).toBe('breaks');
  });
});

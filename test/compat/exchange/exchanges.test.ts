import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/model/exchange.ts';
import { api, compareTexts } from '../contracts.ts';

const all = { error: 100, warning: 100, note: 100 };
const ok = { 200: { description: '' } };
const json = (schema: object) => ({ 'application/json': { schema } });
const answers = (schema: object) => ({ 200: { description: '', content: json(schema) } });
const orders = (operation: object, method = 'post') => ({ '/orders': { [method]: { responses: ok, ...operation } } });
const id = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer', minimum: 1 } });

/** An exchange in lines: the request, the response, who accepts and who refuses it, why. */
const linesOf = ({ request, response, acceptedBy, refusedBy, refused, confirmedBy }: Exchange): string[] => [
  `${request.method} ${request.target}`,
  ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
  ...(request.body ? [`${request.body.media} ${request.body.text}`] : []),
  ...(response
    ? [
        `-> ${response.status}`,
        ...Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`),
        ...(response.body ? [`${response.body.media} ${response.body.text}`] : []),
      ]
    : []),
  `${acceptedBy} / ${refusedBy}: ${refused.part}, ${refused.because}${confirmedBy === undefined ? '' : ` (${confirmedBy})`}`,
];

const both = 'ajv 8, exact interpreter';

/** Paths of N-1 and of N, the rule, and its exchange. */
const table: [string, object, object, string, string[]][] = [
  [
    'an operation removed',
    { '/orders/{id}': { delete: { parameters: [id('id')], responses: ok } } },
    { '/orders/{id}': {} },
    'compat/operation-removed',
    ['DELETE /orders/1', 'client N-1 / server N: operation, server N has no DELETE /orders/{id}'],
  ],
  [
    'an operation added',
    {},
    orders({
      requestBody: { required: true, content: json({ type: 'object', required: ['total'], properties: { total: { type: 'integer' } } }) },
    }),
    'compat/operation-added',
    ['POST /orders', 'application/json {"total":0}', 'client N / server N-1: operation, server N-1 has no POST /orders'],
  ],
  [
    'a member that nobody names, of a value that would be taken by itself',
    orders({ requestBody: { content: json({ type: ['object', 'null'], properties: { a: {} }, additionalProperties: true }) } }),
    orders({ requestBody: { content: json({ type: ['object', 'null'], properties: { a: {} }, additionalProperties: false }) } }),
    'compat/request-members-narrowed',
    ['POST /orders', 'application/json {"":null}', `client N-1 / server N: body, the body at / is not what server N takes (${both})`],
  ],
  [
    'an operation that was for everybody',
    orders({}, 'get'),
    orders({ security: [{ key: [] }] }, 'get'),
    'compat/security-narrowed',
    ['GET /orders', 'client N-1 / server N: credentials, server N takes no call without credentials'],
  ],
  [
    'an operation that is for everybody now',
    orders({ security: [{ key: [] }] }, 'get'),
    orders({ security: [{ key: [] }, {}] }, 'get'),
    'compat/security-widened',
    ['GET /orders', 'client N / server N-1: credentials, server N-1 takes no call without credentials'],
  ],
  [
    'an answer of any failure, which is a failure',
    { '/orders': { get: { responses: { ...ok, default: { description: '', content: json({ type: 'string' }) } } } } },
    { '/orders': { get: { responses: { ...ok, '4XX': { description: '', content: json({ type: 'integer' }) } } } } },
    'compat/response-failure-removed',
    ['GET /orders', '-> 500', 'application/json ""', 'server N-1 / client N: status, a client of N knows no response 500'],
  ],
  [
    'an answer of any failure in the place of one of some',
    { '/orders': { get: { responses: { ...ok, '4XX': { description: '', content: json({ type: 'integer' }) } } } } },
    { '/orders': { get: { responses: { ...ok, default: { description: '', content: json({ type: 'string' }) } } } } },
    'compat/response-type-changed',
    [
      'GET /orders',
      'accept: application/json',
      '-> 400',
      'application/json ""',
      `server N / client N-1: body, the body is not what client N-1 understands (${both})`,
    ],
  ],
  [
    'a query parameter that is required now',
    orders({}, 'get'),
    orders({ parameters: [{ name: 'limit', in: 'query', required: true, schema: { type: 'integer' } }] }, 'get'),
    'compat/required-parameter-added',
    ['GET /orders', 'client N-1 / server N: parameter, server N requires the query parameter limit'],
  ],
  [
    'a header parameter that is gone, beside another that is required',
    orders(
      {
        parameters: [
          { name: 'X-Tag', in: 'header', schema: { type: 'string', minLength: 2 } },
          { name: 'q', in: 'query', required: true, schema: { type: 'boolean' } },
        ],
      },
      'get',
    ),
    orders({ parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'boolean' } }] }, 'get'),
    'compat/optional-parameter-removed',
    ['GET /orders?q=false', 'x-tag: aa', 'client N-1 / server N: parameter, server N knows no header parameter X-Tag'],
  ],
  [
    'a parameter that became optional: N-1 misses it',
    orders({ parameters: [{ name: 'c', in: 'cookie', required: true, schema: { type: 'string' } }] }, 'get'),
    orders({ parameters: [{ name: 'c', in: 'cookie', schema: { type: 'string' } }] }, 'get'),
    'compat/parameter-became-optional',
    ['GET /orders', 'client N / server N-1: parameter, server N-1 requires the cookie parameter c'],
  ],
  [
    'the values of a list in the query',
    orders({ parameters: [{ name: 'sort', in: 'query', explode: false, schema: { type: 'array', items: { enum: ['a', 'b'] } } }] }, 'get'),
    orders({ parameters: [{ name: 'sort', in: 'query', explode: false, schema: { type: 'array', items: { enum: ['a'] } } }] }, 'get'),
    'compat/request-enum-narrowed',
    ['GET /orders?sort=b', `client N-1 / server N: parameter, the query parameter sort at /0 is not what server N takes (${both})`],
  ],
  [
    'a list that is written otherwise in the query',
    orders({ parameters: [{ name: 'n', in: 'query', explode: false, schema: { type: 'array', items: { type: 'integer' } } }] }, 'get'),
    orders(
      {
        parameters: [
          { name: 'n', in: 'query', style: 'pipeDelimited', explode: false, schema: { type: 'array', items: { type: 'integer' } } },
        ],
      },
      'get',
    ),
    'compat/request-serialisation-changed',
    [
      'GET /orders?n=0,0',
      'client N-1 / server N: parameter, the query parameter n is not written in a way that server N takes (exact interpreter)',
    ],
  ],
  [
    'a path parameter under another name, and its limit',
    { '/orders/{id}': { get: { parameters: [id('id')], responses: ok } } },
    { '/orders/{order}': { get: { parameters: [{ ...id('order'), schema: { type: 'integer', minimum: 5 } }], responses: ok } } },
    'compat/request-bounds-narrowed',
    ['GET /orders/1', `client N-1 / server N: parameter, the path parameter order is not what server N takes (${both})`],
  ],
  [
    'a member deep in a request body, in the whole of it',
    orders({
      requestBody: {
        content: json({
          type: 'object',
          required: ['key', 'lines'],
          properties: {
            key: { type: 'string', minLength: 3 },
            lines: { type: 'array', items: { type: 'object', properties: { count: { type: 'integer' } } } },
          },
        }),
      },
    }),
    orders({
      requestBody: {
        content: json({
          type: 'object',
          required: ['key', 'lines'],
          properties: {
            key: { type: 'string', minLength: 3 },
            lines: { type: 'array', items: { type: 'object', properties: { count: { type: 'integer', maximum: 9 } } } },
          },
        }),
      },
    }),
    'compat/request-bounds-narrowed',
    [
      'POST /orders',
      'application/json {"key":"aaa","lines":[{"count":10}]}',
      `client N-1 / server N: body, the body at /lines/0/count is not what server N takes (${both})`,
    ],
  ],
  [
    'a request body that is required now',
    orders({ requestBody: { content: json({ type: 'object' }) } }),
    orders({ requestBody: { required: true, content: json({ type: 'object' }) } }),
    'compat/request-body-became-required',
    ['POST /orders', 'client N-1 / server N: body, server N requires a body'],
  ],
  [
    'a media type of requests that is gone',
    orders({
      requestBody: {
        content: {
          ...json({ type: 'object' }),
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', required: ['a'], properties: { a: { type: 'string', minLength: 1 } } },
          },
        },
      },
    }),
    orders({ requestBody: { content: json({ type: 'object' }) } }),
    'compat/request-media-type-removed',
    [
      'POST /orders',
      'application/x-www-form-urlencoded a=a',
      'client N-1 / server N: media-type, server N takes no application/x-www-form-urlencoded',
    ],
  ],
  ...['*/*', 'application/*'].map((range): (typeof table)[number] => [
    `${range} for requests is gone, and JSON stays`,
    orders({ requestBody: { content: { [range]: { schema: { type: 'object' } }, ...json({ type: 'object' }) } } }),
    orders({ requestBody: { content: json({ type: 'object' }) } }),
    'compat/request-media-type-removed',
    [
      'POST /orders',
      'application/vnd.example+json {}',
      'client N-1 / server N: media-type, server N takes no application/vnd.example+json',
    ],
  ]),
  [
    'any media type of answers is JSON now',
    orders({ responses: { 200: { description: '', content: { '*/*': { schema: { type: 'string' } } } } } }, 'get'),
    orders({ responses: answers({ type: 'string' }) }, 'get'),
    'compat/response-media-type-removed',
    [
      'GET /orders',
      'accept: application/vnd.example+json',
      '-> 200',
      'application/vnd.example+json ""',
      'client N-1 / server N: media-type, server N answers with no application/vnd.example+json for 200, which a client of N-1 waits for',
    ],
  ],
  [
    'a media type that a range of the other side covers',
    orders({ requestBody: { content: json({ type: 'integer' }) } }),
    orders({ requestBody: { content: { 'application/*': { schema: { type: 'string', minLength: 1 } } } } }),
    'compat/request-type-changed',
    ['POST /orders', 'application/json 0', `client N-1 / server N: body, the body is not what server N takes (${both})`],
  ],
  [
    'a range of statuses that default stands for now',
    orders(
      {
        responses: {
          ...answers({ type: 'string' }),
          '4XX': { description: '', content: json({ type: 'integer' }) },
          default: { description: '', content: json({ type: 'string' }) },
        },
      },
      'get',
    ),
    orders({ responses: { ...answers({ type: 'string' }), default: { description: '', content: json({ type: 'string' }) } } }, 'get'),
    'compat/response-type-changed',
    [
      'GET /orders',
      'accept: application/json',
      '-> 400',
      'application/json ""',
      `server N / client N-1: body, the body is not what client N-1 understands (${both})`,
    ],
  ],
  [
    'a value that N answers with',
    orders({ responses: answers({ type: 'object', required: ['state'], properties: { state: { enum: ['open'] } } }) }, 'get'),
    orders({ responses: answers({ type: 'object', required: ['state'], properties: { state: { enum: ['open', 'on hold'] } } }) }, 'get'),
    'compat/response-enum-widened',
    [
      'GET /orders',
      'accept: application/json',
      '-> 200',
      'application/json {"state":"on hold"}',
      `server N / client N-1: body, the body at /state is not what client N-1 understands (${both})`,
    ],
  ],
  [
    'a status that N-1 does not know',
    orders({ responses: ok }),
    orders({
      responses: {
        ...ok,
        202: { description: '', headers: { 'Retry-After': { required: true, schema: { type: 'integer', minimum: 7 } } } },
      },
    }),
    'compat/response-success-added',
    ['POST /orders', '-> 202', 'retry-after: 7', 'server N / client N-1: status, a client of N-1 knows no response 202'],
  ],
  [
    'a status that a header asks for',
    orders({ responses: ok, parameters: [{ name: 'If-None-Match', in: 'header', schema: { enum: ['x'] } }] }, 'get'),
    orders(
      { responses: { ...ok, 304: { description: '' } }, parameters: [{ name: 'If-None-Match', in: 'header', schema: { enum: ['x'] } }] },
      'get',
    ),
    'compat/response-success-added',
    ['GET /orders', 'if-none-match: x', '-> 304', 'server N / client N-1: status, a client of N-1 knows no response 304'],
  ],
  [
    'a status that N does not answer with any more',
    orders({ responses: { ...ok, 202: { description: '' } } }),
    orders({ responses: ok }),
    'compat/response-success-removed',
    ['POST /orders', '-> 202', 'server N-1 / client N: status, a client of N knows no response 202'],
  ],
  [
    'a response header that was promised',
    orders({ responses: { 200: { description: '', headers: { 'X-Total': { required: true, schema: { type: 'integer' } } } } } }, 'get'),
    orders({ responses: ok }, 'get'),
    'compat/required-response-header-removed',
    ['GET /orders', '-> 200', 'server N / client N-1: header, client N-1 requires the header x-total'],
  ],
  [
    'a media type of responses that is gone',
    orders(
      { responses: { 200: { description: '', content: { ...json({ type: 'object' }), 'text/csv': { schema: { type: 'string' } } } } } },
      'get',
    ),
    orders({ responses: answers({ type: 'object' }) }, 'get'),
    'compat/response-media-type-removed',
    [
      'GET /orders',
      'accept: text/csv',
      '-> 200',
      'text/csv ',
      'client N-1 / server N: media-type, server N answers with no text/csv for 200, which a client of N-1 waits for',
    ],
  ],
];

describe('a finding is shown by a whole exchange', () => {
  it.each(table)('%s', (_, old, next, rule, expected) => {
    const { findings } = compareTexts(api(old), api(next), 'openapi', { exchanges: all });
    const finding = findings.find((one) => one.rule === rule);
    expect(findings.map((one) => one.rule)).toContain(rule);
    expect(finding?.exchange ? linesOf(finding.exchange) : finding?.noExchange).toEqual(expected);
  });
});

describe('no exchange is shown', () => {
  const first = (old: object, next: object) => compareTexts(api(old), api(next), 'openapi', { exchanges: all }).findings[0];

  it('where the wire knows no difference, which is no finding: a boolean, and the texts that spell one', () => {
    const of = (schema: object) => orders({ parameters: [{ name: 'n', in: 'query', schema }] }, 'get');
    expect(first(of({ type: 'boolean' }), of({ enum: ['true', 'false'] }))).toBeUndefined();
  });

  it('where nobody here writes the body', () => {
    const of = (schema: object) => orders({ requestBody: { content: { 'application/xml': { schema } } } });
    expect(first(of({ type: 'string' }), of({ type: 'string', minLength: 3 }))?.noExchange).toBe(
      'the value that shows it cannot be written there',
    );
  });

  it('unless it is asked for, and of no more findings than are asked for', () => {
    const [old, next] = [orders({}), {}];
    expect(compareTexts(api(old), api(next)).findings.map(({ exchange }) => exchange)).toEqual([undefined]);
    const two = { ...old, '/more': orders({})['/orders'] };
    const { findings } = compareTexts(api(two), api(next), 'openapi', { exchanges: { error: 1 } });
    expect(findings.map(({ exchange }) => exchange?.request.target)).toEqual(['/more', undefined]);
  });
});

it('a call that the server makes is shown by none: no client sends it', () => {
  const of = (schema: object) => ({
    webhooks: { paid: { post: { requestBody: { required: true, content: json(schema) }, responses: ok } } },
  });
  const { findings } = compareTexts(api({}, of({ enum: ['a'] })), api({}, of({ enum: ['a', 'b'] })), 'openapi', { exchanges: all });
  expect(findings.map(({ exchange, noExchange }) => [exchange, noExchange])).toEqual([[undefined, undefined]]);
});

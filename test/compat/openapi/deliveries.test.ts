import { describe, expect, it } from 'vitest';
import { compareTexts } from '../contracts.ts';
import { done, told, whole } from './told.ts';

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const having = (properties: object, required: readonly string[] = []): object => ({ type: 'object', properties, required });
const event = (schema: object, more: object = {}): object => done({ requestBody: json(schema), ...more });
const answering = (schema: object): object => ({
  requestBody: json({}),
  responses: { 200: { description: '', ...json(schema) } },
});

/** Once as a webhook, once as a callback: an operation of either is judged in the same way. */
const places = [
  ['webhook', 'webhook paid', (operation: object): object => ({ paths: {}, webhooks: { paid: { post: operation } } })],
  [
    'callback',
    'POST /pay, callback paid',
    (operation: object): object => ({
      paths: { '/pay': { post: done({ callbacks: { paid: { '{$request.body#/url}': { post: operation } } } }) } },
    }),
  ],
] as const;

describe.each(places)('what the artifact calls, as a %s', (_, place, of) => {
  const text = { type: 'string' };
  it.each<[string, object, object, string[]]>([
    ['the same', event({ enum: ['a'] }), event({ enum: ['a'] }), []],
    ['takes an answer, or any of its class', event({}), event({}, { responses: { '2XX': { description: '' } } }), []],
    [
      'sends a value that is new: consumers of N-1 do not know it',
      event({ enum: ['a'] }),
      event({ enum: ['a', 'b'] }),
      [
        `error compat/response-enum-widened rollout breaks, rollback holds | ${place}, POST, request body (application/json): the values are widened; "b" is valid now and was not before`,
      ],
    ],
    [
      'sends a value less: N-1, once it is back, sends it to consumers of N',
      event({ enum: ['a', 'b'] }),
      event({ enum: ['a'] }),
      [
        `error compat/response-enum-narrowed rollout holds, rollback breaks | ${place}, POST, request body (application/json): the values are narrowed; "b" was valid before and is not now`,
      ],
    ],
    [
      'sends a member that is new: a note',
      event(having({ a: text })),
      event(having({ a: text, b: text }, ['b'])),
      [
        `note compat/response-required-property-added rollout holds, rollback breaks-if-used | ${place}, POST, request body (application/json): the property b is new and always there`,
      ],
    ],
    [
      'no longer sends a member that it promised',
      event(having({ a: text }, ['a'])),
      event(having({})),
      [
        `error compat/response-required-property-removed rollout breaks, rollback holds | ${place}, POST, request body (application/json): the property a, which N-1 promised, is gone`,
      ],
    ],
    [
      'takes fewer answers',
      answering({ enum: ['a', 'b'] }),
      answering({ enum: ['a'] }),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | ${place}, POST, response 200 (application/json): the values are narrowed; "b" was valid before and is not now`,
      ],
    ],
    [
      'takes more answers',
      answering({ enum: ['a'] }),
      answering({ enum: ['a', 'b'] }),
      [
        `note compat/request-enum-widened rollout holds, rollback breaks-if-used | ${place}, POST, response 200 (application/json): the values are widened; "b" is valid now and was not before`,
      ],
    ],
    [
      'takes another status too',
      event({}),
      event({}, { responses: { 200: { description: '' }, 202: { description: '' } } }),
      [`note compat/delivery-answer-added rollout holds, rollback breaks-if-used | ${place}, POST: N takes the answer 202 too`],
    ],
    [
      'no longer takes a status',
      event({}, { responses: { 200: { description: '' }, 202: { description: '' } } }),
      event({}),
      [`error compat/delivery-answer-removed rollout breaks, rollback holds | ${place}, POST: N no longer takes the answer 202`],
    ],
    [
      'sends a header that is new',
      event({}),
      event({}, { parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: text }] }),
      [
        `note compat/delivery-part-added rollout holds, rollback breaks-if-used | ${place}, POST: the header parameter X-Signature of the call is new`,
      ],
    ],
    [
      'no longer sends a header that it promised',
      event({}, { parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: text }] }),
      event({}),
      [
        `error compat/delivery-part-removed rollout breaks, rollback holds | ${place}, POST: the header parameter X-Signature of the call, which N-1 promised, is gone`,
      ],
    ],
    [
      'may leave the body out now',
      done({ requestBody: { required: true, ...json({}) } }),
      done({ requestBody: json({}) }),
      [
        `error compat/delivery-part-became-optional rollout breaks, rollback holds | ${place}, POST, request body: the body of the call may be left out now`,
      ],
    ],
    [
      'sends another form of the body',
      done({ requestBody: { content: { 'application/json': {} } } }),
      done({ requestBody: { content: { 'application/json': {}, 'text/csv': {} } } }),
      [`error compat/delivery-media-added rollout breaks, rollback holds | ${place}, POST, request body: the body may be text/csv now`],
    ],
    ['shows what it showed', event({}, { security: [{ key: [] }, {}] }), event({}, { security: [{}, { key: [] }] }), []],
    [
      'shows something else to whom it calls',
      event({}, { security: [{ key: [] }] }),
      event({}, { security: [{ other: [] }] }),
      [
        `error compat/delivery-security-changed rollout breaks, rollback breaks-if-used | ${place}, POST: the call shows other now, and showed key`,
      ],
    ],
    [
      'shows nothing any more: consumers of N-1 refuse it',
      event({}, { security: [{ key: [] }] }),
      event({}, { security: [] }),
      [
        `error compat/delivery-security-removed rollout breaks, rollback holds | ${place}, POST: the call shows no credentials now, and showed key`,
      ],
    ],
    [
      'shows more than it did: consumers of N may ask for it',
      event({}, { security: [{ key: [] }] }),
      event({}, { security: [{ key: [], other: [] }] }),
      [
        `note compat/delivery-security-added rollout holds, rollback breaks-if-used | ${place}, POST: the call shows key and other now, and showed key`,
      ],
    ],
    [
      'goes to another place',
      event({}, { servers: [{ url: 'https://a.example.com' }] }),
      event({}, { servers: [{ url: 'https://b.example.com' }] }),
      [
        `error compat/delivery-address-changed rollout breaks, rollback breaks-if-used | ${place}, POST: it goes to https://b.example.com now, and went to https://a.example.com`,
      ],
    ],
    [
      'goes to one place less',
      event({}, { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] }),
      event({}, { servers: [{ url: 'https://b.example.com' }] }),
      [`error compat/delivery-address-removed rollout breaks, rollback holds | ${place}, POST: it goes no more to https://a.example.com`],
    ],
    [
      'goes to one place more',
      event({}, { servers: [{ url: 'https://b.example.com' }] }),
      event({}, { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com/' }] }),
      [`note compat/delivery-address-added rollout holds, rollback breaks-if-used | ${place}, POST: it goes to https://a.example.com too`],
    ],
    [
      'asks for a header in the answer',
      event({}),
      event({}, { responses: { 200: { description: '', headers: { 'X-Seen': { required: true, schema: text } } } } }),
      [
        `error compat/required-parameter-added rollout breaks, rollback breaks-if-used | ${place}, POST, response 200: the answer header parameter x-seen is new and required`,
      ],
    ],
    [
      'reads a header of the answer',
      event({}),
      event({}, { responses: { 200: { description: '', headers: { 'X-Seen': { schema: text } } } } }),
      [
        `note compat/optional-parameter-added rollout holds, rollback breaks-if-used | ${place}, POST, response 200: the answer header parameter x-seen is new`,
      ],
    ],
    [
      'takes fewer values of a header of the answer',
      event({}, { responses: { 200: { description: '', headers: { 'X-Seen': { schema: { enum: ['a', 'b'] } } } } } }),
      event({}, { responses: { 200: { description: '', headers: { 'X-Seen': { schema: { enum: ['a'] } } } } } }),
      [
        `error compat/request-enum-narrowed rollout breaks, rollback holds | ${place}, POST, response 200, header x-seen: the values are narrowed; "b" was valid before and is not now`,
      ],
    ],
  ])('%s', (_name, old, next, expected) => {
    expect(told(of(old), of(next))).toEqual(expected);
  });

  it('says the same of a consumer with rollout and rollback in each other’s place', () => {
    const [old, next] = [of(event({ enum: ['a'] })), of(event({ enum: ['a', 'b'] }))];
    const [line = ''] = told(old, next, { role: 'consumer' });
    expect(line.replace(/ \|.*/, '')).toBe('error compat/response-enum-widened rollout holds, rollback breaks');
  });
});

describe('what a call of the artifact shows', () => {
  const scheme = (name: string): object => ({ components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name } } } });
  const two = { paid: { post: event({}, { security: [{ key: [] }] }) }, settled: { post: event({}, { security: [{ key: [] }] }) } };

  it('in another header is one finding, however many calls show it', () => {
    expect(told({ paths: {}, webhooks: two, ...scheme('X-A') }, { paths: {}, webhooks: two, ...scheme('X-B') })).toEqual([
      'error compat/delivery-security-changed rollout breaks, rollback breaks-if-used | webhook paid, POST (and 1 more place): the call shows key otherwise than it did',
    ]);
  });

  it('is what the document says where nothing is said of calls alone', () => {
    const webhooks = { paid: { post: event({}) } };
    const [key, none] = [{ security: [{ key: [] }] }, { security: [] }];
    expect(told({ webhooks, ...scheme('X-A'), ...key }, { webhooks, ...scheme('X-A'), ...none })).toEqual([
      'error compat/delivery-security-removed rollout breaks, rollback holds | webhook paid, POST: the call shows no credentials now, and showed key',
    ]);
  });

  it('and where it goes holds for a consumer with rollout and rollback in each other’s place', () => {
    const of = (security: object[]): object => ({ paths: {}, webhooks: { paid: { post: event({}, { security }) } }, ...scheme('X-A') });
    const [line = ''] = told(of([{ key: [] }]), of([]), { role: 'consumer' });
    expect(line.replace(/ \|.*/, '')).toBe('error compat/delivery-security-removed rollout holds, rollback breaks');
  });
});

const hook = (name: string): string => `webhook ${name}`;
const paying = (callbacks: object | undefined): object => ({ paths: { '/pay': { post: done(callbacks ? { callbacks } : {}) } } });
const url = '{$request.body#/url}';

describe('webhooks and callbacks that come and go', () => {
  it.each<[string, object, object, string[]]>([
    [
      'a webhook',
      { webhooks: { paid: { post: done() } } },
      { webhooks: { settled: { post: done() } } },
      [
        `note compat/webhook-added rollout holds, rollback breaks-if-used | ${hook('settled')}: the webhook settled is new`,
        `warning compat/webhook-removed rollout breaks-if-used, rollback holds | ${hook('paid')}: the webhook paid is gone`,
      ],
    ],
    [
      'the method of a webhook',
      { webhooks: { paid: { post: done() } } },
      { webhooks: { paid: { put: done() } } },
      [
        `error compat/delivery-method-changed rollout breaks, rollback breaks | ${hook('paid')}: the webhook paid is called by PUT now, and was by POST`,
      ],
    ],
    [
      'one method of two of a webhook',
      { webhooks: { paid: { post: done(), get: done() } } },
      { webhooks: { paid: { put: done(), get: done() } } },
      [
        `error compat/delivery-method-changed rollout breaks, rollback breaks | ${hook('paid')}: the webhook paid is called by PUT now, and was by POST`,
      ],
    ],
    [
      'a method more of a webhook',
      { webhooks: { paid: { post: done() } } },
      { webhooks: { paid: { post: done(), put: done() } } },
      [`note compat/webhook-added rollout holds, rollback breaks-if-used | ${hook('paid')}: the webhook PUT paid is new`],
    ],
    [
      'the method of a callback',
      paying({ paid: { [url]: { post: done() } } }),
      paying({ paid: { [url]: { put: done() } } }),
      [
        'error compat/delivery-method-changed rollout breaks, rollback breaks | POST /pay, callback paid: the callback paid is called by PUT now, and was by POST',
      ],
    ],
    [
      'a webhook whose name begins like an extension',
      { webhooks: { 'x-paid': { post: done() } } },
      { webhooks: {} },
      [`warning compat/webhook-removed rollout breaks-if-used, rollback holds | ${hook('x-paid')}: the webhook x-paid is gone`],
    ],
    ['the name of a callback', paying({ paid: { [url]: { post: done() } } }), paying({ settled: { [url]: { post: done() } } }), []],
    [
      'whitespace in an expression',
      paying({ paid: { [url]: { post: done() } } }),
      paying({ paid: { '{ $request.body#/url }': { post: done() } } }),
      [],
    ],
    [
      'where a callback goes',
      paying({ paid: { [url]: { post: done() } } }),
      paying({ paid: { '{$request.query.url}': { post: done() } } }),
      [
        `error compat/callback-moved rollout breaks, rollback breaks-if-used | POST /pay, callback paid: it goes to {$request.query.url} now, and went to ${url}`,
      ],
    ],
    [
      'a callback',
      paying({ paid: { [url]: { post: done() } } }),
      paying(undefined),
      ['warning compat/callback-removed rollout breaks-if-used, rollback holds | POST /pay, callback paid: the callback paid is gone'],
    ],
    [
      'a callback that lies in components',
      { ...paying({ paid: { $ref: '#/components/callbacks/Paid' } }), components: { callbacks: { Paid: { [url]: { post: done() } } } } },
      paying({ paid: { [url]: { post: done() } } }),
      [],
    ],
    [
      'what is called back by what is called back: the direction turns twice',
      paying({ paid: { [url]: { post: done({ callbacks: { seen: { [url]: { post: event({ enum: ['a', 'b'] }) } } } }) } } }),
      paying({ paid: { [url]: { post: done({ callbacks: { seen: { [url]: { post: event({ enum: ['a'] }) } } } }) } } }),
      [
        'error compat/request-enum-narrowed rollout breaks, rollback holds | POST /pay, callback paid, POST, callback seen, POST, request body (application/json): the values are narrowed; "b" was valid before and is not now',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told({ paths: {}, ...old }, { paths: {}, ...next }).toSorted()).toEqual([...expected].toSorted());
  });

  it('of a document without paths count as operations', () => {
    const text = whole({ webhooks: { paid: { post: done() }, settled: { post: done() } } });
    expect(compareTexts(text, text).compared).toEqual({ what: 'operations', count: 2, identical: 2 });
  });
});

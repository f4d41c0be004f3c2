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
    [
      'shows something else to whom it calls, which is not compared',
      event({}, { security: [{ key: [] }] }),
      event({}, { security: [{ other: [] }] }),
      [`warning compat/not-decided rollout unknown, rollback unknown | ${place}, POST: "security" differs, which is not compared yet`],
    ],
    [
      'is answered with another header, which is not decided',
      event({}),
      event({}, { responses: { 200: { description: '', headers: { 'X-Seen': { required: true, schema: text } } } } }),
      [
        `warning compat/not-decided rollout unknown, rollback unknown | ${place}, POST, response 200: the header x-seen of the answer differs, and what N does without it is not known`,
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
        `note compat/webhook-added rollout holds, rollback breaks-if-used | ${hook('paid')}: the webhook PUT paid is new`,
        `warning compat/webhook-removed rollout breaks-if-used, rollback holds | ${hook('paid')}: the webhook POST paid is gone`,
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

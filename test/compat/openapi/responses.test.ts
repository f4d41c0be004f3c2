import { describe, expect, it } from 'vitest';
import { told } from './told.ts';

const texts = { type: 'object', properties: { a: { type: 'string' } } };
const numbers = { type: 'object', properties: { a: { type: 'integer' } } };

const answering = (responses: object): object => ({ paths: { '/a': { get: { responses } } } });
const of = (schemas: Readonly<Record<string, object | null>>): object =>
  answering(
    Object.fromEntries(
      Object.entries(schemas).map(([status, schema]) => [
        status,
        { description: '', ...(schema ? { content: { 'application/json': { schema } } } : {}) },
      ]),
    ),
  );
const changed = (status: string): string =>
  `error compat/response-type-changed rollout breaks, rollback breaks | GET /a, response ${status} (application/json), a: the type is changed; 0 is valid now and was not before`;
const gone = (status: string): string =>
  `error compat/response-success-removed rollout holds, rollback breaks | GET /a: the response ${status} is gone`;

describe('a status', () => {
  it.each<[string, object, object, string[]]>([
    ['that its range covers', of({ 200: null, 404: texts, '4XX': texts }), of({ 200: null, '4XX': texts }), []],
    ['in the range in lower case', of({ '2XX': null, 404: texts, '4XX': texts }), of({ '2xx': null, '4xx': texts }), []],
    ['that default covers', of({ 200: null, 404: texts, default: texts }), of({ 200: null, default: texts }), []],
    ['that default covered', of({ 200: null, default: texts }), of({ 200: null, 404: texts, default: texts }), []],
    ['default, written as the ranges of failures', of({ 200: null, default: texts }), of({ 200: null, '4XX': texts, '5XX': texts }), []],
    ['the ranges of failures, written as default', of({ 200: null, '4XX': texts, '5XX': texts }), of({ 200: null, default: texts }), []],
    [
      'default, of which a range is not spoken any more',
      of({ 200: null, default: texts }),
      of({ 200: null, '4XX': texts }),
      ['note compat/response-failure-removed rollout holds, rollback breaks-if-used | GET /a: the response default is gone'],
    ],
    ['that its range covers otherwise', of({ 200: null, 404: texts, '4XX': numbers }), of({ 200: null, '4XX': numbers }), [changed('404')]],
    [
      'that default covered otherwise',
      of({ 200: null, default: texts }),
      of({ 200: null, 404: numbers, default: texts }),
      [changed('404')],
    ],
    [
      'of success beside others, which default does not cover',
      of({ 200: texts, 201: texts, default: texts }),
      of({ 201: texts, default: texts }),
      [gone('200')],
    ],
    [
      'of success, all of which default covers',
      of({ 200: texts }),
      of({ default: texts }),
      ['note compat/response-failure-added rollout breaks-if-used, rollback holds | GET /a: the response default is new'],
    ],
    [
      'that became a range',
      of({ 201: texts }),
      of({ '2XX': texts }),
      ['note compat/response-range-widened rollout breaks-if-used, rollback holds | GET /a: the response may be any of 2XX now'],
    ],
    ['that stands for its class, written as the range', of({ 200: texts }), of({ '2XX': texts }), []],
    ['the range, written as the status that stands for it', of({ 200: null, '4xx': texts }), of({ 200: null, 400: texts }), []],
    ['the range and others, written as the range', of({ 200: texts, 201: texts }), of({ '2XX': texts }), []],
    [
      'whose class may be answered otherwise',
      of({ 200: texts }),
      of({ 200: texts, '2XX': numbers }),
      ['error compat/response-success-added rollout breaks, rollback holds | GET /a: the response 2XX is new'],
    ],
    [
      'whose class may no longer be answered otherwise',
      of({ 200: texts, '2XX': numbers }),
      of({ 200: texts }),
      ['error compat/response-success-removed rollout holds, rollback breaks | GET /a: the response 2XX is gone'],
    ],
    [
      'whose class may be answered with no content',
      of({ 200: texts }),
      of({ 200: texts, '2XX': null }),
      ['error compat/response-success-added rollout breaks, rollback holds | GET /a: the response 2XX is new'],
    ],
    ['whose class may be answered with more', of({ 200: texts }), of({ 200: texts, '2XX': { ...texts, required: ['a'] } }), []],
    ['whose class may be answered likewise', of({ 200: texts }), of({ 200: texts, '2XX': texts }), []],
    [
      'beside which its class may be answered otherwise',
      of({ 201: texts }),
      of({ 201: texts, '2XX': numbers }),
      ['error compat/response-success-added rollout breaks, rollback holds | GET /a: the response 2XX is new'],
    ],
    [
      'beside which its class may be answered likewise',
      of({ 201: texts }),
      of({ 201: texts, '2XX': texts }),
      ['note compat/response-range-widened rollout breaks-if-used, rollback holds | GET /a: the response may be any of 2XX now'],
    ],
    [
      'of failure, whose class may be answered otherwise',
      of({ 200: texts, 400: texts }),
      of({ 200: texts, 400: texts, '4XX': numbers }),
      ['note compat/response-failure-added rollout breaks-if-used, rollback holds | GET /a: the response 4XX is new'],
    ],
    [
      'that demands a header, whose class may be answered without',
      answering({ 200: { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } }),
      answering({
        200: { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } },
        '2XX': { description: '' },
      }),
      ['error compat/response-success-added rollout breaks, rollback holds | GET /a: the response 2XX is new'],
    ],
    [
      'of failure that became a range',
      of({ 200: null, 404: texts }),
      of({ 200: null, '4XX': texts }),
      ['note compat/response-range-widened rollout breaks-if-used, rollback holds | GET /a: the response may be any of 4XX now'],
    ],
    ['that is left of a range, and differs', of({ '2XX': texts }), of({ 200: numbers }), [changed('200')]],
    [
      'of success that became another',
      of({ 200: texts, 404: null }),
      of({ 204: null, 404: null }),
      ['error compat/response-success-replaced rollout breaks, rollback breaks | GET /a: it answers 204 instead of 200'],
    ],
    [
      'of success that went, the last',
      of({ 200: texts, 404: null }),
      of({ 404: null }),
      [
        'error compat/response-last-success-removed rollout breaks, rollback breaks | GET /a: the response 200 is gone, and no success is left',
      ],
    ],
    ['of success that went, beside one that stays', of({ 200: texts, 201: texts }), of({ 200: texts }), [gone('201')]],
    [
      'of success that came',
      of({ 200: texts }),
      of({ 200: texts, 202: null }),
      ['error compat/response-success-added rollout breaks, rollback holds | GET /a: the response 202 is new'],
    ],
    [
      'of failure that went',
      of({ 200: texts, 404: null }),
      of({ 200: texts }),
      ['note compat/response-failure-removed rollout holds, rollback breaks-if-used | GET /a: the response 404 is gone'],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(a, b)).toEqual(expected);
  });
});

describe('an answer that comes only to who asks for it by a header', () => {
  const header = (name: string): object => ({ name, in: 'header', schema: { type: 'string' } });
  const operation = (method: string, statuses: readonly string[], ...parameters: readonly object[]): object => ({
    paths: { '/a': { [method]: { parameters, responses: Object.fromEntries(statuses.map((status) => [status, { description: '' }])) } } },
  });
  const get = (statuses: readonly string[], ...parameters: readonly object[]): object => operation('get', statuses, ...parameters);
  const at = 'GET /a: the response';
  const match = 'to requests with If-None-Match or If-Modified-Since alone,';
  it.each<[string, object, object, string[]]>([
    [
      '304 that is new',
      get(['200']),
      get(['200', '304']),
      [`note compat/response-conditional-added rollout breaks-if-used, rollback holds | ${at} 304, ${match} is new`],
    ],
    [
      '304 that is gone',
      get(['200', '304']),
      get(['200']),
      [`note compat/response-conditional-removed rollout holds, rollback breaks-if-used | ${at} 304, ${match} is gone`],
    ],
    [
      '206 that is new',
      get(['200']),
      get(['200', '206']),
      [`note compat/response-conditional-added rollout breaks-if-used, rollback holds | ${at} 206, to requests with Range alone, is new`],
    ],
    [
      '304 that clients of N-1 may ask for',
      get(['200'], header('if-none-match')),
      get(['200', '304'], header('if-none-match')),
      [`error compat/response-success-added rollout breaks, rollback holds | ${at} 304 is new`],
    ],
    [
      '304 that clients of N may ask for, and N-1 answers',
      get(['200', '304'], header('If-Modified-Since')),
      get(['200'], header('If-Modified-Since')),
      [`error compat/response-success-removed rollout holds, rollback breaks | ${at} 304 is gone`],
    ],
    [
      '304 of another method, which means something else',
      operation('post', ['200']),
      operation('post', ['200', '304']),
      ['error compat/response-success-added rollout breaks, rollback holds | POST /a: the response 304 is new'],
    ],
    [
      '206 to HEAD, of which no range is asked',
      operation('head', ['200']),
      operation('head', ['200', '206']),
      ['error compat/response-success-added rollout breaks, rollback holds | HEAD /a: the response 206 is new'],
    ],
    [
      '206 in the place of 200, beside nothing: it is answered to everybody',
      get(['200']),
      get(['206']),
      ['error compat/response-success-replaced rollout breaks, rollback breaks | GET /a: it answers 206 instead of 200'],
    ],
    [
      '304 beside a success that was replaced',
      get(['200']),
      get(['202', '304']),
      [
        'error compat/response-success-replaced rollout breaks, rollback breaks | GET /a: it answers 202 instead of 200',
        `note compat/response-conditional-added rollout breaks-if-used, rollback holds | ${at} 304, ${match} is new`,
      ],
    ],
    [
      '304 that went with the last success',
      get(['200', '304', '404']),
      get(['404']),
      [
        `error compat/response-last-success-removed rollout breaks, rollback breaks | ${at} 200 is gone, and no success is left`,
        `note compat/response-conditional-removed rollout holds, rollback breaks-if-used | ${at} 304, ${match} is gone`,
      ],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(a, b).toSorted()).toEqual([...expected].toSorted());
  });
});

it('to HEAD the class of a status may be answered otherwise, for there is no content', () => {
  const head = (more: object): object => ({
    paths: { '/a': { head: { responses: { 200: { description: '', content: { 'a/b': { schema: texts } } }, ...more } } } },
  });
  expect(told(head({}), head({ '2XX': { description: '' } }))).toEqual([]);
});

it('a status that became the range of its class is new to clients that are generated', () => {
  expect(told(of({ 200: texts }), of({ '2XX': texts }), { profile: 'codegen' })).toEqual([
    'note compat/response-range-widened rollout breaks-if-used, rollback holds | GET /a: the response may be any of 2XX now',
  ]);
});

describe('the content of a response', () => {
  const content = (...media: readonly string[]): object =>
    answering({ 200: { description: '', content: Object.fromEntries(media.map((name) => [name, { schema: texts }])) } });
  it.each<[string, object, object, string[]]>([
    ['that its range covers', content('application/json', 'application/*'), content('application/*'), []],
    [
      'that is any of a range now',
      content('application/json'),
      content('application/*'),
      [
        'note compat/response-media-type-added rollout holds, rollback breaks-if-used | GET /a, response 200: responses may be application/* now',
      ],
    ],
    [
      'that is another of its syntax',
      content('application/json'),
      content('application/hal+json'),
      [
        'error compat/response-media-type-replaced rollout breaks, rollback breaks | GET /a, response 200: responses are application/hal+json instead of application/json',
      ],
    ],
    [
      'that is another, of another syntax',
      content('application/json'),
      content('application/xml'),
      [
        'error compat/response-media-type-replaced rollout breaks, rollback breaks | GET /a, response 200: responses are application/xml instead of application/json',
      ],
    ],
    [
      'that was one of two, with none left',
      content('application/json', 'text/csv'),
      content('application/xml'),
      [
        'error compat/response-media-type-replaced rollout breaks, rollback breaks | GET /a, response 200: responses are application/xml instead of application/json or text/csv',
      ],
    ],
    [
      'that is another, beside one that stays',
      content('application/json', 'text/csv'),
      content('application/json', 'application/xml'),
      [
        'error compat/response-media-type-removed rollout breaks, rollback holds | GET /a, response 200: responses are no longer text/csv',
        'note compat/response-media-type-added rollout holds, rollback breaks-if-used | GET /a, response 200: responses may be application/xml now',
      ],
    ],
    [
      'that is gone',
      of({ 200: texts }),
      of({ 200: null }),
      [
        'error compat/response-media-type-removed rollout breaks, rollback holds | GET /a, response 200: responses are no longer application/json',
      ],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(told(a, b)).toEqual(expected);
  });
});

describe('a header of a response', () => {
  const text = { type: 'string' };
  const headers = (map: object): object => answering({ 200: { description: '', headers: map } });
  const a = (schema: object, more: object = {}): object => headers({ 'X-A': { schema, ...more } });
  const inside = 'GET /a, response 200, header x-a';
  it.each<[string, object, object, string[]]>([
    ['in another case', a(text, { required: true }), headers({ 'x-a': { required: true, schema: text } }), []],
    ['that is a list, exploded', a({ type: 'array', items: text }), a({ type: 'array', items: text }, { explode: true }), []],
    ['called Content-Type, which is none', headers({}), headers({ 'Content-Type': { required: true, schema: text } }), []],
    [
      'that is an object, exploded',
      a({ type: 'object', properties: { k: text } }),
      a({ type: 'object', properties: { k: text } }, { explode: true }),
      [
        `error compat/response-serialisation-changed rollout breaks, rollback breaks | ${inside}: an object is written otherwise: style simple, explode false, then style simple, explode true`,
      ],
    ],
    [
      'that was a number and is any text',
      a({ type: 'integer' }),
      a(text),
      [
        `error compat/response-type-widened rollout breaks, rollback holds | ${inside}: the type is widened; "" is valid now and was not before`,
      ],
    ],
    [
      'that was any text and is a number',
      a(text),
      a({ type: 'integer' }),
      [
        `error compat/response-type-narrowed rollout holds, rollback breaks | ${inside}: the type is narrowed; "" was valid before and is not now`,
      ],
    ],
    [
      'in lower case that is gone',
      headers({ 'x-a': { required: true, schema: text } }),
      headers({}),
      [
        'error compat/required-response-header-removed rollout breaks, rollback holds | GET /a, response 200: the header x-a, which N-1 promised, is gone',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import type { ContractOptions } from '../../../src/compat/compare.ts';
import { compareTexts } from '../contracts.ts';
import { done, judged, told, whole } from './told.ts';

const other = { '/other': { get: done() } };
const operation = (more: object | undefined): object => ({ paths: { ...other, ...(more ? { '/a': { get: done(more) } } : {}) } });
const parameter = (more: object | undefined): object => ({
  paths: { '/a': { get: done({ parameters: more ? [{ name: 'q', in: 'query', required: true, schema: {}, ...more }] : [] }) } },
});
const property = (side: 'request' | 'response', more: object | undefined): object => {
  const content = {
    'application/json': {
      schema: {
        type: 'object',
        properties: { b: {}, ...(more ? { a: { type: 'string', ...more } } : {}) },
        additionalProperties: false,
        ...(more && side === 'response' ? { required: ['a'] } : {}),
      },
    },
  };
  return {
    paths: {
      '/a': {
        post: {
          ...(side === 'request' ? { requestBody: { content } } : {}),
          responses: { 200: { description: '', ...(side === 'response' ? { content } : {}) } },
        },
      },
    },
  };
};
const header = (more: object | undefined): object => ({
  paths: {
    '/a': { get: { responses: { 200: { description: '', headers: more ? { 'X-A': { required: true, schema: {}, ...more } } : {} } } } },
  },
});
const ended = (sunset: unknown): object => ({ deprecated: true, 'x-sunset': sunset });
const on = (now: string, allow = true): Partial<ContractOptions> => ({ sunset: { allow, now: new Date(now) } });

describe('the removal of what was announced to end', () => {
  const gone = (severity: string, rollout: string, text: string): string =>
    `${severity} compat/operation-removed rollout ${rollout}, rollback holds | GET /a: the operation is gone${text}`;
  it.each<[string, object, Partial<ContractOptions>, string]>([
    [
      'on its day is allowed',
      ended('2026-06-30'),
      on('2026-06-30T00:00:00Z'),
      gone('note', 'breaks-if-used', '; it was announced to end on 2026-06-30, which is past'),
    ],
    [
      'a moment before its day breaks',
      ended('2026-06-30'),
      on('2026-06-29T23:59:59.999Z'),
      gone('error', 'breaks', '; it was announced to end on 2026-06-30, which has not come yet'),
    ],
    [
      'after a date-time with an offset is allowed',
      ended('2026-06-30T02:00:00+02:00'),
      on('2026-06-30T00:00:00Z'),
      gone('note', 'breaks-if-used', '; it was announced to end on 2026-06-30T02:00:00+02:00, which is past'),
    ],
    [
      'where the policy refuses it breaks',
      ended('2026-06-30'),
      on('2027-01-01', false),
      gone('error', 'breaks', '; it was announced to end on 2026-06-30, which the policy does not accept for a removal'),
    ],
    ['where nobody knows today breaks', ended('2026-06-30'), {}, gone('error', 'breaks', '; it was announced to end on 2026-06-30')],
    [
      'without a day breaks',
      { deprecated: true },
      on('2027-01-01'),
      gone('error', 'breaks', '; it was deprecated, without a day (x-sunset) from which it may be gone'),
    ],
    [
      'on what is no day breaks',
      ended('2026-02-31'),
      on('2027-01-01'),
      gone('error', 'breaks', '; it was deprecated, but its x-sunset, "2026-02-31", is no date of RFC 3339'),
    ],
    [
      'on a number breaks',
      ended(20260630),
      on('2027-01-01'),
      gone('error', 'breaks', '; it was deprecated, but its x-sunset, "20260630", is no date of RFC 3339'),
    ],
    ['with a day but not deprecated breaks', { 'x-sunset': '2026-06-30' }, on('2027-01-01'), gone('error', 'breaks', '')],
  ])('%s', (_, more, options, expected) => {
    expect(told(operation(more), operation(undefined), options)).toEqual([expected]);
  });

  const past = '; it was announced to end on 2026-06-30, which is past';
  it.each<[string, object, object, string]>([
    [
      'a parameter',
      parameter(ended('2026-06-30')),
      parameter(undefined),
      `note compat/required-parameter-removed rollout breaks-if-used, rollback breaks-if-used | GET /a: the query parameter q, which N-1 demands, is gone${past}`,
    ],
    [
      'a member of what is sent',
      property('request', ended('2026-06-30')),
      property('request', undefined),
      `note compat/request-optional-property-removed rollout breaks-if-used, rollback holds | POST /a, request body (application/json): the property a is gone${past}`,
    ],
    [
      'a member of an answer',
      property('response', ended('2026-06-30')),
      property('response', undefined),
      `error compat/response-required-property-removed rollout breaks-if-used, rollback breaks | POST /a, response 200 (application/json): the property a, which N-1 promised, is gone${past}`,
    ],
    [
      'a header of an answer',
      header(ended('2026-06-30')),
      header(undefined),
      `note compat/required-response-header-removed rollout breaks-if-used, rollback holds | GET /a, response 200: the header x-a, which N-1 promised, is gone${past}`,
    ],
  ])('is allowed too for %s', (_, old, next, expected) => {
    expect(told(old, next, on('2027-01-01'))).toEqual([expected]);
  });

  it('is not allowed for a header of which no end was announced', () => {
    expect(judged(header({}), header(undefined), on('2027-01-01'))).toEqual([
      'error compat/required-response-header-removed rollout breaks, rollback holds',
    ]);
  });

  it('is told in words of its own, and is assumed to be unused', () => {
    const [finding] = compareTexts(
      whole(operation(ended('2026-06-30'))),
      whole(operation(undefined)),
      'openapi',
      on('2027-01-01'),
    ).findings;
    expect([finding?.fix, finding?.use]).toEqual([
      'See that nobody calls or reads it any more.',
      { of: 'the operation is gone', state: 'unknown', assume: 'unused' },
    ]);
  });

  it('counts, for documents that outlive a release, all the same', () => {
    expect(judged(operation(ended('2026-06-30')), operation(undefined), { ...on('2027-01-01'), persisted: true })).toEqual([
      'error compat/operation-removed rollout breaks, rollback holds',
    ]);
  });
});

describe('what is announced', () => {
  const line = (severity: string, rule: string, text: string, where = 'GET /a'): string =>
    `${severity} compat/${rule} rollout holds, rollback holds | ${where}: ${text}`;
  it.each<[string, object, object, string[]]>([
    ['an end', operation({}), operation({ deprecated: true }), [line('note', 'deprecation-added', 'the operation is deprecated now')]],
    [
      'an end and its day',
      operation({}),
      operation(ended('2030-01-01')),
      [line('note', 'deprecation-added', 'the operation is deprecated now, and may be gone from 2030-01-01 on')],
    ],
    [
      'the day of an end',
      operation({ deprecated: true }),
      operation(ended('2030-01-01')),
      [line('note', 'sunset-added', 'the operation may be gone from 2030-01-01 on')],
    ],
    [
      'an earlier day',
      operation(ended('2030-01-01')),
      operation(ended('2029-12-31')),
      [line('warning', 'sunset-moved-earlier', 'the operation may be gone from 2029-12-31 on, and not only from 2030-01-01')],
    ],
    ['a later day', operation(ended('2030-01-01')), operation(ended('2030-01-02')), []],
    ['the same day in other words', operation(ended('2030-01-01')), operation(ended('2030-01-01T01:00:00+01:00')), []],
    [
      'no day any more',
      operation(ended('2030-01-01')),
      operation({ deprecated: true }),
      [line('note', 'sunset-removed', 'the day on which the operation ends, 2030-01-01, is no longer announced')],
    ],
    ['no end any more', operation(ended('2030-01-01')), operation({}), []],
    [
      'the end of a parameter',
      parameter({}),
      parameter(ended('2030-01-01')),
      [line('note', 'deprecation-added', 'the query parameter q is deprecated now, and may be gone from 2030-01-01 on')],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });

  it('breaks no cell', () => {
    const { cells } = compareTexts(whole(operation({})), whole(operation(ended('2030-01-01'))));
    expect(Object.values(cells).map(({ state }) => state)).toEqual(['holds', 'holds', 'holds']);
  });
});

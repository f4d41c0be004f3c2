import { describe, expect, it } from 'vitest';
import { done, judged } from './told.ts';

// One edit, one finding: what follows from another change is not told beside it.

const text = { type: 'string' };
const content = (schema: object): object => ({ content: { 'application/json': { schema } } });
const sent = (schema: object): object => ({ paths: { '/a': { post: done({ requestBody: { required: true, ...content(schema) } }) } } });
const answered = (schema: object): object => ({
  paths: { '/a': { get: { responses: { 200: { description: '', ...content(schema) } } } } },
});
const having = (x: object, required: readonly string[] = []): object => ({ type: 'object', properties: { x }, required });

describe('one finding', () => {
  it.each<[string, object, object, readonly string[], readonly string[]]>([
    [
      'tells of an answer that may be anything now, and was an object',
      answered(having(text, ['x'])),
      answered({}),
      ['error compat/response-type-widened rollout breaks, rollback holds'],
      ['error compat/response-type-narrowed rollout holds, rollback breaks'],
    ],
    [
      'tells of a request that may be anything now, and was an object',
      sent(having(text, ['x'])),
      sent({}),
      ['note compat/request-type-widened rollout holds, rollback breaks-if-used'],
      ['error compat/request-type-narrowed rollout breaks, rollback holds'],
    ],
    [
      'tells of a member that is demanded now and has a default',
      sent(having(text)),
      sent(having({ ...text, default: 'a' }, ['x'])),
      ['error compat/request-property-became-required rollout breaks, rollback holds'],
      ['note compat/request-property-became-optional rollout holds, rollback breaks-if-used'],
    ],
  ])('%s', (_, old, next, forth, back) => {
    expect(judged(old, next)).toEqual(forth);
    expect(judged(next, old)).toEqual(back);
  });

  it.each<[string, object, object, readonly string[]]>([
    [
      'of two where a member goes beside another type',
      answered(having(text, ['x'])),
      answered({ type: ['object', 'null'], properties: { y: text } }),
      [
        'error compat/response-nullable-widened rollout breaks, rollback holds',
        'error compat/response-required-property-removed rollout breaks, rollback holds',
      ],
    ],
    [
      'of two where a default of a member that is demanded already changes',
      sent(having({ ...text, default: 'a' })),
      sent(having({ ...text, default: 'b' }, ['x'])),
      [
        'error compat/request-property-became-required rollout breaks, rollback holds',
        'warning compat/request-default-changed rollout breaks-if-used, rollback breaks-if-used',
      ],
    ],
    [
      'alone where a default comes and nothing is demanded',
      sent(having(text)),
      sent(having({ ...text, default: 'a' })),
      ['note compat/request-default-added rollout holds, rollback breaks-if-used'],
    ],
  ])('is told %s', (_, old, next, expected) => {
    expect(judged(old, next)).toEqual(expect.arrayContaining([...expected]));
  });
});

import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';

const form = (required: boolean): string =>
  JSON.stringify({
    swagger: '2.0',
    info: { title: 'a', version: '1' },
    consumes: ['application/x-www-form-urlencoded'],
    paths: {
      '/a': { post: { parameters: [{ name: 'f', in: 'formData', type: 'string', required }], responses: { 200: { description: '' } } } },
    },
  });
const judged = (old: string, next: string): string[] => compareTexts(old, next).findings.map(judgementOf);

it('a field of a form that becomes required is one finding: Swagger 2.0 has no word for the form', () => {
  expect(judged(form(false), form(true))).toEqual(['error compat/request-property-became-required rollout breaks, rollback holds']);
  expect(judged(form(true), form(false))).toEqual(['note compat/request-property-became-optional rollout holds, rollback breaks-if-used']);
});

describe('what Swagger 2.0 says and OpenAPI 3.0 has no word for is not lost', () => {
  const urlencoded = 'application/x-www-form-urlencoded';
  const field = (more: object, consumes = urlencoded, whole: object = {}): string =>
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'a', version: '1' },
      paths: {
        '/a': {
          post: { consumes: [consumes], parameters: [{ name: 'f', in: 'formData', ...more }], responses: { 200: { description: '' } } },
        },
      },
      ...whole,
    });
  const list = (collectionFormat: string): object => ({ type: 'array', items: { type: 'string' }, collectionFormat });
  const called = (schemes: object, operation: object = {}): string =>
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'a', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: '' } }, ...operation } } },
      ...schemes,
    });
  const otherwise = 'error compat/request-serialisation-changed rollout breaks, rollback breaks-if-used';
  const undecided = 'warning compat/not-decided rollout unknown, rollback unknown';

  it.each<[string, string, string, string[]]>([
    ['a list between tabs', field(list('tsv')), field(list('tsv')), []],
    ['a list between tabs, and between commas now', field(list('tsv')), field(list('csv')), [otherwise]],
    ['a list in several fields, and between tabs now', field(list('multi')), field(list('tsv')), [otherwise]],
    ['a list between tabs in a part', field(list('tsv'), 'multipart/form-data'), field(list('csv'), 'multipart/form-data'), [otherwise]],
    [
      'a field that may be empty no more',
      field({ type: 'integer', allowEmptyValue: true }),
      field({ type: 'integer' }),
      ['error compat/request-serialisation-narrowed rollout breaks, rollback holds'],
    ],
    [
      'a part that may be empty now',
      field({ type: 'integer' }, 'multipart/form-data'),
      field({ type: 'integer', allowEmptyValue: true }, 'multipart/form-data'),
      ['note compat/request-serialisation-widened rollout holds, rollback breaks-if-used'],
    ],
    [
      'a number that may be empty, and is any text now',
      field({ type: 'integer', allowEmptyValue: true }),
      field({ type: 'string', allowEmptyValue: true }),
      ['note compat/request-type-widened rollout holds, rollback breaks-if-used'],
    ],
    ['a text, which may be empty anyway', field({ type: 'string', allowEmptyValue: true }), field({ type: 'string' }), []],
    ['the scheme of nobody knows which host', called({ schemes: ['http'] }), called({ schemes: ['https'] }), [undecided]],
    ['such schemes in another order', called({ schemes: ['http', 'https'] }), called({ schemes: ['https', 'http'] }), []],
    ['such a scheme, said for the first time', called({}), called({ schemes: ['https'] }), []],
    ['such a scheme of one operation', called({}, { schemes: ['http'] }), called({}, { schemes: ['https'] }), [undecided]],
  ])('%s', (_, old, next, expected) => {
    expect(judged(old, next)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { done, judged } from './told.ts';

// What is written as text has no types.

const text = { type: 'string' };
const whole = { type: 'integer' };
const flag = { type: 'boolean' };
const listOf = (items: object, more: object = {}): object => ({ type: 'array', items, ...more });
const having = (a: object): object => ({ type: 'object', properties: { a }, required: ['a'] });

type Make = (schema: object) => object;
const q =
  (more: object = {}, place = 'query'): Make =>
  (schema) => ({
    paths: {
      [place === 'path' ? '/a/{q}' : '/a']: {
        get: done({ parameters: [{ name: 'q', in: place, ...(place === 'path' ? { required: true } : {}), schema, ...more }] }),
      },
    },
  });
const body =
  (media: string, more: object = {}): Make =>
  (schema) => ({ paths: { '/a': { post: done({ requestBody: { required: true, content: { [media]: { schema, ...more } } } }) } } });

const widened = ['note compat/request-type-widened rollout holds, rollback breaks-if-used'];
const changed = ['error compat/request-type-changed rollout breaks, rollback breaks-if-used'];
const form = 'application/x-www-form-urlencoded';

describe('a number is as good as its text', () => {
  it.each<[string, Make, object, object, string[]]>([
    ['in a query', q(), whole, text, widened],
    ['in a path', q({}, 'path'), whole, text, widened],
    ['in a header', q({}, 'header'), whole, text, widened],
    ['in a cookie', q({}, 'cookie'), whole, text, widened],
    ['as items of an exploded list', q(), listOf(whole), listOf(text), widened],
    ['as items between commas', q({ explode: false }), listOf(whole), listOf(text), widened],
    ['as a member of deepObject', q({ style: 'deepObject' }), having(whole), having(text), widened],
    ['as a member of an exploded object', q(), having(whole), having(text), widened],
    ['in a field of a form', body(form), having(whole), having(text), widened],
    ['in the items of a field', body(form), having(listOf(whole)), having(listOf(text)), widened],
    ['in a part', body('multipart/form-data'), having(whole), having(text), widened],
    ['in a plain text', body('text/plain'), whole, text, widened],
    ['beside a text', q(), { type: ['integer', 'string'] }, text, []],
    ['where nothing was said of it', q(), {}, text, []],
    ['in an enum', q(), { type: 'integer', enum: [1, 2] }, { type: 'string', enum: ['1', '2'] }, []],
    ['as a truth value', q(), flag, { type: 'string', enum: ['true', 'false'] }, []],
    ['as one item of a list of texts', q(), whole, listOf(text), widened],
    ['as one item between commas', q({ explode: false }), whole, listOf(text), widened],
    ['by its digits', q(), { type: 'integer', minimum: 0 }, { type: 'string', pattern: '^[0-9]+$' }, widened],
    ['by the number of its digits', q(), { type: 'integer', minimum: 0, maximum: 99 }, { type: 'string', maxLength: 2 }, widened],
  ])('%s', (_, make, a, b, expected) => {
    expect(judged(make(a), make(b))).toEqual(expected);
  });
});

describe('a text that is not taken is told', () => {
  it.each<[string, Make, object, object, string[]]>([
    ['a text for a number', q(), text, whole, ['error compat/request-type-narrowed rollout breaks, rollback holds']],
    [
      'an enum of numbers that lost one',
      q(),
      { enum: [1, 2] },
      { enum: ['1'] },
      ['error compat/request-type-narrowed rollout breaks, rollback holds'],
    ],
    ['a truth value that is too long', q(), flag, { type: 'string', maxLength: 4 }, changed],
    ['a number that is too long', q(), whole, { type: 'string', maxLength: 4 }, changed],
    ['a number for a date', q(), { type: 'number' }, { type: 'string', format: 'date' }, changed],
    ['a number for a truth value', q(), whole, flag, changed],
    ['a number with a sign', q(), whole, { type: 'string', pattern: '^[0-9]+$' }, changed],
    ['a number in JSON', body('application/json'), whole, text, changed],
    ['a member of an object in a part, which is JSON', body('multipart/form-data'), having(having(whole)), having(having(text)), changed],
    [
      'a part that is said to be JSON',
      body('multipart/form-data', { encoding: { a: { contentType: 'application/json' } } }),
      having(whole),
      having(text),
      changed,
    ],
    [
      'fewer items than there must be',
      q(),
      listOf(text),
      listOf(text, { minItems: 2 }),
      ['error compat/request-bounds-narrowed rollout breaks, rollback holds'],
    ],
  ])('%s', (_, make, a, b, expected) => {
    expect(judged(make(a), make(b))).toEqual(expected);
  });
});

describe('what cannot be written', () => {
  it.each<[string, object, object]>([
    ['an empty list, exploded', q()(listOf(text)), q()(listOf(text, { minItems: 1 }))],
    ['an empty list between commas', q({ explode: false })(listOf(text)), q({ explode: false })(listOf(text, { minItems: 1 }))],
    ['an empty text in a path', q({}, 'path')(text), q({}, 'path')({ type: 'string', minLength: 1 })],
    ['a reserved character that no value has', q({ allowReserved: true })({ enum: ['a', 'b'] }), q()({ enum: ['a', 'b'] })],
  ])('is no difference: %s', (_, a, b) => {
    expect(judged(a, b)).toEqual([]);
    expect(judged(b, a)).toEqual([]);
  });

  it('but a reserved character in one value is', () => {
    expect(judged(q({ allowReserved: true })({ enum: ['a', 'b/c'] }), q()({ enum: ['a', 'b/c'] }))).toEqual([
      'error compat/request-serialisation-narrowed rollout breaks, rollback holds',
    ]);
  });
});

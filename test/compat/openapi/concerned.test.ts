import { describe, expect, it } from 'vitest';
import { leftAloneBy } from '../../../src/compat/formats/schemas/concerned.ts';

const to = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** Which parts of a document a keyword has nothing to do with, by what they are called here. */
const leftOf = (parts: Readonly<Record<string, object>>, more: object = {}): string[] | undefined => {
  const left = leftAloneBy({ openapi: '3.1.0', components: { schemas: parts }, ...more }, 'readOnly');
  return left && Object.keys(parts).filter((name) => left.has(parts[name]));
};

const member = { properties: { id: { readOnly: true } } };

describe('what a keyword has nothing to do with', () => {
  it('is everything where it stands nowhere', () => expect(leftOf({ a: { type: 'string' }, b: to('a') })).toBeUndefined());

  it('is all but what holds it, and what refers to that at first or tenth hand', () =>
    expect(leftOf({ a: member, b: { items: to('a') }, c: { allOf: [to('b')] }, d: to('e'), e: {} })).toEqual(['d', 'e']));

  it('is not what refers to a place inside a part that holds it', () =>
    expect(leftOf({ a: member, b: to('a/properties/id'), c: {} })).toEqual(['c']));

  it('is not what refers to more than a part, or to where nobody knows', () =>
    expect(leftOf({ a: member, b: { $ref: '#' }, c: { $ref: '#/components/schemas' }, d: { $ref: 'other.yaml' }, e: {} })).toEqual(['e']));

  it('is nothing where parts are called so', () => expect(leftOf({ readOnly: member, a: {} })).toEqual([]));

  it('is what stands in two places that have nothing to do with it', () => {
    const shared = { type: 'object' };
    expect(leftOf({ a: member, b: shared, c: {} }, { paths: { '/a': member, '/b': shared } })).toEqual(['b', 'c']);
  });

  it('follows references from one path to another', () => {
    const paths = { '/a': { get: member }, '/b': { get: { $ref: '#/paths/~1a/get' } }, '/c': {} };
    const left = leftAloneBy({ openapi: '3.1.0', paths }, 'readOnly');
    expect(Object.entries(paths).flatMap(([name, part]) => (left?.has(part) ? [name] : []))).toEqual(['/c']);
  });
});

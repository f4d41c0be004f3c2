import { assert, boolean, constant, double, integer, nat, object, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Document, parseDocument } from '../../../src/compat/document.ts';
import { DrillError } from '../../../src/core/error.ts';

const read = (text: string, like?: Document): Document => parseDocument('b.json', new TextEncoder().encode(text), like);

/** Every place in a value. */
const pointersOf = (value: unknown, at = ''): string[] =>
  typeof value !== 'object' || value === null
    ? [at]
    : [
        at,
        ...Object.entries(value).flatMap(([name, child]) => pointersOf(child, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)),
      ];

/** All that is read of a text: its value with the order of its members, and where everything stands; or what is wrong with it. */
const seen = (text: string, like?: Document): unknown => {
  try {
    const document = read(text, like);
    return [document.value, JSON.stringify(document.value), pointersOf(document.value).map((pointer) => document.placeOf(pointer))];
  } catch (error) {
    if (error instanceof DrillError) return error.problems;
    throw error;
  }
};

const api = {
  openapi: '3.1.0',
  info: { title: 'a "quoted" name', version: '1' },
  paths: { '/a': { get: { responses: { 200: { description: 'é' }, 404: {} } } }, '/b~c': { post: {} }, '/d': {} },
  components: { schemas: { a: { enum: [1, 2.5, 'x\\'] }, b: { type: 'string' }, c: {} } },
  tags: [{ name: 'x' }],
};
const before = JSON.stringify(api, undefined, 2);

const others: readonly (readonly [name: string, text: string])[] = [
  ['the same text', before],
  ['the same on one line', JSON.stringify(api)],
  ['a name that was added', before.replace('"/d": {}', '"/d": {}, "/e": { "get": {} }')],
  ['a name that is gone', before.replace('"type": "string"', '')],
  ['other values', before.replace('"x"', '"y"').replace('2.5', '-0.0')],
  ['a number that begins as another', before.replace('2.5', '2.55')],
  ['a number that no double holds', before.replace('2.5', '123456789012345678901')],
  ['another order', before.replace('"b": {', '"z": {').replace('"c": {}', '"b": { "type": "string" }')],
  ['names that are numbers', before.replace('"c": {}', '"2": {}, "1": {}')],
  ['a member called __proto__', before.replace('"c": {}', '"__proto__": { "type": "null" }')],
  ['a list in the place of an object', before.replace('"c": {}', '"c": []')],
  ['a text in the place of an object', before.replace(/"paths": \{.*\},\n {2}"comp/s, '"paths": "x",\n  "comp')],
  ['white space at its ends', `\n ${before}\n\n`],
  ['a name that is escaped', before.replace('"c": {}', String.raw`"\u0063": {}`)],
  ['a name that stands twice above', before.replace('"c": {}', '"b": {}')],
  ['a name that stands twice below', before.replace('"type": "string"', '"type": "string", "type": "null"')],
  ['a comma too many', before.replace('"c": {}', '"c": {},')],
  ['a comma too few', before.replace('"/d": {}', ' "/e": {} "/d": {}')],
  ['something behind it', `${before} x`],
  ['nothing behind a member', before.slice(0, -40)],
  ['no object', '[1, 2]'],
  ['what nests too deeply', before.replace('"c": {}', `"c": ${'['.repeat(300)}${']'.repeat(300)}`)],
  ['a word that is none', before.replace('"c": {}', '"c": nul')],
];

describe('a document that is read by one that hardly differs', () => {
  it.each(others)('is read as it is by itself: %s', (_, text) => {
    expect(seen(text, read(before))).toEqual(seen(text));
    expect(
      seen(
        before,
        attempt(() => read(text)),
      ),
    ).toEqual(seen(before));
  });

  it('shares with it what stands in both in the same words', () => {
    const old = read(before);
    const next = read(before.replace('"type": "string"', '"type": "null"').replace('"/d": {}', '"/d": { "get": {} }'), old);
    const shared = (path: readonly string[]): boolean => {
      const [a, b] = [old, next].map(({ value }) => path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], value));
      return a === b;
    };
    expect(
      [['info'], ['paths', '/a'], ['paths', '/d'], ['components'], ['components', 'schemas', 'a'], ['components', 'schemas', 'b']].map(
        shared,
      ),
    ).toEqual([true, true, false, false, true, false]);
  });

  it('is read as it is by itself, whatever it is', () => {
    assert(
      property(
        object({ maxDepth: 5, values: [string(), double(), boolean(), constant(null)] }),
        nat(),
        string({ maxLength: 2 }),
        integer({ min: 0, max: 2 }),
        (value, at, text, indent) => {
          const mine = JSON.stringify(value, undefined, indent);
          const cut = at % (mine.length + 1);
          const theirs = mine.slice(0, cut) + text + mine.slice(cut);
          expect(seen(theirs, read(mine))).toEqual(seen(theirs));
        },
      ),
      { numRuns: 300 },
    );
  });
});

const attempt = (task: () => Document): Document | undefined => {
  try {
    return task();
  } catch {
    return undefined;
  }
};

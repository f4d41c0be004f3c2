import { below } from '../../../src/compat/pointer.ts';

// What hands, editors and generators do to documents, by a seed.

export type Random = () => number;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const pick = <T>(random: Random, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
  readonly pointer: string;
}

const placesOf = (root: unknown): Place[] => {
  const found: Place[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      found.push({ holder: value as Place['holder'], key, pointer: below(pointer, key) });
      visit(child, below(pointer, key));
    }
  };
  visit(root, '');
  return found;
};

const names = [
  '$ref',
  'type',
  'properties',
  'items',
  'allOf',
  'oneOf',
  'not',
  'required',
  'parameters',
  'schema',
  'content',
  'responses',
  'get',
  'default',
  'enum',
  'const',
  '$id',
  '$defs',
  'discriminator',
  'x-a',
  '__proto__',
  'constructor',
  'toJSON',
  '',
  '~',
  '/',
  '0',
  'nullable',
  'format',
  'in',
  'name',
  '$anchor',
  'prefixItems',
  'unevaluatedProperties',
  'swagger',
  'openapi',
  'paths',
  'servers',
  'security',
  'callbacks',
  'webhooks',
  'links',
  'mapping',
  'encoding',
];
const values = (random: Random): unknown[] => [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  'string',
  'object',
  '',
  '#',
  '3.0.0',
  '$',
  [],
  {},
  [{}],
  [null],
  { type: 'string' },
  { $ref: '#' },
  ['a', 'b'],
  '[',
  'application/json',
  Math.floor(random() * 100),
];

const set = (holder: Place['holder'], key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
};
const remove = ({ holder, key }: Place): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};
const at = ({ holder, key }: Place): unknown => (holder as Record<string, unknown>)[key];
const copy = (value: unknown): unknown => (value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown));

type Mutation = (places: readonly Place[], random: Random) => void;

const mutations: readonly Mutation[] = [
  // delete
  (places, random) => remove(pick(random, places)),
  // duplicate
  (places, random) => {
    const place = pick(random, places);
    if (Array.isArray(place.holder)) place.holder.push(copy(at(place)));
    else set(place.holder, `${place.key}2`, copy(at(place)));
  },
  // rename
  (places, random) => {
    const place = pick(random, places);
    if (Array.isArray(place.holder)) return;
    const value = at(place);
    remove(place);
    set(place.holder, pick(random, names), value);
  },
  // another type, another value
  (places, random) => {
    const place = pick(random, places);
    set(place.holder, place.key, pick(random, values(random)));
  },
  // a number or a text a little different
  (places, random) => {
    const place = pick(random, places);
    const value = at(place);
    if (typeof value === 'number') set(place.holder, place.key, value + pick(random, [-1, 1, 0.5]));
    else if (typeof value === 'string') set(place.holder, place.key, random() < 0.5 ? `${value}x` : value.slice(1));
    else if (typeof value === 'boolean') set(place.holder, place.key, !value);
  },
  // swap
  (places, random) => {
    const [one, other] = [pick(random, places), pick(random, places)];
    if (one.pointer.startsWith(other.pointer) || other.pointer.startsWith(one.pointer)) return;
    const value = at(one);
    set(one.holder, one.key, at(other));
    set(other.holder, other.key, value);
  },
  // copy elsewhere
  (places, random) => {
    const [from, to] = [pick(random, places), pick(random, places)];
    set(to.holder, to.key, copy(at(from)));
  },
  // cut
  (places, random) => {
    const value = at(pick(random, places));
    if (Array.isArray(value)) value.length = Math.floor(value.length / 2);
    else if (typeof value === 'object' && value !== null)
      for (const key of Object.keys(value).slice(1)) if (random() < 0.5) delete (value as Record<string, unknown>)[key];
  },
  // a reference, to anywhere: circles too
  (places, random) => {
    const [from, to] = [pick(random, places), pick(random, places)];
    set(from.holder, from.key, {
      $ref:
        random() < 0.9
          ? `#${encodeURI(to.pointer)}`
          : pick(random, ['#/none', '#a', 'other.json', '', '#', '#/%', 'https://example.com/x', '//x', '\\']),
    });
  },
  // a member that was not there
  (places, random) => {
    const value = at(pick(random, places));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    set(
      value as Record<string, unknown>,
      pick(random, names),
      random() < 0.5 ? pick(random, values(random)) : copy(at(pick(random, places))),
    );
  },
];

/** A document after one to four mutations; the document itself stays as it is. */
export const mutated = (document: unknown, random: Random): unknown => {
  const root = { document: copy(document) };
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    const places = placesOf(root.document);
    if (places.length > 0) pick(random, mutations)(places, random);
  }
  return root.document;
};

/** A text after its bytes were cut, doubled or changed. */
export const garbled = (text: string, random: Random): string => {
  const [a, b] = [Math.floor(random() * text.length), Math.floor(random() * text.length)];
  return pick(random, [
    () => text.slice(0, a),
    () => text.slice(a),
    () => text.slice(0, a) + text.slice(a + 1 + Math.floor(random() * 9)),
    () =>
      text.slice(0, a) +
      pick(random, [
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '\t',
        '\n',
        '#',
        '&a ',
        '*a',
        '<<: ',
        '\uFEFF',
        '\0',
        '\uD800',
        '---\n',
        '!!',
        '|',
        '%',
        '1e999',
        '.nan',
        '- ',
      ]) +
      text.slice(a),
    () => text.slice(0, Math.max(a, b)) + text.slice(Math.min(a, b)),
  ])();
};

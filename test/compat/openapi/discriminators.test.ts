import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';

// A discriminator says by one member which schema a value is of. It is written out ahead of containment.

const text = { type: 'string' };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });

/** An API that takes and gives a Pet. */
const pets = (schemas: object, openapi = '3.1.0'): string =>
  JSON.stringify({
    openapi,
    info: { title: 'pets', version: '1' },
    paths: {
      '/pets': {
        get: { responses: { 200: { description: '', ...json(ref('Pet')) } } },
        post: { requestBody: json(ref('Pet')), responses: { 204: { description: '' } } },
      },
    },
    components: { schemas },
  });
const judged = (old: string, next: string): string[] => compareTexts(old, next).findings.map(judgementOf).sort();

const parent = (more: object = {}, property = 't'): object => ({
  type: 'object',
  required: ['t', 'u'],
  properties: { t: text, u: text },
  discriminator: { propertyName: property, ...more },
});
const child = (properties: object): object => ({ allOf: [ref('Pet'), { type: 'object', properties }] });
const family = (Pet = parent(), more: object = {}): object => ({
  Pet,
  Cat: child({ lives: { type: 'integer' } }),
  Dog: child({ bark: text }),
  ...more,
});

const kind = (properties: object): object => ({ type: 'object', required: ['t', 'u'], properties: { t: text, u: text, ...properties } });
const union = (mapping?: object, property = 't', keyword = 'oneOf'): object => ({
  Pet: { [keyword]: [ref('Cat'), ref('Dog')], discriminator: { propertyName: property, ...(mapping ? { mapping } : {}) } },
  Cat: kind({ lives: { type: 'integer' } }),
  Dog: kind({ bark: text }),
});

/** The same where the members of two schemas change places, and the mapping does not. */
const swappable = (a: string, b: string, keyword: string): object => {
  const { Pet, Cat, Dog } = union({ a, b }, 't', keyword) as Record<string, object>;
  return {
    Pet: { ...Pet, discriminator: { propertyName: 't', mapping: { a: 'A', b: 'B' } }, [keyword]: [ref('A'), ref('B')] },
    ...(a === 'Cat' ? { A: Cat, B: Dog } : { A: Dog, B: Cat }),
  };
};

const changed = (aspect: string): string[] => [
  `error compat/request-${aspect}-changed rollout breaks, rollback breaks-if-used`,
  `error compat/response-${aspect}-changed rollout breaks, rollback breaks`,
];
const widened = [
  'error compat/response-alternatives-widened rollout breaks, rollback holds',
  'note compat/request-alternatives-widened rollout holds, rollback breaks-if-used',
];
const narrowed = [
  'error compat/request-alternatives-narrowed rollout breaks, rollback holds',
  'error compat/response-alternatives-narrowed rollout holds, rollback breaks',
];

describe('a schema with a discriminator stands for what is built on it', () => {
  it.each<[string, object, object, string[]]>([
    ['nothing changes', family(), family(), []],
    ['the mapping says what is meant anyhow', family(), family(parent({ mapping: { Cat: '#/components/schemas/Cat' } })), []],
    [
      'a name of the mapping changes',
      family(parent({ mapping: { cat: 'Cat' } })),
      family(parent({ mapping: { kitty: 'Cat' } })),
      changed('enum'),
    ],
    ['a name of the mapping comes', family(), family(parent({ mapping: { cat: 'Cat' } })), changed('enum')],
    ['a name of the mapping goes', family(parent({ mapping: { cat: 'Cat' } })), family(), changed('enum')],
    [
      'another name is mapped too',
      family(parent({ mapping: { cat: 'Cat' } })),
      family(parent({ mapping: { cat: 'Cat', tom: 'Cat' } })),
      [
        'error compat/response-enum-widened rollout breaks, rollback holds',
        'note compat/request-enum-widened rollout holds, rollback breaks-if-used',
      ],
    ],
    ['another member tells', family(), family(parent({}, 'u')), changed('discriminator')],
    ['one more is built on it', family(), family(parent(), { Bird: child({ wings: { type: 'integer' } }) }), widened],
    ['one less is built on it', family(parent(), { Bird: child({ wings: { type: 'integer' } }) }), family(), narrowed],
    ['one is built on what is built on it', family(), family(parent(), { Kitten: { allOf: [ref('Cat')] } }), widened],
    ['what is built on it changes', family(), family(parent(), { Cat: child({ lives: text }) }), changed('type')],
    [
      'what is built on it gets a member',
      family(),
      family(parent(), { Cat: child({ lives: { type: 'integer' }, age: { type: 'integer' } }) }),
      [
        'note compat/request-optional-property-added rollout holds, rollback breaks-if-used',
        'note compat/response-optional-property-added rollout holds, rollback breaks-if-used',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(judged(pets(old), pets(next))).toEqual(expected);
    expect(judged(pets(old, '3.0.3'), pets(next, '3.1.0'))).toEqual(expected);
  });

  it('and a change of the parent is told once a side', () => {
    const next = family({ ...parent(), properties: { t: text, u: { type: 'integer' } } });
    expect(judged(pets(family()), pets(next))).toEqual(changed('type'));
  });

  it('but for what is built on it, which means it as it stands', () => {
    const own = (schemas: object): string =>
      pets({ ...schemas, Pet: ref('Cat'), Base: { ...parent() }, Cat: { allOf: [ref('Base'), { properties: { a: text } }] } });
    expect(judged(own({}), own({ Dog: { allOf: [ref('Base'), { properties: { b: text } }] } }))).toEqual([]);
  });
});

describe.each(['oneOf', 'anyOf'])('%s with a discriminator', (keyword) => {
  const of = (mapping?: object, property = 't'): object => union(mapping, property, keyword);
  it.each<[string, object, object, string[]]>([
    ['nothing changes', of(), of(), []],
    ['the mapping says what is meant anyhow', of(), of({ Cat: 'Cat', Dog: '#/components/schemas/Dog' }), []],
    ['a name of the mapping changes', of({ cat: 'Cat' }), of({ kitty: 'Cat' }), changed('enum')],
    ['a name of the mapping comes', of(), of({ dog: 'Dog' }), changed('enum')],
    [
      'two names change places: each stands for other members',
      of({ a: 'Cat', b: 'Dog' }),
      of({ a: 'Dog', b: 'Cat' }),
      judged(pets(swappable('Cat', 'Dog', keyword)), pets(swappable('Dog', 'Cat', keyword))),
    ],
    ['another member tells', of(), of(undefined, 'u'), changed('discriminator')],
  ])('%s', (_, old, next, expected) => {
    expect(judged(pets(old), pets(next))).toEqual(expected);
  });

  it('says nothing where the alternatives name the values themselves', () => {
    const named = (value: string): object => ({ type: 'object', required: ['t'], properties: { t: { enum: [value] } } });
    const plain = { Pet: { [keyword]: [ref('Cat'), ref('Dog')] }, Cat: named('cat'), Dog: named('dog') };
    const told = { ...plain, Pet: { ...plain.Pet, discriminator: { propertyName: 't' } } };
    const mapped = { ...plain, Pet: { ...plain.Pet, discriminator: { propertyName: 't', mapping: { cat: 'Cat', dog: 'Dog' } } } };
    for (const [a, b] of [
      [plain, told],
      [told, plain],
      [told, mapped],
      [mapped, plain],
    ])
      expect(judged(pets(a ?? {}), pets(b ?? {}))).toEqual([]);
  });
});

it('a mapping that leads out of the document is not decided where anything of it differs', () => {
  const far = (lives: string): string =>
    pets(family(parent({ mapping: { far: 'https://example.com/far.json' } }), { Cat: child({ lives: { type: lives } }) }));
  expect(judged(far('integer'), far('integer'))).toEqual([]);
  expect(judged(far('integer'), far('string')).length).toBeGreaterThan(0);
});

describe('what a value of no name is of', () => {
  const of = (more: object): string =>
    JSON.stringify({
      ...(JSON.parse(
        pets({ ...union(), Pet: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 't', ...more } } }),
      ) as object),
      openapi: '3.2.0',
    });
  const undecided = 'warning compat/not-decided rollout unknown, rollback unknown';
  it.each<[string, object, object, string[]]>([
    ['is not decided where it differs', { defaultMapping: 'Cat' }, { defaultMapping: 'Dog' }, [undecided]],
    ['is not decided where it comes', {}, { defaultMapping: 'Dog' }, [undecided]],
    ['is the same by either name', { defaultMapping: 'Cat' }, { defaultMapping: '#/components/schemas/Cat' }, []],
  ])('%s', (_, old, next, expected) => {
    expect(judged(of(old), of(next))).toEqual(expected);
    expect(judged(of(next), of(old))).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { dialects, type Place, SchemaError } from '../../../../src/compat/schema/read/place.ts';
import { readDocument, readSchema } from '../../../../src/compat/schema/read/read.ts';
import { Undecided } from '../../../../src/compat/schema/undecided.ts';

// Where references lead, by the value that stands there.

type Options = Parameters<typeof readSchema>[1];
/** Where the reference leads that stands at the end of the path (the root's `allOf/0`, unless said). */
const target = (schema: object, options?: Options, ...path: string[]): unknown => {
  const place = path.length > 0 ? readSchema(schema, options).below(...path) : readSchema(schema, options);
  return place.resolve((place.value as { $ref: string }).$ref).value;
};

const seven = 'http://json-schema.org/draft-07/schema#';
const remotes = {
  'http://far.example/a/b.json': {
    title: 'b',
    definitions: { x: { title: 'x of b' } },
    properties: { y: { $id: 'inner.json', title: 'inner' } },
  },
  'http://far.example/other': { $id: 'urn:example:other', title: 'other' },
};

describe('references lead', () => {
  it.each<[string, object, string[], unknown]>([
    ['to the root', { title: 'r', not: { $ref: '#' } }, ['not'], { title: 'r', not: { $ref: '#' } }],
    ['by pointer', { $ref: '#/$defs/a', $defs: { a: { title: 'a' } } }, [], { title: 'a' }],
    [
      'by pointer with ~0, ~1 and percent signs',
      { $ref: '#/$defs/a~1b~0%22%25', $defs: { 'a/b~"%': { title: 'odd' } } },
      [],
      { title: 'odd' },
    ],
    ['by pointer with a space at its end', { $ref: '#/$defs/a ', $defs: { 'a ': true } }, [], true],
    ['to an item of a list', { $ref: '#/allOf/1', allOf: [false, { title: 'second' }] }, [], { title: 'second' }],
    ['into a place that is no keyword', { $ref: '#/x-parts/p', 'x-parts': { p: { title: 'p' } } }, [], { title: 'p' }],
    ['to an anchor', { $ref: '#here', $defs: { a: { $anchor: 'here', title: 'h' } } }, [], { $anchor: 'here', title: 'h' }],
    ['to a dynamic anchor as to an anchor', { $ref: '#here', $defs: { a: { $dynamicAnchor: 'here' } } }, [], { $dynamicAnchor: 'here' }],
    [
      'to an $id by a relative URI',
      { $id: 'http://x.example/dir/root', $ref: 'part', $defs: { p: { $id: '/dir/part' } } },
      [],
      { $id: '/dir/part' },
    ],
    ['to an $id in a schema without a name', { $ref: 'part', $defs: { p: { $id: 'part' } } }, [], { $id: 'part' }],
    ['to a pointer inside a named resource', { $ref: 'part#/not', $defs: { p: { $id: 'part', not: true } } }, [], true],
    ['to a urn', { $ref: 'urn:example:a', $defs: { p: { $id: 'urn:example:a' } } }, [], { $id: 'urn:example:a' }],
    ['to a urn with a fragment', { $ref: 'urn:example:a#/not', $defs: { p: { $id: 'urn:example:a', not: true } } }, [], true],
    ['to a relative name where the base has no hierarchy', { $id: 'urn:a:b', $ref: '/c', not: { $id: '/c' } }, [], { $id: '/c' }],
    [
      'from a tag by a relative name',
      { $id: 'tag:e.com,2026:x/y?q', allOf: [{ $ref: 'z' }], not: { $id: 'tag:e.com,2026:x/z' } },
      ['allOf', '0'],
      { $id: 'tag:e.com,2026:x/z' },
    ],
    [
      'from a tag by a path',
      { $id: 'tag:e.com,2026:x/y', allOf: [{ $ref: '/z' }], not: { $id: 'tag:/z' } },
      ['allOf', '0'],
      { $id: 'tag:/z' },
    ],
    ['to a tag', { $ref: 'tag:example.com,2026:a', not: { $id: 'tag:example.com,2026:a' } }, [], { $id: 'tag:example.com,2026:a' }],
    [
      'against the base of the nearest $id',
      { $defs: { p: { $id: 'http://x.example/p', not: { $ref: '#/$defs/q' }, $defs: { q: true } }, q: false } },
      ['$defs', 'p', 'not'],
      true,
    ],
    ['to an old named $id', { $schema: seven, allOf: [{ $ref: '#n' }], definitions: { n: { $id: '#n' } } }, ['allOf', '0'], { $id: '#n' }],
    [
      'past an $id inside enum',
      { $ref: 'http://x.example/a', enum: [{ $id: 'http://x.example/a' }], not: { $id: 'http://x.example/a', title: 'real' } },
      [],
      { $id: 'http://x.example/a', title: 'real' },
    ],
    [
      'past an $id in a keyword that nobody knows',
      { $ref: 'a', 'x-it': { $id: 'a' }, not: { $id: 'a', title: 'real' } },
      [],
      { $id: 'a', title: 'real' },
    ],
    [
      'past a property that is called $id',
      { $ref: 'a', properties: { $id: { $id: 'a', title: 'real' } } },
      [],
      { $id: 'a', title: 'real' },
    ],
    ['to a given schema', { $ref: 'http://far.example/a/b.json#/definitions/x' }, [], { title: 'x of b' }],
    ['into a resource inside a given schema', { $ref: 'http://far.example/a/inner.json' }, [], { $id: 'inner.json', title: 'inner' }],
    ['to a given schema by its own name', { $ref: 'urn:example:other' }, [], remotes['http://far.example/other']],
  ])('%s', (_, schema, path, expected) => {
    expect(target(schema, { schemas: remotes }, ...path)).toEqual(expected);
  });

  it.each(['draft-04', 'draft-06', 'draft-07'] as const)('past an $id beside a $ref in %s', (dialect) => {
    const id = dialect === 'draft-04' ? 'id' : '$id';
    const place = readSchema({ [id]: 'http://x.example/root', not: { [id]: 'http://y.example/', $ref: '#' } }, { dialect }).below('not');
    expect(place.resource.uri).toBe('http://x.example/root');
  });

  it.each([
    'http://json-schema.org/draft-04/schema#',
    'http://json-schema.org/draft-06/schema#',
    seven,
    'https://json-schema.org/draft/2019-09/schema',
    'https://json-schema.org/draft/2020-12/schema',
    'https://json-schema.org/draft/2019-09/meta/format',
    'https://json-schema.org/draft/2020-12/meta/unevaluated',
  ])('to the metaschema %s', (uri) => {
    const found = readSchema({}).resolve(uri);
    expect(`${(found.value as { $id?: string; id?: string }).$id ?? (found.value as { id?: string }).id}`).toBe(uri);
    expect(found.resource.dialect).toBe(dialects.find((dialect) => uri.includes(dialect)));
  });

  it('by an $id beside a $ref only where the document has no other name', () => {
    const schema = { $id: 'http://x.example/', $ref: '#/definitions/a', definitions: { a: true } };
    expect(readSchema(schema, { dialect: 'draft-07' }).resource.uri).toBe('http://x.example/');
    expect(readSchema(schema, { dialect: 'draft-07', uri: 'http://y.example/' }).resource.uri).toBe('http://y.example/');
    expect(readSchema(schema, { uri: 'http://y.example/' }).resource.uri).toBe('http://x.example/');
  });

  it('against where the document was found', () => {
    expect(target({ $ref: 'b.json' }, { uri: 'http://far.example/a/root.json', schemas: remotes })).toHaveProperty('title', 'b');
  });
});

const raised = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe('what leads nowhere', () => {
  it.each<[string, object, string]>([
    ['a pointer', { $ref: '#/$defs/a' }, 'the reference "#/$defs/a" leads nowhere'],
    ['the length of a list', { allOf: [], $ref: '#/allOf/length' }, 'the reference "#/allOf/length" leads nowhere'],
    ['an item by a number with a zero ahead', { allOf: [{}, {}], $ref: '#/allOf/01' }, 'the reference "#/allOf/01" leads nowhere'],
    ['a member of every object', { $ref: '#/constructor' }, 'the reference "#/constructor" leads nowhere'],
    ['an anchor', { $ref: '#a' }, 'the reference "#a" leads nowhere'],
    ['an anchor of another resource', { $ref: '#a', not: { $id: 'n', $anchor: 'a' } }, 'the reference "#a" leads nowhere'],
  ])('%s is an error of the schema', (_, schema, message) => {
    const fault = raised(() => target(schema));
    expect(fault).toBeInstanceOf(SchemaError);
    expect([(fault as SchemaError).code, (fault as SchemaError).message, (fault as SchemaError).place.pointer]).toEqual([
      'schema/reference',
      message,
      '',
    ]);
  });

  it.each<[string, () => unknown, string]>([
    ['a schema that was not given', () => target({ $ref: 'http://far.example/c' }), 'http://far.example/c is not among the schemas given'],
    ['a relative name against a urn', () => target({ $id: 'urn:a:b', $ref: 'c' }), 'urn:c is not among the schemas given'],
    ['what is no URI', () => target({ $ref: 'http://[' }), 'the reference "http://[" cannot be resolved against schema:///'],
    [
      'a name given twice',
      () => target({ $ref: 'n', allOf: [{ $id: 'n' }, { $id: 'n', type: 'null' }] }),
      'two schemas are called schema:///n',
    ],
    [
      'a dialect that nobody knows',
      () => readSchema({ $schema: 'http://far.example/dialect' }),
      'the dialect http://far.example/dialect is not known',
    ],
  ])('%s is undecided', (_, read, message) => {
    expect(read).toThrow(new Undecided(message));
  });
});

describe('the dialect of a place', () => {
  const embedded = {
    $id: 'http://x.example/',
    $defs: { old: { $id: 'old', $schema: seven, not: {} }, same: { $id: 'same' }, loose: { $schema: seven } },
  };
  const metaschema = (vocabulary: object): object => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', $vocabulary: vocabulary });
  it.each<[string, Place, unknown]>([
    ['is 2020-12 without a word', readSchema({}), '2020-12'],
    ['is what $schema says', readSchema({ $schema: seven }), 'draft-07'],
    ['is what $schema says without an empty fragment', readSchema({ $schema: 'https://json-schema.org/draft-07/schema' }), 'draft-07'],
    ['is the option, over $schema', readSchema({ $schema: seven }, { dialect: '2019-09' }), '2019-09'],
    ['is its own in an embedded resource', readSchema(embedded).below('$defs', 'old', 'not'), 'draft-07'],
    ['is inherited by an embedded resource that says nothing', readSchema(embedded).below('$defs', 'same'), '2020-12'],
    ['is not changed by $schema inside a resource', readSchema(embedded).below('$defs', 'loose'), '2020-12'],
    [
      'is that of a given metaschema',
      readSchema({ $schema: 'http://m.example/m' }, { schemas: { 'http://m.example/m': { $schema: seven } } }),
      'draft-07',
    ],
    [
      'is by the version in OpenAPI 3.0',
      readDocument({ openapi: '3.0.4', components: { schemas: { a: {} } } }).placeAt('/components/schemas/a'),
      'openapi-3.0',
    ],
    [
      'is by jsonSchemaDialect in OpenAPI 3.1',
      readDocument({ openapi: '3.1.1', jsonSchemaDialect: seven, components: { schemas: { a: {} } } }).placeAt('/components/schemas/a'),
      'draft-07',
    ],
    [
      'is by $schema of a Schema Object',
      readDocument({ openapi: '3.1.1', components: { schemas: { a: { $schema: seven } } } }).placeAt('/components/schemas/a'),
      'draft-07',
    ],
  ])('%s', (_, place, expected) => {
    expect(place.resource.dialect).toBe(expected);
  });

  it('loses the keywords whose vocabulary is left out', () => {
    const schemas = { 'http://m.example/m': metaschema({ 'https://json-schema.org/draft/2020-12/vocab/applicator': true }) };
    const { silent } = readSchema({ $schema: 'http://m.example/m' }, { schemas }).resource;
    expect([silent.has('minimum'), silent.has('format'), silent.has('unevaluatedItems'), silent.has('properties')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
  it('is undecided where a vocabulary is required that nobody knows', () => {
    const schemas = { 'http://m.example/m': metaschema({ 'http://m.example/v': true }) };
    expect(() => readSchema({ $schema: 'http://m.example/m' }, { schemas })).toThrow(Undecided);
  });
});

describe('places', () => {
  const schema = { properties: { a: { $ref: '#/x/y' }, b: { items: { $ref: '#/properties/b' } } }, x: { y: { not: true } } };
  it('are one object whatever way leads to them', () => {
    const root = readSchema(schema);
    const b = root.below('properties', 'b');
    expect(b).toBe(root.resolve('#/properties/b'));
    expect(b).toBe(b.below('items').resolve('#/properties/b'));
    expect(root.resolve('#/x/y')).toBe(root.resolve('#/x/y'));
  });
  it('have pointers from the root of the document', () => {
    const place = readSchema({ $defs: { 'a/b': { $id: 'http://x.example/n', not: {} } } }).below('$defs', 'a/b', 'not');
    expect([place.pointer, place.resource.root.pointer]).toEqual(['/$defs/a~1b/not', '/$defs/a~1b']);
  });
  it('of an OpenAPI document share one table', () => {
    const document = readDocument({
      openapi: '3.0.0',
      paths: { '/a': { schema: { $ref: '#/components/schemas/a' } } },
      components: { schemas: { a: {} } },
    });
    expect(document.placeAt('/paths/~1a/schema').resolve('#/components/schemas/a')).toBe(document.placeAt('/components/schemas/a'));
  });
  it('have the dynamic anchors of their resource alone', () => {
    const root = readSchema({ $dynamicAnchor: 'n', not: { $id: 'in', $defs: { x: { $dynamicAnchor: 'm' } } } });
    expect([...root.resource.dynamicAnchors().keys()]).toEqual(['n']);
    expect([...root.below('not').resource.dynamicAnchors().keys()]).toEqual(['m']);
  });
  it('have the recursive anchor at the root of a resource as the dynamic anchor without name', () => {
    const root = readSchema({ $recursiveAnchor: true, not: { $recursiveAnchor: true } }, { dialect: '2019-09' });
    expect([...root.resource.dynamicAnchors()]).toEqual([['', root]]);
  });
  it('have no recursive anchor where it does not stand at the root', () => {
    expect([...readSchema({ not: { $recursiveAnchor: true } }, { dialect: '2019-09' }).resource.dynamicAnchors()]).toEqual([]);
  });
  it('of an inline schema of an OpenAPI document have the anchors in it', () => {
    const document = readDocument({
      openapi: '3.1.0',
      paths: { '/a': { schema: { not: { $ref: '#x' }, $defs: { x: { $anchor: 'x', title: 'x' } } } } },
    });
    expect(document.placeAt('/paths/~1a/schema').below('not').resolve('#x').value).toEqual({ $anchor: 'x', title: 'x' });
  });
  it('are not called the same twice', () => {
    const schema = { allOf: [{ $anchor: 'a' }, { $anchor: 'a' }], $ref: '#a' };
    expect(raised(() => target(schema))).toMatchObject({ code: 'schema/anchor', message: 'the name "#a" was given before, at #/allOf/0' });
  });
  it('nest as deep as they like', () => {
    let deep: object = { $anchor: 'bottom' };
    for (let level = 0; level < 20_000; level++) deep = { not: deep };
    const bottom = readSchema(deep).resolve('#bottom');
    expect(bottom.pointer.length).toBe(80_000);
  });
  it('are found among many', () => {
    const $defs = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`n${n}`, { $id: `n${n}`, type: 'string' }]));
    expect(readSchema({ $defs }).resolve('n49999').pointer).toBe('/$defs/n49999');
  });
});

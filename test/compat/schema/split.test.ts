import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from '../../../src/compat/schema/relation.ts';

// What one schema says of an object may be spread over several parts of an `allOf`, on every level: it says the same.

type Tree = { readonly leaf: object } | { readonly members: Readonly<Record<string, Tree>>; readonly required: readonly string[] };

const leaf = fc
  .constantFrom<object>({ type: 'string' }, { type: 'integer' }, { enum: ['a', 'b'] }, { enum: ['a'] }, { type: 'string', maxLength: 3 })
  .map((of): Tree => ({ leaf: of }));
const { tree } = fc.letrec<{ tree: Tree; branch: Tree }>((tie) => ({
  branch: fc
    .dictionary(fc.constantFrom('a', 'b', 'c'), tie('tree'), { minKeys: 1, maxKeys: 3 })
    .chain((members) => fc.subarray(Object.keys(members)).map((required): Tree => ({ members, required }))),
  tree: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('branch')),
}));

const whole = (of: Tree): object =>
  'leaf' in of
    ? of.leaf
    : {
        type: 'object',
        properties: Object.fromEntries(Object.entries(of.members).map(([name, child]) => [name, whole(child)])),
        required: of.required,
      };

/** The part of a tree that holds the leaves on one side, which the path of names decides. */
const part = (of: Tree, side: 0 | 1, path = ''): object | undefined => {
  if ('leaf' in of) return (path.length + (path.codePointAt(path.length - 1) ?? 0)) % 2 === side ? of.leaf : undefined;
  const members = Object.entries(of.members).flatMap(([name, child]) => {
    const inner = part(child, side, path + name);
    return inner ? [[name, inner] as const] : [];
  });
  const properties = Object.fromEntries(members);
  return { type: 'object', properties, required: of.required.filter((name) => Object.hasOwn(properties, name)) };
};
const split = (of: Tree): object => ({ allOf: [part(of, 0) ?? {}, part(of, 1) ?? {}] });

describe('a schema that is spread over two parts', () => {
  it.each(['strict', 'tolerant-reader', 'codegen'] as const)('is sent and read as the whole is: %s', (profile) => {
    const said = { contained: 0, 'not-contained': 0, unknown: 0 };
    fc.assert(
      fc.property(tree, tree, fc.boolean(), (a, b, isNear) => {
        const next: Tree =
          isNear && 'members' in a && 'members' in b ? { members: { ...a.members, ...b.members }, required: a.required } : b;
        const kind = contains(whole(a), whole(next), { profile }).kind;
        said[kind]++;
        expect(contains(split(a), whole(next), { profile }).kind).toBe(kind);
        expect(contains(whole(a), split(next), { profile }).kind).toBe(kind);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 200), seed: 20261123 },
    );
    expect(said.contained).toBeGreaterThan(10);
    expect(said['not-contained']).toBeGreaterThan(20);
    expect(said.unknown).toBe(0);
  });
});

describe('parts that are led to by ever more ways', () => {
  it('are not decided, rather than passed over', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => {
        const next = { $ref: `#/$defs/l${at + 1}` };
        return [`l${at}`, { anyOf: [next, { allOf: [next, { minProperties: at }] }] }];
      }),
    );
    const holding = (x: object): object => ({
      allOf: [{ $ref: '#/$defs/l0' }, { type: 'object', properties: { m: { properties: { x }, required: ['x'] } }, required: ['m'] }],
      $defs: { ...levels, l12: { properties: { m: { properties: { y: { type: 'string' } }, required: ['y'] } } } },
    });
    const { kind } = contains(holding({ enum: [1, 2] }), holding({ enum: [1] }), { profile: 'tolerant-reader' });
    expect(kind).toBe('unknown');
  });
});

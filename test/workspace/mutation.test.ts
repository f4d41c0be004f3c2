import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { DrillError } from '../../src/core/error.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import { folderWith } from './folder.ts';
import { around, sound } from './sound.ts';

let home: ReturnType<typeof folderWith>;
beforeAll(() => {
  home = folderWith(around);
});
afterAll(() => home[Symbol.dispose]());

/** Loads; a refusal must be a DrillError of which every problem has a place inside the file. */
const loadOrRefuse = async (text: string): Promise<'loaded' | 'refused'> => {
  writeFileSync(join(home.path, 'drill.yaml'), text);
  try {
    await loadWorkspace(home.path);
    return 'loaded';
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    expect(error.kind).toBe('usage');
    expect(error.problems.length).toBeGreaterThan(0);
    const lines = text.split('\n').length;
    for (const { at, what } of error.problems) {
      expect(at?.file).toBe('drill.yaml');
      expect(at?.line).toBeLessThanOrEqual(lines);
      expect(what).not.toMatch(/anyOf|must NOT|must match|\[object|undefined/);
    }
    return 'refused';
  }
};

type Tree = Record<string, unknown> | unknown[];

/** Every member of a tree: where it hangs, and by what name. */
const membersOf = (tree: unknown): [parent: Tree, key: string][] =>
  typeof tree !== 'object' || tree === null
    ? []
    : Object.entries(tree).flatMap(([key, value]) => [[tree as Tree, key] as [Tree, string], ...membersOf(value)]);

const odd = fc.oneof(
  fc.constantFrom(null, true, 0, 1.5, -1, '', 'x', '../..', 'down', [], {}, [[]], { a: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const mutation = fc.record({
  pick: fc.nat(),
  how: fc.constantFrom('delete', 'rename', 'replace', 'copy'),
  value: odd,
  name: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '<<', '0')),
});

const mutate = (tree: Tree, { pick, how, value, name }: { pick: number; how: string; value: unknown; name: string }): void => {
  const members = membersOf(tree);
  const [parent, key] = members[pick % members.length] ?? [tree, ''];
  const target = parent as Record<string, unknown>;
  const put = (at: string, what: unknown): void =>
    void Object.defineProperty(target, at, { value: what, enumerable: true, configurable: true, writable: true });
  const was = target[key];
  if (how === 'replace') put(key, value);
  else if (how === 'copy' && !Array.isArray(parent)) put(name, was);
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else {
    delete target[key];
    if (how === 'rename') put(name, was);
  }
};

it('whatever happens to a node of a sound file, it loads or says where it is wrong', async () => {
  const seen = { loaded: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      const tree = parse(sound) as Tree;
      for (const one of mutations) mutate(tree, one);
      seen[await loadOrRefuse(stringify(tree))] += 1;
    }),
    { numRuns: 400 },
  );
  expect(seen.refused).toBeGreaterThan(100);
  expect(seen.loaded).toBeGreaterThan(0);
});

it('whatever happens to the text of a sound file, it loads or says where it is wrong', async () => {
  const seen = { loaded: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sound.length),
      fc.nat(20),
      fc.oneof(fc.string(), fc.constantFrom('{', '[', '&a', '*a', ': ', '- ', '\n', '\t', '"', '|', '? ', '!!x ', '\0', '%', '---')),
      async (at, cut, put) => {
        seen[await loadOrRefuse(sound.slice(0, at) + put + sound.slice(at + cut))] += 1;
      },
    ),
    { numRuns: 400 },
  );
  expect(seen.refused).toBeGreaterThan(50);
  expect(seen.loaded).toBeGreaterThan(0);
});

import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { commonFormatOf, compareContracts } from '../../../src/compat/compare.ts';
import { DrillError } from '../../../src/core/error.ts';
import { type Files, readFiles } from '../document/folders.ts';
import { randomOf } from './mutate.ts';

const names = ['api.yaml', 'a.json', 's/b.yaml', 's/t/c.yaml'];
const heads = [
  '"openapi":"3.1.0"',
  '"openapi":"3.0.0"',
  '"swagger":"2.0"',
  '"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"',
];

/** Four files that refer to each other at random, now and then to nowhere. */
const filesOf = (seed: number): Files => {
  const random = randomOf(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const reference = (from: string, pointers: readonly string[]): string => {
    const to = pick(names);
    const file = to === from && random() < 0.5 ? '' : posix.relative(posix.dirname(from), to);
    return JSON.stringify({ $ref: random() < 0.02 ? pick(['none', '..', '/', 'https://e.example/x', '#n']) : `${file}${pick(pointers)}` });
  };
  const schema = (from: string, depth: number): string => {
    const inner = (): string => schema(from, depth + 1);
    if (depth > 2 || random() < 0.3) return reference(from, ['#/x', '#/y', '#/x/items', '#/components/schemas/P']);
    const kinds = [
      () => '{"type":"string","maxLength":3}',
      () => `{"items":${inner()}}`,
      () => `{"properties":{"a":${inner()},"$ref":${inner()}}}`,
      () => `{"allOf":[${inner()},{"type":"object"}]}`,
      () => '{"$anchor":"n","type":"object"}',
      () => `{"$id":"https://e.example/${pick(['x', 'api.yaml', 's/b.yaml'])}","items":${inner()}}`,
    ];
    return kinds[Math.floor(random() * kinds.length)]?.() ?? '';
  };
  return Object.fromEntries(
    names.map((name) => {
      const schemas = random() < 0.3 && name === 'api.yaml' ? reference('api.yaml', ['#/components/schemas']) : `{"P":${schema(name, 0)}}`;
      const path =
        random() < 0.3
          ? reference(name, ['#/paths/~1a'])
          : `{"get":{"responses":{"200":{"description":"","content":{"a/b":{"schema":${schema(name, 0)}}}}}}}`;
      const head = name === 'api.yaml' ? `${pick(heads)},"definitions":{"P":${schema(name, 0)}},` : '';
      return [
        name,
        `{${head}"x":{"items":${schema(name, 0)}},"y":${schema(name, 0)},"components":{"schemas":${schemas}},"paths":{"/a":${path}}}`,
      ];
    }),
  );
};

const outcomeOf = async (seed: number): Promise<string> => {
  try {
    const [old, next] = [await readFiles(filesOf(seed), 'old/'), await readFiles(filesOf(seed), 'new/')];
    const { findings } = compareContracts(
      old,
      { ...next, digest: 'of the same in other bytes' },
      { name: 'x', format: commonFormatOf(old, next) },
    );
    // What no file holds is not known; what is known does not differ.
    return findings.every(({ cells }) => Object.values(cells).every((state) => state === 'unknown')) ? 'same' : `seed ${seed} differs`;
  } catch (error) {
    return error instanceof DrillError && error.kind === 'usage' && error.problems.every(({ at }) => at)
      ? 'refused'
      : `seed ${seed}: ${String(error)}`;
  }
};

it('files that refer to each other in every way are read as one document or refused, and do not differ from themselves', async () => {
  const outcomes = await Promise.all(Array.from({ length: 300 }, (_, seed) => outcomeOf(seed)));
  expect([...new Set(outcomes)].sort()).toEqual(['refused', 'same']);
  expect(outcomes.filter((outcome) => outcome === 'same').length).toBeGreaterThan(100);
});

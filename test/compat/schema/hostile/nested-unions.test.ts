import { describe, expect, it } from 'vitest';
import { relation } from '../../../../src/compat/schema/relation.ts';

// Choices within choices, with a different schema at each of a thousand ends: answered, and not only honest. The time is
// generous, for a product of all the branches would take longer than any.

type Keyword = 'oneOf' | 'anyOf';
type Leaf = (i: number) => object;
type Told = 'by nothing' | 'by the leaf' | 'by each level';

const text: Leaf = () => ({ type: 'string' });
/** One leaf is narrower. */
const changed =
  (depth: number): Leaf =>
  (i) => ({ type: 'string', ...(i === Math.floor(2 ** depth / 3) ? { maxLength: 7 } : {}) });
const record = (properties: object): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const inPlace = (keyword: Keyword, told: Told, depth: number, leaf: Leaf): object => {
  const at = (level: number, i: number): object => {
    if (level === 0)
      return record({
        [`k${i}`]: leaf(i),
        ...(told === 'by the leaf' ? { kind: { const: `v${i}` } } : {}),
      });
    const branches = [0, 1].map((b) => {
      const inner = at(level - 1, 2 * i + b);
      return told === 'by each level' ? { ...record({ [`d${level}`]: { const: b } }), allOf: [inner] } : inner;
    });
    return { [keyword]: branches };
  };
  return at(depth, 0);
};
const throughMembers = (keyword: Keyword, told: Told, depth: number, leaf: Leaf): object => {
  const at = (level: number, i: number): object =>
    level === 0
      ? record({ [`k${i}`]: leaf(i) })
      : {
          [keyword]: [0, 1].map((b) =>
            record({
              next: at(level - 1, 2 * i + b),
              ...(told === 'by each level' ? { d: { const: b } } : {}),
            }),
          ),
        };
  return at(depth, 0);
};
const reversed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reversed).reverse()
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, member]) => [key, reversed(member)])
            .reverse(),
        )
      : value;
const answer = (a: unknown, b: unknown): string => relation(a, b, { budget: { ms: 30_000 } }).kind;

describe.each(['oneOf', 'anyOf'] as const)('%s within itself, ten levels', (keyword) => {
  // Of what is told apart by nothing more than one branch may hold, which oneOf then refuses: so a branch that is narrower
  // accepts more in all.
  const wider = (told: Told): string => (keyword === 'oneOf' && told === 'by nothing' ? 'overlapping' : 'wider');
  it.each(['by nothing', 'by the leaf', 'by each level'] as const)('in place, told apart %s', (told) => {
    const schema = inPlace(keyword, told, 10, text);
    expect(answer(schema, reversed(schema))).toBe('equivalent');
    expect(answer(schema, inPlace(keyword, told, 10, changed(10)))).toBe(wider(told));
  });
  it.each(['by nothing', 'by each level'] as const)('through members, told apart %s', (told) => {
    const schema = throughMembers(keyword, told, 10, text);
    expect(answer(schema, reversed(schema))).toBe('equivalent');
    expect(answer(schema, throughMembers(keyword, told, 10, changed(10)))).toBe(wider(told));
  });
});

describe('a refused union of many', () => {
  it('is refused by the branch that was chosen, whichever level it is on', () => {
    const flat = Array.from({ length: 64 }, (_, i) => record({ [`k${i}`]: { type: 'string' } }));
    const nested = flat.reduceRight<object>((rest, branch) => ({ anyOf: [branch, rest] }), {
      const: 0,
    });
    expect(answer({ anyOf: flat }, nested)).toBe('narrower');
    expect(answer(nested, { anyOf: [...flat, { type: 'boolean' }] })).toBe('overlapping');
  });
});

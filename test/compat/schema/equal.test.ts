import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuestionOptions } from '../../../src/compat/schema/question.ts';
import type { Dialect } from '../../../src/compat/schema/read/place.ts';
import { relation } from '../../../src/compat/schema/relation.ts';
import { near, sample, type Sample, type Schema, whole } from './schemas.ts';
import { sound } from './sound.ts';
import { translated } from './translate.ts';

// What changes the text of a schema and not its meaning changes no answer.

const runs = Number(process.env['FUZZ_RUNS'] ?? 50);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261124);
const options: QuestionOptions = { budget: { steps: 300_000, ms: 60_000 } };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** The same change everywhere in a schema, from the leaves up; what stands in enum and const is no schema. */
const everywhere = (schema: unknown, change: (schema: Readonly<Record<string, unknown>>) => unknown): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => everywhere(one, change));
  if (!isRecord(schema)) return schema;
  return change(
    Object.fromEntries(
      Object.entries(schema).map(([keyword, value]) => [
        keyword,
        keyword === 'enum' || keyword === 'const' ? value : everywhere(value, change),
      ]),
    ),
  );
};

const unordered = new Set(['type', 'enum', 'required', 'allOf', 'anyOf', 'oneOf']);
const reordered = (schema: Schema): unknown =>
  everywhere(schema, (one) =>
    Object.fromEntries(
      Object.entries(one)
        .reverse()
        .map(([keyword, value]) => [keyword, unordered.has(keyword) && Array.isArray(value) ? value.toReversed() : value]),
    ),
  );

const annotated = (schema: Schema): unknown =>
  isRecord(schema)
    ? { title: 'x', description: 'y', $comment: 'z', examples: [1], default: null, 'x-unknown': { a: 1 }, ...schema, deprecated: true }
    : schema;

/** The whole schema moved behind a reference; what it refers to stands beside it. */
const extracted = ({ body, definition }: Sample): unknown => ({ $defs: { r: definition, extracted: body }, $ref: '#/$defs/extracted' });

/** References replaced by what they refer to, once. */
const inlined = ({ body, definition }: Sample): unknown => {
  const inside = everywhere(body, (one) => (one['$ref'] === '#/$defs/r' && Object.keys(one).length === 1 ? definition : one));
  return isRecord(inside) ? { ...inside, $defs: { r: definition } } : inside;
};

/** Each keyword into a branch of allOf of its own; those that see each other stay together. */
const families = [
  ['if', 'then', 'else'],
  ['items', 'prefixItems'],
  ['contains', 'minContains', 'maxContains'],
  ['properties', 'patternProperties', 'additionalProperties'],
];
const spread = (schema: Schema): unknown => {
  if (!isRecord(schema) || 'unevaluatedProperties' in schema || 'unevaluatedItems' in schema) return schema;
  const { $defs, ...rest } = schema;
  const parts = Map.groupBy(Object.entries(rest), ([keyword]) => families.find((one) => one.includes(keyword))?.[0] ?? keyword);
  return { ...($defs === undefined ? {} : { $defs }), allOf: [...parts.values()].map((part) => Object.fromEntries(part)) };
};

const changes: Readonly<Record<string, (one: Sample) => unknown>> = {
  'the definition renamed': (one) => everywhere(whole(one), (schema) => renameRef(schema)),
  'everything reordered': (one) => reordered(whole(one)),
  annotated: (one) => annotated(whole(one)),
  'extracted to a definition': extracted,
  'a reference inlined': inlined,
  'each keyword moved into allOf': (one) => spread(whole(one)),
  'denied twice': ({ body, definition }) => ({ not: { not: body }, $defs: { r: definition } }),
};
function renameRef(schema: Readonly<Record<string, unknown>>): unknown {
  const out: Record<string, unknown> = { ...schema };
  if (out['$ref'] === '#/$defs/r') out['$ref'] = '#/$defs/another~1name';
  if (isRecord(out['$defs']) && 'r' in out['$defs']) out['$defs'] = { 'another/name': out['$defs']['r'] };
  return out;
}

const asked = (a: unknown, b: unknown, more: QuestionOptions = {}): string | undefined =>
  sound(() => relation(a, b, { ...options, ...more }).kind);

/** How an answer has changed; nothing where it has not, or where one of the two is not known. */
const moved = (before: string | undefined, after: string | undefined): string =>
  before === after || before === 'unknown' || after === 'unknown' ? '' : `${before}, then ${after}`;

describe('changes of the text that are none of the meaning', () => {
  it.each(Object.entries(changes))('%s', (_, change) => {
    const said: Record<string, number> = {};
    fc.assert(
      fc.property(near, ([one, two]) => {
        const [a, b] = [whole(one), whole(two)];
        const changed = change(one);
        const same = asked(a, changed);
        const [before, after] = [asked(a, b), asked(changed, b)];
        if (same === undefined || before === undefined || after === undefined) return;
        said[same] = (said[same] ?? 0) + 1;
        expect([same, JSON.stringify(changed)]).toEqual([same === 'unknown' ? same : 'equivalent', JSON.stringify(changed)]);
        expect(moved(before, after)).toBe('');
      }),
      { numRuns: runs, seed },
    );
    expect(said['equivalent']).toBeGreaterThan(runs / 2);
    expect(said['unknown'] ?? 0).toBeLessThan(runs / 100);
  });

  it.each(['draft-04', 'openapi-3.0', 'draft-06', 'draft-07', '2019-09'] as const)('said in %s', (dialect: Dialect) => {
    let [equal, unknown] = [0, 0];
    fc.assert(
      fc.property(fc.tuple(sample, sample), ([one, two]) => {
        const [a, b] = [whole(one), whole(two)];
        const said = translated(a, dialect);
        if (!said) return;
        const same = asked(a, said.schema, { dialect: { a: '2020-12', b: dialect } });
        const [before, after] = [asked(a, b, { dialect: '2020-12' }), asked(said.schema, b, { dialect: { a: dialect, b: '2020-12' } })];
        if (same === undefined) return;
        if (same === 'unknown') unknown++;
        else equal++;
        expect([same, JSON.stringify(said.schema)]).toEqual([same === 'unknown' ? same : 'equivalent', JSON.stringify(said.schema)]);
        expect(moved(before, after)).toBe('');
      }),
      { numRuns: runs, seed },
    );
    expect(equal).toBeGreaterThan(runs / 10);
    expect(unknown).toBeLessThan(runs / 100);
  });
});

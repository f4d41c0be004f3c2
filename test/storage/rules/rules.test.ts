import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../../src/storage/rules/registry.ts';
import { type Judges, openJudges } from '../judged.ts';

// Every example is made on a real server, read from there, and judged.

let judges: Judges;
beforeAll(async () => {
  judges = await openJudges();
});
afterAll(() => judges[Symbol.asyncDispose]());

const ids = rules.map(({ id }) => id);
const breaking = rules.flatMap((rule) => rule.examples.breaks.map((example, i) => [rule.id, i, example, rule] as const));
const holding = rules.flatMap((rule) => rule.examples.holds.map((example, i) => [rule.id, i, example] as const));
const mirrorsOf = ({ mirror = [] }: (typeof rules)[number]): readonly string[] => (typeof mirror === 'string' ? [mirror] : mirror);
const byId = new Map(rules.map((rule) => [rule.id, rule]));

describe('rules about stores', () => {
  it('are the files of their folder, one each', () => {
    const files = readdirSync(new URL('../../../src/storage/rules/', import.meta.url)).filter((file) => file !== 'registry.ts');
    expect(ids.map((id) => `${id.replace('storage/', '')}.ts`).sort()).toEqual(files.sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('each have an example that breaks, but the one about what nobody has thought of', () =>
    expect(rules.filter(({ examples }) => examples.breaks.length === 0).map(({ id }) => id)).toEqual(['storage/not-decided']));

  it('each have an example that holds', () =>
    expect(rules.filter(({ examples }) => examples.holds.length === 0).map(({ id }) => id)).toEqual([]));

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s weighs what is assumed: a use by N-1 is no note, one that nobody has begun is',
    (_, rule) => expect(rule.assume === 'unused').toBe(rule.severity === 'note'),
  );

  it.each(breaking)('%s finds its example %i, with its cells, and nothing else does', async (id, _, example, rule) => {
    const found = await judges.judge(example);
    expect([...new Set(found.map(({ finding }) => finding.rule))]).toEqual([id]);
    for (const { finding, change } of found) {
      const late = example.migrate !== undefined && rule.ahead !== undefined;
      expect(finding.cells).toEqual({
        ...rule.cells,
        ...(rule.stops?.(change) ? { rollout: 'breaks-if-used' } : {}),
        ...(late ? { mixed: 'breaks-if-used' } : {}),
      });
    }
  });

  it.each(holding)('%s is silent about the example that holds %i', async (id, _, example) => {
    expect((await judges.judge(example)).map(({ finding }) => finding.rule)).not.toContain(id);
  });
});

describe('each rule about stores', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s names its mirror, which names it, or says why it has none', (id, rule) => {
    const named = mirrorsOf(rule);
    expect(named.length > 0 !== (rule.noMirror !== undefined)).toBe(true);
    expect(named.filter((mirror) => !byId.has(mirror))).toEqual([]);
    expect(rule.noMirror ?? 'A sentence.').toMatch(/^[A-Z].*\.$/);
    for (const mirror of named) {
      const other = byId.get(mirror);
      expect(other ? mirrorsOf(other) : [], `add ${JSON.stringify(id)} to \`mirror\` of ${mirror}`).toContain(id);
    }
  });

  it.each(breaking)(
    '%s: its example %i, with old and new swapped, is found by its mirror and by nothing else',
    async (_, __, example, rule) => {
      const swapped = { old: example.new, new: example.old, migrate: 'after' as const };
      const found = (await judges.judge(swapped)).map(({ finding }) => finding.rule);
      const mirrors = mirrorsOf(rule);
      expect(found.filter((id) => !mirrors.includes(id))).toEqual([]);
      expect(found.length > 0).toBe(mirrors.length > 0);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/compat/rules/registry.ts';
import { compareExample } from '../contracts.ts';

// What one version adds is gone when it is taken back: a rule about one way without one about the other is half a rule.

const mirrorsOf = ({ mirror = [] }: (typeof rules)[number]): readonly string[] => (typeof mirror === 'string' ? [mirror] : mirror);
const byId = new Map(rules.map((rule) => [rule.id, rule]));

describe('each rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s names its mirror, or says why it has none', (id, rule) => {
    const { noMirror } = rule;
    const named = mirrorsOf(rule);
    expect(
      named.length > 0 !== (noMirror !== undefined),
      `add \`mirror: '<id of the rule that finds the change made the other way round>'\` to ${id} (its own id where it is symmetric), or \`noMirror: '<a sentence that says why nothing finds it>'\`; one of the two`,
    ).toBe(true);
    expect(named.filter((mirror) => !byId.has(mirror))).toEqual([]);
    expect(noMirror ?? 'A sentence.').toMatch(/^[A-Z].*\.$/);
  });

  it.each(rules.filter(({ noMirror }) => noMirror === undefined).map((rule) => [rule.id, rule] as const))(
    '%s is the mirror of its mirror',
    (id, rule) => {
      for (const mirror of mirrorsOf(rule)) {
        const other = byId.get(mirror);
        expect(other ? mirrorsOf(other) : [], `add ${JSON.stringify(id)} to \`mirror\` of ${mirror}`).toContain(id);
      }
    },
  );

  it.each(rules.flatMap((rule) => rule.examples.breaks.map((example, i) => [rule.id, i, rule, example] as const)))(
    '%s: its example %i, with old and new swapped, is found by its mirror and by nothing else',
    (_, __, rule, example) => {
      const found = compareExample({ ...example, old: example.new, new: example.old }).findings.map(({ rule: id }) => id);
      const mirrors = mirrorsOf(rule);
      expect(found.filter((id) => !mirrors.includes(id))).toEqual([]);
      expect(found.length > 0).toBe(mirrors.length > 0);
    },
  );
});

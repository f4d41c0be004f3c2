import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/compat/rules/registry.ts';
import { compareExample } from '../contracts.ts';

const ids = rules.map(({ id }) => id);
const rulesOf = (findings: readonly { rule: string }[]): string[] => findings.map(({ rule }) => rule);

describe('rules about contracts', () => {
  it('are the files of their folder, one each', () => {
    const files = readdirSync(new URL('../../../src/compat/rules/', import.meta.url)).filter((file) => file !== 'registry.ts');
    expect(ids.map((id) => `${id.replace('compat/', '')}.ts`).sort()).toEqual(files.sort());
  });

  it('each have an example that breaks, but those whose change needs more than one schema can show', () => {
    const bare = rules.filter(({ examples }) => examples.breaks.length === 0).map(({ id }) => id);
    expect(bare).toEqual([
      // What is shown is refused by what was narrowed, which has its own finding.
      'compat/default-no-longer-valid',
      'compat/document-members-changed',
      'compat/example-no-longer-valid',
      // What gives a value and what takes it back are two places: the change of the giver has its own finding.
      'compat/given-value-refused',
      'compat/request-members-changed',
      'compat/response-members-changed',
    ]);
  });

  it.each(rules.flatMap(({ id, examples }) => examples.breaks.map((example, i) => [id, i, example] as const)))(
    '%s finds its example %i, and nothing else does',
    (id, _, example) => {
      expect([...new Set(rulesOf(compareExample(example).findings))]).toEqual([id]);
    },
  );

  it.each(rules.flatMap(({ id, examples }) => examples.holds.map((example, i) => [id, i, example] as const)))(
    '%s is silent about the example that holds %i',
    (id, _, example) => {
      expect(rulesOf(compareExample(example).findings)).not.toContain(id);
    },
  );

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s says its cells as its example breaks them', (_, rule) => {
    for (const example of rule.examples.breaks)
      for (const finding of compareExample(example).findings) {
        // What both serving brings with it is not declared, but for what is only so then.
        const cells = Object.fromEntries(Object.entries(finding.cells).filter(([cell]) => cell !== 'mixed' || 'mixed' in rule.cells));
        const decided = Object.fromEntries(Object.entries(cells).filter(([, state]) => state !== 'unknown'));
        const declared = Object.entries(rule.cells).filter(
          ([cell]) => !Object.entries(cells).some(([name, state]) => name === cell && state === 'unknown'),
        );
        expect(decided).toEqual(Object.fromEntries(declared));
      }
  });
});

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/compat/rules/registry.ts';
import { compareExample } from '../contracts.ts';

const ids = rules.map(({ id }) => id);
const rulesOf = (findings: readonly { rule: string }[]): string[] => findings.map(({ rule }) => rule);

/** Rules whose mirror does not bear their name, or that have none, and why. */
const withoutMirror: Readonly<Record<string, string>> = {
  'compat/not-decided': 'what cannot be decided is symmetric: it is its own mirror',
  'compat/deprecation-added': 'what is not to end any more harms nobody',
  'compat/sunset-moved-earlier': 'more time than was promised harms nobody',
  'compat/optional-delivery-part-removed': 'its mirror is delivery-part-added: what is new in a call breaks nobody, promised or not',
  'compat/response-header-added': 'its mirrors are required-response-header-removed and optional-response-header-removed',
  'compat/required-response-header-removed': 'its mirror is response-header-added: a new header breaks nobody, required or not',
  'compat/optional-response-header-removed': 'its mirror is response-header-added: a new header breaks nobody, required or not',
};

const opposite = (id: string): string => {
  if (/-(changed|moved|renamed|replaced)$/.test(id)) return id; // neither side contains the other: the same seen from there
  const pairs = [
    ['added', 'removed'],
    ['narrowed', 'widened'],
    ['became-required', 'became-optional'],
    ['became-read-only', 'became-writable'],
    ['became-write-only', 'became-readable'],
  ] as const;
  for (const [a, b] of pairs) {
    if (id.endsWith(`-${a}`)) return id.slice(0, -a.length) + b;
    if (id.endsWith(`-${b}`)) return id.slice(0, -b.length) + a;
  }
  return '';
};

describe('rules about contracts', () => {
  it('are the files of their folder, one each', () => {
    const files = readdirSync(new URL('../../../src/compat/rules/', import.meta.url)).filter((file) => file !== 'registry.ts');
    expect(ids.map((id) => `${id.replace('compat/', '')}.ts`).sort()).toEqual(files.sort());
  });

  it('each have a mirror or a reason why not, and no reason is stale', () => {
    const lonely = ids.filter((id) => !ids.includes(opposite(id)));
    expect(lonely.sort()).toEqual(Object.keys(withoutMirror).sort());
  });

  it('each have an example that breaks, but those whose change needs more than one schema can show', () => {
    const bare = rules.filter(({ examples }) => examples.breaks.length === 0).map(({ id }) => id);
    expect(bare).toEqual(['compat/document-members-changed', 'compat/request-members-changed', 'compat/response-members-changed']);
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

import type { CompatExample, CompatRule } from '../../compat/rule.ts';
import { familiesOf, nameOf } from './families.ts';
import { assumedOf, cellsOf, lineOf, mirrorsOf, settingOf, yamlOf } from './text.ts';

/** A page of the docs; its name counts from docs/rules/. */
export interface Page {
  readonly name: string;
  readonly text: string;
}

const made = '<!-- Made from src/compat/rules/ by `node scripts/rules.js`: change the rules, not this. -->';

/** In one line where that can be read, else as blocks. */
const exampleOf = (example: CompatExample): string => {
  const [old, next] = [lineOf(example.old), lineOf(example.new)];
  return old.length + next.length <= 120
    ? `For example ${settingOf(example)}: \`${old}\`, then \`${next}\`.\n`
    : `For example ${settingOf(example)}:\n\n\`\`\`yaml\n# N-1\n${yamlOf(example.old)}\n# N\n${yamlOf(example.new)}\n\`\`\`\n`;
};

const ruleOf = (rule: CompatRule): string => {
  const assumed = assumedOf(rule);
  const mirrors = mirrorsOf(rule).map((id) => `\`${id}\``);
  const [breaks] = rule.examples.breaks;
  return [
    `## ${nameOf(rule)}\n`,
    `\`${rule.id}\` · ${rule.severity} · ${cellsOf(rule)}${assumed === undefined ? '' : ` · ${assumed}`}\n`,
    `${rule.why} **What to do:** ${rule.fix}\n`,
    mirrors.length === 0
      ? `No mirror: ${rule.noMirror ?? ''}\n`
      : mirrorsOf(rule).includes(rule.id)
        ? 'It is its own mirror.\n'
        : `Mirror: ${mirrors.join(', ')}.\n`,
    ...(breaks ? [exampleOf(breaks)] : []),
  ].join('\n');
};

/** Everything below docs/rules/, in the order of the names. */
export const pagesOf = (rules: readonly CompatRule[]): readonly Page[] => {
  const families = familiesOf(rules);
  const index = [
    `# Rules\n\n${made}\n`,
    `Every rule that \`drill check\` and \`drill diff\` judge contracts by, from the seat of who serves the contract: for a consumer rollout and rollback change places. \`drill explain <rule>\` tells the same, with all examples. How they are judged: [contracts.md](../contracts.md).\n`,
    ...families.map(({ name, title, rules: mine }) =>
      [
        `## [${title}](${name}.md)\n`,
        '| rule | severity | cells |',
        '|---|---|---|',
        ...mine.map((rule) => `| [${nameOf(rule)}](${name}.md#${nameOf(rule)}) | ${rule.severity} | ${cellsOf(rule)} |`),
        '',
      ].join('\n'),
    ),
  ].join('\n');
  return [
    { name: 'README.md', text: index },
    ...families.map(({ name, title, rules: mine }) => ({
      name: `${name}.md`,
      text: `# ${title}\n\n${made}\n\n${mine.map(ruleOf).join('\n')}`,
    })),
  ];
};

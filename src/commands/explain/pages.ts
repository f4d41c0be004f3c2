import { examplesOf, type Shown } from './examples.ts';
import { familiesOf } from './families.ts';
import { type AnyRule, nameOf } from './rules.ts';
import { assumedOf, cellsOf, mirrorsOf, noMirrorOf } from './text.ts';

/** A page of the docs; its name counts from docs/rules/. */
export interface Page {
  readonly name: string;
  readonly text: string;
}

const made = '<!-- Made from src/compat/rules/ and src/storage/rules/ by `node scripts/rules.js`: change the rules, not this. -->';

/** In one line where that can be read, else as blocks. */
const exampleOf = ({ setting, language, line, old, new: next }: Shown): string => {
  if (line.old.length + line.new.length <= 120) return `For example ${setting}: \`${line.old}\`, then \`${line.new}\`.\n`;
  const remark = language === 'sql' ? '--' : '#';
  return `For example ${setting}:\n\n\`\`\`${language}\n${remark} N-1\n${old}\n${remark} N\n${next}\n\`\`\`\n`;
};

const ruleOf = (rule: AnyRule): string => {
  const assumed = assumedOf(rule);
  const mirrors = mirrorsOf(rule).map((id) => `\`${id}\``);
  const [breaks] = examplesOf(rule).breaks;
  return [
    `## ${nameOf(rule)}\n`,
    `\`${rule.id}\` · ${rule.severity} · ${cellsOf(rule)}${assumed === undefined ? '' : ` · ${assumed}`}\n`,
    `${rule.why} **What to do:** ${rule.fix}\n`,
    mirrors.length === 0
      ? `No mirror: ${noMirrorOf(rule)}\n`
      : mirrorsOf(rule).includes(rule.id)
        ? 'It is its own mirror.\n'
        : `Mirror: ${mirrors.join(', ')}.\n`,
    ...(breaks ? [exampleOf(breaks)] : []),
  ].join('\n');
};

/** Everything below docs/rules/, in the order of the names. */
export const pagesOf = (rules: readonly AnyRule[]): readonly Page[] => {
  const families = familiesOf(rules);
  const index = [
    `# Rules\n\n${made}\n`,
    `Every rule that \`drill check\` and \`drill diff\` judge by: contracts from the seat of who serves them (for a consumer rollout and rollback change places), stores by the schemas of both versions. \`drill explain <rule>\` tells the same, with all examples. How they are judged: [contracts.md](../contracts.md), [storage.md](../storage.md).\n`,
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

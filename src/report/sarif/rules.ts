import type { Finding } from '../../model/finding.ts';
import type { RuleText } from '../../model/rule.ts';
import { cellsText } from '../phrases/cells.ts';

/** `compat/request-enum-narrowed` in words: `Request enum narrowed`. */
const titleOf = (id: string): string => {
  const words = id.slice(id.lastIndexOf('/') + 1).replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

const nameOf = (id: string): string =>
  id
    .split(/[/-]/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');

const assumed = {
  used: 'While nobody knows whether it is used, it is taken to be.',
  unused: 'While nobody knows whether it is used, it is taken not to be.',
} as const;

/** A rule as SARIF describes it. */
export const descriptorOf = ({ id, severity, cells, assume, why, fix }: RuleText) => {
  const hit = cellsText({ cells });
  const facts = [...(hit === '' ? [] : [`Cells: ${hit}.`]), ...(assume ? [assumed[assume]] : [])];
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: titleOf(id) },
    fullDescription: { text: why },
    help: {
      text: [why, `What to do: ${fix}`, ...facts].join('\n\n'),
      markdown: [why, `**What to do:** ${fix}`, ...facts, `\`drill explain ${id}\` shows examples.`].join('\n\n'),
    },
    defaultConfiguration: { level: severity },
    properties: { tags: ['compatibility', ...Object.keys(cells)] },
  };
};

/** The rules that findings come from: all that are known, then those that only the findings speak of. By id. */
export const rulesOf = (known: readonly RuleText[], findings: readonly Finding[]): readonly RuleText[] => {
  const named = new Map(findings.map((finding): [string, RuleText] => [finding.rule, { ...finding, id: finding.rule, cells: {} }]));
  for (const rule of known) named.set(rule.id, rule);
  return [...named.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
};

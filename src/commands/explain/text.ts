import type { CompatExample, CompatRule } from '../../compat/rule.ts';
import { yaml } from '../../core/yaml.ts';
import type { Look } from '../../model/report.ts';
import { paint } from '../../report/terminal/paint.ts';
import { cells } from '../../model/cell.ts';

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

/** An example as a person would write it. `undefined` members are left out, as in JSON. */
export const yamlOf = (value: unknown): string =>
  yaml()
    .stringify(JSON.parse(JSON.stringify(value ?? null)), { lineWidth: 110, aliasDuplicateObjects: false })
    .trimEnd();

/** The same in one line. */
export const lineOf = (value: unknown): string =>
  yaml()
    .stringify(JSON.parse(JSON.stringify(value ?? null)), { collectionStyle: 'flow', lineWidth: 0, aliasDuplicateObjects: false })
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What the two documents of an example are. */
export const settingOf = ({ side, whole, profile }: CompatExample): string => {
  const what =
    side === 'document'
      ? 'a JSON Schema of documents'
      : side === undefined
        ? whole
          ? 'an OpenAPI document'
          : 'the paths of an OpenAPI document'
        : `the schema of a ${side}`;
  return profile ? `${what}, by the profile ${profile}` : what;
};

const assumptions = {
  used: 'while nobody has seen whether it is used, it is taken for used',
  unused: 'while nobody has seen whether it is used, it is taken for unused',
} as const;

/** `rollout: breaks; rollback: breaks if used` */
export const cellsOf = (rule: CompatRule): string => {
  const hit = cells.flatMap((cell) => {
    const state = rule.cells[cell];
    return state === undefined ? [] : [`${cell}: ${state.replaceAll('-', ' ')}`];
  });
  return hit.length === 0 ? 'as the schemas decide' : hit.join('; ');
};

export const assumedOf = ({ assume }: CompatRule): string | undefined => (assume === undefined ? undefined : assumptions[assume]);

export const mirrorsOf = ({ mirror = [] }: CompatRule): readonly string[] => (typeof mirror === 'string' ? [mirror] : mirror);

const indented = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : `${by}${line}`))
    .join('\n');

const exampleText = (example: CompatExample, look: Look): string[] => [
  `  ${settingOf(example)}`,
  `    ${paint(look, 'dim', 'N-1')}`,
  indented(yamlOf(example.old), '      '),
  `    ${paint(look, 'dim', 'N')}`,
  indented(yamlOf(example.new), '      '),
];

/** One rule with all that it says of itself. */
export const ruleText = (rule: CompatRule, look: Look): string => {
  const { id, severity, why, fix, examples, noMirror } = rule;
  const aside = (label: string, text: string): string => `  ${paint(look, 'dim', label.padEnd(8))} ${text}`;
  const assumed = assumedOf(rule);
  const mirrors = mirrorsOf(rule);
  const listed = (title: string, list: readonly CompatExample[]): string[] =>
    list.flatMap((example, i) => [
      '',
      paint(look, 'bold', list.length === 1 ? title : `${title} (${i + 1} of ${list.length})`),
      ...exampleText(example, look),
    ]);
  return `${[
    `${paint(look, ['bold', colours[severity]], severity)} ${paint(look, 'bold', id)}`,
    aside('cells', cellsOf(rule)),
    ...(assumed === undefined ? [] : [aside('assumed', assumed)]),
    aside('why', why),
    aside('do', fix),
    aside('mirror', mirrors.length > 0 ? (mirrors.includes(id) ? 'itself' : mirrors.join(', ')) : `none: ${noMirror ?? ''}`),
    ...listed('It finds', examples.breaks),
    ...listed('It does not find', examples.holds),
  ].join('\n')}\n`;
};

import type { Look } from '../../model/report.ts';
import { paint } from '../../report/terminal/paint.ts';
import { cells } from '../../model/cell.ts';
import { examplesOf, type Shown } from './examples.ts';
import { type AnyRule, isAboutStores, isObserved } from './rules.ts';

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

const assumptions = {
  used: 'while nobody has seen whether it is used, it is taken for used',
  unused: 'while nobody has seen whether it is used, it is taken for unused',
} as const;

/** `rollout: breaks; rollback: breaks if used` */
export const cellsOf = (rule: AnyRule): string => {
  const hit = cells.flatMap((cell) => {
    const state = rule.cells[cell];
    return state === undefined ? [] : [`${cell}: ${state.replaceAll('-', ' ')}`];
  });
  if (isObserved(rule)) return hit.length === 0 ? 'none' : hit.join('; ');
  if (!isAboutStores(rule)) return hit.length === 0 ? 'as the schemas decide' : hit.join('; ');
  const { ahead, stops } = rule;
  const more = [
    ...(stops ? ['rollout: breaks if used, where rows of N-1 stop the migration'] : []),
    ...(ahead && rule.cells.mixed === undefined ? ['mixed: breaks if used, where the migration comes after the code'] : []),
  ];
  return hit.length + more.length === 0 ? 'not decided' : [...hit, ...more].join('; ');
};

export const assumedOf = ({ assume }: AnyRule): string | undefined => (assume === undefined ? undefined : assumptions[assume]);

export const mirrorsOf = (rule: AnyRule): readonly string[] => {
  const { mirror = [] } = isObserved(rule) ? {} : rule;
  return typeof mirror === 'string' ? [mirror] : mirror;
};

/** Why nothing finds the same change made the other way round. */
export const noMirrorOf = (rule: AnyRule): string => {
  if (!isObserved(rule)) return rule.noMirror ?? '';
  return rule.by === 'plans' ? 'it is of no change by itself.' : 'it is what is seen when a migration is run.';
};

const indented = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : `${by}${line}`))
    .join('\n');

const exampleText = (example: Shown, look: Look): string[] => [
  `  ${example.setting}`,
  `    ${paint(look, 'dim', 'N-1')}`,
  indented(example.old, '      '),
  `    ${paint(look, 'dim', 'N')}`,
  indented(example.new, '      '),
];

/** One rule with all that it says of itself. */
export const ruleText = (rule: AnyRule, look: Look): string => {
  const { id, severity, why, fix } = rule;
  const examples = examplesOf(rule);
  const aside = (label: string, text: string): string => `  ${paint(look, 'dim', label.padEnd(8))} ${text}`;
  const assumed = assumedOf(rule);
  const mirrors = mirrorsOf(rule);
  const listed = (title: string, list: readonly Shown[]): string[] =>
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
    aside('mirror', mirrors.length > 0 ? (mirrors.includes(id) ? 'itself' : mirrors.join(', ')) : `none: ${noMirrorOf(rule)}`),
    ...listed('It finds', examples.breaks),
    ...listed('It does not find', examples.holds),
  ].join('\n')}\n`;
};

import type { Finding } from '../../../model/finding.ts';
import { killFindings } from '../kills/told.ts';
import { keyOf, statementOf } from './places.ts';
import type { Prefix, ReadStep } from './prefixes.ts';

// What the prefixes show beside the whole. One edit is one finding: what the whole says, or an earlier prefix, is not said again.

const inForce = ({ use }: Finding): boolean => use?.state !== 'ruled-out';

/** N-1 serves on each prefix while the chain runs: what breaks there, and is mended by a later step, breaks while both serve. */
const whileMigrating = (prefixes: readonly Prefix[], whole: readonly Finding[]): readonly Finding[] => {
  const told = new Set(whole.map(keyOf));
  const objects = new Set(whole.filter(({ severity, cells }) => severity === 'error' && cells.mixed).map(({ object }) => object));
  const found: Finding[] = [];
  for (const [index, { step, judged = [] }] of prefixes.entries()) {
    for (const { finding } of judged) {
      const { severity, cells, object } = finding;
      const key = keyOf(finding);
      if (severity === 'note' || !cells.mixed || !inForce(finding) || told.has(key) || (object !== undefined && objects.has(object)))
        continue;
      told.add(key);
      const later = prefixes.slice(index + 1);
      const mended = later.find((one) => !one.judged?.some((other) => keyOf(other.finding) === key))?.step ?? later.at(-1)?.step;
      const { route: _route, ...rest } = finding;
      const at = finding.at.new ?? statementOf(object, [step.script]);
      found.push({
        ...rest,
        cells: { mixed: cells.mixed },
        what: `${finding.what}, until ${mended?.name ?? 'the end'} has run`,
        at: at ? { new: at } : {},
      });
    }
  }
  return found;
};

const downAt = (finding: Finding, steps: readonly ReadStep[]): Finding => {
  if (finding.at.new) return finding;
  const at = statementOf(
    finding.object,
    steps.flatMap(({ downScript }) => downScript ?? []),
  );
  return at ? { ...finding, at: { new: at } } : finding;
};

/** The chain is stopped after a step, and taken back; and each step is taken back by itself. */
const goingBack = (prefixes: readonly Prefix[], whole: readonly Finding[]): readonly Finding[] => {
  // What the whole only assumes of nobody may really be met on the way.
  const told = new Set(whole.filter(({ rule, use }) => !(rule.startsWith('storage/down-loses-') && use?.assume === 'unused')).map(keyOf));
  const found: Finding[] = [];
  const tell = (findings: readonly Finding[], told2: (finding: Finding) => Finding): void => {
    for (const finding of findings) {
      const key = keyOf(finding);
      if (told.has(key)) continue;
      told.add(key);
      found.push(told2(finding));
    }
  };
  const steps = prefixes.map(({ step }) => step);
  for (const [index, { step, whole: toOld }] of prefixes.entries()) {
    if (index === prefixes.length - 1) continue;
    tell(toOld?.findings ?? [], (finding) =>
      downAt({ ...finding, what: `stopped after ${step.name} and taken back: ${finding.what}` }, steps.slice(0, index + 1).toReversed()),
    );
  }
  for (const { step, single } of prefixes)
    tell(single?.findings ?? [], (finding) =>
      downAt(
        {
          ...finding,
          severity: 'warning',
          cells: { rollback: 'breaks-if-used' },
          what: `${step.name} taken back by itself: ${finding.what}`,
          use: { of: `going back by ${step.name} alone`, state: 'unknown', assume: 'unused' },
        },
        [step],
      ),
    );
  return found;
};

const killed = ({ step, kills, downKills }: Prefix, server: string): readonly Finding[] => {
  const told = (findings: readonly Finding[], file: string): readonly Finding[] =>
    findings.map((finding) => ({
      ...finding,
      what: `${step.name}, ${finding.what}`,
      at: { new: finding.at.new ?? { file, line: 1, column: 1 } },
    }));
  return [
    ...told(kills ? killFindings(kills, step.script, server) : [], step.up.file),
    ...(downKills && step.downScript
      ? told(killFindings(downKills, step.downScript, server, 'down'), step.down?.file ?? step.up.file)
      : []),
  ];
};

/** What the prefixes show and the whole does not. */
export const besideWhole = (prefixes: readonly Prefix[], whole: readonly Finding[], server: string): readonly Finding[] => [
  ...whileMigrating(prefixes, whole),
  ...goingBack(prefixes, whole),
  ...prefixes.flatMap((prefix) => killed(prefix, server)),
  ...prefixes.flatMap(({ step, beside }) => beside.map((finding) => ({ ...finding, what: `${step.name}: ${finding.what}` }))),
];

import { placeText } from '../../core/error.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Cell } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { DownReport, Exercised, MigrationReport } from '../../model/migration.ts';
import type { Look } from '../../model/report.ts';
import type { Judgement } from '../../model/verdict.ts';
import { chainText } from '../phrases/chain.ts';
import { coverageLines } from './coverage.ts';
import { outcomeText, paint } from './paint.ts';
import { table } from './table.ts';
import { jsonText, visible } from './value.ts';
import { watchLines } from './watch.ts';
import { cut, statementTexts } from './witness.ts';

// For whoever must decide tonight: whether one gets back and how, what breaks and when, and the statement or the row that shows it.

const styles = { error: 'red', warning: 'yellow', note: 'dim' } as const;

const when: Readonly<Record<Cell, string>> = { rollout: 'when it is rolled out', mixed: 'while both serve', rollback: 'after going back' };

const questions: readonly (readonly [Cell, string])[] = [
  ['rollout', 'safe to roll out'],
  ['mixed', 'safe while both serve'],
  ['rollback', 'safe to go back'],
];

const states = {
  holds: 'yes',
  breaks: 'no',
  'breaks-if-used': 'no, if it is used',
  unknown: 'not known',
  'not-applicable': 'not applicable',
} as const;

const witnessLines = (finding: Finding, look: Look): string[] => {
  const { witness } = finding;
  if (!witness) return [];
  const by = paint(look, 'dim', `(${visible(witness.confirmedBy)})`);
  const texts = statementTexts(finding);
  if (!texts) return [`  shown by: ${cut(jsonText(witness.value))} ${by}`];
  return [`  statement: ${texts.asked}`, `  shown by: ${texts.said} ${by}`];
};

const hitText = ({ cells, use, downgraded }: Finding): string => {
  if (use?.state === 'ruled-out') return downgraded ?? 'not used';
  const certain = Object.entries(cells).map(
    ([cell, state]) => `${when[cell as Cell]}${state === 'breaks' ? '' : state === 'unknown' ? ' (not known)' : ' (if it is used)'}`,
  );
  return certain.length === 0 ? 'nothing breaks by itself' : certain.join(', ');
};

const findingLines = (finding: Finding, look: Look): string[] => {
  const at = finding.at.new ?? finding.at.old;
  return [
    `${at ? `${paint(look, 'bold', visible(placeText(at)))}: ` : ''}${paint(look, styles[finding.severity], finding.severity)}: ${visible(finding.what)} ${paint(look, 'dim', `[${finding.rule}]`)}`,
    `  when: ${hitText(finding)}${finding.route === undefined ? '' : `, by the route ${finding.route}`}`,
    ...witnessLines(finding, look),
    `  why: ${finding.why}`,
    `  what to do: ${finding.fix}`,
    '',
  ];
};

const downLines = ({ catalog, columns, kept, changed, lost, added, oldRows, again }: DownReport): string[] => {
  const hit = columns.filter((one) => one.changed + one.lost > 0).slice(0, 10);
  return [
    `  by the down migration: schema ${catalog === 'equal' ? 'as before' : 'not as before'}; ${oldRows.compared - oldRows.harmed} of ${oldRows.compared} rows of N-1 as before; of what N wrote ${kept} values kept, ${changed} changed, ${lost} lost${added > 0 ? `; ${added} rows that nobody wrote` : ''}; up again: ${again === 'equal' ? 'as the first time' : again}`,
    ...table(
      hit.map((one) => [
        visible(`${one.table}.${one.column}${one.old ? ` (${one.old.table}.${one.old.column} to N-1)` : ''}`),
        `${one.kept} kept`,
        `${one.changed} changed`,
        `${one.lost} lost`,
        one.shown
          ? cut(`${jsonText(one.shown.row)}: ${jsonText(one.shown.was)} → ${one.shown.is === undefined ? 'gone' : jsonText(one.shown.is)}`)
          : '',
      ]),
      '    ',
    ),
  ];
};

/** Values that no row has: how many, and of which columns the first. */
const valuesLines = ({ unexercised }: Exercised, look: Look): string[] => {
  const values = unexercised?.values ?? [];
  const [first] = values;
  if (!first) return [];
  const all = values.reduce((sum, { count }) => sum + count, 0);
  const others = values.length === 1 ? '' : ` and ${values.length - 1} more`;
  return [
    `  ${paint(look, 'yellow', 'not exercised')}: ${all} values are in no row, of ${visible(`${first.table}.${first.column}`)}${others} (${visible(first.why)}); --json tells all`,
  ];
};

/** The trial of one migration, for people. */
export const migrationText = (report: MigrationReport, judgement: Judgement, look: Look): string => {
  const { findings, cells, exercised, phases, down, files } = report;
  const time = phases.map(({ name, ms }) => `${name} ${formatDuration(ms)}`).join(', ');
  const { plans } = exercised;
  const open = judgement.reasons.filter(({ outcome }) => outcome === 'inconclusive');
  return `${[
    ...findings.flatMap((finding) => findingLines(finding, look)),
    ...questions.map(([cell, question]) => `  ${question}: ${states[cells[cell].state]} ${paint(look, 'dim', `(${cells[cell].because})`)}`),
    ...(down ? downLines(down) : []),
    `  ${paint(look, 'bold', 'way back')}: ${report.wayBack}`,
    ...(report.chain ? chainText(report.chain).map((line) => `    ${line}`) : []),
    ...(exercised.tablesWithoutRows.length > 0
      ? [`  ${paint(look, 'yellow', 'not exercised')}: no row could be placed in ${exercised.tablesWithoutRows.join(', ')}`]
      : []),
    ...valuesLines(exercised, look),
    ...coverageLines(report.captured, look),
    ...(report.watch ? watchLines(report.watch, look) : []),
    paint(
      look,
      'dim',
      `  ${report.server}; ${exercised.unusable} statements left out, which their own schema refuses; ${plans.tried} prepared statements kept across it, ${plans.failed} failed; killed at ${exercised.kills} ${exercised.kills === 1 ? 'moment' : 'moments'}; ${time}`,
    ),
    `${outcomeText(look, judgement.outcome)}  ${files.up}`,
    ...open.map(({ what }) => `  ${what}`),
  ].join('\n')}\n`;
};

import { formatDuration } from '../../core/duration.ts';
import type { AckedWrite, FailedExpectation, Journal, Rehearsal, RestoreJournal, WriteState } from '../../model/journal.ts';
import type { Report } from '../../model/report.ts';
import { headline } from '../phrases/headline.ts';
import { plural } from '../phrases/plural.ts';
import { gravestFirst } from '../phrases/weight.ts';
import { type Block, folded, paragraph } from './assemble.ts';
import { block, code, inline } from './escape.ts';
import { contractBlocks, contractTable } from './check.ts';
import { findingItem } from './finding.ts';
import { isOpen, reasonItems } from './reasons.ts';
import { tableText } from './table.ts';

const writesText = (writes: readonly AckedWrite[]): string => {
  const counts = new Map<WriteState, number>();
  for (const { state } of writes) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts.size === 0 ? 'none' : [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
};

const row = ({ route, samples, timeToRollback: time, writes }: Rehearsal): readonly string[] => [
  route,
  time?.oldReady === undefined ? 'not reached' : formatDuration(time.oldReady),
  `${samples.drill.requests}, ${samples.drill.failed} failed`,
  writesText(writes),
];

const short = (value: unknown, most = 400): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > most ? `${text.slice(0, most)}…` : text;
};

const writeItem = ({ state, request, by, phase, read, expect, got }: AckedWrite): string =>
  [
    `- **${state}**: ${code(request)}, acknowledged by ${inline(by)} in phase ${phase}; ${code(read)}: ${inline(got?.why ?? 'no answer')}`,
    '',
    block(`expected ${short(expect)}${got?.body === undefined ? '' : `\ngot      ${short(got.body)}`}`, '', '  '),
    '',
  ].join('\n');

const failedItem = ({ request, version, phase, what, count }: FailedExpectation): string =>
  `- ${code(request)} by ${inline(version)} in phase ${phase}: ${inline(what)}${count > 1 ? ` (${count} times)` : ''}`;

/** How the route `restore` brought the data back, and how long each step took. */
const recoveryText = ({ recovery }: Rehearsal): readonly string[] =>
  recovery === undefined
    ? []
    : [
        `gone back to ${recovery.point.place} (${recovery.point.why}) by the backup ${recovery.backup.id} of ${recovery.provider}: ${recovery.steps
          .map(({ name, startedMs, endedMs }) => `${name} ${formatDuration(endedMs - startedMs)}`)
          .join(', ')}`,
      ];

const details = (rehearsal: Rehearsal): readonly Block[] => {
  const { route, writes, failedExpectations, findings } = rehearsal;
  const broken = writes.filter(({ state }) => state !== 'present');
  return [
    ...recoveryText(rehearsal).map((text) => paragraph(`route ${route}, ${inline(text)}`)),
    ...folded(`route ${route}: ${plural(broken.length, 'write is', 'writes are')} not as acknowledged`, broken.map(writeItem)),
    ...folded(
      `route ${route}: ${plural(failedExpectations.length, 'request')} not answered as expected`,
      failedExpectations.map(failedItem),
    ),
    ...folded(
      `route ${route}: ${plural(findings.length, 'finding')} in the schema and the rows`,
      gravestFirst(findings.map((finding) => ({ finding }))).map(({ finding }) => findingItem(finding)),
    ),
  ];
};

const restoreTable = ({ backup, rtoMs, rpoMs, work, writes }: RestoreJournal): readonly Block[] => [
  paragraph(
    tableText(
      ['backup', 'RTO', 'RPO', 'compared', 'acknowledged writes'],
      [
        [
          backup?.id ?? 'none',
          rtoMs === undefined ? 'not reached' : formatDuration(rtoMs),
          rpoMs === undefined ? 'not known' : formatDuration(rpoMs),
          `${plural(work.tables, 'table')}, ${plural(work.rows, 'row')}`,
          writesText(writes),
        ],
      ],
    ),
  ),
];

const tableOf = (journal: Journal): readonly Block[] => {
  switch (journal.kind) {
    case 'migration':
      return contractTable(journal.stores);
    case 'restore':
      return restoreTable(journal);
    case 'rollback':
      return journal.rehearsals.length === 0
        ? []
        : [paragraph(tableText(['route', 'N-1 ready again after', 'requests', 'acknowledged writes'], journal.rehearsals.map(row)))];
  }
};

const detailsOf = (journal: Journal): readonly Block[] => {
  switch (journal.kind) {
    case 'migration':
      return contractBlocks(journal.stores);
    case 'restore':
      return folded(
        plural(journal.findings.length, 'finding'),
        gravestFirst(journal.findings.map((finding) => ({ finding }))).map(({ finding }) => findingItem(finding)),
      );
    case 'rollback':
      return journal.rehearsals.flatMap(details);
  }
};

/** One drill: the verdict, why, a row a route; what broke folded away. */
export const drillBlocks = (drill: Extract<Report, { kind: 'drill' }>): readonly Block[] => {
  const { journal, judgement } = drill;
  const reasons = reasonItems(judgement.reasons.filter(isOpen));
  return [
    paragraph(`### ${inline(headline(drill) ?? '')}`),
    ...tableOf(journal),
    ...(reasons.length === 0 ? [] : [{ begin: '', items: reasons.map((item) => `${item}\n`), end: '' }]),
    ...detailsOf(journal),
    ...(drill.path === undefined ? [] : [paragraph(`journal: ${code(drill.path)}`)]),
  ];
};

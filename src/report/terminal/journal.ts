import { formatDuration } from '../../core/duration.ts';
import type {
  AckedWrite,
  FailedExpectation,
  Failure,
  Journal,
  Rehearsal,
  RollbackJournal,
  Samples,
  Served,
  WriteState,
} from '../../model/journal.ts';
import type { Look, Report } from '../../model/report.ts';
import { contractText } from './check.ts';
import { findingText } from './finding.ts';
import { outcomeText, paint } from './paint.ts';
import { recoveryText } from './recovery.ts';
import { restoreText } from './restore.ts';
import { table } from './table.ts';
import { jsonText, visible } from './value.ts';

const percent = ({ requests, failed }: Samples): string =>
  requests === 0 ? 'no requests' : `${(((requests - failed) / requests) * 100).toFixed(2)} % of ${requests} answered`;

const samplesText = (samples: Samples): string => {
  const { latency } = samples;
  return `${percent(samples)}${latency ? `, p50 ${formatDuration(latency.p50)}, p99 ${formatDuration(latency.p99)}, worst ${formatDuration(latency.max)}` : ''}`;
};

const countsText = (writes: readonly AckedWrite[]): string => {
  const counts = new Map<WriteState, number>();
  for (const { state } of writes) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts.size === 0 ? 'none' : [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
};

const short = (value: unknown, most = 600): string => {
  const text = jsonText(value);
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
};

/** One write that did not survive, as a compiler would show an error: what, by whom, how it is seen, the row. */
const writeText = (write: AckedWrite, from: string, look: Look): string[] => [
  `  ${paint(look, ['bold', 'red'], write.state)}: ${write.request}, acknowledged by ${write.by} in phase ${write.phase} at ${formatDuration(write.at)} ${paint(look, 'dim', `[${write.key}]`)}`,
  `    read through ${from}: ${write.read} → ${visible(write.got?.why ?? 'no answer')}`,
  `    expected  ${short(write.expect)}`,
  ...(write.got?.body === undefined ? [] : [`    got       ${short(write.got.body)}`]),
];

const writesShown = 3;

const brokenWrites = (rehearsal: Rehearsal, from: string, look: Look): string[] => {
  const groups = Map.groupBy(
    rehearsal.writes.filter(({ state }) => state !== 'present'),
    ({ state }) => state,
  );
  return [...groups].flatMap(([state, writes]) => [
    ...writes.slice(0, writesShown).flatMap((write) => writeText(write, from, look)),
    ...(writes.length > writesShown ? [`  … and ${writes.length - writesShown} more ${state} (all in the journal)`] : []),
  ]);
};

const failedText = (failed: FailedExpectation, look: Look): string[] => [
  `  ${paint(look, ['bold', 'red'], 'failed')}: ${failed.request} by ${failed.version} in phase ${failed.phase}: ${failed.what}${failed.count > 1 ? ` (${failed.count} times)` : ''} ${paint(look, 'dim', `[${failed.journey}]`)}`,
  ...(failed.expected === undefined ? [] : [`    expected  ${short(failed.expected, 300)}`]),
  ...(failed.got === undefined ? [] : [`    got       ${short(failed.got, 300)}`]),
];

const failureText = (failure: Failure, look: Look): string[] => [
  `  ${paint(look, ['bold', 'red'], 'stopped')} in phase ${failure.phase} at ${formatDuration(failure.at)}: ${failure.what}`,
  ...(failure.log && failure.log.length > 0 ? ['    the last lines of its log:', ...failure.log.map((line) => `    | ${line}`)] : []),
];

const timeText = ({ timeToRollback: time }: Rehearsal): string[] => {
  if (!time) return [];
  const at = (ms: number | undefined): string => (ms === undefined ? 'not reached' : formatDuration(ms));
  return [
    '  time to rollback, from the decision',
    ...table(
      [
        ['N-1 ready', at(time.oldReady)],
        ['last request served by N', at(time.newLastServed)],
        ['error rate back under the SLO', time.errorRateHeld ? 'never left it' : at(time.errorRateBack)],
        ['data verified', at(time.dataVerified)],
      ],
      '    ',
    ),
  ];
};

const saidText = (said: Served['byItself']): string =>
  said === undefined ? '' : said.count === undefined ? `, it did not tell (${said.how})` : `, it says ${said.count} (${said.how})`;

const rehearsalText = (rehearsal: Rehearsal, journal: RollbackJournal, look: Look): string[] => [
  '',
  paint(look, 'bold', `route ${rehearsal.route}`),
  ...table(
    rehearsal.phases.map(({ name, startedMs, endedMs, requests, failed }) => [
      name,
      formatDuration(endedMs - startedMs).padStart(8),
      `${requests} requests`,
      failed === 0 ? '' : `${failed} failed`,
    ]),
  ),
  ...rehearsal.served.map(
    ({ version, role, byProxy, byItself }) => `  served by ${version} (${role === 'old' ? 'N-1' : 'N'}): ${byProxy}${saidText(byItself)}`,
  ),
  `  whole drill:     ${samplesText(rehearsal.samples.drill)}`,
  `  rollback window: ${samplesText(rehearsal.samples.rollback)}`,
  ...timeText(rehearsal),
  `  acknowledged writes, read back through ${journal.from.version}: ${countsText(rehearsal.writes)} (${rehearsal.mixedWrites} acknowledged while both served)`,
  ...(rehearsal.compared
    ? [`  compared after the down migrations: ${rehearsal.compared.objects} objects of the schema, ${rehearsal.compared.rows} rows`]
    : []),
  ...recoveryText(rehearsal),
  ...rehearsal.failures.flatMap((failure) => failureText(failure, look)),
  ...rehearsal.failedExpectations.flatMap((failed) => failedText(failed, look)),
  ...brokenWrites(rehearsal, journal.from.version, look),
  ...rehearsal.findings.map((finding) => findingText(finding, look)),
];

const bodyText = (journal: Journal, look: Look): readonly string[] => {
  switch (journal.kind) {
    case 'rollback':
      return journal.rehearsals.flatMap((rehearsal) => rehearsalText(rehearsal, journal, look));
    case 'migration':
      return journal.stores.flatMap((store) => ['', ...contractText(store, look)]);
    case 'restore':
      return restoreText(journal, look);
  }
};

const wayText = ({ kind, from, to, artifact }: Journal): string =>
  kind === 'restore' ? `${artifact} ${from.version} on its backup` : `${artifact} ${from.version} → ${to.version} → ${from.version}`;

/** One drill for people: the verdict first, then what it rests on. */
export const journalText = ({ journal, judgement, path }: Extract<Report, { kind: 'drill' }>, look: Look): string => {
  const lines = [
    `${outcomeText(look, judgement.outcome)}  ${journal.drill}: ${wayText(journal)} on ${journal.environment} (${formatDuration(journal.durationMs)}${journal.tool.database ? `, ${journal.tool.database}` : ''})`,
    ...judgement.reasons.flatMap(({ what, code, fix }) => [
      `  ${what} ${paint(look, 'dim', `[${code}]`)}`,
      ...(fix === undefined ? [] : [`    what to do: ${fix}`]),
    ]),
    ...bodyText(journal, look),
    ...journal.leftovers.map((what) => `  ${paint(look, ['bold', 'red'], 'left behind')}: ${what}`),
    ...(path === undefined ? [] : ['', `journal: ${path}`]),
  ];
  return `${lines.join('\n')}\n`;
};

import { formatDuration } from '../../core/duration.ts';
import type { RestoreEstimate, RestoreJournal, RtoParts, WriteState } from '../../model/journal.ts';
import type { Look } from '../../model/report.ts';
import { bytesText } from '../phrases/bytes.ts';
import { plural } from '../phrases/plural.ts';
import { findingText } from './finding.ts';
import { paint } from './paint.ts';
import { table } from './table.ts';

const sizeText = (bytes: number | undefined): string => (bytes === undefined ? '' : `, ${(bytes / 1e6).toFixed(1)} MB`);

const writesText = ({ writes }: RestoreJournal): string => {
  const counts = new Map<WriteState, number>();
  for (const { state } of writes) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts.size === 0 ? 'none' : [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
};

const budget = (ms: number | undefined): string => (ms === undefined ? ', no budget' : ` of ${formatDuration(ms)}`);

const rtoText = (rto: RtoParts): string =>
  Object.entries(rto)
    .map(([name, ms]) => `${name} ${formatDuration(ms)}`)
    .join(', ');

const estimateText = ({ bytes, rtoMs, rto, assumes }: RestoreEstimate): string =>
  `  in production, with ${bytesText(bytes)}: about ${formatDuration(rtoMs)} (${rtoText(rto)}); assuming ${assumes.join('; ')}`;

/** A restore for people: what was restored, how long it took, what was compared, what was found. */
export const restoreText = (journal: RestoreJournal, look: Look): readonly string[] => {
  const {
    estimate,
    isolation,
    backup,
    phases,
    work,
    budgets,
    rtoMs,
    rpoMs,
    findings,
    provider,
    backups,
    restsOn,
    rto,
    points = [],
  } = journal;
  const spent = new Map<string, number>();
  for (const { name, startedMs, endedMs } of phases) spent.set(name, (spent.get(name) ?? 0) + endedMs - startedMs);
  return [
    '',
    paint(look, 'bold', `store ${journal.store}, by ${provider}`),
    backup
      ? `  the newest of ${plural(backups, 'backup')}: ${backup.id}, of ${backup.at}${sizeText(backup.bytes)}`
      : '  there is no backup',
    ...table([...spent].map(([name, ms]) => [name, formatDuration(ms).padStart(8)])),
    ...(rtoMs === undefined ? [] : [`  RTO ${formatDuration(rtoMs)}${budget(budgets.rtoMs)}${rto ? `: ${rtoText(rto)}` : ''}`]),
    ...(estimate ? [estimateText(estimate)] : []),
    ...(points.length === 0
      ? []
      : [
          `  points in time: ${points.map(({ kind, reached }) => `${kind} ${reached === undefined ? 'not come to' : reached ? 'reached' : 'missed'}`).join(', ')}`,
        ]),
    ...(rpoMs === undefined ? [] : [`  RPO ${formatDuration(rpoMs)}${budget(budgets.rpoMs)}`]),
    `  compared ${restsOn === undefined ? 'with nothing' : `with the ${restsOn}`}: ${plural(work.files, 'file')}, ${plural(work.tables, 'table')}, ${plural(work.rows, 'row')}, ${plural(work.objects, 'object')} of the schema, ${plural(work.sequences, 'sequence')}, ${plural(work.roles, 'role')}`,
    ...(isolation?.kind === 'namespace'
      ? [
          isolation.notServer
            ? '  N-1 on the copy could reach nothing else: it was in a network of its own; the copy is on a server that was there'
            : '  the copy and what ran on it could reach nothing: each was in a network of its own',
        ]
      : []),
    `  acknowledged writes, read back through ${journal.from.version} on the copy: ${writesText(journal)}`,
    ...findings.map((finding) => findingText(finding, look)),
  ];
};

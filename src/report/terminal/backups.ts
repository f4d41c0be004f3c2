import { formatDuration } from '../../core/duration.ts';
import type { BackupsReport, ListedBackup, StoreBackups } from '../../model/backups.ts';
import type { Look } from '../../model/report.ts';
import { bytesText } from '../phrases/bytes.ts';
import { paint } from './paint.ts';
import { problemText } from './problem.ts';
import { table } from './table.ts';

/** `2026-11-23 07:00:00` */
const timeText = (at: string): string => at.slice(0, 19).replace('T', ' ');

const row = ({ id, at, ageMs, bytes, form, manifest, proved }: ListedBackup): readonly string[] => [
  id,
  timeText(at),
  `${formatDuration(ageMs)} old`,
  bytes === undefined ? '' : bytesText(bytes),
  form,
  manifest ? 'manifest' : 'no manifest',
  proved === undefined ? '' : `proved ${timeText(proved)}`,
];

/** More are in `--json`. */
const most = 10;

const of = (budget: number | undefined): string => (budget === undefined ? '' : ` of ${formatDuration(budget)}`);

const provedText = ({ lastProved, budgets }: StoreBackups, look: Look): string => {
  if (!lastProved) return `  ${paint(look, 'yellow', 'no restore of it was ever proved')}`;
  const { at, backup, rtoMs, rpoMs } = lastProved;
  const took = [
    ...(rtoMs === undefined ? [] : [`RTO ${formatDuration(rtoMs)}${of(budgets.rtoMs)}`]),
    ...(rpoMs === undefined ? [] : [`RPO ${formatDuration(rpoMs)}${of(budgets.rpoMs)}`]),
  ];
  return `  last proved restore: ${timeText(at)}, of ${backup}${took.map((one) => `, ${one}`).join('')}`;
};

const storeText = (one: StoreBackups, look: Look): readonly string[] => {
  const { artifact, store, provider, where, backups, problem, written } = one;
  const head = paint(look, 'bold', `${artifact} ${store}, by ${provider}${where === undefined ? '' : ` (${where})`}`);
  if (problem) return [head, problemText(problem, look)];
  return [
    head,
    ...(backups.length === 0 ? [`  ${paint(look, 'yellow', 'there is no backup')}`] : table(backups.slice(0, most).map(row))),
    ...(backups.length > most ? [`  and ${backups.length - most} older ones`] : []),
    provedText(one, look),
    ...(written ? [`  written: what the source holds, for ${written.backup} (${written.manifest})`] : []),
  ];
};

/** What each provider has, by store. */
export const backupsText = ({ stores }: BackupsReport, look: Look): string =>
  stores.length === 0
    ? 'no store of the workspace has a backup declared\n'
    : `${stores.map((one) => storeText(one, look).join('\n')).join('\n\n')}\n`;

import { formatDuration } from '../../core/duration.ts';
import type { Watch, WatchedLock, WatchedTraffic } from '../../model/migration.ts';
import type { Look } from '../../model/report.ts';
import { paint } from './paint.ts';
import { table } from './table.ts';
import { visible } from './value.ts';

const rowOf = ({
  table: name,
  kind,
  mode,
  blocks,
  line,
  because,
  held,
  estimate,
  anySize,
  notTimed,
  lockTimeoutMs,
}: WatchedLock): string[] => [
  `line ${line}`,
  mode,
  visible(kind === undefined || kind === 'rows' ? name : `${kind} ${name}`),
  blocks.length === 0 ? 'blocks nobody’s rows' : `blocks ${blocks.join(', ')}`,
  because ?? '',
  held.map(({ rows, ms }) => `${rows} rows: ${formatDuration(ms)}`).join(', '),
  estimate
    ? `${anySize ? 'any number' : 'declared'}: ${formatDuration(estimate.ms)} ± ${formatDuration(estimate.error)}`
    : notTimed === undefined
      ? ''
      : 'how long is not known',
  lockTimeoutMs === undefined ? '' : `lock_timeout ${lockTimeoutMs}ms`,
];

const trafficLines = ({ statements, asked, waits, stopped }: WatchedTraffic): string[] => [
  `    ${statements} statements of N-1 beside it, asked ${asked} times: ${waits.length === 0 ? 'none waited for it' : `${waits.length} waited for it`}`,
  ...waits
    .slice(0, 5)
    .map(
      ({ name, ms, usualMs, line, wants, object }) =>
        `      ${visible(name)} waited ${formatDuration(ms)} for ${wants}${object === undefined ? '' : ` ${wants === 'a row' ? 'of' : 'on'} ${visible(object)}`} behind line ${line} (else ${formatDuration(usualMs)})`,
    ),
  ...(stopped === undefined ? [] : [`      beside it the migration was refused: ${visible(stopped)}`]),
];

/** What a migration locks, for people. */
export const watchLines = ({ locks, budgetMs, small, stopped, traffic, unknown }: Watch, look: Look): string[] => {
  if (stopped !== undefined) return [`  ${paint(look, 'yellow', 'locks not watched')}: ${visible(stopped)}`];
  if (locks.length === 0) return ['  locks: none on a table that was there before'];
  return [
    `  ${paint(look, 'bold', 'locks')} on tables that were there before (budget ${formatDuration(budgetMs)}):`,
    ...table(locks.map(rowOf), '    '),
    ...small.map((one) => `    ${paint(look, 'yellow', 'not timed')}: ${visible(one.table)} could not be made large: ${visible(one.why)}`),
    ...(traffic ? trafficLines(traffic) : []),
    paint(look, 'dim', `    ${unknown}`),
  ];
};

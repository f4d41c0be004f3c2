import { formatDuration } from '../../core/duration.ts';
import type { Rehearsal } from '../../model/journal.ts';
import { table } from './table.ts';

/** How the route `restore` brought the data back; nothing of other routes. */
export const recoveryText = ({ recovery, phases }: Rehearsal): string[] => {
  if (!recovery) return [];
  const { provider, backup, point, steps, log, stores } = recovery;
  const decided = phases.find(({ name }) => name === 'rollback')?.startedMs;
  return [
    `  brought back: ${stores.join(', ')}, by the backup ${backup.id} (${provider}) and the log up to ${point.place}`,
    `    ${point.why}${decided === undefined ? '' : `; ${formatDuration(Math.max(0, decided - point.at))} before the decision`}`,
    ...(log === undefined ? [] : [`    what came after it: ${log}`]),
    ...table(
      steps.map(({ name, startedMs, endedMs }) => [name, formatDuration(endedMs - startedMs)]),
      '    ',
    ),
  ];
};

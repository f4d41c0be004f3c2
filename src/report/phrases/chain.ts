import { formatDuration } from '../../core/duration.ts';
import type { Chain, ChainStep } from '../../model/chain.ts';

const backs: Readonly<Record<ChainStep['back'], string>> = {
  'schema-left': 'N-1 can come back on the schema that it leaves',
  down: 'back by the down migrations',
  none: 'no way back',
  unknown: 'the way back is not known',
};

/** A line for each of several migrations: what is left once it has run, and how long its own down takes. One alone has no line. */
export const chainText = ({ steps, stopped }: Chain): readonly string[] => {
  const lines = steps.map(({ name, back, downMs, downEstimate, leftOut, asked }) => {
    const down = downMs === undefined ? '' : `; its down took ${formatDuration(downMs)} here`;
    const declared = downEstimate
      ? `, and takes ${formatDuration(downEstimate.ms)} ± ${formatDuration(downEstimate.error)} at the declared rows`
      : '';
    const work = leftOut === 0 ? '' : `; ${asked} statements of N-1 asked, ${leftOut} left out that it does not touch`;
    return `${name}: ${backs[back]}${down}${declared}${work}`;
  });
  const end = stopped === undefined ? [] : [`${stopped}: does not go through on rows of N-1; what comes after it was not looked at`];
  return lines.length + end.length > 1 ? [...lines, ...end] : [];
};

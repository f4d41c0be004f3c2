import type { ReplayOutcome, ReplayReport } from '../../model/replay.ts';
import type { Look } from '../../model/report.ts';
import { paint } from './paint.ts';
import { table } from './table.ts';
import { visible } from './value.ts';

/** In the order that they matter in. */
const words = {
  accepted: 'accepted all the same',
  'server-error': 'failed',
  refused: 'refused, as said',
  'not-found': 'not found',
  unauthorised: 'not let in',
  limited: 'too many requests',
  redirected: 'led elsewhere',
  'timed-out': 'timed out',
  unreachable: 'not reached',
  'not-sent': 'not sent',
} as const satisfies Record<ReplayOutcome, string>;

/** More requests than these are counted. */
const shown = 30;

/** What a running server said, for people: a line with the counts, then each request. */
export const replayText = ({ url, note, version, results }: ReplayReport, look: Look): string[] => {
  const head = `  replayed at ${visible(url)} as ${version}: `;
  if (results.length === 0) return [`${head}nothing was sent, for no finding has a request that server ${version} refuses`];
  const order = Object.keys(words) as ReplayOutcome[];
  const counts = order.flatMap((outcome) => {
    const count = results.filter((result) => result.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${words[outcome]}`];
  });
  const rows = order
    .flatMap((outcome) => results.filter((result) => result.outcome === outcome))
    .slice(0, shown)
    .map(({ outcome, request, rule, because }) => [words[outcome], visible(request), rule, visible(because)]);
  return [
    head + counts.join(', '),
    ...(note === undefined ? [] : [`    ${visible(note)}`]),
    ...table(rows, '    '),
    ...(results.length > shown ? [paint(look, 'dim', `    … ${results.length - shown} more; --format json has all`)] : []),
  ];
};

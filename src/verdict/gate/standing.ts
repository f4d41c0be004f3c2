import { formatDuration } from '../../core/duration.ts';
import type { Outdated } from './outdated.ts';
import type { Recorded as Entered } from './question.ts';

/** Evidence that is of the right contents, and why it does not count as a pass, where it does not. */
export interface Recorded extends Entered {
  readonly outdated?: Outdated;
}

/** How a piece of evidence stands now. */
export type Standing = 'holds' | 'stale' | 'future' | 'empty' | 'outdated' | 'inconclusive' | 'fails';

/** All evidence of one kind by one drill, by the same routes, in one environment; the newest last. */
export interface Series {
  readonly of: Recorded['fact']['of'];
  readonly name: string;
  readonly newest: Recorded;
  readonly all: readonly Recorded[];
}

/** Clocks of two machines differ; evidence this much ahead of now is taken for fresh, in milliseconds. */
const clockToleranceMs = 5 * 60_000;

const nameOf = ({ of, drill, environment }: Recorded['fact']): string =>
  of === 'check' ? 'the check' : `drill ${drill ?? 'without a name'} in ${environment ?? 'no environment'}`;

/** A pass that rests on nothing says nothing (law 1), nor does one of another contract or drill than there is now. */
export const isPass = ({ fact, outdated }: Recorded): boolean =>
  fact.outcome === 'pass' && outdated === undefined && Object.values(fact.work).some((count) => count > 0);

/** A later pass by at least the same routes speaks for a series that ended otherwise. */
const isOverruled = ({ fact, seq }: Recorded, evidence: readonly Recorded[]): boolean =>
  fact.outcome !== 'pass' &&
  evidence.some(
    (later) =>
      later.seq > seq &&
      isPass(later) &&
      later.fact.of === fact.of &&
      later.fact.environment === fact.environment &&
      later.fact.drill === fact.drill &&
      (fact.routes ?? []).every((route) => later.fact.routes?.includes(route) === true),
  );

/** Evidence sorted into series, whatever the order in which it comes. */
export const seriesOf = (evidence: readonly Recorded[]): readonly Series[] =>
  [
    ...Map.groupBy(
      evidence.filter((each) => !isOverruled(each, evidence)).toSorted((a, b) => a.seq - b.seq),
      ({ fact }) => JSON.stringify([fact.of, fact.environment, fact.drill, fact.routes?.toSorted()]),
    ).entries(),
  ]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => {
      const newest = all.at(-1);
      return newest ? [{ of: newest.fact.of, name: nameOf(newest.fact), newest, all }] : [];
    });

/**
 * The evidence that decides about a series. The newest does, but for one thing: a run that came to no conclusion does not
 * clear the break that the last conclusive one showed.
 */
export const deciding = ({ all, newest }: Series): Recorded => {
  const conclusive = all.findLast((each) => each.fact.outcome === 'fail' || isPass(each));
  return conclusive?.fact.outcome === 'fail' ? conclusive : newest;
};

/** How one piece of evidence stands at a moment. A break does not grow old: it is bound to the very contents of both versions. */
export const standingOf = (recorded: Recorded, now: Date, freshForMs: number): Standing => {
  const { fact, at } = recorded;
  if (fact.outcome === 'fail') return 'fails';
  if (fact.outcome === 'inconclusive') return 'inconclusive';
  if (recorded.outdated) return 'outdated';
  if (!isPass(recorded)) return 'empty';
  const age = now.getTime() - Date.parse(at);
  if (age < -clockToleranceMs) return 'future';
  return age > freshForMs ? 'stale' : 'holds';
};

/** `2 h 5 m ago` */
export const agoText = (at: string, now: Date): string => `${formatDuration(Math.max(0, now.getTime() - Date.parse(at)))} ago`;

/** What a piece of evidence says, in one line. */
export const saidText = ({ fact, seq }: Recorded): string => {
  const [first, ...more] = fact.reasons;
  const why = first ? `: ${first.what.split('\n')[0] ?? ''}${more.length > 0 ? ` (and ${more.length} more reasons)` : ''}` : '';
  return `${why} (entry ${seq}${fact.document ? `, ${fact.document.path}` : ''})`;
};

import { formatDuration } from '../../core/duration.ts';
import type { AckedWrite, Rehearsal } from '../../model/journal.ts';
import { little, type Rule } from './case.ts';

// The route `restore` goes back to a point in the past: what was acknowledged after it is given up, and that is told, measured and
// bounded. What was acknowledged before it is owed, as by any other way.

/** Lost because it came after the point and before anything was brought back. A write that is gone though later ones came back is a hole, and not given up by anybody. */
export const isGivenUp = ({ recovery }: Rehearsal, { state, at }: AckedWrite): boolean =>
  recovery !== undefined &&
  state === 'lost' &&
  at > recovery.point.at &&
  at <= (recovery.steps[0]?.startedMs ?? 0) &&
  !(at + recovery.requestTimeoutMs < (recovery.lastBack ?? 0));

const counted = (writes: readonly AckedWrite[]): string => {
  const by = [...Map.groupBy(writes, (write) => write.by)].map(([version, some]) => `${some.length} of ${version}`);
  return `${writes.length} acknowledged ${writes.length === 1 ? 'write' : 'writes'} (${by.join(', ')})`;
};

const pointText = ({ point }: NonNullable<Rehearsal['recovery']>): string => `gone back to ${point.place}, ${point.why}`;

/** When it was decided to go back: the beginning of the phase. */
const decidedAt = ({ phases }: Rehearsal): number | undefined => phases.find(({ name }) => name === 'rollback')?.startedMs;

/** What going back by a backup gives up, against what may be. */
export const gaveUp: Rule = ({ rehearsal, lost, brokenBefore }) => {
  const { recovery } = rehearsal;
  if (!recovery || lost || brokenBefore) return [];
  const writes = rehearsal.writes.filter((write) => isGivenUp(rehearsal, write));
  const decided = decidedAt(rehearsal);
  if (writes.length === 0 || decided === undefined) return [];
  const span = Math.max(0, decided - Math.min(...writes.map(({ at }) => at)));
  const { rpoMs } = recovery.budgets;
  const what = `${counted(writes)} of ${formatDuration(span)} are given up: it was ${pointText(recovery)}`;
  if (rpoMs === undefined)
    return [
      {
        outcome: 'inconclusive',
        code: 'drill/loss-not-bounded',
        what: `${what}; nothing says how much may be`,
        fix: 'Say how much may be lost: `recover: { rpo: … }` of the drill; or replay what the artifact wrote down itself (`recover.log`).',
      },
    ];
  return span <= rpoMs
    ? [{ outcome: 'pass', code: 'drill/writes-given-up', what }]
    : [
        {
          outcome: 'fail',
          code: 'drill/too-much-given-up',
          what: `${what}; no more than ${formatDuration(rpoMs)} may be`,
          fix: 'Go back to a later point, replay what the artifact wrote down itself (`recover.log`), or decide sooner.',
        },
      ];
};

/** From the decision until N-1 was ready on what was brought back. */
export const tooSlow: Rule = ({ rehearsal, lost, brokenBefore }) => {
  const { recovery, timeToRollback: time } = rehearsal;
  const rtoMs = recovery?.budgets.rtoMs;
  if (rtoMs === undefined || time?.oldReady === undefined || lost || brokenBefore || time.oldReady <= rtoMs) return [];
  const steps = (recovery?.steps ?? []).map(({ name, startedMs, endedMs }) => `${name} ${formatDuration(endedMs - startedMs)}`);
  return [
    {
      outcome: 'fail',
      code: 'drill/restore-too-slow',
      what: `N-1 was ready ${formatDuration(time.oldReady)} after the decision, and there are ${formatDuration(rtoMs)} (${steps.join(', ')})`,
      fix: 'Look at what takes longest: less log since the backup, a faster store, or a larger budget.',
    },
  ];
};

/** On the route `restore` something must have been brought back. */
export const notGoneBack: Rule = ({ rehearsal, failures }) =>
  rehearsal.route !== 'restore' || failures.length > 0 || rehearsal.recovery?.steps.some(({ name }) => name === 'recover')
    ? []
    : [little('nothing-restored', 'nothing was brought back from a backup', 'Run the drill again.')];

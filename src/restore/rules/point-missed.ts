import type { RestoreRule } from '../rule.ts';

export const pointMissed: RestoreRule = {
  id: 'restore/point-missed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The restore did not stop where it was told to: it lost what it should have kept, or brought back what it should not.',
  fix: 'Look at the target, the clock of the server and the timeline.',
  check: (facts) =>
    (facts.markers ?? []).flatMap(({ side, found }) =>
      side === 'before' && !found
        ? [{ what: 'what was written just before the target is not there' }]
        : side === 'after' && found
          ? [{ what: 'what was written just after the target is there' }]
          : [],
    ),
};

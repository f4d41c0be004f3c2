import type { RestoreRule } from '../rule.ts';

const words = { name: 'a restore point', time: 'an instant', lsn: 'a place in the log', xid: 'a transaction' } as const;

export const pointMissed: RestoreRule = {
  id: 'restore/point-missed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The restore did not stop where it was told to: it lost what it should have kept, or brought back what it should not.',
  fix: 'Look at the target, the clock of the server and the timeline.',
  check: (facts) =>
    (facts.markers ?? []).flatMap(({ side, found, target }) =>
      found === (side === 'before')
        ? []
        : [
            {
              what: `what was written just ${side} the target${target === undefined ? '' : ` (${words[target]})`} is ${found ? '' : 'not '}there`,
              ...(target !== undefined && { of: `${target} ${side}` }),
            },
          ],
    ),
};

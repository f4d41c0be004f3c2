import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const sequenceCycleChanged = defineStorageRule({
  id: 'storage/sequence-cycle-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/sequence-cycle-changed',
  why: 'At its end it begins anew, and gives numbers that are taken; or it is refused where the previous release relies on going round.',
  fix: 'Leave it as it was, or make it so wide that it does not end.',
  examples: {
    breaks: [{ old: 'CREATE SEQUENCE numbers', new: 'CREATE SEQUENCE numbers CYCLE' }],
    holds: [{ old: 'CREATE SEQUENCE numbers', new: 'CREATE SEQUENCE numbers NO CYCLE' }],
  },
  check: (change) =>
    whenChanged(change, ['sequence'], 'cycle', (_, is) => (is.cycle ? 'it begins anew at its end' : 'it does not begin anew at its end')),
});

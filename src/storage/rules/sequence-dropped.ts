import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const sequenceDropped = defineStorageRule({
  id: 'storage/sequence-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/sequence-added',
  why: 'The previous release still takes numbers from it and fails; made again, it begins from the start.',
  fix: 'Stop using it in this release; drop it one release later.',
  examples: {
    breaks: [{ old: 'CREATE SEQUENCE numbers', new: 'SELECT 1' }],
    holds: [{ old: 'CREATE SEQUENCE numbers', new: 'CREATE SEQUENCE numbers' }],
  },
  check: (change) => whenRemoved(change, ['sequence'], () => 'it is gone'),
});

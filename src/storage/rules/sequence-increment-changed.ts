import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const sequenceIncrementChanged = defineStorageRule({
  id: 'storage/sequence-increment-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/sequence-increment-changed',
  why: 'Code that takes a block of numbers at a time (as mappers do) takes numbers that another one has: keys collide, or numbers go backwards.',
  fix: 'Make a second sequence and let N use that, in a range of its own.',
  examples: {
    breaks: [{ old: 'CREATE SEQUENCE numbers INCREMENT 50', new: 'CREATE SEQUENCE numbers INCREMENT 1' }],
    holds: [{ old: 'CREATE SEQUENCE numbers INCREMENT 1', new: 'CREATE SEQUENCE numbers INCREMENT 1' }],
  },
  check: (change) =>
    whenChanged(change, ['sequence'], 'increment', (was, is) => `it goes by ${is.increment}, and went by ${was.increment}`),
});

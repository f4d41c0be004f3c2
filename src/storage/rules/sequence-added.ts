import { whenAdded } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const sequenceAdded = defineStorageRule({
  id: 'storage/sequence-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/sequence-dropped',
  why: 'N takes numbers from it before the migration has made it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [{ old: 'SELECT 1', new: 'CREATE SEQUENCE numbers', migrate: 'after' }],
    holds: [
      { old: 'SELECT 1', new: 'CREATE SEQUENCE numbers' },
      { old: 'CREATE TABLE t (a text)', new: 'CREATE TABLE t (a text, id bigserial)' },
    ],
  },
  check: (change) => whenAdded(change, ['sequence'], (is) => (is.ownedBy === undefined ? 'it is new' : undefined)),
});

import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const exclusionDropped = defineStorageRule({
  id: 'storage/exclusion-dropped',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/exclusion-added',
  why: 'N may store rows that excluded each other, which the previous release has never met.',
  fix: 'Store such rows one release after the code that can read them.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE stays (during tsrange, CONSTRAINT apart EXCLUDE USING gist (during WITH &&))',
        new: 'CREATE TABLE stays (during tsrange)',
      },
    ],
    holds: [{ old: 'CREATE TABLE stays (during tsrange)', new: 'CREATE TABLE stays (during tsrange)' }],
  },
  check: (change) =>
    whenRemoved(change, ['constraint'], (was) => (was.type === 'exclude' ? `rows may meet: ${was.definition}` : undefined)),
});

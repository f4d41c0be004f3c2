import { whenAdded, whenChanged } from '../judging/facet.ts';
import { areNew } from '../judging/beside.ts';
import { isNeverMet } from '../judging/uniqueness.ts';
import { defineStorageRule } from '../rule.ts';

export const exclusionAdded = defineStorageRule({
  id: 'storage/exclusion-added',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/exclusion-dropped',
  why: 'The previous release may still write rows that exclude each other and is refused, and such rows stop the migration.',
  fix: 'Let the code keep to it for a release first, and clear up the rows; then demand it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE stays (during tsrange)',
        new: 'CREATE TABLE stays (during tsrange, CONSTRAINT apart EXCLUDE USING gist (during WITH &&))',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE stays (during tsrange)',
        new: 'CREATE TABLE stays (during tsrange); CREATE INDEX apart ON stays USING gist (during)',
      },
      {
        old: 'CREATE TABLE stays (room int4range PRIMARY KEY, during tsrange)',
        new: 'CREATE TABLE stays (room int4range PRIMARY KEY, during tsrange, CONSTRAINT apart EXCLUDE USING gist (room WITH =, during WITH &&))',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['constraint'], (is) =>
      is.type === 'exclude' && !areNew(change.old, is.table, is.columns) && !isNeverMet(is, change.old)
        ? `rows must not meet: ${is.definition}`
        : undefined,
    ) ??
    whenChanged(change, ['constraint'], 'definition', (was, is) =>
      is.type === 'exclude' && was.definition !== is.definition
        ? `rows must not meet: ${is.definition}, and was ${was.definition}`
        : undefined,
    ),
});

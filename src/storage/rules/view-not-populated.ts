import { whenAdded, whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const viewNotPopulated = defineStorageRule({
  id: 'storage/view-not-populated',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  noMirror: 'A view that is filled from now on serves whoever reads it.',
  why: 'Who reads it is refused, whichever release it is, until somebody refreshes it.',
  fix: 'Refresh it in the migration (REFRESH MATERIALIZED VIEW), or make it WITH DATA.',
  examples: {
    breaks: [{ old: 'CREATE MATERIALIZED VIEW sums AS SELECT 1 AS a', new: 'CREATE MATERIALIZED VIEW sums AS SELECT 1 AS a WITH NO DATA' }],
    holds: [
      { old: 'SELECT 1', new: 'CREATE MATERIALIZED VIEW sums AS SELECT 1 AS a' },
      { old: 'SELECT 1', new: 'CREATE VIEW sums AS SELECT 1 AS a' },
    ],
  },
  check: (change) =>
    whenAdded(change, ['materialized view'], (is) => (is.populated === false ? 'nothing has been put into it' : undefined)) ??
    whenChanged(change, ['materialized view'], 'populated', (_, is) =>
      is.populated === false ? 'nothing has been put into it' : undefined,
    ),
});

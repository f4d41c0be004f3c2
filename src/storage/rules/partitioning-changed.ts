import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const partitioningChanged = defineStorageRule({
  id: 'storage/partitioning-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/partitioning-changed',
  why: 'A row that fits no partition is refused, and what the previous release relies on (keys without the partition’s column, partitions that it makes or detaches by name) is not there.',
  fix: 'Make a table of another name and write both, with a partition for every row (DEFAULT); drop the old one a release after the last that uses it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE events (at date NOT NULL, what text)',
        new: 'CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at)',
        new: "CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at); CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
      },
    ],
  },
  check: (change) =>
    whenChanged(
      change,
      ['table', 'foreign table'],
      'partitionedBy',
      (was, is) =>
        `it is ${is.partitionedBy === undefined ? 'not partitioned any more' : `partitioned by ${is.partitionedBy}`}, and was ${was.partitionedBy === undefined ? 'not' : `by ${was.partitionedBy}`}`,
    ),
});

import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const partitionChanged = defineStorageRule({
  id: 'storage/partition-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/partition-changed',
  why: 'What the previous release writes for this part of the table is refused, and what it reads of it is not found; or rows that it does not expect are.',
  fix: 'Attach and detach partitions in a release of its own, once no release writes or reads that part.',
  examples: {
    breaks: [
      {
        old: "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        new: "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-07-01')",
      },
    ],
    holds: [
      {
        old: "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        new: "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01'); CREATE TABLE e2 PARTITION OF events DEFAULT",
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['table', 'foreign table'], 'partitionOf', (was, is) =>
      is.partitionOf === undefined
        ? `it is not part of ${was.partitionOf?.parent ?? ''} any more`
        : was.partitionOf === undefined
          ? `it is part of ${is.partitionOf.parent} ${is.partitionOf.bound}`
          : `it is part of ${is.partitionOf.parent} ${is.partitionOf.bound}, and was of ${was.partitionOf.parent} ${was.partitionOf.bound}`,
    ),
});

import { whenChanged } from '../judging/facet.ts';
import { without, isReordered } from '../judging/lists.ts';
import { defineStorageRule } from '../rule.ts';

export const enumReordered = defineStorageRule({
  id: 'storage/enum-reordered',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'storage/enum-reordered',
  why: 'Values compare and are sorted in their order: who asks for what is less, more, or first, finds other rows.',
  fix: 'Leave the values in their order; sort by a column of your own.',
  examples: {
    breaks: [{ old: "CREATE TYPE state AS ENUM ('low', 'high')", new: "CREATE TYPE state AS ENUM ('high', 'low')" }],
    holds: [{ old: "CREATE TYPE state AS ENUM ('low', 'high')", new: "CREATE TYPE state AS ENUM ('low', 'middle', 'high')" }],
  },
  check: (change) =>
    whenChanged(change, ['enum'], 'labels', (was, is) =>
      without(was.labels, is.labels).length === 0 && isReordered(was.labels, is.labels)
        ? `its values are in another order: ${is.labels.join(', ')}`
        : undefined,
    ),
});

import { whenChanged } from '../judging/facet.ts';
import { without, isReordered } from '../judging/lists.ts';
import { defineStorageRule } from '../rule.ts';

export const enumValueAdded = defineStorageRule({
  id: 'storage/enum-value-added',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/enum-value-removed',
  why: 'N may store the new value, which the code of the previous release has never seen: it may fail on reading the row.',
  fix: 'Store the value one release after the code that can read it.',
  examples: {
    breaks: [
      { old: "CREATE TYPE state AS ENUM ('new', 'paid')", new: "CREATE TYPE state AS ENUM ('new', 'paid', 'refunded')" },
      { old: "CREATE TYPE state AS ENUM ('new', 'paid')", new: "CREATE TYPE state AS ENUM ('new', 'held', 'paid')" },
    ],
    holds: [{ old: "CREATE TYPE state AS ENUM ('new', 'paid')", new: "CREATE TYPE state AS ENUM ('new', 'paid')" }],
  },
  check: (change) =>
    whenChanged(change, ['enum'], 'labels', (was, is) => {
      const added = without(is.labels, was.labels);
      return added.length > 0 && without(was.labels, is.labels).length === 0 && !isReordered(was.labels, is.labels)
        ? `it may be ${added.join(', ')}`
        : undefined;
    }),
});

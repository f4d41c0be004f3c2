import { whenChanged } from '../judging/facet.ts';
import { without } from '../judging/lists.ts';
import { defineStorageRule } from '../rule.ts';

export const enumValueRemoved = defineStorageRule({
  id: 'storage/enum-value-removed',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'storage/enum-value-added',
  why: 'The previous release still writes the value, or asks for it, and is refused; and rows that hold it stop the migration, or are changed by it for good.',
  fix: 'Stop using the value in this release; remove it one release later.',
  examples: {
    breaks: [{ old: "CREATE TYPE state AS ENUM ('new', 'paid', 'refunded')", new: "CREATE TYPE state AS ENUM ('new', 'paid')" }],
    holds: [
      { old: "CREATE TYPE state AS ENUM ('new', 'paid')", new: "CREATE TYPE state AS ENUM ('new', 'paid', 'refunded')" },
      { old: "CREATE TYPE state AS ENUM ('new', 'paid')", new: "CREATE TYPE state AS ENUM ('new', 'settled')" },
    ],
  },
  check: (change) =>
    whenChanged(change, ['enum'], 'labels', (was, is) => {
      const gone = without(was.labels, is.labels);
      return gone.length > 0 ? `it may not be ${gone.join(', ')} any more` : undefined;
    }),
});

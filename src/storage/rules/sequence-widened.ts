import { whenChanged } from '../judging/facet.ts';
import { rangeTurn } from '../judging/sequences.ts';
import { defineStorageRule } from '../rule.ts';

export const sequenceWidened = defineStorageRule({
  id: 'storage/sequence-widened',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'storage/sequence-narrowed',
  why: 'It may give numbers that the code of the previous release cannot hold.',
  fix: 'Let numbers grow one release after the code that can hold them.',
  examples: {
    breaks: [{ old: 'CREATE SEQUENCE numbers AS integer', new: 'CREATE SEQUENCE numbers AS bigint' }],
    holds: [{ old: 'CREATE SEQUENCE numbers AS bigint', new: 'CREATE SEQUENCE numbers AS integer' }],
  },
  check: (change) =>
    (['max', 'min', 'type'] as const)
      .map((field) =>
        whenChanged(change, ['sequence'], field, (was, is) =>
          rangeTurn(was, is) === 'wider' ? `it goes from ${is.min} to ${is.max}, and went from ${was.min} to ${was.max}` : undefined,
        ),
      )
      .find((told) => told !== undefined),
});

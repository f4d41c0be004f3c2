import { whenChanged } from '../judging/facet.ts';
import { rangeTurn } from '../judging/sequences.ts';
import { defineStorageRule } from '../rule.ts';

export const sequenceNarrowed = defineStorageRule({
  id: 'storage/sequence-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/sequence-widened',
  why: 'It runs out sooner, or has already: an insert that asks it for a number is refused.',
  fix: 'Leave it as wide as it was.',
  examples: {
    breaks: [
      { old: 'CREATE SEQUENCE numbers AS bigint', new: 'CREATE SEQUENCE numbers AS integer' },
      { old: 'CREATE SEQUENCE numbers MAXVALUE 1000', new: 'CREATE SEQUENCE numbers MAXVALUE 100' },
    ],
    holds: [{ old: 'CREATE SEQUENCE numbers MAXVALUE 100', new: 'CREATE SEQUENCE numbers MAXVALUE 1000' }],
  },
  check: (change) =>
    (['max', 'min', 'type'] as const)
      .map((field) =>
        whenChanged(change, ['sequence'], field, (was, is) =>
          rangeTurn(was, is) === 'narrower' ? `it goes from ${is.min} to ${is.max}, and went from ${was.min} to ${was.max}` : undefined,
        ),
      )
      .find((told) => told !== undefined),
});

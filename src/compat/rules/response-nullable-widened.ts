import { defineCompatRule } from '../rule.ts';

export const responseNullableWidened = defineCompatRule({
  id: 'compat/response-nullable-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-nullable-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string' }, new: { type: ['string', 'null'] } }],
    holds: [
      { side: 'response', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'response', old: { type: ['string', 'null'] }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'nullable' && change.turn === 'widened'
      ? 'null is allowed now'
      : undefined,
});

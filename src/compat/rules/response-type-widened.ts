import { defineCompatRule } from '../rule.ts';

export const responseTypeWidened = defineCompatRule({
  id: 'compat/response-type-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-type-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string' }, new: { type: ['string', 'integer'] } }],
    holds: [
      { side: 'response', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'response', old: { type: ['string', 'integer'] }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'type' && change.turn === 'widened'
      ? 'the type is widened'
      : undefined,
});

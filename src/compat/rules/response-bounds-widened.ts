import { defineCompatRule } from '../rule.ts';

export const responseBoundsWidened = defineCompatRule({
  id: 'compat/response-bounds-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-bounds-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 20 } }],
    holds: [
      { side: 'response', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } },
      { side: 'response', old: { type: 'integer', maximum: 20 }, new: { type: 'integer', maximum: 10 } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'bounds' && change.turn === 'widened'
      ? 'the limits are widened'
      : undefined,
});

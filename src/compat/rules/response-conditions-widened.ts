import { defineCompatRule } from '../rule.ts';

export const responseConditionsWidened = defineCompatRule({
  id: 'compat/response-conditions-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-conditions-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [{ side: 'response', old: { not: { type: 'string' } }, new: {} }],
    holds: [
      { side: 'response', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } },
      { side: 'response', old: {}, new: { not: { type: 'string' } } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'conditions' && change.turn === 'widened'
      ? 'the conditions are widened'
      : undefined,
});

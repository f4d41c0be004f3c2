import { defineCompatRule } from '../rule.ts';

export const responseFormatWidened = defineCompatRule({
  id: 'compat/response-format-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-format-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string', format: 'date' }, new: { type: 'string' } }],
    holds: [
      { side: 'response', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } },
      { side: 'response', old: { type: 'string' }, new: { type: 'string', format: 'date' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'format' && change.turn === 'widened'
      ? 'the format is widened'
      : undefined,
});

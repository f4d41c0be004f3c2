import { defineCompatRule } from '../rule.ts';

export const responsePatternWidened = defineCompatRule({
  id: 'compat/response-pattern-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-pattern-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string', pattern: '^a' }, new: { type: 'string' } }],
    holds: [
      { side: 'response', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } },
      { side: 'response', old: { type: 'string' }, new: { type: 'string', pattern: '^a' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'pattern' && change.turn === 'widened'
      ? 'the pattern is widened'
      : undefined,
});

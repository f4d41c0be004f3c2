import { defineCompatRule } from '../rule.ts';

export const responseMembersNarrowed = defineCompatRule({
  id: 'compat/response-members-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-members-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'array' }, new: { type: 'array', contains: { type: 'string' } } }],
    holds: [
      { side: 'response', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array', contains: { type: 'string' } } },
      { side: 'response', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'members' && change.turn === 'narrowed'
      ? 'the demands on members are narrowed'
      : undefined,
});

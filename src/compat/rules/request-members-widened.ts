import { defineCompatRule } from '../rule.ts';

export const requestMembersWidened = defineCompatRule({
  id: 'compat/request-members-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-members-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array' } }],
    holds: [
      { side: 'request', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array', contains: { type: 'string' } } },
      { side: 'request', old: { type: 'array' }, new: { type: 'array', contains: { type: 'string' } } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'members' && change.turn === 'widened'
      ? 'the demands on members are widened'
      : undefined,
});

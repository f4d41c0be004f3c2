import { defineCompatRule } from '../rule.ts';

export const responseAlternativesChanged = defineCompatRule({
  id: 'compat/response-alternatives-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-alternatives-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      },
    ],
    holds: [
      {
        side: 'response',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'alternatives' && change.turn === 'changed'
      ? 'the alternatives are changed'
      : undefined,
});

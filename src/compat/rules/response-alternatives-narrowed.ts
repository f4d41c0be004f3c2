import { defineCompatRule } from '../rule.ts';

export const responseAlternativesNarrowed = defineCompatRule({
  id: 'compat/response-alternatives-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-alternatives-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
    ],
    holds: [
      {
        side: 'response',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
      {
        side: 'response',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'alternatives' && change.turn === 'narrowed'
      ? 'the alternatives are narrowed'
      : undefined,
});

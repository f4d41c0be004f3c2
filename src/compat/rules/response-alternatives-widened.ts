import { defineCompatRule } from '../rule.ts';

export const responseAlternativesWidened = defineCompatRule({
  id: 'compat/response-alternatives-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-alternatives-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
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
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'alternatives' && change.turn === 'widened'
      ? 'the alternatives are widened'
      : undefined,
});

import { defineCompatRule } from '../rule.ts';

export const requestAlternativesNarrowed = defineCompatRule({
  id: 'compat/request-alternatives-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-alternatives-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
      {
        side: 'request',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'alternatives' && change.turn === 'narrowed'
      ? 'the alternatives are narrowed'
      : undefined,
});

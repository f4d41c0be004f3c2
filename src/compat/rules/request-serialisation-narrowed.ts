import { defineCompatRule } from '../rule.ts';

export const requestSerialisationNarrowed = defineCompatRule({
  id: 'compat/request-serialisation-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-serialisation-widened',
  why: 'A client of N-1 still writes it in a way that N no longer reads.',
  fix: 'Go on reading it in this release; refuse it one release after the last client stopped writing it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, allowReserved: true }],
            },
          },
        },
        new: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] },
          },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, allowReserved: true }],
            },
          },
        },
      },
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', schema: { type: 'integer' }, allowReserved: true }],
            },
          },
        },
        new: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'q', in: 'query', schema: { type: 'integer' } }] },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'serialisation' && change.side === 'request' && change.turn === 'narrowed' ? change.what : undefined),
});

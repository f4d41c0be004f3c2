import { defineCompatRule } from '../rule.ts';

export const requestSerialisationChanged = defineCompatRule({
  id: 'compat/request-serialisation-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-serialisation-changed',
  why: 'Each version reads the same value out of another text: clients of N-1 fail on N, and clients of N fail once N-1 is back.',
  fix: 'Go on reading what was read, and give what is written anew another name.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', schema: { type: 'array', items: { type: 'string' } } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', schema: { type: 'array', items: { type: 'string' } }, explode: false }],
            },
          },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', schema: { type: 'array', items: { type: 'string' } } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', schema: { type: 'array', items: { type: 'string' } } }],
            },
          },
        },
      },
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
              parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, explode: false }],
            },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'serialisation' && change.side === 'request' && change.turn === 'changed' ? change.what : undefined),
});

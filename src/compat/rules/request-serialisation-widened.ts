import { defineCompatRule } from '../rule.ts';

export const requestSerialisationWidened = defineCompatRule({
  id: 'compat/request-serialisation-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-serialisation-narrowed',
  why: 'A client that began to write it so is not understood once N-1 is back.',
  fix: 'Let clients write it so only once N-1 is out of reach.',
  examples: {
    breaks: [
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
    ],
    holds: [
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
  },
  check: (change) => (change.kind === 'serialisation' && change.side === 'request' && change.turn === 'widened' ? change.what : undefined),
});

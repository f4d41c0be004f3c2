import { defineCompatRule } from '../rule.ts';

export const requestDefaultAdded = defineCompatRule({
  id: 'compat/request-default-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-default-removed',
  why: 'A client that leaves it out and relies on the default does not get it from N-1.',
  fix: 'Let clients go on saying what they want until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }] },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 20 } }],
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
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 10 } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 10 } }],
            },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'default' && change.turn === 'added' ? `the default is ${change.to} now` : undefined),
});

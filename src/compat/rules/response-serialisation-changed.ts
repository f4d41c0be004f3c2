import { defineCompatRule } from '../rule.ts';

export const responseSerialisationChanged = defineCompatRule({
  id: 'compat/response-serialisation-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-serialisation-changed',
  why: 'Clients of each version read another value out of what the other one writes, or none at all.',
  fix: 'Go on writing it as before, and give what is written anew another name.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  headers: { 'X-A': { required: true, schema: { type: 'object', properties: { a: { type: 'string' } } } } },
                },
              },
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  headers: { 'X-A': { required: true, schema: { type: 'object', properties: { a: { type: 'string' } } }, explode: true } },
                },
              },
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
              responses: {
                '200': {
                  description: '',
                  headers: { 'X-A': { required: true, schema: { type: 'object', properties: { a: { type: 'string' } } } } },
                },
              },
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  headers: { 'X-A': { required: true, schema: { type: 'object', properties: { a: { type: 'string' } } } } },
                },
              },
            },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'serialisation' && change.side === 'response' && change.turn === 'changed' ? change.what : undefined),
});

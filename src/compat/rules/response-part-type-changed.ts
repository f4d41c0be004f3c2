import { defineCompatRule } from '../rule.ts';

export const responsePartTypeChanged = defineCompatRule({
  id: 'compat/response-part-type-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-part-type-changed',
  why: 'Clients of each version do not understand what the other one sends the part as.',
  fix: 'Go on sending it as before to whoever does not ask for more.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  content: {
                    'multipart/form-data': {
                      schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                      encoding: { f: { contentType: 'image/png' } },
                    },
                  },
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
                  content: {
                    'multipart/form-data': {
                      schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                      encoding: { f: { contentType: 'image/gif' } },
                    },
                  },
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
                  content: {
                    'multipart/form-data': {
                      schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                      encoding: { f: { contentType: 'image/png' } },
                    },
                  },
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
                  content: {
                    'multipart/form-data': {
                      schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                      encoding: { f: { contentType: 'image/png' } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'part-type' && change.side === 'response'
      ? `the part ${change.name} is ${change.to} instead of ${change.from}`
      : undefined,
});

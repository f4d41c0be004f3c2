import { defineCompatRule } from '../rule.ts';

export const requestPartTypeNarrowed = defineCompatRule({
  id: 'compat/request-part-type-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-part-type-widened',
  why: 'A client of N-1 still sends the part as what N no longer takes.',
  fix: 'Go on taking it in this release; refuse it one release after nobody sends it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
                content: {
                  'multipart/form-data': {
                    schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                    encoding: { f: { contentType: 'image/png, image/gif' } },
                  },
                },
              },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
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
    ],
    holds: [
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
                content: {
                  'multipart/form-data': {
                    schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                    encoding: { f: { contentType: 'image/png, image/gif' } },
                  },
                },
              },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
                content: {
                  'multipart/form-data': {
                    schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                    encoding: { f: { contentType: 'image/png, image/gif' } },
                  },
                },
              },
            },
          },
        },
      },
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
                content: {
                  'multipart/form-data': {
                    schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                    encoding: { f: { contentType: 'image/*' } },
                  },
                },
              },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
                content: {
                  'multipart/form-data': {
                    schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
                    encoding: { f: { contentType: 'image/png, image/*' } },
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
    change.kind === 'part-type' && change.side === 'request' && change.turn === 'narrowed'
      ? `the part ${change.name} is ${change.to} instead of ${change.from}`
      : undefined,
});

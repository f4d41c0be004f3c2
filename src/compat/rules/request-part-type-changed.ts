import { defineCompatRule } from '../rule.ts';

export const requestPartTypeChanged = defineCompatRule({
  id: 'compat/request-part-type-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-part-type-changed',
  why: 'Each version refuses what the part is sent as to the other.',
  fix: 'Take both in this release; give up the old one a release after nobody sends it.',
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
                    encoding: { f: { contentType: 'image/png' } },
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
                    encoding: { f: { contentType: 'image/gif' } },
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
                    encoding: { f: { contentType: 'image/png' } },
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
    change.kind === 'part-type' && change.side === 'request' && change.turn === 'changed'
      ? `the part ${change.name} is ${change.to} instead of ${change.from}`
      : undefined,
});

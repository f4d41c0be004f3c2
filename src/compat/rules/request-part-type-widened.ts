import { defineCompatRule } from '../rule.ts';

export const requestPartTypeWidened = defineCompatRule({
  id: 'compat/request-part-type-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-part-type-narrowed',
  why: 'A client that began to send the part as something new is refused once N-1 is back.',
  fix: 'Let clients send it only once N-1 is out of reach.',
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
                    encoding: { f: { contentType: 'image/png, image/gif' } },
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
    change.kind === 'part-type' && change.side === 'request' && change.turn === 'widened'
      ? `the part ${change.name} is ${change.to} instead of ${change.from}`
      : undefined,
});

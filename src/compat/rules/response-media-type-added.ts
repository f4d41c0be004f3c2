import { defineCompatRule } from '../rule.ts';

export const responseMediaTypeAdded = defineCompatRule({
  id: 'compat/response-media-type-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-media-type-removed',
  why: 'A client that began to ask for it does not get it once N-1 is back.',
  fix: 'Let clients ask for it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
        new: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  content: { 'application/json': { schema: { type: 'object' } }, 'application/xml': { schema: { type: 'object' } } },
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
                  content: { 'application/json': { schema: { type: 'object' } }, 'application/xml': { schema: { type: 'object' } } },
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
                  content: { 'application/json': { schema: { type: 'object' } }, 'application/xml': { schema: { type: 'object' } } },
                },
              },
            },
          },
        },
      },
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'media-type' && change.side === 'response' && change.turn === 'added'
      ? `responses may be ${change.name} now`
      : undefined,
});

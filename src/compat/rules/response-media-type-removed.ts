import { defineCompatRule } from '../rule.ts';

export const responseMediaTypeRemoved = defineCompatRule({
  id: 'compat/response-media-type-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-media-type-added',
  why: 'A client of N-1 that asks for it does not get it any more.',
  fix: 'Go on answering with it until no client asks for it.',
  examples: {
    breaks: [
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
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
      },
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
    ],
  },
  check: (change) =>
    change.kind === 'media-type' && change.side === 'response' && change.turn === 'removed'
      ? `responses are no longer ${change.name}`
      : undefined,
});

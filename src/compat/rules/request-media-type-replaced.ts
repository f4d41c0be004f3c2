import { defineCompatRule } from '../rule.ts';

export const requestMediaTypeReplaced = defineCompatRule({
  id: 'compat/request-media-type-replaced',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-media-type-replaced',
  why: 'A client of N-1 that sends the old one is refused by N, and one of N that sends the new one by N-1.',
  fix: 'Take both in this release; give up the old one a release after nobody sends it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { content: { 'application/vnd.a+json': { schema: { type: 'object' } } } },
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
              requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
      },
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
                content: { 'application/json': { schema: { type: 'object' } }, 'application/xml': { schema: { type: 'object' } } },
              },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'media-type-replaced' && change.side === 'request' ? `requests are ${change.to} instead of ${change.from}` : undefined,
});

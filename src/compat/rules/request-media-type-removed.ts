import { defineCompatRule } from '../rule.ts';

export const requestMediaTypeRemoved = defineCompatRule({
  id: 'compat/request-media-type-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-media-type-added',
  why: 'A client of N-1 that sends it is refused as soon as N serves.',
  fix: 'Go on accepting it until no client sends it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: {
                content: { 'application/json': { schema: { type: 'object' } }, 'application/xml': { schema: { type: 'object' } } },
              },
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
              requestBody: {
                content: { 'application/json': { schema: { type: 'object' } }, 'application/xml': { schema: { type: 'object' } } },
              },
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
    change.kind === 'media-type' && change.side === 'request' && change.turn === 'removed'
      ? `requests may no longer be ${change.name}`
      : undefined,
});

import { defineCompatRule } from '../rule.ts';

export const responseMediaTypeReplaced = defineCompatRule({
  id: 'compat/response-media-type-replaced',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-media-type-replaced',
  why: 'A client that goes by the media type does not understand the other version, even where the syntax is the same.',
  fix: 'Answer with the old one to whoever does not ask for the new one.',
  examples: {
    breaks: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
        new: {
          '/a': {
            get: { responses: { '200': { description: '', content: { 'application/vnd.a+json': { schema: { type: 'object' } } } } } },
          },
        },
      },
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', content: { 'application/xml': { schema: { type: 'object' } } } } } } },
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
  },
  check: (change) =>
    change.kind === 'media-type-replaced' && change.side === 'response'
      ? `responses are ${change.to} instead of ${change.from}`
      : undefined,
});

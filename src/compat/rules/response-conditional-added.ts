import { defineCompatRule } from '../rule.ts';

export const responseConditionalAdded = defineCompatRule({
  id: 'compat/response-conditional-added',
  severity: 'note',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-conditional-removed',
  why: 'Only a client of N-1 that sends the header, of which its contract says nothing, gets an answer that it does not know.',
  fix: 'Answer so to requests alone that have the header.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '304': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: {
          '/a': {
            get: {
              parameters: [{ name: 'If-None-Match', in: 'header', schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
        new: {
          '/a': {
            get: {
              parameters: [{ name: 'If-None-Match', in: 'header', schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '304': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '304': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'status' && change.turn === 'added' && change.asked !== undefined
      ? `the response ${change.name}, to requests with ${change.asked} alone, is new`
      : undefined,
});

import { defineCompatRule } from '../rule.ts';

export const optionalResponseHeaderRemoved = defineCompatRule({
  id: 'compat/optional-response-header-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-header-added',
  why: 'A client of N-1 that reads the header gets it no more.',
  fix: 'Go on sending it until no client reads it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: false, schema: { type: 'string' } } } } } } },
        },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: false, schema: { type: 'string' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: false, schema: { type: 'string' } } } } } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'header' && change.turn === 'removed' && !change.required ? `the header ${change.name} is gone` : undefined,
});

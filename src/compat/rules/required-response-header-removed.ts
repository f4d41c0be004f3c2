import { defineCompatRule } from '../rule.ts';

export const requiredResponseHeaderRemoved = defineCompatRule({
  id: 'compat/required-response-header-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-header-added',
  why: 'A client of N-1 was promised the header and fails without it.',
  fix: 'Go on sending it until no client reads it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } } } },
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
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'header' && change.turn === 'removed' && change.required
      ? `the header ${change.name}, which N-1 promised, is gone`
      : undefined,
});

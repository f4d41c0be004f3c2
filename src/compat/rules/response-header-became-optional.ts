import { defineCompatRule } from '../rule.ts';

export const responseHeaderBecameOptional = defineCompatRule({
  id: 'compat/response-header-became-optional',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-header-became-required',
  why: 'A client of N-1 was promised the header and fails where N leaves it out.',
  fix: 'Go on sending it until no client relies on it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: false, schema: { type: 'string' } } } } } } },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: false, schema: { type: 'string' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: false, schema: { type: 'string' } } } } } } },
        },
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
    change.kind === 'header' && change.turn === 'became-optional' ? `the header ${change.name} may be missing now` : undefined,
});

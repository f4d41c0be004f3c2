import { defineCompatRule } from '../rule.ts';

export const responseHeaderBecameRequired = defineCompatRule({
  id: 'compat/response-header-became-required',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-header-became-optional',
  why: 'A client that relies on the header may find it missing once N-1 answers again.',
  fix: 'Let clients rely on it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: false, schema: { type: 'string' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } } } },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } } } },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '', headers: { 'X-A': { required: true, schema: { type: 'string' } } } } } } },
        },
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
    change.kind === 'header' && change.turn === 'became-required' ? `the header ${change.name} is always there now` : undefined,
});

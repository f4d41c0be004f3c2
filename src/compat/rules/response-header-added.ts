import { defineCompatRule } from '../rule.ts';

export const responseHeaderAdded = defineCompatRule({
  id: 'compat/response-header-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: ['compat/required-response-header-removed', 'compat/optional-response-header-removed'],
  why: 'A client that reads the header does not get it once N-1 answers again.',
  fix: 'Let clients do without it until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
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
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) => (change.kind === 'header' && change.turn === 'added' ? `the header ${change.name} is new` : undefined),
});

import { defineCompatRule } from '../rule.ts';

export const operationAdded = defineCompatRule({
  id: 'compat/operation-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/operation-removed',
  why: 'A client that began to call it fails once N-1 is back.',
  fix: 'Let clients call it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } }, post: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } }, post: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } }, post: { responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'operation' && change.turn === 'added' && change.beside === undefined ? 'the operation is new' : undefined,
});

import { defineCompatRule } from '../rule.ts';

export const operationIdChanged = defineCompatRule({
  id: 'compat/operation-id-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/operation-id-changed',
  why: 'Generated clients name a method after it: code that calls the method of one version does not build with the client of the other.',
  fix: 'Keep the operationId, or give the new one to a new operation.',
  examples: {
    breaks: [
      {
        profile: 'codegen',
        old: { '/a': { get: { operationId: 'listA', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { operationId: 'getA', responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { operationId: 'listA', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { operationId: 'getA', responses: { '200': { description: '' } } } } },
      },
      {
        profile: 'codegen',
        old: { '/a': { get: { operationId: 'listA', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { operationId: 'listA', responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'naming' && change.of === 'operationId'
      ? `its operationId is ${change.to || 'none'} now, and was ${change.from || 'none'}`
      : undefined,
});

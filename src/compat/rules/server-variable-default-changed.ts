import { defineCompatRule } from '../rule.ts';

export const serverVariableDefaultChanged = defineCompatRule({
  id: 'compat/server-variable-default-changed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/server-variable-default-changed',
  why: 'A client that fills in nothing calls another address than with the other version, which may not know what was left at the first.',
  fix: 'Keep the default, and let clients choose the new value.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
        new: {
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'us', enum: ['eu', 'us'] } } }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
      },
    ],
    holds: [
      {
        whole: true,
        old: {
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
        new: {
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
      },
      {
        whole: true,
        old: {
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
        new: {
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu'] } } }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'server-variable' && change.turn === 'default-changed'
      ? `the variable ${change.name} of the server is ${change.values[1]} by default now, and was ${change.values[0]}`
      : undefined,
});

import { defineCompatRule } from '../rule.ts';

export const serverVariableNarrowed = defineCompatRule({
  id: 'compat/server-variable-narrowed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/server-variable-widened',
  why: 'A client of N-1 that fills in such a value may find nobody there any more.',
  fix: 'Keep the addresses answering until no client calls them.',
  examples: {
    breaks: [
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
    holds: [
      {
        whole: true,
        old: {
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu'] } } }],
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
          servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'server-variable' && change.turn === 'narrowed'
      ? `the variable ${change.name} of the server is no longer ${change.values.join(' or ')}`
      : undefined,
});

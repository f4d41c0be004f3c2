import { defineCompatRule } from '../rule.ts';

export const serverVariableWidened = defineCompatRule({
  id: 'compat/server-variable-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/server-variable-narrowed',
  why: 'A client that fills in such a value may find nobody there once N-1 is back.',
  fix: 'Let clients use it only once N-1 is out of reach.',
  examples: {
    breaks: [
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
    ],
    holds: [
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
    change.kind === 'server-variable' && change.turn === 'widened'
      ? `the variable ${change.name} of the server may be ${change.values.join(' or ')} now`
      : undefined,
});

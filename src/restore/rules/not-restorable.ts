import type { RestoreRule } from '../rule.ts';

export const notRestorable: RestoreRule = {
  id: 'restore/not-restorable',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'A server takes the backup for wrong: on the day that it is needed it is not brought back.',
  fix: 'Look at what the server says; take a new backup, and look at how it is taken.',
  check: ({ refused }) =>
    refused === undefined
      ? []
      : [{ what: `it cannot be restored: ${refused}`, quiet: { what: 'it cannot be restored: the server refuses it' } }],
};

import type { RestoreRule } from '../rule.ts';

export const foreignKeyBroken: RestoreRule = {
  id: 'restore/foreign-key-broken',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'Rows point to rows that are not there, though the constraint says that they cannot.',
  fix: 'Compare both tables with the source or an older backup.',
  check: (facts) =>
    (facts.integrity?.foreignKeys ?? []).map(({ name, rows }) => ({ what: `${name}: ${rows} rows point nowhere`, of: name })),
};

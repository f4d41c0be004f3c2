import type { RestoreRule } from '../rule.ts';

export const uniqueBroken: RestoreRule = {
  id: 'restore/unique-broken',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'A key is there twice, though the index says that it cannot: which of the two is found depends on the plan.',
  fix: 'Compare the table with the source or an older backup.',
  check: (facts) =>
    (facts.integrity?.duplicates ?? []).map(({ name, keys }) => ({ what: `${name}: ${keys} keys are there more than once`, of: name })),
};

import type { RestoreRule } from '../rule.ts';

export const rowsUnlogged: RestoreRule = {
  id: 'restore/rows-unlogged',
  severity: 'note',
  cells: { rollback: 'breaks' },
  why: 'No backup of files holds the rows of an unlogged table: it is empty after a restore.',
  fix: 'Make it a logged table where its rows are needed.',
  check: (facts) => (facts.manifest?.content.unlogged ?? []).map((name) => ({ what: `${name} is unlogged`, of: name })),
};

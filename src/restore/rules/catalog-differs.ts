import { nameOf } from '../../storage/objects.ts';
import type { RestoreRule } from '../rule.ts';

const words = { added: 'was not there', removed: 'is gone', changed: 'is another one', renamed: 'has another name' } as const;

export const catalogDiffers: RestoreRule = {
  id: 'restore/catalog-differs',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The schema of the copy is not the one that the source had: statements of N-1 may fail on it, or mean something else.',
  fix: 'Look at what the restore tool says; constraints, rights and owners are often left out.',
  check: (facts) => (facts.changes ?? []).map((change) => ({ what: `${nameOf(change)} ${words[change.turn]}`, of: nameOf(change) })),
};

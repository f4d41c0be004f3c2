import type { RestoreRule } from '../rule.ts';

export const writeLost: RestoreRule = {
  id: 'restore/write-lost',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'It was acknowledged, and later writes are on the copy: it was not lost with the end of the log, but in the middle.',
  fix: 'Find out what N-1 acknowledged before it was on disk, or what the restore left out.',
  check: (facts) => (facts.holes ?? []).map((read) => ({ what: `${read} is gone, and what was acknowledged after it is there`, of: read })),
};

import type { RestoreRule } from '../rule.ts';

export const reachedOut: RestoreRule = {
  id: 'restore/reached-out',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'What ran on the copy reached something outside: jobs, mails and messages of a copy meet real customers.',
  fix: 'Find out what it called; give it a stub, or switch it off for copies.',
  check: (facts) => (facts.reached ?? []).map((what) => ({ what: `it reached ${what}`, of: what })),
};

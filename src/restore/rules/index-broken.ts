import type { RestoreRule } from '../rule.ts';

export const indexBroken: RestoreRule = {
  id: 'restore/index-broken',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The index does not agree with its table: queries by it give wrong answers.',
  fix: 'REINDEX it on the copy; find out whether it is broken in the source.',
  check: (facts) =>
    (facts.integrity?.indexes ?? []).map(({ name, said }) => ({
      what: `${name}: ${said}`,
      of: name,
      quiet: { what: `${name}: amcheck refuses it`, of: name },
    })),
};

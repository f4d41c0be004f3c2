import type { RestoreRule } from '../rule.ts';

export const invariantBroken: RestoreRule = {
  id: 'restore/invariant-broken',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'What must always hold of the data does not hold of the copy.',
  fix: 'Compare what it speaks of with the source or an older backup.',
  check: (facts) => {
    const { manifest, content } = facts;
    // A query that cannot be asked for want of a table is told by the table.
    const isWhole = manifest?.content.tables.every(({ table }) => content?.tables.some((one) => one.table === table)) ?? false;
    return (manifest?.content.invariants ?? []).flatMap((was) => {
      const is = content?.invariants.find(({ name }) => name === was.name);
      return !is || (is.refused === undefined ? JSON.stringify(is.answer) === JSON.stringify(was.answer) : !isWhole)
        ? []
        : [{ what: `${was.name} has another answer than when the backup was taken`, of: was.name }];
    });
  },
};

import type { RestoreRule } from '../rule.ts';
import { sealAnswer } from '../sealed.ts';

export const invariantBroken: RestoreRule = {
  id: 'restore/invariant-broken',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'What must always hold of the data does not hold of the copy.',
  fix: 'Compare what it speaks of with the source or an older backup.',
  check: (facts) => {
    const { manifest, content } = facts;
    const declared = (content?.invariants ?? []).flatMap(({ name, is, answer, refused }) =>
      is === undefined || (refused === undefined && answer.length === 1 && answer[0]?.length === 1 && answer[0][0] === is)
        ? []
        : [{ what: `${name} has another answer than the one that it must have`, of: name }],
    );
    // A query that cannot be asked for want of a table is told by the table.
    const isWhole = manifest?.content.tables.every(({ table }) => content?.tables.some((one) => one.table === table)) ?? false;
    const kept = (manifest?.content.invariants ?? []).flatMap((was) => {
      const is = content?.invariants.find(({ name }) => name === was.name);
      return !is || (is.refused === undefined ? JSON.stringify(sealAnswer(is.answer)) === JSON.stringify(sealAnswer(was.answer)) : !isWhole)
        ? []
        : [{ what: `${was.name} has another answer than when the backup was taken`, of: was.name }];
    });
    return [...declared, ...kept.filter(({ of }) => !declared.some((one) => one.of === of))];
  },
};

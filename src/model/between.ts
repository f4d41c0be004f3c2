import type { Cell } from './cell.ts';
import type { ContractReport } from './check.ts';
import type { Finding } from './finding.ts';

type Judged = Pick<ContractReport, 'findings' | 'cells'>;

/** What breaks as long as what has changed is used, which is assumed: it weighs as much as what breaks. */
export const assumedToBreak = ({ findings }: Pick<ContractReport, 'findings'>, cell: Cell): readonly Finding[] =>
  findings.filter(
    ({ cells: hit, severity, use, waived }) =>
      hit[cell] === 'breaks-if-used' && severity === 'error' && use?.state === 'unknown' && use.assume === 'used' && !waived,
  );

/** What is to be answered for in a cell: findings that are accepted, or weigh too little, count no more. */
export const standing = ({ findings, cells: states }: Judged, cell: Cell): readonly Finding[] => {
  const { state } = states[cell];
  return findings.filter(
    (finding) => finding.cells[cell] === state && !finding.waived && (state !== 'breaks' || finding.severity === 'error'),
  );
};

const gravity = ['not-applicable', 'holds', 'breaks-if-used', 'unknown', 'breaks-while-used', 'breaks'] as const;

/** How grave a cell is, by what is to be answered for in it: what is accepted or only warned of weighs as what nobody uses. */
const gravityOf = (contract: Judged, cell: Cell): number => {
  const { state } = contract.cells[cell];
  const hit = contract.findings.some((finding) => finding.cells[cell] === state);
  if (state === 'breaks-if-used' && assumedToBreak(contract, cell).length > 0) return gravity.indexOf('breaks-while-used');
  const isAnswered = hit && standing(contract, cell).length === 0;
  return gravity.indexOf(isAnswered && (state === 'breaks' || state === 'unknown') ? 'breaks-if-used' : state);
};

/** Is it worse while both serve than before and after? Then the answers about these two do not say it all. */
export const isWorseBetween = (contracts: readonly Judged[]): boolean => {
  const grave = (cell: Cell): number => Math.max(-1, ...contracts.map((contract) => gravityOf(contract, cell)));
  return grave('mixed') > Math.max(grave('rollout'), grave('rollback'), gravity.indexOf('holds'));
};

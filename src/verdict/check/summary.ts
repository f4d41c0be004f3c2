import { isWorseBetween } from '../../model/between.ts';
import type { Cell } from '../../model/cell.ts';
import type { ContractReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';

const counted = (count: number): string => `${count} ${count === 1 ? 'finding' : 'findings'}`;

const acceptedText = (findings: readonly Finding[]): string => {
  const count = findings.filter(({ waived }) => waived !== undefined).length;
  if (count === 0) return '';
  return count === findings.length ? ', accepted' : `, ${count} of them accepted`;
};

/** The answer for one cell, over all contracts. */
const answer = (contracts: readonly ContractReport[], cell: Cell): string => {
  const states = new Set(contracts.map(({ cells }) => cells[cell].state));
  const of = (state: 'breaks' | 'breaks-if-used' | 'unknown'): readonly Finding[] =>
    contracts.flatMap(({ findings }) => findings.filter(({ cells, use }) => cells[cell] === state && use?.state !== 'ruled-out'));
  if (states.has('breaks')) return `no, ${counted(of('breaks').length)}${acceptedText(of('breaks'))}`;
  if (states.size === 0) return 'unknown, nothing was compared';
  if (states.has('unknown')) {
    const open = of('unknown');
    return open.length === 0 ? 'unknown, nothing was compared' : `unknown, ${counted(open.length)} not decided${acceptedText(open)}`;
  }
  const assumed = of('breaks-if-used').filter(({ severity, use, waived }) => severity === 'error' && use?.assume === 'used' && !waived);
  if (assumed.length > 0) return `no, as long as what has changed is used (${counted(assumed.length)})`;
  if (states.has('breaks-if-used')) return `yes, as long as nobody uses what is new (${counted(of('breaks-if-used').length)})`;
  return states.has('holds') ? 'yes' : 'not applicable';
};

/** `safe to roll out: yes / safe to roll back: no, 3 findings`: what a check found, in one line; what is graver in between than before and after is added. */
export const summaryOf = (contracts: readonly ContractReport[]): string => {
  const between = isWorseBetween(contracts) ? ` / safe while both serve: ${answer(contracts, 'mixed')}` : '';
  return `safe to roll out: ${answer(contracts, 'rollout')} / safe to roll back: ${answer(contracts, 'rollback')}${between}`;
};

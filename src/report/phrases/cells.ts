import { assumedToBreak, standing } from '../../model/between.ts';
import { type Cell, cells } from '../../model/cell.ts';
import type { ContractReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import { plural } from './plural.ts';

const states = { breaks: 'breaks', unknown: 'not decided', 'breaks-if-used': 'breaks if used' } as const;

/** `breaks: rollout, mixed; breaks if used: rollback`: cells grouped by what happens to them. */
export const cellsText = (finding: Pick<Finding, 'cells'>): string => {
  const hit = cells.filter((cell): cell is Cell => finding.cells[cell] !== undefined);
  const groups = Map.groupBy(hit, (cell) => finding.cells[cell] ?? 'unknown');
  return Object.entries(states)
    .flatMap(([state, words]) => {
      const group = groups.get(state as keyof typeof states);
      return group ? [`${words}: ${group.join(', ')}`] : [];
    })
    .join('; ');
};

/** A cell in a word or two, as it fits into a table: `yes`, `no, 3 findings`, `unknown`. */
export const cellWords = (contract: ContractReport, cell: Cell): string => {
  const { state } = contract.cells[cell];
  const count = standing(contract, cell).length;
  const hit = contract.findings.filter((finding) => finding.cells[cell] === state).length;
  if (state === 'holds') return 'yes';
  if (state === 'not-applicable') return 'not applicable';
  const assumed = assumedToBreak(contract, cell);
  if (state === 'breaks-if-used' && assumed.length > 0) return `no, while what has changed is used (${plural(assumed.length, 'finding')})`;
  if (state === 'breaks-if-used') return `yes, while nobody uses what is new (${plural(hit, 'finding')})`;
  const accepted = count === 0 && hit > 0;
  if (state === 'breaks') return accepted ? `accepted, ${plural(hit, 'finding')}` : `no, ${plural(count, 'finding')}`;
  return accepted ? `accepted, ${plural(hit, 'finding')}` : count === 0 ? 'unknown' : `unknown, ${plural(count, 'finding')} not decided`;
};

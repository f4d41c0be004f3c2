import { placeText } from '../core/error.ts';
import { type Cell, cells } from '../model/cell.ts';
import type { CheckReport, ContractReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';

/** Does a cell hold? And what says so, in words. */
export interface Held {
  readonly kind: 'yes' | 'no' | 'unknown';
  readonly why: string;
}

const findingText = ({ rule, what, at, witness }: Finding): string => {
  const place = at.new ?? at.old;
  const lines = [
    `${rule}: ${what}${place ? ` (${place.pointer === undefined ? placeText(place) : `${placeText(place)} ${place.pointer}`})` : ''}`,
    ...(witness ? [`  witness ${JSON.stringify(witness.value)} (confirmed by ${witness.confirmedBy})`] : []),
  ];
  return lines.join('\n');
};

const heldByContract = (contract: ContractReport, cell: Cell): Held => {
  const { state, because } = contract.cells[cell];
  const findings = contract.findings.filter((finding) => finding.cells[cell] !== undefined);
  const texts = (chosen: readonly Finding[]): string => (chosen.length === 0 ? because : chosen.map(findingText).join('\n'));
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (state === 'breaks' || errors.length > 0) return { kind: 'no', why: texts(errors) };
  if (contract.compared.count === 0) return { kind: 'unknown', why: `not one of the ${contract.compared.what} was compared` };
  if (state === 'unknown' || state === 'not-applicable')
    return { kind: 'unknown', why: texts(findings.filter((finding) => finding.cells[cell] === 'unknown')) };
  return { kind: 'yes', why: because };
};

const gravity = ['no', 'unknown', 'yes'] as const;

/** Does a cell hold in every contract that was compared? What was not evaluated is unknown. */
export const heldBy = (report: CheckReport | ContractReport, cell: Cell): Held => {
  if (typeof report !== 'object' || report === null || !('contracts' in report || 'cells' in report))
    return { kind: 'unknown', why: 'this is not what diff() resolves to' };
  if (!cells.includes(cell)) return { kind: 'unknown', why: `there is no cell ${JSON.stringify(cell)}; there are: ${cells.join(', ')}` };
  const contracts = 'contracts' in report ? report.contracts : [report];
  const answers = contracts.map((contract) => heldByContract(contract, cell));
  const worst = gravity.find((kind) => answers.some((answer) => answer.kind === kind));
  if (worst === undefined) return { kind: 'unknown', why: 'no contract was compared' };
  return {
    kind: worst,
    why: answers
      .filter(({ kind }) => kind === worst)
      .map(({ why }) => why)
      .join('\n'),
  };
};

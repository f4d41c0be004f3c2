import type { Look, Report } from '../../model/report.ts';
import { paint } from './paint.ts';
import { problemText } from './problem.ts';

type LedgerReport = Extract<Report, { kind: 'ledger' }>;

const headline = ({ state, entries }: LedgerReport, look: Look): string => {
  switch (state) {
    case 'intact':
      return `${paint(look, ['bold', 'green'], 'intact')}: ${entries === 1 ? '1 entry' : `${entries} entries`}, the chain holds from the first to the last`;
    case 'tampered':
      return `${paint(look, ['bold', 'red'], 'tampered with')}: the chain does not hold`;
    case 'empty':
      return 'the ledger is empty, so there is nothing to verify';
    case 'absent':
      return 'there is no ledger here yet, so there is nothing to verify';
  }
};

/** Whether the ledger can be believed, and if not, by which lines. */
export const ledgerText = (report: LedgerReport, look: Look): string => {
  const torn = report.torn
    ? [
        `line ${report.torn.line} was cut off by a crash (${report.torn.bytes} bytes) and was never acknowledged; the next append sets it aside`,
      ]
    : [];
  return `${[headline(report, look), ...torn, ...report.problems.map((problem) => problemText(problem, look))].join('\n')}\n`;
};

import { sha256 } from '../../../core/hash.ts';
import { type Cell, cells } from '../../../model/cell.ts';
import type { CellReport, ContractReport } from '../../../model/check.ts';
import type { Finding } from '../../../model/finding.ts';
import { observedFinding } from '../../../storage/trial/observed.ts';

/** A statement of a tool that the server refused, though the tool said that all went well. */
export interface RefusedByServer {
  readonly text: string;
  readonly code: string;
  readonly message: string;
  readonly command: string;
  /** `orders 1.5.0` */
  readonly whose: string;
  readonly way: 'up' | 'down';
}

const mostShown = 200;

const shortOf = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').replace(/\s*;\s*$/, '');
  return line.length > mostShown ? `${line.slice(0, mostShown)}…` : line;
};

const findingOf = ({ way, whose, command, text, code, message }: RefusedByServer, file: string): Finding => {
  const what = `${command} of ${whose} says that it went well, and the server refused ${shortOf(text)}: ${message} (${code})`;
  const rule = way === 'up' ? 'migrationFailed' : 'downFailed';
  return observedFinding(rule, what, {
    fingerprint: sha256([rule, text, code].join('\n')).slice('sha256:'.length, 'sha256:'.length + 16),
    at: { new: { file, line: 1, column: 1 } },
    witness: { kind: 'statement', value: { statement: text, error: { code, message } }, confirmedBy: 'the server’s log' },
  });
};

/** A report with what the server refused of the tool of N: what the tool did not do was not tried either. */
export const withRefused = (report: ContractReport, refused: readonly RefusedByServer[], file = report.files.new): ContractReport => {
  const distinct = [...new Map(refused.map((one) => [JSON.stringify([one.way, one.text, one.code]), one])).values()];
  const [first] = distinct;
  if (first === undefined) return report;
  const findings = distinct.map((one) => findingOf(one, file));
  const of = (cell: Cell): CellReport => {
    const hit = findings.find((one) => one.cells[cell] !== undefined);
    if (hit) return { state: hit.cells[cell] ?? 'unknown', because: hit.what };
    const { state } = report.cells[cell];
    return state === 'holds' ? { state: 'unknown', because: findings[0]?.what ?? '' } : report.cells[cell];
  };
  return {
    ...report,
    findings: [...report.findings, ...findings],
    cells: Object.fromEntries(cells.map((cell) => [cell, of(cell)])) as ContractReport['cells'],
  };
};

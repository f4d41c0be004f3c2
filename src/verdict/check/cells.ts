import { type Cell, cells, type Route } from '../../model/cell.ts';
import type { CellReport, ContractReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';

const gravity = ['breaks', 'unknown', 'breaks-if-used'] as const;

/** The cells of a contract by the findings that are left, once those of rules that were turned off are gone. */
export const cellsWithout = (contract: ContractReport, left: readonly Finding[]): ContractReport['cells'] =>
  Object.fromEntries(
    cells.map((cell): [Cell, CellReport] => {
      const before = contract.cells[cell];
      const states = new Set(contract.findings.map((finding) => finding.cells[cell]));
      // What no finding made is not taken away with one.
      if (before.state === 'holds' || before.state === 'not-applicable' || !states.has(before.state)) return [cell, before];
      const hits = new Set(left.filter(({ use }) => use?.state !== 'ruled-out').map((finding) => finding.cells[cell]));
      const state = gravity.find((one) => hits.has(one)) ?? 'holds';
      return [cell, { state, because: `${before.because}; without the rules that the policy turned off` }];
    }),
  ) as Record<Cell, CellReport>;

/** A store by the routes that were asked for: what only another one meets is not of this drill. */
export const byRoutes = (store: ContractReport, routes: readonly Route[]): ContractReport => {
  const findings = store.findings.filter(({ route }) => route === undefined || routes.includes(route));
  return findings.length === store.findings.length ? store : { ...store, findings, cells: cellsWithout(store, findings) };
};

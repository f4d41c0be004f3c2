import { placeText } from '../../core/error.ts';
import { assumedToBreak, standing } from '../../model/between.ts';
import { type Cell, cells } from '../../model/cell.ts';
import type { ContractReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { cellsText } from '../phrases/cells.ts';
import { plural } from '../phrases/plural.ts';
import { gravestFirst } from '../phrases/weight.ts';
import { troubleOf } from './reasons.ts';
import type { Case, Suite, Trouble } from './suite.ts';

/** Told of each test; CI systems cut long texts, and the beginning is what counts. */
const most = 50;

const textOf = ({ rule, what, at, cells: hit, fix, waived }: Finding): string =>
  [
    `${rule}: ${what}`,
    ...(at.old ? [`  N-1  ${placeText(at.old)}`] : []),
    ...(at.new ? [`  N    ${placeText(at.new)}`] : []),
    `  ${cellsText({ cells: hit })}`,
    `  what to do: ${fix}`,
    ...(waived ? [`  accepted until ${waived.expires}: ${waived.reason}`] : []),
  ].join('\n');

const listOf = (findings: readonly Finding[]): string => {
  const sorted = gravestFirst(findings.map((finding) => ({ finding }))).map(({ finding }) => finding);
  return [
    ...sorted.slice(0, most).map(textOf),
    ...(sorted.length > most ? [`… ${sorted.length - most} more; --format json has all`] : []),
  ].join('\n\n');
};

const troubleIn = (contract: ContractReport, cell: Cell): Trouble | undefined => {
  const { state, because } = contract.cells[cell];
  if (state === 'not-applicable') return { kind: 'skipped', type: state, message: because };
  const assumed = state === 'breaks-if-used' ? assumedToBreak(contract, cell) : [];
  if (state !== 'breaks' && state !== 'unknown' && assumed.length === 0) return undefined;
  const counted = assumed.length > 0 ? assumed : standing(contract, cell);
  const [first] = gravestFirst(counted.map((finding) => ({ finding })));
  const hits = contract.findings.filter((finding) => finding.cells[cell] === state);
  // Every finding behind the state is accepted or weighs less.
  if (!first && hits.length > 0) return undefined;
  const breaks = state !== 'unknown';
  const words = breaks ? plural(counted.length, 'change breaks it', 'changes break it') : 'it could not be decided';
  return {
    kind: breaks ? 'failure' : 'error',
    type: first?.finding.rule ?? `check/${state}`,
    message: first ? `${words}: ${first.finding.what}` : because,
    ...(counted.length > 0 ? { text: listOf(counted) } : {}),
  };
};

const caseOf = (contract: ContractReport, cell: Cell): Case => {
  const trouble = troubleIn(contract, cell);
  const counted = new Set(trouble ? [...standing(contract, cell), ...assumedToBreak(contract, cell)] : []);
  const aside = contract.findings.filter((finding) => finding.cells[cell] !== undefined && !counted.has(finding));
  return { name: cell, ...(trouble ? { trouble } : {}), out: [contract.cells[cell].because, listOf(aside)].filter(Boolean).join('\n\n') };
};

const isRed = ({ trouble }: Case): boolean => trouble !== undefined && trouble.kind !== 'skipped';

/** The verdict passes, whatever a cell looks like: what would be red is told and does not count. */
const passing = (one: Case): Case =>
  isRed(one) && one.trouble ? { name: one.name, out: [one.trouble.message, one.out].join('\n\n') } : one;

/**
 * One suite a contract, one test a cell: names that stay the same from run to run, so that a CI system can tell since when a way is
 * closed. What is judged and belongs to no cell is a test of its own, so that the file is red exactly when the verdict is no pass.
 */
export const checkSuites = ({ report, judgement }: Extract<Report, { kind: 'check' }>): readonly Suite[] => {
  const passes = judgement.outcome === 'pass';
  const suites = report.contracts.map((contract): Suite => {
    const cases = cells.map((cell) => caseOf(contract, cell));
    return {
      name: `${report.artifact === 'diff' ? '' : `${report.artifact} `}${contract.is ?? 'contract'} ${contract.name}`,
      at: report.at,
      properties: { 'N-1': report.from.version, N: report.to.version },
      cases: passes ? cases.map(passing) : cases,
    };
  });
  const trouble = troubleOf(judgement.reasons);
  if (suites.length > 0 && (passes || suites.some(({ cases }) => cases.some(isRed)))) return suites;
  return [...suites, { name: report.artifact, at: report.at, cases: [{ name: 'verdict', ...(trouble ? { trouble } : {}) }] }];
};

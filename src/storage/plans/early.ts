import { type Cell, cells } from '../../model/cell.ts';
import type { CellReport, ContractReport } from '../../model/check.ts';
import type { Place } from '../../core/error.ts';
import { sha256 } from '../../core/hash.ts';
import type { Finding } from '../../model/finding.ts';
import type { PlanAnswer } from './judge.ts';
import { contractedEarly } from './rules/contracted-early.ts';
import { type Target, targetText } from './target.ts';

const dropping: ReadonlySet<string> = new Set([
  // Of another plan of the same thing.
  'storage/contracted-early',
  'storage/column-dropped',
  'storage/column-renamed',
  'storage/table-dropped',
  'storage/table-renamed',
  'storage/table-behind-view',
  'storage/enum-value-removed',
  'storage/enum-value-renamed',
]);

/** Is it the finding of the very edit that takes away what the plan is of? */
export const isOfTarget = (target: Target, { rule, object, what }: Finding): boolean => {
  if (!dropping.has(rule) || object === undefined) return false;
  if (target.kind === 'value') return object === `enum ${target.of}` && what.includes(target.part ?? '');
  if (object === targetText(target) || object === `table ${target.of}`) return true;
  // What was renamed is called by its new name.
  const isSameTable = target.kind === 'column' && object.startsWith(`column ${target.of}.`);
  return rule === 'storage/column-renamed' && isSameTable && what.includes(` ${target.part ?? ''}`);
};

const isCounted = ({ severity, use }: Finding): boolean => severity === 'error' && use?.state !== 'ruled-out';

const cellsOf = (state: NonNullable<PlanAnswer['early']>['state'], before: Finding | undefined): Finding['cells'] => {
  if (state === 'step') return {};
  const counted = before && isCounted(before) ? before.cells : {};
  if (state === 'needed') return { ...counted, rollback: 'breaks' };
  return Object.keys(counted).length > 0 ? counted : { rollback: 'unknown' };
};

/** The finding of a drop that comes before its time; it takes the place of the one that the drop has by itself. */
const earlyFinding = (
  target: Target,
  { state, because }: NonNullable<PlanAnswer['early']>,
  before: Finding | undefined,
  at: Place,
): Finding => {
  const object = targetText(target);
  const { id, severity, why, fix } = contractedEarly;
  const { use, downgraded: _downgraded, raised: _raised, ...kept } = before ?? { at: { new: at } };
  return {
    ...kept,
    ...(state !== 'needed' && use ? { use } : {}),
    rule: id,
    fingerprint: sha256([id, object].join('\n')).slice('sha256:'.length, 'sha256:'.length + 16),
    severity: state === 'step' ? 'warning' : severity,
    cells: cellsOf(state, before),
    object,
    where: object,
    what: `${object}: ${because}`,
    why,
    fix,
  };
};

const gravity = ['holds', 'not-applicable', 'breaks-if-used', 'unknown', 'breaks'] as const;

const worse = (report: CellReport, hit: CellReport['state'] | undefined, because: string): CellReport =>
  hit !== undefined && gravity.indexOf(hit) > gravity.indexOf(report.state) ? { state: hit, because } : report;

/** A report in which a drop is told as one that comes before its time. `at`: where the plan stands, for a drop that has no finding by itself. */
export const withEarly = (report: ContractReport, target: Target, early: NonNullable<PlanAnswer['early']>, at: Place): ContractReport => {
  const before = report.findings.find((finding) => isOfTarget(target, finding));
  const finding = earlyFinding(target, early, before, at);
  return {
    ...report,
    findings: before ? report.findings.map((one) => (one === before ? finding : one)) : [...report.findings, finding],
    cells: Object.fromEntries(cells.map((cell) => [cell, worse(report.cells[cell], finding.cells[cell], finding.what)])) as Record<
      Cell,
      CellReport
    >,
  };
};

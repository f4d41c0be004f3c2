import { type Cell, cells } from '../model/cell.ts';
import type { MigrationReport } from '../model/migration.ts';
import type { Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';
import { isError, isUnknown } from './finding.ts';
import { judgementOf } from './judgement.ts';

const where: Readonly<Record<Cell, string>> = { rollout: 'rolling out', mixed: 'while both serve', rollback: 'going back' };

/** Judges the trial of a migration: an error that nobody ruled out fails, a cell of which nothing is known is inconclusive. Pure. */
export const judgeMigration = ({ findings, cells: states }: Pick<MigrationReport, 'findings' | 'cells'>): Judgement => {
  const errors = findings.filter((finding) => isError(finding) && finding.waived === undefined && finding.use?.state !== 'ruled-out');
  const broken = errors.map(({ rule, what, fix }): Reason => ({ outcome: 'fail', code: rule, what, fix }));
  const unknown = findings.filter((finding) => isUnknown(finding) && finding.waived === undefined && finding.use?.state !== 'ruled-out');
  const undecided = unknown.map(({ what, fix }): Reason => ({ outcome: 'inconclusive', code: 'migration/unknown', what, fix }));
  const open = cells
    .filter((cell) => states[cell].state === 'unknown' && !unknown.some((finding) => finding.cells[cell] === 'unknown'))
    .map((cell): Reason => ({ outcome: 'inconclusive', code: 'migration/unknown', what: `${where[cell]}: ${states[cell].because}` }));
  return judgementOf([...broken, ...(broken.length > 0 ? [] : [...undecided, ...open])]);
};

import { formatDuration } from '../../core/duration.ts';
import { type Cell, cells as allCells, type CellState } from '../../model/cell.ts';
import type { CellReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { DownReport, Exercised, TrialPhase } from '../../model/migration.ts';

const counts = ({ use, waived }: Finding): boolean => use?.state !== 'ruled-out' && waived === undefined;

const graver = ['unknown', 'breaks-if-used', 'breaks'] as const;

/** Why nothing can be said; undefined: enough was exercised. */
const nothingDone = ({ tables, oldRows, oldStatements, newStatements, unexercised }: Exercised): string | undefined => {
  if (oldStatements + newStatements === 0) return 'nothing was exercised: neither version has a statement that its own schema accepts';
  if (tables === 0 && oldStatements === 0) return 'nothing was exercised: N-1 has no table, and no statement that its own schema accepts';
  if (tables > 0 && oldRows === 0) return 'nothing was exercised: not one row could be placed in the tables of N-1';
  if (tables > 0 && oldStatements === 0) return 'nothing was exercised: N-1 has no statement that its own schema accepts';
  return unexercised?.nothing;
};

const covered = ({ oldStatements, newStatements, captured, oldRows, newRows }: Exercised, cell: Cell): string =>
  cell === 'rollout'
    ? `${newStatements} statements of N on ${oldRows} rows of N-1`
    : `${oldStatements} ${captured ? 'captured' : 'generated'} statements of N-1 on schema N, before and after N had written ${newRows} rows`;

/** The state of each cell: what the findings say of it, else that it was exercised, or why not. */
export const cellsOf = (
  findings: readonly Finding[],
  exercised: Exercised,
  stopped: string | undefined,
): Readonly<Record<Cell, CellReport>> => {
  const nothing = stopped ?? nothingDone(exercised);
  // Of what N asks nothing was run, though something was given: its schema has tables, or statements of it were captured.
  const nothingOfNew =
    exercised.newStatements === 0 && exercised.unusable > 0 ? 'nothing was exercised: no statement of N was accepted' : undefined;
  const of = (cell: Cell): CellReport => {
    const hits = findings.filter(counts).flatMap((finding) => finding.cells[cell] ?? []);
    const state = graver.findLast((one) => hits.includes(one));
    if (state === 'breaks' || (state !== undefined && nothing === undefined))
      return { state, because: `${hits.length} ${hits.length === 1 ? 'finding' : 'findings'}; ${nothing ?? covered(exercised, cell)}` };
    const none = nothing ?? (cell === 'rollout' ? nothingOfNew : undefined);
    if (none !== undefined) return { state: 'unknown', because: none };
    return { state: 'holds' satisfies CellState, basis: 'exercised', because: covered(exercised, cell) };
  };
  return Object.fromEntries(allCells.map((cell) => [cell, of(cell)])) as Record<Cell, CellReport>;
};

/** Does it keep N-1 from coming back? */
export const isGrave = (finding: Finding): boolean =>
  finding.severity === 'error' && counts(finding) && finding.cells.rollback !== undefined;

/** How one gets back, in a sentence. */
export const wayBackOf = (
  findings: readonly Finding[],
  { rollback }: Readonly<Record<Cell, CellReport>>,
  down: DownReport | undefined,
  hasDown: boolean,
  phases: readonly TrialPhase[],
): string => {
  const grave = findings.filter(isGrave);
  const left = grave.filter(({ route }) => route !== 'down');
  const byDown = grave.filter(({ route }) => route === 'down');
  const ms = phases.find(({ name }) => name === 'down')?.ms ?? 0;
  const open = findings.find((finding) => finding.route === 'down' && finding.cells.rollback === 'unknown' && counts(finding));
  if (left.length === 0 && rollback.state === 'unknown' && !open) return `not known: ${rollback.because}`;
  const stay = left.length === 0 ? 'N-1 can come back on the schema that N leaves' : 'N-1 cannot come back on the schema that N leaves';
  if (!hasDown) return left.length === 0 ? stay : `${stay}, and there is no down migration: this is the point of no return`;
  // Refused only what N is assumed to write: without such a value it goes through.
  const refused = findings.filter((finding) => finding.rule === 'storage/down-failed' && counts(finding));
  const isAssumed = refused.some(({ severity }) => severity === 'note');
  if (isAssumed && byDown.length === 0)
    return `${stay}; the down migration brings it back as long as N has stored nothing that only N can, and is refused then`;
  if (!down || byDown.length > 0)
    return `${stay}; the down migration ${down && !refused.some(isGrave) ? 'does not bring N-1 back unharmed' : 'does not go through'}${left.length > 0 ? ': this is the point of no return' : ''}`;
  if (open) return `${stay}; whether the down migration brings it back unharmed is not known: ${open.what}`;
  const cost =
    down.lost + down.changed === 0
      ? 'nothing that N wrote is lost'
      : `${down.lost} values that N wrote are lost${down.changed > 0 ? ` and ${down.changed} changed` : ''}, all in what only N knows`;
  return `${stay}; the down migration brings it back in ${formatDuration(ms)} here, and ${cost}`;
};

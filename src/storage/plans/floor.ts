import type { ContractReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { Catalog } from '../catalog.ts';
import { diffCatalogs } from '../diff.ts';
import { judgeChanges, type JudgedChange } from '../judge.ts';
import { meets } from '../trial/meets.ts';
import { ruleOut } from '../trial/use.ts';
import type { Known, VersionFacts } from './facts.ts';

/** The oldest version that can run on a schema, with all between the two. */
export interface Floor {
  /** Absent: not even the first that was looked at can be said to. */
  readonly version?: string;
  /** What ended it: the first version below that cannot run on it, or of which it is not known. Absent: there is no older one. */
  readonly below?: { readonly version: string; readonly state: 'cannot' | 'unknown'; readonly because: string };
}

type Runs = { readonly state: 'runs' } | { readonly state: 'cannot' | 'unknown'; readonly because: string };

/** What N-1 could meet in the schema: by way of what N stores it is another matter. */
const hits = ({ finding: { cells, severity, use } }: JudgedChange): boolean =>
  severity === 'error' && use?.state !== 'ruled-out' && use?.assume !== 'unused' && (cells.mixed ?? cells.rollback) !== undefined;

const isOpen = ({ finding: { cells } }: JudgedChange): boolean => cells.mixed === 'unknown' || cells.rollback === 'unknown';

const runsOn = (known: Known, schema: Catalog): Runs => {
  if (known.kind === 'unknown') return { state: 'unknown', because: known.gap.what };
  const judged = judgeChanges(diffCatalogs(known.catalog, schema), { migrate: 'before' });
  const open = judged.find(isOpen);
  if (open) return { state: 'unknown', because: open.finding.what };
  if (known.kind === 'schema') {
    const assumed = judged.find(hits);
    return assumed ? { state: 'unknown', because: `${assumed.finding.what}, and ${known.gap.what}` } : { state: 'runs' };
  }
  // What no server understood touches whatever it names, and so rules out less.
  const met = ruleOut(judged, known.statements, [], []).find(hits);
  if (!met) return { state: 'runs' };
  const statement = known.statements.find((one) => meets({ change: met.change, rule: met.finding.rule }, one, false));
  const place = statement?.at ? ` (${statement.at.file}:${statement.at.line})` : '';
  return { state: 'cannot', because: `${met.finding.what}${statement ? `, and it asks ${statement.name}${place}` : ''}` };
};

/** The check of a version against the schema, as it was before plans were held against it. */
export interface Checked {
  readonly version: string;
  readonly report: Pick<ContractReport, 'cells' | 'findings' | 'captured'>;
}

/** Does it stop the version on the schema as it is left, whatever a down migration makes of it? */
const stops = ({ severity, route, use, cells: { rollback } }: Finding): boolean =>
  severity === 'error' && route !== 'down' && use?.state !== 'ruled-out' && rollback !== undefined;

const isCertain = ({ cells: { rollback } }: Finding): boolean => rollback === 'breaks';

/** Captured statements were run on it, which tells more than schemas do; undefined: they were not. */
const ran = ({ cells, findings, captured }: Checked['report']): Runs | undefined => {
  if (captured === undefined) return undefined;
  const met = findings.filter(stops);
  const hit = met.find(isCertain) ?? met[0];
  if (hit)
    return { state: isCertain(hit) ? 'cannot' : 'unknown', because: `${hit.what}${hit.raised === undefined ? '' : `; ${hit.raised}`}` };
  return cells.rollback.state === 'unknown' ? { state: 'unknown', because: cells.rollback.because } : { state: 'runs' };
};

/**
 * The floor of a schema: schemas are compared, and what breaks counts where captured statements do not rule it out; of the version that was checked what was run decides. Pure.
 * @param older the versions before it, the newest first; ends with the first that cannot run on it
 */
export const floorOf = (
  of: { readonly version: string; readonly catalog: Catalog },
  older: readonly VersionFacts[],
  checked?: Checked,
): Floor => {
  let version = of.version;
  for (const one of older) {
    const judged = runsOn(one.known, of.catalog);
    const seen = checked?.version === one.version ? ran(checked.report) : undefined;
    // Where both say the same, schemas tell the statement that needs it.
    const runs = seen === undefined || seen.state === judged.state ? judged : seen;
    if (runs.state !== 'runs') return { version, below: { version: one.version, state: runs.state, because: runs.because } };
    version = one.version;
  }
  return { version };
};

import type { Cell } from '../model/cell.ts';
import type { Finding } from '../model/finding.ts';
import type { Hit } from '../model/rule.ts';
import type { Change } from './change.ts';
import { isEcho } from './judging/echoes.ts';
import { facetsOf } from './judging/facet.ts';
import { fingerprintOf } from './judging/fingerprint.ts';
import { isKnown } from './judging/known.ts';
import { nameOf } from './objects.ts';
import type { Migrate, StorageRule } from './rule.ts';
import { notDecided } from './rules/not-decided.ts';
import { rules } from './rules/registry.ts';

/** How the store's migrations stand to the code. */
export interface StorageStance {
  readonly migrate: Migrate;
}

/** A finding, and the change that it is of. */
export interface JudgedChange {
  readonly change: Change;
  readonly finding: Finding;
}

type Cells = Partial<Record<Cell, Hit>>;

/** Does N meet the schema of N-1? */
const isLate = ({ migrate }: StorageStance): boolean => migrate === 'after' || migrate === 'background';

const cellsOf = (rule: StorageRule, facet: Change, stance: StorageStance): Cells => {
  const ahead = isLate(stance) ? (typeof rule.ahead === 'function' ? rule.ahead(facet) : rule.ahead) : undefined;
  const { rollout = rule.stops?.(facet) ? ('breaks-if-used' as const) : undefined, mixed = ahead, rollback } = rule.cells;
  return { ...(rollout ? { rollout } : {}), ...(mixed ? { mixed } : {}), ...(rollback ? { rollback } : {}) };
};

const findingOf = (rule: StorageRule, facet: Change, text: string, cells: Finding['cells']): Finding => {
  const object = nameOf(facet);
  const { assume, route } = rule;
  return {
    rule: rule.id,
    fingerprint: fingerprintOf(rule.id, facet),
    severity: rule.severity,
    cells,
    ...(route && cells.rollback ? { route } : {}),
    object,
    where: object,
    what: `${object}: ${text}`,
    why: rule.why,
    fix: rule.fix,
    at: {},
    ...(assume && Object.values(cells).includes('breaks-if-used') ? { use: { of: text, state: 'unknown' as const, assume } } : {}),
  };
};

const unknownOf = ({ turn, fields: [field] }: Change): string =>
  turn === 'changed' ? `what another ${field?.field ?? ''} means is not decided` : `what it means that it was ${turn} is not decided`;

const judgeFacet = (facet: Change, stance: StorageStance): Finding[] => {
  for (const rule of rules) {
    const text = rule.check(facet);
    if (text === undefined) continue;
    const cells = cellsOf(rule, facet, stance);
    return Object.keys(cells).length === 0 ? [] : [findingOf(rule, facet, text, cells)];
  }
  return isKnown(facet)
    ? []
    : [findingOf(notDecided, facet, unknownOf(facet), { rollout: 'unknown', mixed: 'unknown', rollback: 'unknown' })];
};

/**
 * What changes between the catalogs of two versions mean for N-1 on schema N, for N on what N-1 left, and, where the migration comes
 * after the code, for N on schema N-1. One edit gives one finding: what only follows from another change is told by that one. Nothing
 * was run: each finding rests on a use that is assumed (`use`), which the trial, or captured statements, see or rule out. Pure; findings
 * come in the order of the changes.
 */
export const judgeChanges = (changes: readonly Change[], stance: StorageStance): readonly JudgedChange[] =>
  changes.flatMap((change) =>
    facetsOf(change)
      .filter((facet) => !isEcho(facet, change, changes))
      .flatMap((facet) => judgeFacet(facet, stance))
      .map((finding) => ({ change, finding })),
  );

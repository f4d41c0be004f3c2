import type { Finding } from '../../model/finding.ts';
import type { CapturedContent, CapturedGroup } from '../../storage/engines/postgres/digest/captured.ts';
import { rowFinding } from './down-finding.ts';

// Tables too large for their rows to be held are judged by digests of groups of rows: the same questions, answered by group.

/** Same rows, whatever they hold. */
const sameRows = (a: CapturedGroup | undefined, b: CapturedGroup | undefined, hasKey: boolean): boolean =>
  a !== undefined && b !== undefined && a.rows === b.rows && (!hasKey || a.keys === b.keys);

interface Changed {
  /** Groups of rows in which the values are others, and which could be compared. */
  readonly groups: number;
  readonly of: number;
  /** Of a group that N had not touched. */
  readonly certain: boolean;
}

/** A column's values by the down migrations, judged by what they were with N and, where N had no such column, before it. */
const judgeColumn = (name: string, old: CapturedContent | undefined, left: CapturedContent | undefined, now: CapturedContent): Changed => {
  const wasThere = left?.types[name] === now.types[name];
  const reference = wasThere ? left : old;
  let [groups, of, certain] = [0, 0, false];
  for (const [value, after] of now.groups) {
    const before = reference?.groups.get(value);
    if (!before || !sameRows(before, after, now.hasKey)) continue;
    of++;
    const first = old?.types[name] === now.types[name] ? old?.groups.get(value) : undefined;
    const isBack = sameRows(first, after, now.hasKey) && first?.values[name] === after.values[name];
    if (before.values[name] === after.values[name] || isBack) continue;
    groups++;
    // Without a key values are told by all rows at once, and N's own doing is among them.
    certain ||= wasThere && now.hasKey && sameRows(first, before, true) && first?.values[name] === before.values[name];
  }
  // What N took away and not one group has back was not brought back.
  return { groups, of, certain: certain || (!wasThere && groups > 0 && groups === of) };
};

/** Rows that are gone: of a group without its rows all, of one with fewer at least so many. */
const countLost = (before: CapturedContent, now: CapturedContent): number =>
  before.hasKey
    ? [...before.groups].reduce((sum, [value, { rows, keys }]) => {
        const after = now.groups.get(value);
        const fewer = rows - (after?.rows ?? 0);
        return sum + Math.max(fewer, fewer === 0 && after?.keys !== keys ? 1 : 0);
      }, 0)
    : Math.max(0, before.rows - now.rows);

const lostFix = 'Do not delete rows in a down migration; move them to where N-1 reads them.';
const changedFix = 'Write back in the down migration what the up migration took away.';

/**
 * Judges a large table before N came (`old`), before the down migrations (`left`) and after them (`now`); undefined: it
 * has the same key at neither of the first two. Rows: those that were looked at. Pure.
 */
export const judgeDigests = (
  table: string,
  old: CapturedContent | undefined,
  left: CapturedContent | undefined,
  now: CapturedContent,
): { findings: Finding[]; rows: number } | undefined => {
  const [first, then] = [old, left].map((moment) => (moment?.keyed === now.keyed ? moment : undefined));
  const before = then ?? first;
  if (!before) return undefined;
  const findings: Finding[] = [];
  const lost = countLost(before, now);
  const counts = { rows: { before: old?.rows ?? null, left: left?.rows ?? null, after: now.rows } };
  // Rows of a table that N had taken away may have been deleted while N kept them elsewhere.
  const severity = then || lost === before.rows ? 'error' : 'warning';
  if (lost > 0)
    findings.push(rowFinding('down-row-lost', severity, table, `${lost} or more rows are gone after the down migrations`, counts, lostFix));
  const changed = Object.keys(now.types).flatMap((name) => {
    const isComparable = then?.types[name] === now.types[name] || first?.types[name] === now.types[name];
    const found = isComparable ? judgeColumn(name, first, then, now) : undefined;
    return found && found.groups > 0 ? [{ name, ...found }] : [];
  });
  for (const isCertain of [true, false]) {
    const some = changed.filter(({ certain }) => certain === isCertain);
    if (some.length === 0) continue;
    const value = {
      ...counts,
      columns: Object.fromEntries(some.map(({ name, groups, of }) => [name, `differs in ${groups} of ${of} groups of rows`])),
    };
    const what = `${some.map(({ name }) => name).join(', ')} changed in the down migrations`;
    findings.push(rowFinding('down-row-changed', isCertain ? 'error' : 'warning', table, what, value, changedFix));
  }
  return { findings, rows: before.rows };
};

import type { ColumnAfterDown } from '../../model/migration.ts';
import type { CapturedContent, CapturedGroup } from '../content.ts';
import { inGroupsOf } from './large.ts';
import { type Place, placeIn } from './lineage.ts';
import type { Contents, TableRows } from './tables.ts';

// What N was seen to change in a table that is too large to be held: groups of rows that are others once N was at work. They need not
// be what they were in N-1, and where they are again N's change is lost.

export interface LargeUpdate {
  /** As N-1 had it. */
  readonly old: CapturedContent;
  /** Columns of N-1 that N has changed, by the group. */
  readonly touched: ReadonlyMap<bigint, readonly string[]>;
}

/** By N-1's name of the table. */
export type LargeUpdates = ReadonlyMap<string, LargeUpdate>;

const isOther = (a: CapturedGroup | undefined, b: CapturedGroup | undefined): boolean =>
  a?.rows !== b?.rows || a?.keys !== b?.keys || Object.keys(a?.values ?? {}).some((name) => a?.values[name] !== b?.values[name]);

/** What N has changed of it; undefined: nothing, or it cannot be told by groups. `before`: it on N's schema; `after`: once N was at work. */
export const largeUpdate = (old: CapturedContent, before: Place, after: TableRows): LargeUpdate | undefined => {
  const [was, is] = [inGroupsOf(old, before.there), inGroupsOf(old, after)];
  if (!was || !is || was.keyed !== old.keyed || is.keyed !== old.keyed) return undefined;
  const touched = new Map<bigint, readonly string[]>();
  for (const at of new Set([...was.groups.keys(), ...is.groups.keys()])) {
    const [a, b] = [was.groups.get(at), is.groups.get(at)];
    if (!isOther(a, b)) continue;
    touched.set(
      at,
      Object.keys(old.types).filter((name) => {
        const there = before.columnOf(name);
        return there !== undefined && a?.values[there] !== b?.values[there];
      }),
    );
  }
  return touched.size === 0 ? undefined : { old, touched };
};

/** Without the groups that N has changed. */
export const untouched = ({ old, touched }: LargeUpdate): CapturedContent => ({
  ...old,
  groups: new Map([...old.groups].filter(([at]) => !touched.has(at))),
});

/** By column what of it is lost after the down: at least so much. */
export const largeUndone = (updates: LargeUpdates, old: Contents, now: Contents): readonly ColumnAfterDown[] =>
  [...updates].flatMap(([table, { old: had, touched }]) => {
    const home = old.get(table);
    const place = home && placeIn(table, home, now);
    const left = place && inGroupsOf(had, place.there);
    if (!left || left.keyed !== had.keyed) return [];
    const told = new Map<string, { kept: number; changed: number }>();
    for (const [at, columns] of touched) {
      const [was, is] = [had.groups.get(at), left.groups.get(at)];
      // Rows that came or went beside it: whose they are is not known.
      if (!was || !is || was.rows !== is.rows || was.keys !== is.keys) continue;
      for (const column of columns) {
        const counts = told.get(column) ?? { kept: 0, changed: 0 };
        if (was.values[column] === is.values[column]) counts.changed++;
        else counts.kept++;
        told.set(column, counts);
      }
    }
    return [...told].flatMap(([column, counts]) => (counts.changed > 0 ? [{ table, column, ...counts, lost: 0 }] : []));
  });

import type { ColumnAfterDown } from '../../model/migration.ts';
import type { CapturedContent, CapturedGroup } from '../content.ts';
import { plain } from './left.ts';
import type { TableRows } from './tables.ts';

// What became of tables that are too large to be held: by digests of groups of rows. Counts are exact where a group has one row that
// differs, and else said to be at least.

/** What is known to have become of a large table. */
export interface LargeHarm {
  /** Rows that are gone, and rows whose values are others: at least so many. */
  readonly gone: number;
  readonly changed: number;
  readonly columns: readonly string[];
  /** Rows that were looked at: those that share a group with one that N wrote are not. */
  readonly compared: number;
}

const sameKeys = (a: CapturedGroup, b: CapturedGroup, hasKey: boolean): boolean => a.rows === b.rows && (!hasKey || a.keys === b.keys);

/** What is known of a large table in the groups of an earlier moment. */
export const inGroupsOf = (
  { keyed }: CapturedContent,
  { large, others = [] }: Pick<TableRows, 'large' | 'others'>,
): CapturedContent | undefined => [...(large ? [large] : []), ...others].find((one) => one.keyed === keyed) ?? large;

/** The same with other names for columns that are no part of its key; undefined: its key has another name. */
export const withNames = (content: CapturedContent, nameOf: (column: string) => string): CapturedContent | undefined => {
  const renamed = <T>(of: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [nameOf(name), value]));
  const isOfKey = (name: string): boolean => content.keyed.split(', ').some((one) => one.startsWith(`${plain(name)} `));
  if (Object.keys(content.types).some((name) => nameOf(name) !== name && isOfKey(name))) return undefined;
  const groups = new Map([...content.groups].map(([at, group]) => [at, { ...group, values: renamed(group.values) }]));
  return { ...content, types: renamed(content.types), groups };
};

/** A large table against what it was; undefined: it has another key now, and cannot be compared. */
export const harmTo = (old: CapturedContent, now: CapturedContent): LargeHarm | undefined => {
  if (old.keyed !== now.keyed) return undefined;
  const common = Object.keys(old.types).filter((name) => old.types[name] === now.types[name]);
  const columns = new Set<string>();
  let [gone, changed, compared] = [0, 0, 0];
  for (const [at, was] of old.groups) {
    const is = now.groups.get(at);
    if (is && is.rows > was.rows) continue;
    compared += was.rows;
    if (!is || !sameKeys(was, is, old.hasKey)) {
      gone += Math.max(was.rows - (is?.rows ?? 0), old.hasKey ? 1 : 0);
      continue;
    }
    const differing = common.filter((name) => was.values[name] !== is.values[name]);
    if (differing.length > 0) changed++;
    for (const name of differing) columns.add(name);
  }
  return { gone, changed, compared, columns: [...columns].toSorted() };
};

/** What became of the values that N wrote into a large table, by column; NULL counts as a value here. */
export const fateIn = (table: string, written: TableRows, now: TableRows | undefined): readonly ColumnAfterDown[] => {
  const { large: after, before, columns } = written;
  if (!after || !before || now?.unread) return [];
  const same = now && inGroupsOf(after, now);
  const there = same?.keyed === after.keyed ? same : undefined;
  const fresh = [...after.groups].flatMap(([at, group]) => {
    const rows = group.rows - (before.groups.get(at)?.rows ?? 0);
    return rows > 0 ? [{ at, group, rows }] : [];
  });
  if (fresh.length === 0) return [];
  // Without a key a value that has another form there cannot be found again.
  const known = columns.filter((name) => after.types[name] !== undefined || now?.types[name] === undefined);
  return known.map((column) => {
    const told = { table, column, kept: 0, changed: 0, lost: 0 };
    for (const { at, group, rows } of fresh) {
      const is = there?.groups.get(at);
      // Somebody else's row is in its group: which of them it is is not known.
      if (is && is.rows > group.rows) continue;
      const fate =
        !is || is.rows < group.rows || there?.types[column] === undefined
          ? 'lost'
          : sameKeys(group, is, after.hasKey) && is.values[column] === group.values[column]
            ? 'kept'
            : 'changed';
      told[fate] += rows;
    }
    return told;
  });
};

import type { Catalog, ColumnObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import type { Judged } from './confirm.ts';
import type { Contents, Row } from './tables.ts';

// What N may write and N-1 has never seen is shown by a row that N wrote.

/** The columns that a change is about: itself, or those of the type that it is. */
const columnsOf = ({ kind, is, was }: Change, catalog: Catalog): readonly ColumnObject[] => {
  if (kind === 'column') return is?.kind === 'column' ? [is] : [];
  const names = new Set([is?.name, was?.name]);
  return kind === 'enum' || kind === 'domain' || kind === 'composite'
    ? catalog.objects.filter((one): one is ColumnObject => one.kind === 'column' && names.has(one.type.replace(/\[\]$/, '')))
    : [];
};

/** Has N-1 never seen such a value in the column? */
const isNews = (value: string | null, change: Change, seen: ReadonlySet<string | null>): boolean => {
  const { was, is } = change;
  if (was?.kind === 'enum' && is?.kind === 'enum') return value !== null && !was.labels.includes(value) && is.labels.includes(value);
  if (was?.kind === 'column' && is?.kind === 'column' && was.notNull && !is.notNull) return value === null;
  return !seen.has(value);
};

/** A row that N wrote and that shows the change. */
const rowFor = (change: Change, old: Contents, written: Contents): { table: string; column: string; row: Row } | undefined => {
  for (const { table, column } of columnsOf(change, change.new)) {
    const seen = new Set(old.get(table)?.rows.map((row) => row[column] ?? null));
    const row = written.get(table)?.rows.find((one) => isNews(one[column] ?? null, change, seen));
    if (row) return { table, column, row };
  }
  return undefined;
};

/**
 * Who gives a value shows nothing of what others get who leave it out, and what the schema of N demands every row of N keeps to. That N has
 * a column or a part more is shown by a statement that is refused, and by no row.
 */
const isShownByRow = ({ rule }: Judged['finding']): boolean =>
  !/^storage\/(?:column-default-|domain-(?:changed|tightened)$|(?:required-)?column-added$|composite-changed$)/.test(rule);

/** Gives findings that nothing has shown yet a row that N wrote, where one shows them. */
export const withRows = (judged: readonly Judged[], old: Contents, written: Contents, server: string): readonly Judged[] =>
  judged.map((one) => {
    if (one.finding.witness || one.change === undefined || one.change.turn === 'removed' || !isShownByRow(one.finding)) return one;
    const value = rowFor(one.change, old, written);
    return value ? { ...one, finding: { ...one.finding, witness: { kind: 'row', value, confirmedBy: server } } } : one;
  });

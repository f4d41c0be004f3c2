import type { TableIdentity } from '../engine.ts';
import type { Change } from '../change.ts';
import type { Contents, TableRows } from './contents.ts';

// A table and its columns at two moments, whatever they are called: a rename keeps every row, and so does another schema.

/** What the catalogs tell as renamed: the name in N-1 by that in N, of tables and of columns (`public.orders.note`). */
export type OldNames = ReadonlyMap<string, string>;

/** A table at another moment. */
export interface Place {
  readonly table: string;
  readonly there: TableRows;
  /** What one of its columns is called there; undefined: it is not there. */
  readonly columnOf: (column: string) => string | undefined;
}

export const oldNamesOf = (changes: readonly Change[]): OldNames =>
  new Map(
    changes.flatMap(({ turn, kind, is, was }) =>
      turn === 'renamed' && is && was && (kind === 'table' || kind === 'column') ? [[is.name, was.name] as const] : [],
    ),
  );

const lastName = (name: string | undefined): string | undefined => /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name ?? '')?.[0];

/** The same table at another moment: the one that it is, else the one that has its name or, `oldNames`, was called so. */
export const placeIn = (
  table: string,
  { is, columns }: { readonly is?: TableIdentity | undefined; readonly columns: readonly string[] },
  contents: Contents,
  oldNames: OldNames = new Map(),
): Place | undefined => {
  const same = is && [...contents].find(([, there]) => there.is?.id === is.id);
  const name = same?.[0] ?? [table, oldNames.get(table) ?? table].find((one) => contents.has(one));
  const there = name === undefined ? undefined : contents.get(name);
  if (name === undefined || !there) return undefined;
  const byNumber = new Map(same ? Object.entries(there.is?.columns ?? {}).map(([column, number]) => [number, column]) : []);
  const placed = new Map(
    columns.flatMap((column) => {
      const own = is?.columns[column];
      const names = [own === undefined ? undefined : byNumber.get(own), column, lastName(oldNames.get(`${table}.${column}`))];
      const found = names.find((one) => one !== undefined && there.columns.includes(one));
      return found === undefined ? [] : [[column, found] as const];
    }),
  );
  return { table: name, there, columnOf: (column) => placed.get(column) };
};

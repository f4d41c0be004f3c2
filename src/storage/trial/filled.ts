import type { Exercised } from '../../model/migration.ts';
import type { ViewObject } from '../catalog.ts';
import { mentions } from '../diff/texts.ts';
import type { Prepared } from './prepare.ts';
import { placeIn } from './lineage.ts';
import type { ReadScript } from './script.ts';
import { type Contents, countOf } from './tables.ts';

/** The rows of N-1, for the report. */
export const countRows = (prepared: Prepared): Pick<Exercised, 'tables' | 'oldRows' | 'tablesWithoutRows'> => {
  const tables = [...prepared.contents];
  return {
    tables: tables.length,
    oldRows: tables.reduce((sum, [, there]) => sum + countOf(there), 0),
    tablesWithoutRows: tables.filter(([, there]) => countOf(there) === 0).map(([table]) => table),
  };
};

/** Tables of N-1 by their rows. */
export interface Met {
  /** Those that had any as the migration went through. */
  readonly filled: ReadonlySet<string>;
  /** Those into which the migration put more, and the views of N-1 that read them: `table public.orders`. */
  readonly grown: ReadonlySet<string>;
}

/** Puts in rows, itself or by what it calls. What only hangs tables together shows the rows of the one in the other, and puts in none. */
const mayPutIn = ({ statements }: ReadScript): boolean =>
  statements.some(({ text, copy }) => copy !== undefined || /\b(?:insert|merge|copy|call|do|execute)\b|^\s*(?:select|with)\b/i.test(text));

/** With the views that read any of them, by way of others, too. */
const withViews = (tables: readonly string[], { objects }: Prepared['catalog']): ReadonlySet<string> => {
  const views = objects.filter((one): one is ViewObject => one.kind === 'view' || one.kind === 'materialized view');
  const read = new Map(tables.map((table) => [`table ${table}`, table]));
  for (let size = -1; size !== read.size;) {
    size = read.size;
    for (const { kind, name, definition } of views)
      if ([...read.values()].some((one) => mentions(definition, one))) read.set(`${kind} ${name}`, name);
  }
  return new Set(read.keys());
};

/** What the migration met of rows, and made of them. */
export const metBy = ({ catalog, contents }: Prepared, now: Contents, up: ReadScript): Met => {
  const isGrown = ([table, was]: readonly [string, NonNullable<ReturnType<Contents['get']>>]): boolean => {
    const is = placeIn(table, was, now)?.there;
    return is !== undefined && countOf(is) > countOf(was);
  };
  const all = [...contents];
  const named = (some: readonly (readonly [string, unknown])[]): readonly string[] => some.map(([table]) => table);
  return {
    filled: new Set(named(all.filter(([, there]) => countOf(there) > 0))),
    grown: withViews(named(mayPutIn(up) ? all.filter(isGrown) : []), catalog),
  };
};

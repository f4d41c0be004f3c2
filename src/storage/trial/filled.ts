import type { Exercised } from '../../model/migration.ts';
import type { Prepared } from './prepare.ts';
import { countOf } from './tables.ts';

/** The rows of N-1, for the report. */
export const countRows = (prepared: Prepared): Pick<Exercised, 'tables' | 'oldRows' | 'tablesWithoutRows'> => {
  const tables = [...prepared.contents];
  return {
    tables: tables.length,
    oldRows: tables.reduce((sum, [, there]) => sum + countOf(there), 0),
    tablesWithoutRows: tables.filter(([, there]) => countOf(there) === 0).map(([table]) => table),
  };
};

/** Tables that have any. */
export const filledIn = ({ contents }: Prepared): ReadonlySet<string> =>
  new Set([...contents].flatMap(([table, there]) => (countOf(there) === 0 ? [] : [table])));

import { DrillError } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import type { Catalog } from '../catalog.ts';

/**
 * A number of rows that is of no table would be left out in silence, and the table that was meant be judged as one of which nobody
 * has said how large it is.
 * @param store whose rows they are, where that is not clear
 * @throws DrillError `migration/unknown-table`
 */
export const refuseUnknownTables = (
  rows: Readonly<Record<string, number>> = {},
  catalogs: readonly Catalog[] = [],
  store?: string,
): void => {
  const tables = catalogs.flatMap(({ objects }) => objects.flatMap(({ kind, name }) => (/table$|view$/.test(kind) ? [name] : [])));
  const [first, ...more] = Object.keys(rows)
    .filter((table) => !tables.includes(table))
    .map((table) => ({
      code: 'migration/unknown-table',
      what: `the rows of ${table.slice(0, 80)} are declared${store === undefined ? '' : ` for the store ${store}`}, and neither N-1 nor N has such a table`,
      fix: `Write the table as SQL does, with its schema: public.orders; ${suggestion(table, [...new Set(tables)].toSorted())}`,
    }));
  if (first) throw DrillError.of([first, ...more]);
};

import { DrillError } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import type { Catalog } from '../catalog.ts';

/**
 * A number of rows that is of no table would be left out in silence, and the table that was meant be judged as one of which nobody
 * has said how large it is.
 * @throws DrillError `migration/unknown-table`
 */
export const refuseUnknownTables = (rows: Readonly<Record<string, number>> = {}, catalogs: readonly Catalog[]): void => {
  const known = new Set(
    catalogs.flatMap(({ objects }) =>
      objects.flatMap((one) => (['table', 'foreign table', 'materialized view'].includes(one.kind) ? [one.name] : [])),
    ),
  );
  const problems = Object.keys(rows)
    .filter((table) => !known.has(table))
    .map((table) => ({
      code: 'migration/unknown-table',
      what: `rows are declared of ${table.slice(0, 80)}, which is a table neither of N-1 nor of N: ${suggestion(table, [...known].toSorted().slice(0, 20))}`,
      fix: 'Write the table as SQL does, with its schema: public.orders.',
    }));
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
};

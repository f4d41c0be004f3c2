import type { StatementCoverage } from '../../model/coverage.ts';
import type { Catalog } from '../catalog.ts';
import type { Resolved } from './resolve.ts';
import type { Statement } from './statement.ts';

/** What captured statements of a version touch of its store, and what not one of them does: what rules things out says what it rests on. */
export const coverageOf = (
  of: StatementCoverage['of'],
  catalog: Catalog,
  { statements, unresolved }: Resolved,
  usable: readonly Statement[],
): StatementCoverage => {
  const touched = new Set([...statements, ...unresolved].flatMap(({ touches }) => touches));
  const asked = usable.filter(({ origin }) => origin === 'captured').length;
  const prepared = usable.filter(({ origin }) => origin === 'prepared-only').length;
  const all = catalog.objects.flatMap((object) => (object.kind === 'table' && object.partitionOf === undefined ? [object.name] : []));
  const columnsOf = (table: string): readonly { readonly column: string; readonly isTouched: boolean }[] =>
    catalog.objects.flatMap((object) =>
      object.kind === 'column' && object.table === table
        ? [{ column: object.column, isTouched: touched.has(`column ${object.name}`) }]
        : [],
    );
  return {
    of,
    statements: statements.length + unresolved.length,
    asked,
    prepared,
    refused: statements.length + unresolved.length - asked - prepared,
    untold: [...statements, ...unresolved].filter(({ touches }) => touches.length === 0).length,
    tables: all
      .filter((table) => touched.has(`table ${table}`))
      .map((table) => {
        const columns = columnsOf(table);
        return {
          table,
          touched: columns.flatMap(({ column, isTouched }) => (isTouched ? [column] : [])),
          untouched: columns.flatMap(({ column, isTouched }) => (isTouched ? [] : [column])),
        };
      }),
    untouched: all.filter((table) => !touched.has(`table ${table}`)),
  };
};

import type { RestoreRule } from '../rule.ts';

export const rowsDiffer: RestoreRule = {
  id: 'restore/rows-differ',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The copy does not hold the rows that the source held when the backup was taken.',
  fix: 'Compare the table with the source or an older backup; find out whether the backup or the restore changed it.',
  check: (facts) => {
    const { manifest, content } = facts;
    if (!manifest || !content) return [];
    const now = new Map(content.tables.map((table) => [table.table, table]));
    return manifest.content.tables.flatMap((was) => {
      const is = now.get(was.table);
      if (!is || is.digest === was.digest) return [];
      const counts = is.rows === was.rows ? `as many rows (${is.rows}) with other values` : `${is.rows} rows, and there were ${was.rows}`;
      return [{ what: `${was.table} has ${counts}`, of: was.table }];
    });
  },
};

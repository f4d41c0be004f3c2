import type { RestoreRule } from '../rule.ts';

export const tableUnexpected: RestoreRule = {
  id: 'restore/table-unexpected',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The copy holds a table that the source had not: the restore left something in place, or is of another moment.',
  fix: 'Restore into an empty place.',
  check: (facts) => {
    const { manifest, content } = facts;
    if (!manifest || !content) return [];
    const known = new Set(manifest.content.tables.map(({ table }) => table));
    return content.tables.flatMap(({ table }) => (known.has(table) ? [] : [{ what: `${table} was not in the backup`, of: table }]));
  },
};

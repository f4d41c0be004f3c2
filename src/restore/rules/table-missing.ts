import type { RestoreRule } from '../rule.ts';

export const tableMissing: RestoreRule = {
  id: 'restore/table-missing',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'A table of the backup was not restored.',
  fix: 'Look at what the tool left out.',
  check: (facts) => {
    const { manifest, content } = facts;
    if (!manifest || !content) return [];
    const there = new Set(content.tables.map(({ table }) => table));
    return manifest.content.tables.flatMap(({ table, rows }) =>
      there.has(table) ? [] : [{ what: `${table} with ${rows} rows was not restored`, of: table }],
    );
  },
};

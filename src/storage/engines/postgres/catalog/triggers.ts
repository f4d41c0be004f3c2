import { describing, object, ours, own, type Query } from './query.ts';

/** Whether a trigger or rule fires, from `tgenabled` and its like. */
export const enabled = (state: string): string =>
  `CASE ${state} WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'origin' END`;

// The copy of a trigger that a partition has is the parent's.
export const triggers: Query = {
  any: 'pg_trigger WHERE NOT tgisinternal',
  sql: (look) => `
  SELECT ${object({
    kind: `'trigger'`,
    name: `format('%I.%I.%I', n.nspname, c.relname, t.tgname)`,
    comment: 'described.description',
    table: `format('%I.%I', n.nspname, c.relname)`,
    definition: 'pg_get_triggerdef(t.oid)',
    enabled: enabled('t.tgenabled'),
  })}
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace ${describing(look, 'pg_trigger', 't.oid')}
   WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}`,
};

import { describing, object, ours, own, type Query } from './query.ts';

const columnsIn = (keys: string, table: string, order: string): string =>
  `coalesce((SELECT json_agg(quote_ident(a.attname) ORDER BY ${order}) FROM unnest(${keys}) WITH ORDINALITY AS key (number, at) JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = key.number), '[]')`;

/** What is told in fields of its own is not told twice. */
const definition = `regexp_replace(pg_get_constraintdef(k.oid), '( DEFERRABLE)?( INITIALLY DEFERRED)?( NOT ENFORCED)?( NOT VALID)?$', '')`;

// What a table has from its parent is the parent's. From 18 on NOT NULL is a constraint, too: the column tells it, unless it has
// more to say than a column can.
export const constraints: Query = {
  sql: (look) => `
  SELECT ${object({
    kind: `'constraint'`,
    name: `format('%I.%I.%I', n.nspname, c.relname, k.conname)`,
    comment: 'described.description',
    table: `format('%I.%I', n.nspname, c.relname)`,
    type: `CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key' WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclude' ELSE 'not null' END`,
    columns: `CASE WHEN k.contype = 'c' THEN ${columnsIn('k.conkey', 'k.conrelid', 'a.attname COLLATE "C"')} ELSE ${columnsIn('k.conkey', 'k.conrelid', 'key.at')} END`,
    definition,
    validated: 'k.convalidated',
    enforced: look.major >= 18 ? 'k.conenforced' : 'true',
    deferrable: `CASE WHEN k.condeferred THEN 'deferred' WHEN k.condeferrable THEN 'immediate' END`,
    references: `CASE WHEN k.contype = 'f' THEN json_build_object('table', k.confrelid::regclass::text, 'columns', ${columnsIn('k.confkey', 'k.confrelid', 'key.at')}) END`,
  })}
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace ${describing(look, 'pg_constraint', 'k.oid')}
   WHERE k.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND k.conparentid = 0 AND (k.conislocal OR k.coninhcount = 0)
     AND (k.contype <> 'n' OR NOT k.convalidated OR k.connoinherit)
     AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}`,
};

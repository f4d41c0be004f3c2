import { describing, object, ours, own, type Query, sorted } from './query.ts';

// pg_get_indexdef tells the keys either all in one text, or each without its operator class, collation and order.
const keys = `(SELECT json_agg(concat(
      pg_get_indexdef(i.indexrelid, at::int, false),
      CASE WHEN i.indcollation[at - 1] <> 0 AND i.indcollation[at - 1] <> coalesce(own.attcollation, t.typcollation) THEN ' COLLATE ' || i.indcollation[at - 1]::regcollation END,
      CASE WHEN NOT o.opcdefault THEN ' ' || CASE WHEN s.nspname = 'pg_catalog' THEN quote_ident(o.opcname) ELSE format('%I.%I', s.nspname, o.opcname) END END,
      (SELECT ' (' || string_agg(one, ', ' ORDER BY one COLLATE "C") || ')' FROM unnest(key.attoptions) one),
      CASE i.indoption[at - 1] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' END) ORDER BY at)
   FROM generate_series(1, i.indnkeyatts) at
        JOIN pg_attribute key ON key.attrelid = i.indexrelid AND key.attnum = at
        JOIN pg_type t ON t.oid = key.atttypid
        JOIN pg_opclass o ON o.oid = i.indclass[at - 1] JOIN pg_namespace s ON s.oid = o.opcnamespace
        LEFT JOIN pg_attribute own ON own.attrelid = i.indrelid AND own.attnum = i.indkey[at - 1] AND own.attnum > 0)`;

// An index of a partition that hangs below its parent's is the parent's.
export const indexes: Query = {
  sql: (look) => `
  SELECT ${object({
    kind: `'index'`,
    name: `format('%I.%I', n.nspname, c.relname)`,
    comment: 'described.description',
    table: 'i.indrelid::regclass::text',
    unique: 'i.indisunique',
    valid: 'i.indisvalid',
    method: 'm.amname',
    keys,
    include: `(SELECT json_agg(pg_get_indexdef(i.indexrelid, at::int, false) ORDER BY at) FROM generate_series(i.indnkeyatts + 1, i.indnatts) at)`,
    predicate: 'pg_get_expr(i.indpred, i.indrelid)',
    constraint: `(SELECT quote_ident(k.conname) FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))`,
    nullsNotDistinct: look.major >= 15 ? `CASE WHEN i.indnullsnotdistinct THEN true END` : 'NULL::boolean',
    clustered: 'CASE WHEN i.indisclustered THEN true END',
    options: sorted('c.reloptions'),
  })}
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam ${describing(look, 'pg_class', 'c.oid')}
   WHERE ${ours('n.nspname')} AND NOT c.relispartition AND ${own(look, 'pg_class', 'i.indrelid')}`,
};

import { describing, firstOid, object, ours, own, type Query } from './query.ts';

const expression = (attribute: string, value: string): string => `pg_get_expr(${value}.adbin, ${attribute}.attrelid)`;

// A partition's column is listed where it says something else than its parent's.
export const columns: Query = {
  sql: (look) => `
  SELECT ${object({
    kind: `'column'`,
    name: `format('%I.%I.%I', n.nspname, c.relname, a.attname)`,
    comment: 'described.description',
    table: `format('%I.%I', n.nspname, c.relname)`,
    column: 'quote_ident(a.attname)',
    type: 'format_type(a.atttypid, a.atttypmod)',
    collation: `(SELECT a.attcollation::regcollation::text FROM pg_type t WHERE t.oid = a.atttypid AND t.typcollation <> a.attcollation)`,
    notNull: 'a.attnotnull',
    default: `CASE WHEN a.attgenerated = '' THEN ${expression('a', 'd')} END`,
    identity: `CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END`,
    generated: `CASE WHEN a.attgenerated <> '' THEN json_build_object('as', ${expression('a', 'd')}, 'stored', a.attgenerated = 's') END`,
  })}
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         ${describing(look, 'pg_class', 'c.oid', 'a.attnum')}
   WHERE c.relkind IN ('r', 'p', 'f') AND a.attrelid >= ${firstOid} AND a.attnum > 0 AND NOT a.attisdropped AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}
     AND NOT (c.relispartition AND EXISTS (
           SELECT FROM pg_inherits h JOIN pg_attribute p ON p.attrelid = h.inhparent AND p.attname = a.attname
                  LEFT JOIN pg_attrdef o ON o.adrelid = p.attrelid AND o.adnum = p.attnum
            WHERE h.inhrelid = c.oid AND (p.atttypid, p.atttypmod, p.attcollation, p.attnotnull, p.attgenerated) = (a.atttypid, a.atttypmod, a.attcollation, a.attnotnull, a.attgenerated)
              AND a.attidentity IN ('', p.attidentity) AND ${expression('a', 'd')} IS NOT DISTINCT FROM ${expression('p', 'o')} AND described.description IS NULL))`,
};

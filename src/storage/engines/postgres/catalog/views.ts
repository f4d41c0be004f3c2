import { columnsFor, commentsOn, describing, firstOid, kindOfRelation, object, ours, own, ownerOf, type Query, sorted } from './query.ts';

export const views: Query = {
  any: `pg_class WHERE oid >= ${firstOid} AND relkind IN ('v', 'm')`,
  sql: (look) => `
  SELECT ${object({
    kind: kindOfRelation('c.relkind'),
    name: `format('%I.%I', n.nspname, c.relname)`,
    owner: ownerOf('c.relowner'),
    comment: 'described.description',
    definition: `rtrim(btrim(pg_get_viewdef(c.oid)), ';')`,
    columns: `coalesce((SELECT json_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') ORDER BY a.attnum)
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]')`,
    columnComments: commentsOn(look, 'pg_class', columnsFor('c.oid')),
    populated: 'CASE WHEN NOT c.relispopulated THEN false END',
    options: sorted('c.reloptions'),
  })}
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ${describing(look, 'pg_class', 'c.oid')}
   WHERE c.relkind IN ('v', 'm') AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}`,
};

import { columnsFor, commentsOn, describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

export const composites: Query = {
  any: `pg_class WHERE oid >= ${firstOid} AND relkind = 'c'`,
  sql: (look) => `
  SELECT ${object({
    kind: `'composite'`,
    name: `format('%I.%I', n.nspname, t.typname)`,
    owner: ownerOf('t.typowner'),
    comment: 'described.description',
    attributes: `coalesce((SELECT json_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) || coalesce((SELECT ' COLLATE ' || a.attcollation::regcollation FROM pg_type b WHERE b.oid = a.atttypid AND b.typcollation <> a.attcollation), '') ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '[]')`,
    attributeComments: commentsOn(look, 'pg_class', columnsFor('t.typrelid')),
  })}
    FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c' JOIN pg_namespace n ON n.oid = t.typnamespace ${describing(look, 'pg_type', 't.oid')}
   WHERE t.typtype = 'c' AND ${ours('n.nspname')} AND ${own(look, 'pg_type', 't.oid')}`,
};

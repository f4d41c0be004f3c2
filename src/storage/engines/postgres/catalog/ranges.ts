import { describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

export const ranges: Query = {
  any: `pg_type WHERE oid >= ${firstOid} AND typtype = 'r'`,
  sql: (look) => `
  SELECT ${object({
    kind: `'range'`,
    name: `format('%I.%I', n.nspname, t.typname)`,
    owner: ownerOf('t.typowner'),
    comment: 'described.description',
    subtype: 'format_type(r.rngsubtype, NULL)',
    definition: `concat_ws(', ', 'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
      CASE WHEN NOT o.opcdefault THEN 'SUBTYPE_OPCLASS = ' || quote_ident(o.opcname) END,
      CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> b.typcollation THEN 'COLLATION = ' || r.rngcollation::regcollation END,
      CASE WHEN r.rngcanonical::oid <> 0 THEN 'CANONICAL = ' || r.rngcanonical END,
      CASE WHEN r.rngsubdiff::oid <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff END,
      'MULTIRANGE_TYPE_NAME = ' || r.rngmultitypid::regtype)`,
  })}
    FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_type b ON b.oid = r.rngsubtype JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace n ON n.oid = t.typnamespace ${describing(look, 'pg_type', 't.oid')}
   WHERE ${ours('n.nspname')} AND ${own(look, 'pg_type', 't.oid')}`,
};

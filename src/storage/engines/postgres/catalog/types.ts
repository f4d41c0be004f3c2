import { describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

// Types with functions of their own, and such as are only announced. Arrays and multiranges come with what they are of.
export const types: Query = {
  any: `pg_type WHERE oid >= ${firstOid} AND typtype IN ('b', 'p') AND typcategory <> 'A'`,
  sql: (look) => `
  SELECT ${object({
    kind: `'type'`,
    name: `format('%I.%I', n.nspname, t.typname)`,
    owner: ownerOf('t.typowner'),
    comment: 'described.description',
    definition: `CASE WHEN t.typtype = 'p' THEN 'SHELL' ELSE concat_ws(', ', 'INPUT = ' || t.typinput, 'OUTPUT = ' || t.typoutput, 'INTERNALLENGTH = ' || t.typlen, 'ALIGNMENT = ' || t.typalign::text, 'STORAGE = ' || t.typstorage::text, 'CATEGORY = ' || t.typcategory::text, CASE WHEN t.typbyval THEN 'PASSEDBYVALUE' END, 'DEFAULT = ' || quote_literal(t.typdefault)) END`,
  })}
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace ${describing(look, 'pg_type', 't.oid')}
   WHERE t.typtype IN ('b', 'p') AND t.typcategory <> 'A' AND ${ours('n.nspname')} AND ${own(look, 'pg_type', 't.oid')}`,
};

import { describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

export const enums: Query = {
  any: `pg_type WHERE oid >= ${firstOid} AND typtype = 'e'`,
  sql: (look) => `
  SELECT ${object({
    kind: `'enum'`,
    name: `format('%I.%I', n.nspname, t.typname)`,
    owner: ownerOf('t.typowner'),
    comment: 'described.description',
    labels: `coalesce((SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '[]')`,
  })}
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace ${describing(look, 'pg_type', 't.oid')}
   WHERE t.typtype = 'e' AND ${ours('n.nspname')} AND ${own(look, 'pg_type', 't.oid')}`,
};

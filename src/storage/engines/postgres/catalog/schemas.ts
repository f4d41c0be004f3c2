import { describing, notOfExtension, object, ours, ownerOf, type Query } from './query.ts';

// The schema `public` is there from the start: its first owner and comment say nothing of this database.
export const schemas: Query = {
  sql: (look) => `
  SELECT ${object({
    kind: `'schema'`,
    name: `quote_ident(n.nspname)`,
    owner: `CASE WHEN n.nspname <> 'public' OR n.nspowner <> 10 AND pg_get_userbyid(n.nspowner) <> 'pg_database_owner' THEN ${ownerOf('n.nspowner')} END`,
    comment: `CASE WHEN n.nspname <> 'public' OR described.description <> 'standard public schema' THEN described.description END`,
  })}
    FROM pg_namespace n ${describing(look, 'pg_namespace', 'n.oid')}
   WHERE ${ours('n.nspname')} AND ${notOfExtension(look, 'pg_namespace', 'n.oid')}`,
};

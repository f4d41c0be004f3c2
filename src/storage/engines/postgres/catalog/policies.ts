import { describing, object, ours, own, type Query } from './query.ts';

export const policies: Query = {
  any: 'pg_policy',
  sql: (look) => `
  SELECT ${object({
    kind: `'policy'`,
    name: `format('%I.%I.%I', n.nspname, c.relname, p.polname)`,
    comment: 'described.description',
    table: `format('%I.%I', n.nspname, c.relname)`,
    definition: `concat_ws(' ', CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
      'FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
      'TO ' || (SELECT string_agg(one, ', ' ORDER BY one COLLATE "C") FROM (SELECT CASE WHEN role = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END AS one FROM unnest(p.polroles) role) each),
      'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', 'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')`,
  })}
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace ${describing(look, 'pg_policy', 'p.oid')}
   WHERE ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}`,
};

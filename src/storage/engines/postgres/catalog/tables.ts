import { describing, kindOfRelation, object, ours, own, ownerOf, type Query, sorted } from './query.ts';

export const tables: Query = {
  sql: (look) => `
  SELECT ${object({
    kind: kindOfRelation('c.relkind'),
    name: `format('%I.%I', n.nspname, c.relname)`,
    owner: ownerOf('c.relowner'),
    comment: 'described.description',
    persistence: `CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END`,
    columns: `coalesce((SELECT json_agg(quote_ident(a.attname) ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]')`,
    partitionedBy: `CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END`,
    partitionOf: `CASE WHEN c.relispartition THEN (SELECT json_build_object('parent', h.inhparent::regclass::text, 'bound', pg_get_expr(c.relpartbound, c.oid)) FROM pg_inherits h WHERE h.inhrelid = c.oid) END`,
    inherits: `CASE WHEN NOT c.relispartition THEN (SELECT json_agg(h.inhparent::regclass::text ORDER BY h.inhseqno) FROM pg_inherits h WHERE h.inhrelid = c.oid) END`,
    options: sorted(
      `c.reloptions || (SELECT array['server=' || quote_ident(s.srvname)] || f.ftoptions FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid)`,
    ),
    rowSecurity: `CASE WHEN c.relrowsecurity AND c.relforcerowsecurity THEN 'forced' WHEN c.relrowsecurity THEN 'on' END`,
    forcedWhileOff: `CASE WHEN c.relforcerowsecurity AND NOT c.relrowsecurity THEN true END`,
    replicaIdentity: `CASE WHEN c.relkind <> 'f' THEN CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN (SELECT 'index ' || i.indexrelid::regclass FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident) END END`,
  })}
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ${describing(look, 'pg_class', 'c.oid')}
   WHERE c.relkind IN ('r', 'p', 'f') AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}`,
};

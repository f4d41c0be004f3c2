import { describing, firstOid, object, ours, own, type Query } from './query.ts';
import { enabled } from './triggers.ts';

export const rules: Query = {
  any: `pg_rewrite WHERE oid >= ${firstOid} AND rulename <> '_RETURN'`,
  sql: (look) => `
  SELECT ${object({
    kind: `'rule'`,
    name: `format('%I.%I.%I', n.nspname, c.relname, r.rulename)`,
    comment: 'described.description',
    definition: `rtrim(pg_get_ruledef(r.oid), ';') || CASE WHEN r.ev_enabled <> 'O' THEN ' ENABLED ' || ${enabled('r.ev_enabled')} ELSE '' END`,
  })}
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace ${describing(look, 'pg_rewrite', 'r.oid')}
   WHERE r.rulename <> '_RETURN' AND ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}`,
};

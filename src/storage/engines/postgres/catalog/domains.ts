import { commentsOn, describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

export const domains: Query = {
  any: `pg_type WHERE oid >= ${firstOid} AND typtype = 'd'`,
  sql: (look) => `
  SELECT ${object({
    kind: `'domain'`,
    name: `format('%I.%I', n.nspname, t.typname)`,
    owner: ownerOf('t.typowner'),
    comment: 'described.description',
    base: 'format_type(t.typbasetype, t.typtypmod)',
    notNull: 't.typnotnull',
    default: `coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault)`,
    collation: `(SELECT t.typcollation::regcollation::text FROM pg_type b WHERE b.oid = t.typbasetype AND b.typcollation <> t.typcollation)`,
    checks: `coalesce((SELECT json_agg(one ORDER BY one COLLATE "C") FROM (SELECT format('%I %s', k.conname, pg_get_constraintdef(k.oid)) AS one FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c') each), '[]')`,
    checkComments: commentsOn(
      look,
      'pg_constraint',
      'SELECT quote_ident(k.conname) AS name, k.oid, 0 AS number FROM pg_constraint k WHERE k.contypid = t.oid',
    ),
  })}
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace ${describing(look, 'pg_type', 't.oid')}
   WHERE t.typtype = 'd' AND ${ours('n.nspname')} AND ${own(look, 'pg_type', 't.oid')}`,
};

import { describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

export const operators: Query = {
  any: `pg_operator WHERE oid >= ${firstOid}`,
  sql: (look) => `
  SELECT ${object({
    kind: `'operator'`,
    name: `format('%I.%s(%s,%s)', n.nspname, o.oprname, coalesce(nullif(o.oprleft, 0)::regtype::text, 'NONE'), o.oprright::regtype)`,
    owner: ownerOf('o.oprowner'),
    comment: 'described.description',
    definition: `concat_ws(', ', 'FUNCTION = ' || o.oprcode, CASE WHEN o.oprcom <> 0 THEN 'COMMUTATOR = ' || o.oprcom::regoperator END, CASE WHEN o.oprnegate <> 0 THEN 'NEGATOR = ' || o.oprnegate::regoperator END,
      CASE WHEN o.oprrest::oid <> 0 THEN 'RESTRICT = ' || o.oprrest END, CASE WHEN o.oprjoin::oid <> 0 THEN 'JOIN = ' || o.oprjoin END, CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END)`,
  })}
    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace ${describing(look, 'pg_operator', 'o.oid')}
   WHERE ${ours('n.nspname')} AND ${own(look, 'pg_operator', 'o.oid')}`,
};

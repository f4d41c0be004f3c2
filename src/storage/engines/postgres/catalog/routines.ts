import { describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

const aggregate = `(SELECT concat_ws(', ', 'SFUNC = ' || g.aggtransfn, 'STYPE = ' || format_type(g.aggtranstype, NULL), 'INITCOND = ' || quote_literal(g.agginitval),
      CASE WHEN g.aggfinalfn::oid <> 0 THEN 'FINALFUNC = ' || g.aggfinalfn END, CASE WHEN g.aggcombinefn::oid <> 0 THEN 'COMBINEFUNC = ' || g.aggcombinefn END,
      CASE WHEN g.aggkind <> 'n' THEN 'KIND = ' || g.aggkind::text END, 'PARALLEL = ' || p.proparallel::text) FROM pg_aggregate g WHERE g.aggfnoid = p.oid)`;

export const routines: Query = {
  any: `pg_proc WHERE oid >= ${firstOid}`,
  sql: (look) => `
  SELECT ${object({
    kind: `CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END`,
    name: `format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes))`,
    owner: ownerOf('p.proowner'),
    comment: 'described.description',
    definition: `CASE WHEN p.prokind = 'a' THEN ${aggregate} ELSE rtrim(pg_get_functiondef(p.oid), E'\\n') END`,
    returns: 'pg_get_function_result(p.oid)',
  })}
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace ${describing(look, 'pg_proc', 'p.oid')}
   WHERE ${ours('n.nspname')} AND ${own(look, 'pg_proc', 'p.oid')}
     AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.refclassid = 'pg_type'::regclass AND i.deptype = 'i')`,
};

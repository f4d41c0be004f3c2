import { describing, firstOid, object, own, type Query } from './query.ts';

// A range brings the cast to its multirange along.

export const casts: Query = {
  any: `pg_cast WHERE oid >= ${firstOid}`,
  sql: (look) => `
  SELECT ${object({
    kind: `'cast'`,
    name: `format('(%s AS %s)', format_type(k.castsource, NULL), format_type(k.casttarget, NULL))`,
    comment: 'described.description',
    definition: `concat_ws(' ', CASE k.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || k.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END, CASE k.castcontext WHEN 'a' THEN 'AS ASSIGNMENT' WHEN 'i' THEN 'AS IMPLICIT' END)`,
  })}
    FROM pg_cast k ${describing(look, 'pg_cast', 'k.oid')}
   WHERE ${own(look, 'pg_cast', 'k.oid')}
     AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass AND i.objid = k.oid AND i.deptype = 'i')`,
};

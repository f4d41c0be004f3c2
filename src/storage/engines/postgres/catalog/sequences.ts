import { describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

export const sequences: Query = {
  any: `pg_sequence WHERE seqrelid >= ${firstOid}`,
  sql: (look) => `
  SELECT ${object({
    kind: `'sequence'`,
    name: `format('%I.%I', n.nspname, c.relname)`,
    owner: ownerOf('c.relowner'),
    comment: 'described.description',
    type: 's.seqtypid::regtype::text',
    start: 's.seqstart::text',
    min: 's.seqmin::text',
    max: 's.seqmax::text',
    increment: 's.seqincrement::text',
    cycle: 's.seqcycle',
    cache: `nullif(s.seqcache, 1)::text`,
    ownedBy: `(SELECT d.refobjid::regclass || '.' || quote_ident(a.attname) FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))`,
  })}
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace ${describing(look, 'pg_class', 'c.oid')}
   WHERE ${ours('n.nspname')} AND ${own(look, 'pg_class', 'c.oid')}`,
};

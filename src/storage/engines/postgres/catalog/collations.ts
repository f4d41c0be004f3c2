import { describing, type Look, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

/** Where the locale of ICU and of the builtin provider stands. */
const locale = ({ major }: Look): string => (major >= 17 ? 'o.colllocale' : major >= 15 ? 'o.colliculocale' : 'NULL::text');

export const collations: Query = {
  any: `pg_collation WHERE oid >= ${firstOid}`,
  sql: (look) => `
  SELECT ${object({
    kind: `'collation'`,
    name: `format('%I.%I', n.nspname, o.collname)`,
    owner: ownerOf('o.collowner'),
    comment: 'described.description',
    definition: `concat_ws(', ', 'PROVIDER = ' || CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' ELSE 'default' END,
      CASE WHEN o.collprovider IN ('i', 'b') THEN 'LOCALE = ' || quote_literal(coalesce(${locale(look)}, o.collcollate::text)) ELSE 'LC_COLLATE = ' || quote_literal(o.collcollate) || ', LC_CTYPE = ' || quote_literal(o.collctype) END,
      CASE WHEN NOT o.collisdeterministic THEN 'DETERMINISTIC = false' END${look.major >= 16 ? `, 'RULES = ' || quote_literal(o.collicurules)` : ''})`,
  })}
    FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace ${describing(look, 'pg_collation', 'o.oid')}
   WHERE ${ours('n.nspname')} AND ${own(look, 'pg_collation', 'o.oid')}`,
};

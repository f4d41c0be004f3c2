import { describing, firstOid, object, ours, own, ownerOf, type Query } from './query.ts';

export const conversions: Query = {
  any: `pg_conversion WHERE oid >= ${firstOid}`,
  sql: (look) => `
  SELECT ${object({
    kind: `'conversion'`,
    name: `format('%I.%I', n.nspname, v.conname)`,
    owner: ownerOf('v.conowner'),
    comment: 'described.description',
    definition: `concat_ws(' ', CASE WHEN v.condefault THEN 'DEFAULT' END, format('FOR %L TO %L FROM %s', pg_encoding_to_char(v.conforencoding), pg_encoding_to_char(v.contoencoding), v.conproc))`,
  })}
    FROM pg_conversion v JOIN pg_namespace n ON n.oid = v.connamespace ${describing(look, 'pg_conversion', 'v.oid')}
   WHERE ${ours('n.nspname')} AND ${own(look, 'pg_conversion', 'v.oid')}`,
};

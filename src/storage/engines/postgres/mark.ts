import { firstOid } from './catalog/query.ts';

// Every committed change of a schema writes a row of one of these anew. The server's own rows, of which there are ten thousand, are
// left out: whoever tries a migration has no right to change them, except for the schema `public`.

const ofOwn: Readonly<Record<string, string>> = {
  class: 'oid',
  attribute: 'attrelid',
  constraint: 'oid',
  type: 'oid',
  proc: 'oid',
  enum: 'oid',
  attrdef: 'oid',
  index: 'indexrelid',
  trigger: 'oid',
  policy: 'oid',
  rewrite: 'oid',
  description: 'objoid',
};

const counted = (from: string): string => `SELECT count(*) || ':' || coalesce(sum(hashtext(xmin::text || ctid::text)), 0) FROM ${from}`;

/** Asks for a text that stays the same as long as nothing of a schema is committed; one row a catalog. */
export const markOfSchema = [
  ...['pg_namespace', 'pg_extension'].map(counted),
  ...Object.entries(ofOwn).map(([name, oid]) => counted(`pg_${name} WHERE ${oid} >= ${firstOid}`)),
].join(' UNION ALL ');

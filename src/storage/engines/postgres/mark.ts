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

/** Rights and settings of the database itself. */
const ofDatabase = [
  'pg_database WHERE datname = current_database()',
  'pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())',
];

const counted = (from: string): string => `SELECT count(*) || ':' || coalesce(sum(hashtext(xmin::text || ctid::text)), 0) FROM ${from}`;

/** Asks for a text that stays the same as long as nothing of a schema is committed; one row a catalog. */
export const markOfSchema = [
  ...['pg_namespace', 'pg_extension', ...ofDatabase].map(counted),
  ...Object.entries(ofOwn).map(([name, oid]) => counted(`pg_${name} WHERE ${oid} >= ${firstOid}`)),
].join(' UNION ALL ');

import { describing, type Look, object, ownerOf, type Query } from './query.ts';

// Lists of columns, conditions on rows and whole schemas: from 15 on.
const tablesOf = ({ major }: Look): string =>
  `(SELECT string_agg(concat('TABLE ', r.prrelid::regclass${
    major >= 15
      ? `, (SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C") || ')' FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)), ' WHERE ' || pg_get_expr(r.prqual, r.prrelid)`
      : ''
  }), ', ' ORDER BY r.prrelid::regclass::text COLLATE "C") FROM pg_publication_rel r WHERE r.prpubid = p.oid)`;
const schemasOf = ({ major }: Look): string =>
  major >= 15
    ? `(SELECT string_agg('TABLES IN SCHEMA ' || s.pnnspid::regnamespace, ', ' ORDER BY s.pnnspid::regnamespace::text COLLATE "C") FROM pg_publication_namespace s WHERE s.pnpubid = p.oid)`
    : 'NULL';

export const publications: Query = {
  any: 'pg_publication',
  sql: (look) => `
  SELECT ${object({
    kind: `'publication'`,
    name: 'quote_ident(p.pubname)',
    owner: ownerOf('p.pubowner'),
    comment: 'described.description',
    definition: `concat_ws(' ', 'FOR ' || CASE WHEN p.puballtables THEN 'ALL TABLES' ELSE nullif(concat_ws(', ', ${tablesOf(look)}, ${schemasOf(look)}), '') END,
      'WITH (publish = ''' || concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END) || '''' || CASE WHEN p.pubviaroot THEN ', publish_via_partition_root' ELSE '' END || ')')`,
  })}
    FROM pg_publication p ${describing(look, 'pg_publication', 'p.oid')}`,
};

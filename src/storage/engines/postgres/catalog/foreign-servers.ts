import { describing, object, own, ownerOf, type Query } from './query.ts';

// Who logs in there and how (user mappings) is not read: it is a secret.
export const foreignServers: Query = {
  any: 'pg_foreign_server',
  sql: (look) => `
  SELECT ${object({
    kind: `'foreign server'`,
    name: 'quote_ident(s.srvname)',
    owner: ownerOf('s.srvowner'),
    comment: 'described.description',
    definition: `concat_ws(' ', 'TYPE ' || quote_literal(s.srvtype), 'VERSION ' || quote_literal(s.srvversion), 'FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname),
      'OPTIONS (' || (SELECT string_agg(one, ', ' ORDER BY one COLLATE "C") FROM unnest(s.srvoptions) one) || ')')`,
  })}
    FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw ${describing(look, 'pg_foreign_server', 's.oid')}
   WHERE ${own(look, 'pg_foreign_server', 's.oid')}`,
};

import { object, type Query } from './query.ts';

// Its comment is the extension's own, and comes with its files.
export const extensions: Query = {
  sql: () => `
  SELECT ${object({ kind: `'extension'`, name: 'quote_ident(e.extname)', version: 'e.extversion', schema: 'quote_ident(n.nspname)' })}
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace`,
};

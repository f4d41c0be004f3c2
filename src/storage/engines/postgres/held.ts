import type { Connection, HeldRole } from '../../engine.ts';

/**
 * Who may do something with a table and is held to its policies: with its owner, who may be no superuser elsewhere, and, where everybody
 * may or nobody is known, with somebody who is nobody else.
 */
export const heldTo = async (connection: Connection, table: string): Promise<readonly HeldRole[]> => {
  const rights = "'SELECT, INSERT, UPDATE, DELETE'";
  const reply = await connection.ask({
    text: `
      SELECT array_to_json(ARRAY(SELECT quote_ident(g.rolname) FROM pg_roles g WHERE pg_has_role(r.oid, g.oid, 'USAGE'))), pg_has_role(r.oid, c.relowner, 'USAGE')
        FROM pg_roles r, pg_class c
       WHERE c.oid = to_regclass($1) AND NOT r.rolsuper AND NOT r.rolbypassrls AND NOT starts_with(r.rolname, 'pg_') AND r.oid <> c.relowner
         AND (has_table_privilege(r.oid, c.oid, ${rights}) OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))
      UNION ALL
      SELECT json_build_array(quote_ident(pg_get_userbyid(c.relowner))), true FROM pg_class c WHERE c.oid = to_regclass($1)
      UNION ALL
      SELECT '[]', false FROM pg_class c
       WHERE c.oid = to_regclass($1) AND (has_table_privilege('public', c.oid, ${rights}) OR has_any_column_privilege('public', c.oid, 'SELECT, INSERT, UPDATE'))`,
    values: [table],
  });
  const known =
    reply.kind === 'done'
      ? reply.rows.map(([as, isOwner]) => ({ as: new Set(JSON.parse(as ?? '[]') as readonly string[]), isOwner: isOwner === 't' }))
      : [];
  return known.some(({ isOwner }) => !isOwner) ? known : [...known, { as: new Set(), isOwner: false }];
};

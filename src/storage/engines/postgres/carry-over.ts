import type { Session } from './session.ts';

// A copy of a database has its schema and rows; rights on the database itself and settings of it stay behind. They are part of what a
// migration leaves, so that they are brought along.

interface Kept {
  readonly settings: readonly { readonly role: string | null; readonly name: string; readonly value: string }[];
  readonly owner: string;
  readonly rights: readonly { readonly role: string; readonly right: string; readonly grantable: boolean }[] | null;
}

const kept = `
  SELECT json_build_object(
    'settings', coalesce((SELECT json_agg(json_build_object('role', CASE WHEN s.setrole <> 0 THEN quote_ident(pg_get_userbyid(s.setrole)) END,
                   'name', split_part(one, '=', 1), 'value', substr(one, strpos(one, '=') + 1)))
                   FROM pg_db_role_setting s, unnest(s.setconfig) one WHERE s.setdatabase = d.oid), '[]'),
    'owner', quote_ident(pg_get_userbyid(d.datdba)),
    'rights', (SELECT json_agg(json_build_object('role', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                 'right', x.privilege_type, 'grantable', x.is_grantable AND x.grantee <> d.datdba)) FROM aclexplode(d.datacl) x)) AS kept
    FROM pg_database d
   WHERE d.datname = $1 AND (d.datacl IS NOT NULL OR EXISTS (SELECT FROM pg_db_role_setting s WHERE s.setdatabase = d.oid))`;

/** Of these the server keeps a list of quoted names, which is to be given name by name. */
const lists: ReadonlySet<string> = new Set(['search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries']);

const literal = (value: string): string => `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const named = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');

const given = (name: string, value: string): string =>
  lists.has(name)
    ? [...value.matchAll(/"((?:[^"]|"")*)"|[^,\s]+/g)]
        .map(([whole, quoted]) => literal(quoted === undefined ? whole : quoted.replaceAll('""', '"')))
        .join(', ')
    : literal(value);

/** What gives a database, by SQL of its owner, what another one of the same owner has; none where that has nothing. */
export const carriedOver = async (admin: Session, from: string, to: string): Promise<readonly string[]> => {
  const [row] = await admin.query<{ kept: Kept | string }>(kept, [from]);
  if (!row) return [];
  const { settings, owner, rights } = typeof row.kept === 'string' ? (JSON.parse(row.kept) as Kept) : row.kept;
  return [
    ...settings.map(
      ({ role, name, value }) =>
        `ALTER ${role === null ? `DATABASE ${to}` : `ROLE ${role} IN DATABASE ${to}`} SET ${named(name)} TO ${given(name, value)}`,
    ),
    ...(rights === null
      ? []
      : [
          `REVOKE ALL ON DATABASE ${to} FROM PUBLIC, ${owner}`,
          ...rights.map(
            ({ role, right, grantable }) => `GRANT ${right} ON DATABASE ${to} TO ${role}${grantable ? ' WITH GRANT OPTION' : ''}`,
          ),
        ]),
  ];
};

import { messageOf } from '../../core/error.ts';
import { digestTable } from '../../storage/engines/postgres/digest.ts';
import { readCatalog } from '../../storage/engines/postgres/catalog.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import type { Content, InvariantState, RoleState, SequenceState } from '../manifest.ts';

/** A query whose answer must be the same after a restore. */
export interface Invariant {
  readonly name: string;
  readonly sql: string;
  /** What it must answer, whatever the source did. */
  readonly is?: string;
}

const ofUsers = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

const namesOf = async (session: Session, condition: string): Promise<readonly string[]> =>
  (
    await session.query<{ name: string }>(
      `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE ${ofUsers} AND ${condition} ORDER BY 1`,
    )
  ).map(({ name }) => name);

/** Numbers are taken outside of transactions: of a moment only where nobody may write. */
export const readSequences = async (session: Session): Promise<readonly SequenceState[]> =>
  (
    await session.query<{ name: string; last: string | null }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) AS name, last_value AS last FROM pg_sequences ORDER BY 1`,
    )
  ).map(({ name, last }) => ({ name, ...(last !== null && { last }) }));

/** What roles may, by the names that SQL has for it. */
const attributes = ['superuser', 'inherit', 'createrole', 'createdb', 'login', 'replication', 'bypassrls'];
const columnOf: Readonly<Record<string, string>> = {
  superuser: 'rolsuper',
  inherit: 'rolinherit',
  createrole: 'rolcreaterole',
  createdb: 'rolcreatedb',
  login: 'rolcanlogin',
  replication: 'rolreplication',
  bypassrls: 'rolbypassrls',
};

const readRoles = async (session: Session): Promise<readonly RoleState[]> =>
  (
    await session.query<{ name: string; may: string; member: string }>(
      `SELECT r.rolname AS name,
              (SELECT coalesce(json_agg(may ORDER BY may), '[]') FROM unnest(ARRAY[${attributes.map((may) => `CASE WHEN r.${columnOf[may]} THEN '${may}' END`).join(', ')}]) may WHERE may IS NOT NULL)::text AS may,
              (SELECT coalesce(json_agg(g.rolname ORDER BY g.rolname), '[]') FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid)::text AS member
         FROM pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY 1`,
    )
  ).map(({ name, may, member }) => ({ name, may: JSON.parse(may) as string[], memberOf: JSON.parse(member) as string[] }));

const readCollations = async (session: Session, major: number): Promise<readonly string[]> => {
  const own = major >= 15 ? 'pg_database_collation_actual_version(d.oid)' : 'NULL';
  const provider = major >= 15 ? 'd.datlocprovider' : "'c'";
  const rows = await session.query<{ provider: string; version: string | null }>(
    `SELECT ${provider}::text AS provider, ${own} AS version FROM pg_database d WHERE d.datname = current_database()
     UNION SELECT collprovider::text, pg_collation_actual_version(oid) FROM pg_collation WHERE collversion IS NOT NULL AND oid >= 16384`,
  );
  const names: Readonly<Record<string, string>> = { c: 'libc', i: 'icu', b: 'builtin' };
  return rows.flatMap(({ provider: by, version }) => (version === null ? [] : [`${names[by] ?? by} ${version}`])).sort();
};

/** What the server refuses is an answer too: of a source that is well it is never one. */
const readInvariant = async (session: Session, { name, sql, is }: Invariant): Promise<InvariantState> => {
  const asked = { name, sql, ...(is !== undefined && { is }) };
  try {
    return { ...asked, answer: (await session.query<Record<string, string | null>>(sql)).map((row) => Object.values(row)) };
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error;
    return { ...asked, answer: [], refused: messageOf(error) };
  }
};

/**
 * Reads what a database holds: of one moment where the session is in a transaction that sees one. Writes nothing, so that it can be asked
 * of a server that is still recovering. Rejects with what the server says.
 */
export const readContent = async (session: Session, invariants: readonly Invariant[], signal: AbortSignal): Promise<Content> => {
  const [{ version } = { version: '0' }] = await session.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  const catalog = await readCatalog(session);
  const tables = [];
  for (const name of await namesOf(
    session,
    "c.relkind IN ('r', 'm') AND c.relpersistence = 'p' AND (c.relkind = 'r' OR c.relispopulated)",
  )) {
    signal.throwIfAborted();
    tables.push(await digestTable(session, name));
  }
  const asked: InvariantState[] = [];
  for (const one of invariants) asked.push(await readInvariant(session, one));
  return {
    tables,
    unlogged: await namesOf(session, "c.relkind = 'r' AND c.relpersistence = 'u'"),
    catalog,
    sequences: await readSequences(session),
    roles: await readRoles(session),
    extensions: (await session.query<{ name: string }>("SELECT extname || ' ' || extversion AS name FROM pg_extension ORDER BY 1")).map(
      ({ name }) => name,
    ),
    collations: await readCollations(session, Math.floor(Number(version) / 10_000)),
    invariants: asked,
  };
};

import type { RoleState } from '../../engine.ts';
import type { Session } from './session.ts';

// Whoever has rights by way of another role is named by no grant: the roles of a schema are those and their members.

const belonging = `
  WITH RECURSIVE belonging(oid) AS (
    SELECT oid FROM pg_roles WHERE rolname = ANY ($1)
    UNION SELECT m.member FROM pg_auth_members m JOIN belonging b ON m.roleid = b.oid
  )
  SELECT r.rolname AS name, r.rolname = ANY ($1) AS named,
         CASE WHEN NOT r.rolcanlogin THEN 'it is NOLOGIN' WHEN r.rolconnlimit = 0 THEN 'its CONNECTION LIMIT is 0'
              WHEN r.rolvaliduntil <= now() THEN 'its password is valid until ' || r.rolvaliduntil END AS shut
    FROM pg_roles r JOIN belonging b USING (oid) WHERE NOT r.rolsuper AND r.rolname <> current_user AND r.rolname !~ '^trial_' ORDER BY 1`;

/** Roles of these names and their members, down to the last; the trial's own are left out. */
export const readMembers = async (session: Session, names: readonly string[]): Promise<readonly RoleState[]> => {
  const found = await session.query<{ name: string; named: string; shut: string | null }>(belonging, [names]);
  return found.map(({ name, named, shut }) => ({ name, isNamed: named === 't', ...(shut !== null && { shut }) }));
};

import type { Catalog } from '../catalog.ts';
import type { Connection } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { askAll } from './ask.ts';
import type { Observation } from './observation.ts';

// N-1 may run as any role that its schema grants something to: what each of them was let do, it must still be let do.

export interface RoleBaseline {
  readonly role: string;
  /** What its rights let it do. */
  readonly allowed: readonly Statement[];
}

const nobodyInParticular: ReadonlySet<string> = new Set(['PUBLIC', 'public']);

const rolesOf = (catalog: Catalog): readonly string[] => [
  ...new Set(catalog.objects.flatMap((object) => (object.kind === 'grant' && !nobodyInParticular.has(object.to) ? [object.to] : []))),
];

/** Quoted as SQL writes a name, or not. */
const bare = (role: string): string => (role.startsWith('"') ? role.slice(1, -1).replaceAll('""', '"') : role);

/** What the roles of a schema are let do; a role that one may not become is left out. The connection is reset. */
export const allowedRoles = async (
  session: Connection,
  catalog: Catalog,
  statements: readonly Statement[],
): Promise<readonly RoleBaseline[]> => {
  const found: RoleBaseline[] = [];
  for (const role of rolesOf(catalog)) {
    if ((await session.become(bare(role))).kind === 'refused') continue;
    const asked = await askAll(session, statements, [catalog]);
    await session.reset();
    found.push({ role, allowed: statements.filter((_, index) => asked[index]?.reply.kind === 'done') });
  }
  return found;
};

/** What the roles are not let do any more. The connection is reset. */
export const observeRoles = async (session: Connection, roles: readonly RoleBaseline[], on: string): Promise<readonly Observation[]> => {
  const observations: Observation[] = [];
  for (const { role, allowed } of roles) {
    if ((await session.become(bare(role))).kind === 'refused') continue;
    const asked = await askAll(session, allowed, []);
    await session.reset();
    for (const [index, statement] of allowed.entries()) {
      const reply = asked[index]?.reply;
      if (reply?.kind === 'refused' && reply.refusal.about === 'rights')
        observations.push({ cells: ['mixed', 'rollback'], on: `${on}, as ${role}`, statement, kind: 'refused', refusal: reply.refusal });
    }
  }
  return observations;
};

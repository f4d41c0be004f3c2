import type { Finding } from '../../model/finding.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection, RoleState, ScratchDatabase } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { askAll } from './ask.ts';
import type { Observation } from './observation.ts';
import { observedFinding } from './observed.ts';

// N-1 may run as any role that its schema grants something to, and as any member of one: what each of them was let do, it must still be
// let do, and who could connect must still be let in.

export interface RoleBaseline {
  readonly role: string;
  /** No grant names it: it has its rights as a member. */
  readonly isMember: boolean;
  /** It got a connection. */
  readonly connects: boolean;
  /** What its rights let it do. */
  readonly allowed: readonly Statement[];
}

const nobodyInParticular: ReadonlySet<string> = new Set(['PUBLIC', 'public']);

const rolesOf = (catalog: Catalog): readonly string[] => [
  ...new Set(catalog.objects.flatMap((object) => (object.kind === 'grant' && !nobodyInParticular.has(object.to) ? [object.to] : []))),
];

/** Quoted as SQL writes a name, or not. */
const bare = (role: string): string => (role.startsWith('"') ? role.slice(1, -1).replaceAll('""', '"') : role);

const membersOf = async (session: Connection, names: readonly string[]): Promise<readonly RoleState[]> =>
  names.length === 0 ? [] : session.members(names.map(bare));

/** What the roles of a schema are let do; a role that one may not become is left out. The connection is reset. */
export const allowedRoles = async (
  session: Connection,
  catalog: Catalog,
  statements: readonly Statement[],
): Promise<readonly RoleBaseline[]> => {
  const found: RoleBaseline[] = [];
  for (const { name, isNamed, shut } of await membersOf(session, rolesOf(catalog))) {
    if ((await session.become(name)).kind === 'refused') continue;
    const asked = await askAll(session, statements, [catalog]);
    await session.reset();
    const allowed = statements.filter((_, index) => asked[index]?.reply.kind === 'done');
    found.push({ role: name, isMember: !isNamed, connects: shut === undefined, allowed });
  }
  return found;
};

/** What the roles are not let do any more. The connection is reset. */
export const observeRoles = async (session: Connection, roles: readonly RoleBaseline[], on: string): Promise<readonly Observation[]> => {
  const observations: Observation[] = [];
  for (const { role, allowed } of roles) {
    if ((await session.become(role)).kind === 'refused') continue;
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

/** Roles that get no connection any more. What a role was granted is told by the grant where it is gone with it. */
export const shutOut = async (session: Connection, roles: readonly RoleBaseline[], server: string): Promise<readonly Finding[]> => {
  const before = roles.filter(({ connects }) => connects);
  const now = await membersOf(
    session,
    before.map(({ role }) => role),
  );
  return before.flatMap(({ role, isMember }) => {
    const there = now.find(({ name }) => name === role);
    const why = there ? there.shut : isMember ? 'it is gone' : undefined;
    if (why === undefined) return [];
    const what = `role ${role} gets no connection any more: ${why}`;
    return [
      observedFinding('roleShutOut', what, {
        object: `role ${role}`,
        use: { of: `a connection as ${role}`, state: 'unknown', assume: 'used' },
        witness: { kind: 'value', value: { role, why }, confirmedBy: server },
      }),
    ];
  });
};

/** What is said of a database that takes no connection any more. */
export const databaseShut = async (database: ScratchDatabase, server: string): Promise<readonly Finding[]> => {
  const why = await database.shut();
  if (why === undefined) return [];
  const witness = { kind: 'value', value: { why }, confirmedBy: server } as const;
  return [observedFinding('databaseShut', `the database takes no connection any more: ${why}`, { object: 'database', witness })];
};

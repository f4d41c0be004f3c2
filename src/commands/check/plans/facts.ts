import { DrillError } from '../../../core/error.ts';
import type { Entry } from '../../../model/fact.ts';
import type { Catalog } from '../../../storage/catalog.ts';
import type { Connection, ScratchServer } from '../../../storage/engine.ts';
import type { Asked, Known, VersionFacts } from '../../../storage/plans/facts.ts';
import { parseSnapshot } from '../../../storage/snapshot.ts';
import { queriesOfFiles } from '../../../storage/statements/files.ts';
import { resolveQueries } from '../../../storage/statements/resolve.ts';
import { applyWithRoles, readScript, refusalText } from '../../../storage/trial/script.ts';
import { usualLimits } from '../../../storage/trial/trial.ts';
import { digestOf } from '../../../workspace/sources/registry.ts';
import type { Artifact, Workspace } from '../../../workspace/workspace.ts';
import { sideOf, type Side } from '../stores/side.ts';
import { recordAlone } from '../stores/tool.ts';
import { sharersOf } from './databases.ts';
import type { Needed } from './live.ts';

/** What facts are gathered by. */
export interface Gathering {
  readonly workspace: Workspace;
  readonly entries: readonly Entry[];
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** The machine's environment, for migration tools. */
  readonly machine: Readonly<Record<string, string | undefined>>;
  readonly server: () => Promise<ScratchServer>;
}

/** What is known of versions and their stores; each is looked at once. */
export interface Facts {
  /** Of a version as it is declared. */
  readonly known: (artifact: Artifact, store: string, version: string) => Promise<Known>;
  /** The schema that its own migrations give, without those of others; undefined: it has none that are SQL, or they need others. */
  readonly made: (artifact: Artifact, store: string, version: string) => Promise<Catalog | undefined>;
  readonly of: (artifact: Artifact, store: string, needed: Needed) => Promise<VersionFacts>;
}

/** Runs the migrations of a side; the first refusal in the server's words. */
const migrate = async (connection: Connection, { steps = [] }: Side, server: ScratchServer): Promise<string | undefined> => {
  for (const { up } of steps) {
    const failure = await applyWithRoles(connection, readScript(server, up), server);
    if (failure) return `${failure.at.file}:${failure.at.line}: ${refusalText(failure.refusal)}`;
  }
  return undefined;
};

/** What was captured, as the store understands it; what it does not may touch whatever it names. */
const askedOf = async (
  connection: Connection,
  side: Side,
  server: ScratchServer,
): Promise<Pick<Extract<Known, { kind: 'known' }>, 'catalog' | 'statements'>> => {
  const catalog = await connection.catalog();
  const captured = side.given?.statements;
  if (!captured) return { catalog, statements: [] };
  const queries = queriesOfFiles(captured.files, captured.from, server.split);
  const { statements, unresolved } = await resolveQueries(connection, catalog, queries, []);
  const placed = <S extends { readonly name: string }>(one: S): S & Pick<Asked, 'at'> => {
    const at = queries.find(({ name }) => name === one.name)?.at;
    return { ...one, ...(at && { at }) };
  };
  const guessed = unresolved.map(({ name, text, touches }): Asked => ({
    name,
    text,
    touches,
    values: [],
    kind: 'other',
    origin: 'captured',
    guessed: true,
  }));
  return { catalog, statements: [...statements, ...guessed].map(placed) };
};

/** Who is a member of what, as far as the rights come with it. Empty where nobody is. */
const groupsOf = async (connection: Connection): Promise<ReadonlyMap<string, readonly string[]>> => {
  const reply = await connection.ask({
    text: `WITH RECURSIVE m(role, has) AS (
             SELECT member, roleid FROM pg_auth_members
             UNION SELECT m.role, a.roleid FROM m JOIN pg_auth_members a ON a.member = m.has)
           SELECT quote_ident(pg_get_userbyid(role)), quote_ident(pg_get_userbyid(has)) FROM m WHERE pg_has_role(role, has, 'USAGE') ORDER BY 1, 2`,
  });
  const rows = reply.kind === 'done' ? reply.rows : [];
  return new Map([...Map.groupBy(rows, ([role]) => role ?? '')].map(([role, all]) => [role, all.map(([, has]) => has ?? '')]));
};

export const openFacts = ({ workspace, entries, cwd, signal, machine, server: start }: Gathering): Facts => {
  /** A version's store; what a tool migrates with what the tool did. */
  const sideIn = async (artifact: Artifact, store: string, name: string): Promise<Side | undefined> => {
    const version = artifact.ordered.find((one) => one.version === name);
    const definition = artifact.stores?.[store];
    if (!version || !definition) return undefined;
    const side = await sideOf(workspace, version, [store, definition], cwd, signal);
    const did = await recordAlone(workspace, version, definition, { cwd, machine, signal });
    return did === undefined
      ? side
      : { ...side, steps: [{ name, up: { file: `what the tool of ${artifact.name} ${name} did`, text: did } }] };
  };

  /** Artifacts that share the database bring tables that this one may ask for: each at the version that runs, else at its newest. */
  const besides = async (artifact: Artifact, store: string): Promise<readonly Side[]> => {
    const sides = await Promise.all(
      sharersOf(workspace, artifact, store).map(async ({ artifact: name, store: theirs }) => {
        const other = workspace.artifacts.get(name);
        const deployed = entries.findLast(({ fact }) => fact.kind === 'deployed' && fact.artifact === name)?.fact;
        const version =
          (deployed?.kind === 'deployed' && other?.ordered.find((one) => one.version === deployed.version)?.version) ||
          other?.ordered.findLast(({ source }) => !source.onDemand)?.version;
        return other && version !== undefined ? sideIn(other, theirs, version) : undefined;
      }),
    );
    return sides.filter((side) => side !== undefined);
  };

  const look = async (artifact: Artifact, store: string, name: string): Promise<Known> => {
    const side = await sideIn(artifact, store, name);
    const whose = `${artifact.name} ${name}`;
    if (!side)
      return { kind: 'unknown', gap: { what: `${name} is not declared`, fix: `declare it under artifacts.${artifact.name}.versions` } };
    const others = await besides(artifact, store);
    // Who only reads and writes what others migrate has no migrations of its own.
    const isGuest = artifact.stores?.[store]?.migrations === undefined && others.length > 0;
    if (!side.steps && !isGuest) {
      const snapshot = side.snapshot;
      if (!snapshot)
        return {
          kind: 'unknown',
          gap: {
            what: 'its schema is not known: its migrations are not SQL, and no snapshot is committed',
            fix: `drill snapshot ${artifact.name} --version ${name}`,
          },
        };
      return {
        kind: 'schema',
        catalog: parseSnapshot(snapshot.text, snapshot.named),
        gap: {
          what: 'its migrations are not SQL, so that what it asks cannot be resolved',
          fix: `declare artifacts.${artifact.name}.stores.${store}.migrations as a folder of SQL`,
        },
      };
    }
    const server = await start();
    await using ground = await server.open(usualLimits, signal);
    const isEmpty = side.steps?.length === 0 && others.length === 0;
    let said: string | undefined;
    // Whose tables refer to whose is not known, so both orders are tried.
    for (const sides of others.length === 0 ? [[side]] : [[...others, side], [side, ...others], [side]]) {
      const database = await ground.create();
      await using connection = await database.connect();
      said = undefined;
      for (const one of sides) said ??= await migrate(connection, one, server);
      signal.throwIfAborted();
      if (said !== undefined) continue;
      const { catalog, statements } = await askedOf(connection, side, server);
      if (side.given?.statements || isEmpty) return { kind: 'known', catalog, statements };
      const lacking = side.given?.lacking.find((text) => !text.endsWith('seed')) ?? 'its statements are not captured';
      return {
        kind: 'schema',
        catalog,
        groups: await groupsOf(connection),
        gap: {
          what: lacking.replace(/: what .* is made from its schema$/, ''),
          fix: `let artifacts.${artifact.name}.stores.${store}.statements name what ${whose} asks; docs/storage.md, Statements`,
        },
      };
    }
    return { kind: 'unknown', gap: { what: `a migration of ${whose} is refused: ${said ?? ''}`, fix: 'mend it' } };
  };

  const looked = new Map<string, Promise<Known>>();
  const known: Facts['known'] = (artifact, store, version) => {
    const key = JSON.stringify([artifact.name, store, version]);
    const found = looked.get(key) ?? look(artifact, store, version);
    looked.set(key, found);
    return found;
  };
  const made: Facts['made'] = async (artifact, store, version) => {
    const side = await sideIn(artifact, store, version);
    if (!side?.steps) return undefined;
    const server = await start();
    await using ground = await server.open(usualLimits, signal);
    const database = await ground.create();
    await using connection = await database.connect();
    return (await migrate(connection, side, server)) === undefined ? connection.catalog() : undefined;
  };
  return {
    known,
    made,
    of: async (artifact, store, { version, digest, because }) => {
      const common = { artifact: artifact.name, store, version, because };
      const declared = artifact.ordered.find((one) => one.version === version);
      const actual =
        declared && digest !== undefined
          ? await digestOf(workspace, declared).catch((error: unknown) => {
              if (error instanceof DrillError) return undefined;
              throw error;
            })
          : digest;
      if (declared && actual !== digest)
        return {
          ...common,
          known: {
            kind: 'unknown',
            gap: {
              what: `what is declared as ${version} is not what was deployed (${digest})`,
              fix: `let artifacts.${artifact.name}.versions name what was deployed, a git ref say`,
            },
          },
        };
      return { ...common, known: await known(artifact, store, version) };
    },
  };
};

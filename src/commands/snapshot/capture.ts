import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import type { Progress } from '../../core/progress.ts';
import { openScratch } from '../../core/scratch/scratch.ts';
import { runTool } from '../../drills/rollback/migrate.ts';
import type { Catalog } from '../../storage/catalog.ts';
import { readCatalog } from '../../storage/engines/postgres/catalog.ts';
import { loadDump, refuseOtherForms } from '../../storage/engines/postgres/dump.ts';
import type { PostgresServer } from '../../storage/engines/postgres/embedded.ts';
import { startServer } from '../../storage/engines/postgres/start.ts';
import { MigrationFailed, migrateUp, readMigrations } from '../../storage/engines/postgres/migrations.ts';
import { openSession, type Session } from '../../storage/engines/postgres/session.ts';
import type { StoreDefinition } from '../../workspace/definition.ts';
import { asTyped, readText } from '../../workspace/reading/file.ts';
import { provide } from '../../workspace/sources/registry.ts';
import { pointerOf } from '../../workspace/reading/places.ts';
import type { ArtifactVersion, Workspace } from '../../workspace/workspace.ts';
import type { Io } from '../command.ts';

/** What a store's schema is captured from. */
export type Source =
  | { readonly kind: 'migrations' }
  | { readonly kind: 'database'; readonly url: string }
  | { readonly kind: 'dump'; readonly file: string };

/** The world, and on which server schemas are made. */
type CaptureIo = Io & { readonly server?: string | undefined };

/** A store of one version. */
interface Captured {
  readonly store: string;
  readonly catalog: Catalog;
}

/** What `--url` leads to; it is only read. Messages do not repeat the URL, which may hold a password. */
const fromDatabase = async (url: string): Promise<Catalog> => {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new DrillError('snapshot/not-postgres', '--url is not the URL of a PostgreSQL database', {
      fix: 'it begins with postgres:// and names host and database',
    });
  await using session = await openSession(url).catch((cause: unknown) => {
    throw new DrillError('postgres/connect', messageOf(cause), { fix: 'check --url: host, port, database, user, password', cause });
  });
  await session.query('SET default_transaction_read_only = on');
  return await readCatalog(session);
};

/** Something to do in an empty database of a server of our own, all of which is gone afterwards. */
const onScratch = async <T>(
  where: string | undefined,
  progress: Progress,
  signal: AbortSignal,
  work: (database: {
    readonly server: PostgresServer;
    readonly open: (name: string) => Promise<Session>;
    readonly scratch: Awaited<ReturnType<typeof openScratch>>;
  }) => Promise<T>,
): Promise<T> => {
  progress.step('prepare', 'PostgreSQL');
  await using scratch = await openScratch(`snapshot${randomBytes(4).toString('hex')}`);
  await using server = await startServer(where, scratch, signal, { inMemory: true });
  return await work({
    server,
    scratch,
    open: async (name) => {
      await server.createDatabase(name);
      return openSession(server.url(name));
    },
  });
};

/** The text of a dump. One that is no text is most likely of another form, and that is what is to be said of it. */
const dumpText = (path: string, named: string): string => {
  try {
    return readText(path, named, 'dump');
  } catch (error) {
    if (error instanceof DrillError && error.problems[0]?.code === 'dump/not-utf8')
      refuseOtherForms(readFileSync(path, 'latin1').slice(0, 16), named);
    throw error;
  }
};

const fromDump = (named: string, io: CaptureIo, progress: Progress): Promise<Catalog> => {
  const path = resolve(io.cwd, named);
  const text = dumpText(path, asTyped(io.cwd, path));
  return onScratch(io.server, progress, io.signal, async ({ open }) => {
    await using session = await open('dump');
    progress.step('load', basename(path));
    await loadDump(session, text, asTyped(io.cwd, path));
    return await readCatalog(session);
  });
};

/** Captures stores of a version, each in a database of its own on one server. */
export const captureStores = async (
  workspace: Workspace,
  version: ArtifactVersion,
  stores: readonly (readonly [name: string, definition: StoreDefinition])[],
  source: Source,
  io: CaptureIo,
  progress: Progress,
): Promise<readonly Captured[]> => {
  const [first] = stores;
  if (source.kind !== 'migrations') {
    const catalog = source.kind === 'database' ? await fromDatabase(source.url) : await fromDump(source.file, io, progress);
    return first ? [{ store: first[0], catalog }] : [];
  }
  for (const [name, { migrations }] of stores)
    if (migrations === undefined)
      throw new DrillError('snapshot/no-migrations', `drill.yaml does not say how the schema of store ${name} comes about`, {
        why: 'Without `migrations` it is the running artifact that makes it.',
        fix: 'start the artifact on an empty database and capture that one: --url postgres://…',
        at: workspace.placeOf(pointerOf('artifacts', version.artifact, 'stores', name)),
      });
  await using provided = await provide(workspace, version, { signal: io.signal, progress });
  return onScratch(io.server, progress, io.signal, async ({ open, server, scratch }) => {
    const captured: Captured[] = [];
    for (const [store, { migrations }] of stores) {
      await using session = await open(`store_${captured.length + 1}`);
      progress.step('migrate', store);
      try {
        if (typeof migrations === 'string') await migrateUp(session, await readMigrations(join(provided.folder, migrations)));
        else
          await runTool(
            {
              scratch,
              command: migrations?.up ?? [],
              deadline: migrations?.deadline,
              folder: provided.folder,
              url: server.url(`store_${captured.length + 1}`),
              machine: io.env,
              log: `migrate-${version.version}.log`,
            },
            io.signal,
          );
      } catch (error) {
        if (!(error instanceof MigrationFailed)) throw error;
        throw new DrillError(
          'snapshot/migration-failed',
          `a migration of ${version.artifact} ${version.version} failed: ${error.message}`,
          {
            fix: 'mend it, or capture a database that has the schema: --url postgres://…',
            cause: error,
          },
        );
      }
      captured.push({ store, catalog: await readCatalog(session) });
    }
    return captured;
  });
};

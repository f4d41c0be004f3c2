import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { dumpClient } from '../dump/clients.ts';
import { fileFaults, knownFiles } from '../dump/files.ts';
import { backupOf, type Dump, listName, readDump } from '../dump/format.ts';
import { loadDump } from '../dump/load.ts';
import { writeByCopy, writeByProgram } from '../dump/write.ts';
import type { Backup, Capabilities, FileFault, Provider, Repository, Source, Target } from '../provider.ts';

// One database as statements and rows, of one snapshot: by pg_dump where one is installed that knows the server, by COPY otherwise.

const capabilities: Capabilities = { list: true, take: true, pointInTime: false, verify: false, snapshot: true };

const aboutOf = async (session: Session): Promise<{ readonly major: number; readonly systemIdentifier?: string }> => {
  const [row] = await session.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  const [own] = await session
    .query<{ id: string }>('SELECT (pg_control_system()).system_identifier::text AS id')
    .catch((): { id: string }[] => []);
  return { major: Math.floor(Number(row?.version) / 10_000), ...(own && { systemIdentifier: own.id }) };
};

const take = async (root: string, source: Source, signal: AbortSignal): Promise<Backup> => {
  const { session, url, database, snapshot } = source;
  if (snapshot === undefined) throw new Error('a dump is made of a snapshot');
  const { major, systemIdentifier } = await aboutOf(session);
  const id = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
  const half = join(root, `.${id}`);
  await mkdir(half, { recursive: true, mode: 0o700 });
  try {
    const client = await dumpClient('pg_dump', major);
    const from = { session, url, snapshot };
    const tables = client ? [] : await writeByCopy(from, half, signal);
    if (client) await writeByProgram(client, from, half, signal);
    const files = await knownFiles(half, listName);
    const dump: Dump = {
      format: 'rollback-drill/dump',
      version: 1,
      id,
      at: new Date().toISOString(),
      how: client ? 'pg_dump' : 'copy',
      major,
      database,
      ...(systemIdentifier !== undefined && { systemIdentifier }),
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      tables,
      files,
    };
    await writeFile(join(half, listName), `${JSON.stringify(dump, null, 1)}\n`, { mode: 0o600 });
    await rename(half, join(root, id)); // Whole or not at all.
    return backupOf(dump);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (error instanceof DrillError || signal.aborted) throw error;
    throw new DrillError('backup/not-taken', `no backup was taken: ${messageOf(error)}`, { cause: error, kind: 'internal' });
  }
};

/** `20261124T024453Z-ac675b` is of 2026-11-24T02:44:53Z. */
const stampOf = (id: string): string =>
  /^\d{8}T\d{6}Z/.test(id)
    ? id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6.000Z')
    : new Date(0).toISOString();

const list = async (root: string): Promise<readonly Backup[]> => {
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new DrillError('backup/unreadable', `the dumps in ${root} cannot be listed: ${error.message}`, { cause: error });
  });
  // One whose list cannot be read is there all the same: that is told when it is restored.
  const known = (name: string): Promise<Backup> =>
    readDump(join(root, name), name).then(backupOf, () => ({ id: name, at: stampOf(name), form: 'logical' }));
  const all = await Promise.all(names.filter((name) => !name.startsWith('.')).map(known));
  return all.sort((a, b) => (a.at < b.at ? 1 : -1));
};

/** What is wrong with the list of a dump's files; undefined: it can be read. */
const listFault = async (folder: string, id: string): Promise<FileFault | undefined> => {
  if (await readDump(folder, id).catch(() => undefined)) return undefined;
  const found = await stat(join(folder, listName)).catch(() => undefined);
  return { name: listName, how: !found ? 'missing' : found.size === 0 ? 'empty' : 'changed' };
};

const restore = async (root: string, { id }: Backup, target: Target, signal: AbortSignal) => {
  const folder = join(root, id);
  const fault = await listFault(folder, id);
  if (fault) return { kind: 'database', files: 0, bytes: 0, faults: [fault] } as const;
  const dump = await readDump(folder, id);
  const faults = await fileFaults(folder, dump.files, listName);
  if (!faults.some(({ how }) => how !== 'unexpected')) {
    const client = dump.how === 'pg_dump' ? await dumpClient('pg_restore', dump.major) : undefined;
    await loadDump(dump, folder, await target.database({ major: dump.major }), client, signal);
  }
  return { kind: 'database', files: dump.files.length, bytes: dump.bytes ?? 0, faults } as const;
};

const open = (root: string): Repository => ({
  provider: 'logical',
  capabilities,
  where: root,
  list: () => list(root),
  take: (source, signal) => take(root, source, signal),
  restore: (backup, target, signal) => restore(root, backup, target, signal),
});

export const logical: Provider<'logical'> = {
  name: 'logical',
  capabilities,
  open: ({ repository }, { root }) => open(resolve(root, repository)),
  within: async (_settings, folder) => ({ settings: { repository: folder }, server: { settings: {} } }),
};

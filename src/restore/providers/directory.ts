import { chown, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import { serverUser } from '../../storage/engines/postgres/binaries.ts';
import type { Backup, Capabilities, Provider, Repository, Source } from '../provider.ts';
import { askServer, baseBackupOf, baseTroubles, newName, ownerOf } from '../stored/base-backup.ts';
import { bringStored, newestFirst } from '../stored/bring.ts';
import { findStored } from '../stored/find.ts';
import { backupOf } from '../stored/stored.ts';
import { askTool, refusedBy } from '../tools/tool.ts';

// A folder with backups that somebody else puts there: base backups, dumps, copies of files. What each is, and of when, is read from
// what is in it. With PostgreSQL's own list of its files, a base backup is held against that.

const capabilitiesOf = (wal: string | undefined): Capabilities => ({
  list: true,
  take: true,
  pointInTime: wal !== undefined,
  verify: false,
  snapshot: false,
});

const find = async (root: string, signal: AbortSignal) => {
  const found = await stat(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new DrillError('backup/unreadable', `the backups in ${root} cannot be listed: ${error.message}`, {
      cause: error,
      kind: 'internal',
    });
  });
  if (!found?.isDirectory()) throw new DrillError('backup/unreadable', `${root} is no folder`, { fix: 'check `repository`' });
  try {
    return (await findStored(root, signal)).map((stored) => ({ stored, backup: backupOf(stored) }));
  } catch (error) {
    if (error instanceof DrillError || signal.aborted) throw error;
    throw new DrillError('backup/unreadable', `the backups in ${root} cannot be read: ${messageOf(error)}`, {
      cause: error,
      kind: 'internal',
    });
  }
};

const take = async (root: string, { session, url }: Source, signal: AbortSignal): Promise<Backup> => {
  const { major, hasSpaces } = await askServer(session);
  const { tool, args } = await baseBackupOf(url, major);
  const id = newName();
  const half = join(root, `.${id}`);
  await mkdir(root, { recursive: true, mode: 0o700 });
  try {
    const said = await askTool(
      tool,
      [...args, `--pgdata=${half}`, ...(hasSpaces ? ['--format=tar'] : [])],
      { user: ownerOf(root) },
      signal,
    );
    if (said.code !== 0) throw refusedBy(tool, ['pg_basebackup'], said, baseTroubles);
    await rename(half, join(root, id)); // Whole or not at all.
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
  const taken = (await find(root, signal)).find(({ stored }) => stored.id === id)?.backup;
  if (!taken)
    throw new DrillError('backup/not-taken', 'pg_basebackup ended with exit code 0, and there is no backup', { kind: 'internal' });
  return taken;
};

const open = (root: string, wal: string | undefined): Repository => ({
  provider: 'directory',
  capabilities: capabilitiesOf(wal),
  where: root,
  list: async (signal) => newestFirst(await find(root, signal)),
  take: (source, signal) => take(root, source, signal),
  restore: async (backup, target, signal) => {
    const found = (await find(root, signal)).find(({ stored }) => stored.id === backup.id);
    if (!found) throw new DrillError('backup/gone', `${backup.id} is not in ${root} any more`, { kind: 'internal' });
    return bringStored(found.stored, backup, target, wal === undefined ? {} : { wal }, signal);
  },
});

export const directory: Provider<'directory'> = {
  name: 'directory',
  capabilities: capabilitiesOf('wal'),
  open: ({ repository, wal }, { root }) => open(resolve(root, repository), wal === undefined ? undefined : resolve(root, wal)),
  within: async (_settings, folder) => {
    const wal = join(folder, 'wal');
    for (const path of [wal, join(folder, 'backups')]) await mkdir(path, { recursive: true, mode: 0o711 });
    const user = await serverUser();
    if (user) await chown(wal, user.uid, user.gid);
    // Whole or not at all: a server may be lost in the middle of it.
    const archive_command = `test ! -f '${wal}/%f' && cp %p '${wal}/%f.partial' && mv '${wal}/%f.partial' '${wal}/%f'`;
    return {
      settings: { repository: join(folder, 'backups'), wal },
      server: { settings: { wal_level: 'replica', archive_mode: 'on', archive_timeout: '1s', archive_command } },
    };
  },
};

import { lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../core/error.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { dumpClient } from '../dump/clients.ts';
import { knownFiles } from '../dump/files.ts';
import { readBackupManifest } from '../files/backup-manifest.ts';
import { readLabel } from '../files/control.ts';
import type { Taken } from './copied.ts';
import { spacesOf } from './copied.ts';

// pg_basebackup, for a server whose files lie elsewhere: they come by its connection for replication.

/** Folders that nothing lies in: a server wants to find them. */
const emptyFolders = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const full = new Set(entries.map((entry) => entry.parentPath));
  return entries
    .filter((entry) => entry.isDirectory() && !full.has(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
};

/** Takes the files of a server by pg_basebackup, without its log: that is archived. @param to an empty folder */
export const streamServer = async (
  session: Session,
  { url, data, major, label }: { readonly url: string; readonly data: string; readonly major: number; readonly label: string },
  to: string,
  signal: AbortSignal,
): Promise<Taken> => {
  const client = await dumpClient('pg_basebackup', major);
  if (!client)
    throw new DrillError(
      'backup/needs-pg-basebackup',
      'the files of the source are not on this machine, and pg_basebackup is not installed',
      {
        fix: `install postgresql-client-${major}, run the drill where the server is, or use the logical provider`,
        kind: 'internal',
      },
    );
  const spaces = await spacesOf(session, data);
  const brought = `${to}.spaces`;
  try {
    const mapped = [...spaces].map(([oid, at]) => `--tablespace-mapping=${at.replaceAll('=', '\\=')}=${join(brought, oid)}`);
    await client.run(
      [`--pgdata=${to}`, '--format=plain', '--wal-method=none', '--checkpoint=fast', '--no-sync', `--label=${label}`, ...mapped],
      url,
      signal,
    );
    for (const oid of spaces.keys()) {
      const link = join(to, 'pg_tblspc', oid);
      if (!(await lstat(link).catch(() => undefined))) continue;
      await rm(link, { recursive: true });
      await rename(join(brought, oid), link);
    }
  } finally {
    await rm(brought, { recursive: true, force: true });
  }
  await rm(join(to, 'tablespace_map'), { force: true });
  await mkdir(join(to, 'pg_wal', 'archive_status'), { recursive: true, mode: 0o700 });
  const { from } = readLabel(await readFile(join(to, 'backup_label'), 'utf8'));
  const { to: last } = readBackupManifest(await readFile(join(to, 'backup_manifest'), 'utf8').catch(() => ''));
  await rm(join(to, 'backup_manifest'), { force: true }); // It lists what was moved; the list of files says the same of all of it.
  return { log: { from: from ?? '', to: last ?? from ?? '' }, files: await knownFiles(to, ''), folders: await emptyFolders(to) };
};

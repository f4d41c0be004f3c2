import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { DrillError } from '../../core/error.ts';
import { clientProgram } from '../../storage/engines/postgres/installed.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { clientFor } from '../dump/clients.ts';
import type { Trouble, Tool } from '../tools/tool.ts';

/** What pg_basebackup says where it is not let. */
export const baseTroubles: readonly Trouble[] = [
  {
    words: /no pg_hba\.conf entry for replication|must be superuser or replication role|permission denied to start WAL sender/i,
    code: 'backup/no-access',
    what: 'the server lets nobody copy its files with the URL of the source',
    fix: 'ALTER ROLE … REPLICATION, and a line for replication in pg_hba.conf',
  },
  {
    words: /incompatible server version/i,
    code: 'backup/tool-too-old',
    what: 'pg_basebackup is older than the server',
    fix: 'install the client programs of the server’s version',
  },
  {
    words: /number of requested standby connections exceeds|all replication slots|max_wal_senders/i,
    code: 'backup/no-access',
    what: 'the server lets nobody more copy its files',
    fix: 'set max_wal_senders higher',
  },
  {
    words: /can only write single tablespace/,
    code: 'backup/tablespaces',
    what: 'the server has tablespaces of its own, which cannot be handed to restic as one archive',
    fix: 'use pgbackrest, barman or directory; or let restic back up a folder that pg_basebackup has written',
  },
];

/** What is known of a server of which a base backup is taken. */
export interface AboutServer {
  readonly major: number;
  readonly systemIdentifier: string;
  readonly timeline: number;
  /** Tablespaces of its own: copied as folders, each would be brought to where it is. */
  readonly hasSpaces: boolean;
}

export const askServer = async (session: Session): Promise<AboutServer> => {
  const [row] = await session.query<Record<string, string>>(
    `SELECT current_setting('server_version_num') AS version, (pg_control_system()).system_identifier::text AS id,
            (pg_control_checkpoint()).timeline_id::text AS timeline,
            (SELECT count(*) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')) AS spaces`,
  );
  return {
    major: Math.floor(Number(row?.['version']) / 10_000),
    systemIdentifier: row?.['id'] ?? '',
    timeline: Number(row?.['timeline'] ?? 1),
    hasSpaces: row?.['spaces'] !== '0',
  };
};

/** pg_basebackup, told of a server. @throws DrillError `backup/needs-client` */
export const baseBackupOf = async (url: string, major: number): Promise<{ readonly tool: Tool; readonly args: readonly string[] }> => {
  const found = await clientProgram('pg_basebackup', major);
  if (!found)
    throw new DrillError(
      'backup/needs-client',
      `a backup is taken with pg_basebackup, and none of PostgreSQL ${major} or later is installed`,
      {
        fix: `install postgresql-client-${major} or a later one`,
      },
    );
  const { tool, database } = clientFor('pg_basebackup', found, url);
  // The log that it needs comes with it, so that it can be brought back without an archive too.
  return { tool, args: [database, '--no-password', '--checkpoint=fast', '--wal-method=fetch'] };
};

/** A name that sorts by time. */
export const newName = (): string => `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;

/** What is written into somebody’s folder must belong to him: else he cannot remove it. */
export const ownerOf = (path: string): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const found = statSync(path, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
};

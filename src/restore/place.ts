import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../core/error.ts';
import type { Scratch } from '../core/scratch/scratch.ts';
import { openSession } from '../storage/engines/postgres/session.ts';
import { type RestoredServer, startRestored } from '../storage/engines/postgres/restored.ts';
import type { Backup, Repository, Restored, ServerNeeds } from './provider.ts';

// Backups of a server that a rehearsal makes, for whoever wants to go back to a point of it: everything of them lies in the run's folder.

/** A place for backups of one server, with the log that it archives. */
export interface Place {
  readonly provider: string;
  /** Settings that the server must have from its start. */
  readonly settings: Readonly<Record<string, string>>;
  readonly take: (url: string, database: string, signal: AbortSignal) => Promise<Backup>;
  /** Brings a backup's files, and looks at them and at the log. @throws DrillError `restore/damaged` for what is not as it was */
  readonly fetch: (id: string, signal: AbortSignal) => Promise<void>;
  /** Starts a server on what was fetched, at a restore point. */
  readonly serve: (restorePoint: string, signal: AbortSignal) => Promise<RestoredServer>;
}

const damaged = (what: string, all: readonly string[]): DrillError =>
  new DrillError('restore/damaged', `${what}: ${all[0] ?? ''}${all.length > 1 ? ` (and ${all.length - 1} more)` : ''}`, {
    kind: 'internal',
  });

/**
 * Opens a place for the backups of a server that is still to be started.
 * @param within a repository in the run's folder, and what its provider asks of the server
 * @throws DrillError `backup/cannot-take` for a provider that cannot go back to a point
 */
export const openPlace = (
  { repository, server }: { readonly repository: Repository; readonly server: ServerNeeds },
  scratch: Scratch,
): Place => {
  const { provider: name, capabilities } = repository;
  if (!repository.take || !capabilities.pointInTime)
    throw new DrillError(
      'backup/cannot-take',
      `the provider ${name} ${repository.take ? 'goes back to no point in time' : 'takes no backups'}`,
      {
        fix: 'leave the route restore out, or rehearse it with `provider: base`',
      },
    );
  let taken: Backup | undefined;
  let restored: (Extract<Restored, { kind: 'cluster' }> & Pick<Backup, 'major'>) | undefined;
  let times = 0;
  return {
    provider: name,
    // Whoever goes back asks for the rest of the log; a segment a second would be a load of its own.
    settings: { ...server.settings, archive_timeout: '0' },
    take: async (url, database, signal) => {
      await using session = await openSession(url);
      taken = await repository.take?.({ session, url, database }, signal);
      if (!taken) throw new DrillError('backup/not-taken', `${name} took no backup`, { kind: 'internal' });
      return taken;
    },
    fetch: async (id, signal) => {
      const backup = (await repository.list(signal)).find((one) => one.id === id);
      if (!backup) throw new DrillError('restore/backup-missing', `${name} does not have it any more`, { kind: 'internal' });
      const copy = join(await scratch.inMemory(), `copy-${++times}`);
      await mkdir(copy, { recursive: true, mode: 0o711 });
      const found = await repository.restore(
        backup,
        {
          scratch,
          folder: copy,
          database: async () => {
            throw new DrillError('backup/cannot-take', `${name} brings back one database, and no log`, { kind: 'internal' });
          },
        },
        signal,
      );
      const files = found.faults.filter(({ how }) => how !== 'unexpected');
      if (files.length > 0)
        throw damaged(
          'files of the backup are not as they were',
          files.map((file) => `${file.name} is ${file.how}`),
        );
      const log = [...((await repository.log?.(backup, signal)) ?? []), ...(found.kind === 'cluster' ? (found.log ?? []) : [])];
      if (log.length > 0)
        throw damaged(
          'the log is not whole',
          log.map(({ segment, how }) => `${segment}: ${how}`),
        );
      if (found.kind === 'cluster') restored = { ...found, ...(backup.major !== undefined && { major: backup.major }) };
    },
    serve: async (restorePoint, signal) => {
      if (!restored) throw new DrillError('restore/nothing-restored', `${name} brought nothing back`, { kind: 'internal' });
      const { data, restoreCommand, major } = restored;
      return startRestored(
        {
          scratch,
          data,
          ...(restoreCommand !== undefined && { restoreCommand }),
          ...(major !== undefined && { major }),
          to: { kind: 'restore-point', name: restorePoint, andThen: 'serve' },
          label: `back-${times}`,
        },
        signal,
      );
    },
  };
};

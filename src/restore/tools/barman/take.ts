import { DrillError } from '../../../core/error.ts';
import type { Backup, Source } from '../../provider.ts';
import { listBackups } from './list.ts';
import type { Barman } from './program.ts';

/** Lets Barman take a backup and wait for its log. @throws DrillError `backup/not-taken`, and what the tool says */
export const takeBackup = async (barman: Barman, { session }: Source, signal: AbortSignal): Promise<Backup> => {
  const before = new Set((await listBackups(barman, signal)).map(({ id }) => id));
  // It refuses where no log has come yet; what has come is put in order by its cron, each minute.
  await barman.ask(['archive-wal', barman.server], {}, signal, [0, 1]);
  await barman.ask(['backup', '--wait', barman.server], {}, signal);
  const [taken] = await listBackups(barman, signal);
  if (!taken || before.has(taken.id))
    throw new DrillError('backup/not-taken', 'barman backup ended with exit code 0, and there is no new backup', { kind: 'internal' });
  const [row] = await session.query<{ id: string }>('SELECT (pg_control_system()).system_identifier::text AS id');
  if (row && taken.systemIdentifier !== undefined && taken.systemIdentifier !== row.id)
    throw new DrillError('backup/not-taken', `Barman’s server ${barman.server} is another cluster than the source`, {
      why: `The source is ${row.id}, and what was backed up is ${taken.systemIdentifier}.`,
      fix: 'check conninfo of its configuration, and `source`',
    });
  return taken;
};

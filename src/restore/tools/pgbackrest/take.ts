import { DrillError } from '../../../core/error.ts';
import type { Backup, Source } from '../../provider.ts';
import { listBackups } from './list.ts';
import type { PgBackRest } from './program.ts';

/**
 * Lets pgBackRest take a backup, as it is configured to: what it is of says its configuration, and must be the drill's source.
 * @throws DrillError `backup/not-taken`, and what the tool says
 */
export const takeBackup = async (program: PgBackRest, { session }: Source, signal: AbortSignal): Promise<Backup> => {
  const before = new Set((await listBackups(program, signal)).map(({ id }) => id));
  await program.askAsConfigured(['backup'], signal);
  const [taken] = await listBackups(program, signal);
  if (!taken || before.has(taken.id))
    throw new DrillError('backup/not-taken', 'pgbackrest backup ended with exit code 0, and there is no new backup', { kind: 'internal' });
  const [row] = await session.query<{ id: string }>('SELECT (pg_control_system()).system_identifier::text AS id');
  if (row && taken.systemIdentifier !== row.id)
    throw new DrillError('backup/not-taken', `pgBackRest’s stanza ${program.stanza} is of another cluster than the source`, {
      why: `The source is ${row.id}, and what was backed up is ${taken.systemIdentifier ?? 'not known'}.`,
      fix: 'check pg1-path of the configuration, and `source`',
    });
  return taken;
};

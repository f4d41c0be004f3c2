import type { BackupSettings } from '../../workspace/definition/backup.ts';
import type { Provider, ProviderContext, Repository } from '../provider.ts';
import { listBackups } from '../tools/pgbackrest/list.ts';
import { capabilities, openPgBackRest } from '../tools/pgbackrest/program.ts';
import { restoreBackup } from '../tools/pgbackrest/restore.ts';
import { takeBackup } from '../tools/pgbackrest/take.ts';
import { verifyBackup } from '../tools/pgbackrest/verify.ts';

// pgBackRest, through its own program. It is told where its repository is and nothing of where the source lies: see tools/pgbackrest.

const open = (settings: BackupSettings<'pgbackrest'>, context: ProviderContext): Repository => {
  const program = openPgBackRest(settings, context);
  return {
    provider: 'pgbackrest',
    capabilities,
    where: `stanza ${settings.stanza}`,
    list: (signal) => listBackups(program, signal),
    take: (source, signal) => takeBackup(program, source, signal),
    verify: (backup, signal) => verifyBackup(program, backup, signal),
    restore: (backup, target, signal) => restoreBackup(program, backup, target, signal),
  };
};

export const pgbackrest: Provider<'pgbackrest'> = { name: 'pgbackrest', capabilities, open };

import { resolve } from 'node:path';
import type { Provider } from '../provider.ts';
import { listBackups } from '../tools/restic/list.ts';
import { capabilitiesOf, openRestic } from '../tools/restic/program.ts';
import { restoreBackup } from '../tools/restic/restore.ts';
import { takeBackup } from '../tools/restic/take.ts';
import { verifyBackup } from '../tools/restic/verify.ts';

// restic, through its own program: snapshots of base backups or of dumps. See tools/restic.
export const restic: Provider<'restic'> = {
  name: 'restic',
  capabilities: capabilitiesOf('wal'),
  open: (settings, context) => {
    const program = openRestic(settings, context);
    const wal = settings.wal === undefined ? undefined : resolve(context.root, settings.wal);
    return {
      provider: 'restic',
      capabilities: capabilitiesOf(wal),
      where: settings.repository.replace(/(:\/\/[^\s:/@]*:)[^\s@/]+@/, '$1•••@'),
      list: (signal) => listBackups(program, signal),
      take: (source, signal) => takeBackup(program, source, signal),
      verify: (_backup, signal) => verifyBackup(program, signal),
      restore: (backup, target, signal) => restoreBackup(program, backup, target, wal, signal),
    };
  },
};

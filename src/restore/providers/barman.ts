import type { Provider } from '../provider.ts';
import { listBackups } from '../tools/barman/list.ts';
import { capabilities, openBarman } from '../tools/barman/program.ts';
import { restoreBackup } from '../tools/barman/restore.ts';
import { takeBackup } from '../tools/barman/take.ts';
import { verifyBackup } from '../tools/barman/verify.ts';

// Barman, through its own program: see tools/barman.
export const barman: Provider<'barman'> = {
  name: 'barman',
  capabilities,
  open: (settings, context) => {
    const program = openBarman(settings, context);
    return {
      provider: 'barman',
      capabilities,
      where: `server ${settings.name}`,
      list: (signal) => listBackups(program, signal),
      take: (source, signal) => takeBackup(program, source, signal),
      verify: (backup, signal) => verifyBackup(program, backup, signal),
      restore: (backup, target, signal) => restoreBackup(program, backup, target, signal),
    };
  },
};

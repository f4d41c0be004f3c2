import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenBackupPlace } from '../../drills/rollback/recover/port.ts';
import { openPlace } from '../../restore/place.ts';
import type { BackupDefinition } from '../../workspace/definition/backup.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { repositoryWithin } from '../backups/repository.ts';
import type { Io } from '../command.ts';

/** The server's own means, where no store says how it is backed up. */
const usual: BackupDefinition = { provider: 'base', repository: '' };

/** Where a rollback drill takes its backup: by the provider of the first store that declares one. */
export const backupsOf =
  ({ root }: Workspace, { stores = {} }: Artifact, { env }: Io): OpenBackupPlace =>
  async (scratch) => {
    const backup = Object.values(stores).find((store) => store.backup !== undefined)?.backup ?? usual;
    const folder = join(scratch.folder, 'repository');
    await mkdir(folder, { recursive: true, mode: 0o711 });
    return openPlace(await repositoryWithin(backup, folder, { root, env }), scratch);
  };

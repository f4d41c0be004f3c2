import type { Repository } from '../../restore/provider.ts';
import type { Provider, ProviderContext, ServerNeeds } from '../../restore/provider.ts';
import { DrillError } from '../../core/error.ts';
import { providers } from '../../restore/providers/registry.ts';
import type { BackupDefinition } from '../../workspace/definition/backup.ts';

// What drill.yaml says of one provider goes to that provider alone.

const providerOf = (backup: BackupDefinition): Provider => providers[backup.provider] as Provider;

export const capabilitiesOf = (backup: BackupDefinition): Provider['capabilities'] => providerOf(backup).capabilities;

/** The repository that drill.yaml names. */
export const repositoryOf = (backup: BackupDefinition, context: ProviderContext): Repository => providerOf(backup).open(backup, context);

/** One of the same provider for a source that a drill makes. @throws DrillError `backup/needs-source` */
export const repositoryWithin = async (
  backup: BackupDefinition,
  folder: string,
  context: ProviderContext,
): Promise<{ readonly repository: Repository; readonly server: ServerNeeds }> => {
  const { within, open, name } = providerOf(backup);
  if (!within)
    throw new DrillError('backup/needs-source', `${name} backs up only databases that are there`, {
      fix: 'say where it is: source: { fromEnvironment: … }',
    });
  const { settings, server } = await within(backup, folder, context);
  return { repository: open(settings, context), server };
};

import { DrillError, messageOf, type Problem } from '../../core/error.ts';
import { readLedger } from '../../evidence/ledger.ts';
import type { ListedBackup, ProvedRestore, StoreBackups } from '../../model/backups.ts';
import type { Entry } from '../../model/fact.ts';
import type { Backup } from '../../restore/provider.ts';
import type { BackupDefinition } from '../../workspace/definition/backup.ts';
import { pointerOf } from '../../workspace/reading/places.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { parseDuration } from '../../core/duration.ts';
import { repositoryOf } from './repository.ts';

/** A store with its declaration of backups. */
export interface BackedUp {
  readonly artifact: string;
  readonly store: string;
  readonly backup: BackupDefinition;
}

/** Every store that has backups declared, in the order of drill.yaml. */
export const backedUpStores = (artifacts: Iterable<Artifact>, store?: string): readonly BackedUp[] =>
  [...artifacts].flatMap((artifact) =>
    Object.entries(artifact.stores ?? {}).flatMap(([name, { backup }]) =>
      backup && (store === undefined || store === name) ? [{ artifact: artifact.name, store: name, backup }] : [],
    ),
  );

/** Restores of a store that were judged good, the last first. */
const provedOf = (entries: readonly Entry[], { artifact, store }: BackedUp): readonly ProvedRestore[] =>
  entries
    .flatMap(({ at, fact }): readonly ProvedRestore[] => {
      if (fact.kind !== 'evidence' || fact.outcome !== 'pass' || fact.artifact !== artifact || fact.restore?.store !== store) return [];
      const { backup, at: of, bytes, rtoMs, rpoMs } = fact.restore;
      return [
        {
          at,
          drill: fact.drill ?? '',
          environment: fact.environment ?? '',
          backup,
          of,
          ...(bytes !== undefined && { bytes }),
          ...(rtoMs !== undefined && { rtoMs }),
          ...(rpoMs !== undefined && { rpoMs }),
        },
      ];
    })
    .reverse();

const budget = (text: string | undefined): number | undefined => (text === undefined ? undefined : parseDuration(text));

const problemOf = (error: unknown): Problem => {
  if (error instanceof DrillError && error.problems[0]) return error.problems[0];
  return { code: 'backup/unreadable', what: messageOf(error) };
};

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** What one provider has of a store. That it cannot be asked is told of it alone. */
export const listStore = async (workspace: Workspace, one: BackedUp, { env, now, signal }: World): Promise<StoreBackups> => {
  const { artifact, store, backup } = one;
  const { entries } = await readLedger(workspace.root);
  const proved = provedOf(entries, one);
  const [lastProved] = proved;
  const written = new Set(
    entries.flatMap(({ fact }) => (fact.kind === 'backup' && fact.artifact === artifact && fact.store === store ? [fact.backup] : [])),
  );
  const [rtoMs, rpoMs] = [budget(backup.rto), budget(backup.rpo)];
  const told = {
    artifact,
    store,
    provider: backup.provider,
    ...(lastProved && { lastProved }),
    budgets: { ...(rtoMs !== undefined && { rtoMs }), ...(rpoMs !== undefined && { rpoMs }) },
  };
  const listed = ({ id, at, form, bytes, major, systemIdentifier }: Backup): ListedBackup => {
    const when = proved.find((restore) => restore.backup === id)?.at;
    return {
      id,
      at,
      ageMs: Math.max(0, now.getTime() - Date.parse(at)),
      form,
      ...(bytes !== undefined && { bytes }),
      ...(major !== undefined && { major }),
      ...(systemIdentifier !== undefined && { systemIdentifier }),
      manifest: written.has(id),
      ...(when !== undefined && { proved: when }),
    };
  };
  try {
    const repository = repositoryOf(backup, { root: workspace.root, env });
    return { ...told, where: repository.where, backups: (await repository.list(signal)).map(listed) };
  } catch (error) {
    signal.throwIfAborted();
    const at = workspace.placeOf(pointerOf('artifacts', artifact, 'stores', store, 'backup'));
    return { ...told, backups: [], problem: { at, ...problemOf(error) } };
  }
};

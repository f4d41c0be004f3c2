import { parseDuration } from '../../../core/duration.ts';
import { DrillError } from '../../../core/error.ts';
import type { RecoveryPoint } from '../../../model/journal.ts';
import { whereOf } from '../../../storage/engines/postgres/where.ts';
import type { DrillDefinition } from '../../../workspace/definition.ts';
import type { Artifact, Drill } from '../../../workspace/workspace.ts';

/** The route `restore`, with everything decided. */
export interface RecoverPlan {
  /** Stores that are brought back; the first is asked about damage, and its database is what a log is replayed into. */
  readonly stores: readonly string[];
  readonly to: RecoveryPoint;
  readonly damage?: string;
  readonly log?: { readonly replay: readonly string[]; readonly folder?: string; readonly deadlineMs: number };
  readonly budgets: { readonly rtoMs?: number; readonly rpoMs?: number };
}

const logOf = ({ log }: NonNullable<DrillDefinition['recover']>): Pick<RecoverPlan, 'log'> =>
  log === undefined
    ? {}
    : {
        log: {
          replay: log.replay,
          ...(log.folder !== undefined && { folder: log.folder }),
          deadlineMs: parseDuration(log.deadline ?? '1m') ?? 0,
        },
      };

/**
 * Decides how the route `restore` goes. What the store says of its backup counts where the drill says nothing else.
 * @throws DrillError `drill/no-store`, `drill/no-damage`, `drill/restore-server` for what is not possible
 */
export const planRecovery = (drill: Drill, artifact: Artifact, server: string | undefined): RecoverPlan => {
  const all = Object.entries(artifact.stores ?? {});
  const backedUp = all.filter(([, { backup }]) => backup !== undefined);
  const stores = (backedUp.length > 0 ? backedUp : all).map(([name]) => name);
  const { recover = {} } = drill;
  if (stores.length === 0)
    throw new DrillError('drill/no-store', `drill ${drill.name}: route restore needs a store, and ${artifact.name} has none`, {
      fix: 'leave the route out',
    });
  if (whereOf(server ?? 'embedded').kind !== 'embedded')
    throw new DrillError('drill/restore-server', `drill ${drill.name}: route restore needs a server of the drill’s own`, {
      why: 'The log of the server is archived from its start on, and its files are copied.',
      fix: 'say `stores: { <name>: embedded }` in the environment, or leave the route out there',
    });
  if (recover.to === 'damage' && recover.damage === undefined)
    throw new DrillError('drill/no-damage', `drill ${drill.name}: nothing tells when the data is damaged`, {
      fix: 'add `recover.damage`: a query that answers 0, or nothing, as long as all is well',
    });
  const [store] = backedUp.map(([, { backup }]) => backup);
  const [rto, rpo] = [recover.rto ?? store?.rto, recover.rpo ?? store?.rpo].map((text) =>
    text === undefined ? undefined : parseDuration(text),
  );
  return {
    stores,
    to: recover.to ?? (recover.damage === undefined ? 'rollout' : 'damage'),
    ...(recover.damage !== undefined && { damage: recover.damage }),
    ...logOf(recover),
    budgets: { ...(rto !== undefined && { rtoMs: rto }), ...(rpo !== undefined && { rpoMs: rpo }) },
  };
};

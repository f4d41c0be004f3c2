import { parseDuration } from '../../core/duration.ts';
import { DrillError } from '../../core/error.ts';
import type { Route } from '../../model/cell.ts';
import type { VersionId } from '../../model/version.ts';
import type { Artifact, Drill, Environment } from '../../workspace/workspace.ts';

/** One drill of migrations with everything decided. */
export interface MigrationPlan {
  readonly id: string;
  readonly drill: string;
  readonly artifact: string;
  readonly environment: string;
  readonly synthetic: boolean;
  readonly from: VersionId;
  readonly to: VersionId;
  /** Stores whose migrations are tried, by name. */
  readonly stores: readonly string[];
  /** Absent: what there is a way for. */
  readonly routes?: readonly Route[];
  readonly deadlineMs: number;
}

/** Without a `deadline` it ends after so many milliseconds. */
const usualMs = 300_000;

/** Decides everything that can be decided before anything is started. Throws `DrillError` for what is not possible. */
export const planMigration = (parts: {
  readonly id: string;
  readonly drill: Drill;
  readonly artifact: Artifact;
  readonly environment: Environment;
  readonly from: VersionId;
  readonly to: VersionId;
}): MigrationPlan => {
  const { id, drill, artifact, environment, from, to } = parts;
  if (drill.routes?.includes('restore'))
    throw new DrillError(
      'drill/no-backup',
      `drill ${drill.name}: route restore needs somebody who writes, and nothing serves in a drill of migrations`,
      {
        fix: 'rehearse it in a drill of kind rollback',
      },
    );
  return {
    id,
    drill: drill.name,
    artifact: artifact.name,
    environment: environment.name,
    synthetic: environment.synthetic ?? false,
    from,
    to,
    stores: drill.stores ?? Object.keys(artifact.stores ?? {}),
    ...(drill.routes && { routes: drill.routes }),
    deadlineMs: parseDuration(drill.deadline ?? '') ?? usualMs,
  };
};

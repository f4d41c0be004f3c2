import type { ClusterFacts } from '../files/control.ts';
import type { Backup } from '../provider.ts';

// What lies in a folder that somebody puts backups into: nobody tells what they are, so that it is seen by their content.

interface Files {
  /** Path below the folder that was looked into. */
  readonly id: string;
  readonly path: string;
  readonly facts: Partial<ClusterFacts>;
  /** Where the log ends that it needs. */
  readonly to?: string;
  readonly bytes?: number;
}

export type Stored =
  /** Files of a cluster, as pg_basebackup or a copy leaves them. */
  | ({ readonly kind: 'cluster' } & Files)
  /** The same as archives of tar: base.tar, pg_wal.tar and one for each tablespace. */
  | ({ readonly kind: 'archive'; readonly base: string } & Files)
  /** Of pg_dump: of its own formats, or SQL. */
  | {
      readonly kind: 'dump';
      readonly id: string;
      readonly path: string;
      readonly how: 'program' | 'sql';
      /** ISO 8601; absent: neither it nor its name says. */
      readonly at?: string;
      readonly major?: number;
      readonly bytes?: number;
      /** It ends before its end. */
      readonly isCut?: boolean;
    };

/** As the port has it; undefined where it does not say of when it is. */
export const backupOf = (stored: Stored): Backup | undefined => {
  const { id, bytes } = stored;
  const size = bytes === undefined ? {} : { bytes };
  if (stored.kind === 'dump') {
    const { at, major } = stored;
    return at === undefined ? undefined : { id, at, form: 'logical', ...size, ...(major !== undefined && { major }) };
  }
  const { at, from, ...facts } = stored.facts;
  if (at === undefined) return undefined;
  return {
    id,
    at,
    form: 'physical',
    ...size,
    ...(facts.systemIdentifier !== undefined && { systemIdentifier: facts.systemIdentifier }),
    ...(facts.timeline !== undefined && { timeline: facts.timeline }),
    ...(facts.major !== undefined && { major: facts.major }),
    ...(from !== undefined && { log: { from, to: stored.to ?? from } }),
  };
};

import type { PointKind } from '../model/journal.ts';
import type { VersionId } from '../model/version.ts';
import type { Production } from './estimate.ts';
import type { Invariant } from './manifest/read.ts';
import type { Repository } from './provider.ts';

/** One restore drill with everything decided. */
export interface RestorePlan {
  readonly id: string;
  readonly drill: string;
  readonly artifact: string;
  readonly environment: string;
  /** All data is made up: values may be shown. */
  readonly synthetic: boolean;
  readonly from: VersionId;
  readonly to: VersionId;
  readonly store: string;
  readonly provider: string;
  /** The drill makes what is backed up, or it is there; `none`: nobody tells where. */
  readonly source: 'made' | 'given' | 'none';
  /** A backup is taken first, or the newest is found. */
  readonly take: boolean;
  /** How the moment is had that a manifest is of. */
  readonly moment: 'snapshot' | 'lock';
  /** Points in time that the copy is brought to. */
  readonly points: readonly PointKind[];
  /** What a backup must be of, as it is declared. */
  readonly expects: { readonly systemIdentifier?: string; readonly tenant?: string };
  /** Name of the database in a backup of a cluster, where nothing else tells. */
  readonly database: string;
  /** Folder of the programs that copies are started with, where it is declared. */
  readonly programs?: string;
  readonly invariants: readonly Invariant[];
  /** A query that tells whose data it is. */
  readonly tenant?: string;
  /** What production holds, as far as it is declared. */
  readonly production?: Production;
  readonly budgets: { readonly rtoMs?: number; readonly rpoMs?: number };
  readonly deadlineMs: number;
  /** Traffic before the backup, and after it until the source is lost, ms. */
  readonly workMs: number;
  /** No request takes longer, ms. */
  readonly requestTimeoutMs: number;
}

/** A source that the drill makes. Disposing of it ends it and all that writes to it. */
export interface MadeSource extends AsyncDisposable {
  readonly url: string;
  readonly database: string;
  readonly repository: Repository;
  /** Lets whoever writes to it go on for a while. */
  readonly work: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The machine is gone: nothing is flushed, nothing more is archived. Resolves when it is, to ms on the monotonic clock. */
  readonly lose: () => Promise<number>;
}

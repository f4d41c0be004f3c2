import type { Clock } from '../core/clock.ts';
import type { Enclosure } from '../core/enclosure/enclosure.ts';
import type { Progress } from '../core/progress.ts';
import type { Scratch } from '../core/scratch/scratch.ts';
import type { AckedWrite } from '../model/journal.ts';
import type { Manifest } from './manifest.ts';
import type { MadeSource } from './plan.ts';
import type { Backup, Repository } from './provider.ts';

// What others do for this room: `commands` fills it.

/** What N-1 did on the copy. */
export interface Booted {
  readonly version: string;
  /** It did not come up, or not to the end: why. */
  readonly why?: string;
  readonly log?: readonly string[];
  readonly requests: number;
  /** Answers that were not what the workload expects, where there was nothing to be read back. */
  readonly failed?: readonly string[];
  /** Writes that it had acknowledged on the source, read back. */
  readonly writes: readonly AckedWrite[];
  /** Requests to stubs that nobody declared an answer to. */
  readonly unanswered?: readonly string[];
}

export interface RestorePorts {
  /** Makes the source and lets N-1 write to it, where the plan says `made`. */
  readonly openSource?: (scratch: Scratch, signal: AbortSignal) => Promise<MadeSource>;
  /** Where the source is that is there, where the plan says `given`: its connection URL. */
  readonly source?: string;
  /** Where backups are, where no source is made. */
  readonly repository?: Repository;
  /** URL of a server that dumps are restored on, of which somebody said that nothing matters on it; absent: one of the drill's own. */
  readonly into?: string;
  /** Starts N-1 on the copy and asks it. */
  readonly boot: (url: string, where: { readonly scratch: Scratch; readonly inside?: Enclosure }, signal: AbortSignal) => Promise<Booted>;
  /** Manifests by backup. */
  readonly manifests: {
    readonly write: (manifest: Manifest, hash: string) => Promise<void>;
    /** `ledger`: the hash that was written down when it was taken. */
    readonly read: (backup: Backup) => Promise<{ readonly manifest: Manifest; readonly ledger?: string } | undefined>;
  };
}

export interface RestoreOptions {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Version of drill itself, for the journal. */
  readonly toolVersion: string;
  /** Monotonic ms at which the drill started. */
  readonly originMs: number;
}

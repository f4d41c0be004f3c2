import type { Enclosure } from '../core/enclosure/enclosure.ts';
import type { Scratch } from '../core/scratch/scratch.ts';
import type { Isolation, RestorePhase } from '../model/journal.ts';
import type { RestoreFacts } from './facts.ts';
import type { CopyServer } from './copy-server.ts';
import type { Booted, RestoreOptions, RestorePorts } from './ports.ts';
import type { RestorePlan } from './plan.ts';
import type { Committed } from './rpo.ts';
import type { Point } from './points/mark.ts';
import type { Restored } from './provider.ts';

/** Thrown where the facts that there are say that it goes no further: they are judged, and nothing has failed of us. */
export const enough = new Error('there is nothing more to be learned');

/** One restore while it goes on: each step adds facts to it. */
export interface Run {
  readonly plan: RestorePlan;
  readonly ports: RestorePorts;
  readonly options: RestoreOptions;
  readonly scratch: Scratch;
  readonly facts: { -readonly [Fact in keyof RestoreFacts]: RestoreFacts[Fact] };
  /** Does work within the drill's time; where it was stopped, and how long it took, is known by the name. */
  readonly phase: <T>(name: RestorePhase, work: (signal: AbortSignal) => Promise<T>, detail?: string) => Promise<T>;
  /** Ends with the run, in reverse order. */
  readonly held: AsyncDisposableStack;
  restored: Restored | undefined;
  /** Where a backup of one database was restored to. */
  copyServer: CopyServer | undefined;
  database: string | undefined;
  /** The network that copies run in. */
  enclosure: Enclosure | undefined;
  isolation: Isolation | undefined;
  /** `PostgreSQL 18.4` */
  server: string | undefined;
  booted: Booted | undefined;
  /** How long copies of the cluster took that were started, in their order. */
  readonly opened: { readonly startMs: number; readonly replayMs: number }[];
  /** That were marked on the source. */
  points: readonly Point[];
  /** What was committed at points, and is on the copy that serves. */
  committed: readonly Committed[];
  /** On the monotonic clock. */
  lostAt: number | undefined;
}

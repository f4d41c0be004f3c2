import type { Route } from './cell.ts';
import type { ContractReport } from './check.ts';
import type { Finding } from './finding.ts';
import type { VersionId } from './version.ts';

// Everything one drill observed, enough to judge it again later. Times are milliseconds on one monotonic
// clock that starts with the drill; `startedAt` alone is wall-clock time.

export const phaseNames = ['prepare', 'baseline', 'rollout', 'exercise', 'rollback', 'verify', 'cleanup'] as const;
export type PhaseName = (typeof phaseNames)[number];

/** N-1 or N, by the part it plays in the drill. */
export type Role = 'old' | 'new';

/** What stopped a phase. `who` decides whose fault it is (docs/design.md, "Severity to verdict"). */
export interface Failure {
  readonly phase: PhaseName;
  readonly route: Route;
  /**
   * `old`, `new`: that version or its migrations; `restore`: the backup, its log, or what replays one; `environment`: the database or the
   * machine; `harness`: the drill itself; `interrupted`: somebody stopped it.
   */
  readonly who: Role | 'restore' | 'environment' | 'harness' | 'interrupted';
  readonly at: number;
  readonly what: string;
  readonly fix?: string;
  /** The last lines of the log of the process that failed. */
  readonly log?: readonly string[];
}

export interface Phase {
  readonly name: PhaseName;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly requests: number;
  readonly failed: number;
}

/** Latency in milliseconds, measured from the intended start. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Samples {
  readonly requests: number;
  readonly failed: number;
  readonly latency?: Latency;
}

/** What became of an acknowledged write, read back through N-1. */
export const writeStates = ['present', 'lost', 'changed', 'duplicated', 'unreadable', 'unknown'] as const;
export type WriteState = (typeof writeStates)[number];

export interface AckedWrite {
  readonly key: string;
  readonly resource: string;
  readonly journey: string;
  /** The version that acknowledged it. */
  readonly by: string;
  readonly phase: PhaseName;
  readonly at: number;
  /** `POST /orders` */
  readonly request: string;
  /** `GET /orders/17` */
  readonly read: string;
  readonly expect: unknown;
  readonly state: WriteState;
  /** What N-1 answered instead, where the state is not `present`. */
  readonly got?: { readonly status?: number; readonly body?: unknown; readonly why: string };
}

/** A request whose answer was not what the workload expects; equal ones are counted together. */
export interface FailedExpectation {
  readonly phase: PhaseName;
  readonly version: string;
  readonly journey: string;
  readonly request: string;
  readonly what: string;
  readonly expected?: unknown;
  readonly got?: unknown;
  readonly count: number;
}

/** Time to rollback, in milliseconds from the decision; absent where it was not reached. */
export interface TimeToRollback {
  readonly oldReady?: number;
  readonly newLastServed?: number;
  /** Absent also when the error rate never left the SLO: then `errorRateHeld` is true. */
  readonly errorRateBack?: number;
  readonly errorRateHeld: boolean;
  readonly dataVerified?: number;
}

export interface Served {
  readonly version: string;
  readonly role: Role;
  /** As counted by the proxy. */
  readonly byProxy: number;
  /** As the version itself says, and how it says so; absent where it is not declared. No count: it was asked and did not tell. */
  readonly byItself?: { readonly count?: number; readonly how: string };
}

/** A backup, as its provider told of it when it was taken. */
export interface RecoveredBackup {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  readonly bytes?: number;
}

/** What was gone back to: a place in the log of the database, of the time before N or of N's own. */
export const recoveryPoints = ['rollout', 'damage'] as const;
export type RecoveryPoint = (typeof recoveryPoints)[number];

export const recoverySteps = ['archive', 'fetch', 'recover', 'replay'] as const;

/** How the route `restore` brought the data back: a backup from before the rollout, and a log up to a chosen point. */
export interface Recovery {
  readonly provider: string;
  readonly backup: RecoveredBackup;
  /** Stores that were brought back; others stayed as N left them. */
  readonly stores: readonly string[];
  readonly point: {
    readonly name: RecoveryPoint;
    /** ms on the drill's clock */
    readonly at: number;
    /** In the log of the database: `0/3000028`. */
    readonly place: string;
    /** In words: what it is just before, and how that is known. */
    readonly why: string;
  };
  /** ms on the drill's clock: what the recovery took, by steps; those that were not come to are absent. */
  readonly steps: readonly { readonly name: (typeof recoverySteps)[number]; readonly startedMs: number; readonly endedMs: number }[];
  /** The command that replayed what was written after the point; absent: what was is given up. */
  readonly log?: string;
  /** When the last of the writes was acknowledged that were first made after the point and are there: ms on the drill's clock. */
  readonly lastBack?: number;
  /** No request takes longer, ms. */
  readonly requestTimeoutMs: number;
  readonly budgets: { readonly rtoMs?: number; readonly rpoMs?: number };
}

/** One rehearsal, by one route. */
export interface Rehearsal {
  readonly route: Route;
  readonly phases: readonly Phase[];
  readonly served: readonly Served[];
  readonly samples: { readonly drill: Samples; readonly rollback: Samples; readonly baseline: Samples };
  readonly timeToRollback?: TimeToRollback;
  /** The last of each resource, read back. */
  readonly writes: readonly AckedWrite[];
  /** Acknowledged in all, those too that a later write of the same resource took the place of. */
  readonly acknowledged: { readonly old: number; readonly new: number };
  /** Of these, while both versions served. */
  readonly mixedWrites: number;
  /** Journeys of the workload that were never begun. */
  readonly neverBegun: readonly string[];
  readonly failedExpectations: readonly FailedExpectation[];
  /** Of the catalog and the rows, on the `down` route. */
  readonly findings: readonly Finding[];
  /** What the `down` route compared; absent on other routes and when it was not reached. */
  readonly compared?: { readonly objects: number; readonly rows: number };
  /** Of the route `restore`; absent where it was not come to. */
  readonly recovery?: Recovery;
  readonly failures: readonly Failure[];
}

export interface Slo {
  readonly availability?: number;
  /** ms */
  readonly p50?: number;
  /** ms */
  readonly p99?: number;
}

/** What was asked of the drill: enough to judge the journal with nothing else at hand. */
export interface DrillExpectations {
  readonly slo: Slo;
  readonly sloRollback: Slo;
  readonly minimum: { readonly requests: number; readonly writes: number; readonly mixedWrites: number };
}

/** What journals of all kinds say. */
interface AnyJournal {
  readonly format: 'rollback-drill/journal';
  readonly version: 1;
  readonly id: string;
  readonly drill: string;
  readonly artifact: string;
  readonly environment: string;
  readonly from: VersionId;
  readonly to: VersionId;
  /** ISO 8601, wall clock. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly tool: { readonly drill: string; readonly node: string; readonly platform: string; readonly database?: string };
  readonly routes: readonly Route[];
  /** What clean-up could not remove; empty when nothing is left. */
  readonly leftovers: readonly string[];
}

/** A rehearsal with traffic: N-1 serves, N is rolled out, N-1 takes over again. */
export interface RollbackJournal extends AnyJournal {
  readonly kind: 'rollback';
  readonly expectations: DrillExpectations;
  readonly rehearsals: readonly Rehearsal[];
}

/** What ended a drill of migrations before its time. */
export interface MigrationFailure {
  readonly who: Exclude<Failure['who'], Role | 'restore'>;
  /** ms */
  readonly at: number;
  readonly what: string;
  readonly fix?: string;
}

/** The migrations of an artifact's stores alone, run on a scratch server. */
export interface MigrationJournal extends AnyJournal {
  readonly kind: 'migration';
  /** What was asked for, by name. */
  readonly asked: readonly string[];
  /** What was found of each, as a check tells it; by the policy and the waivers of that day. */
  readonly stores: readonly ContractReport[];
  readonly failures: readonly MigrationFailure[];
}

/** What a restore is told to stop at: a restore point by its name, an instant, a place in the log, a transaction. In the order in which they are tried. */
export const pointKinds = ['name', 'time', 'lsn', 'xid'] as const;
export type PointKind = (typeof pointKinds)[number];

/** What the time to a copy that serves consists of, ms. `start`: until the server answers; `replay`: its way along the log after that. */
export interface RtoParts {
  readonly find: number;
  readonly fetch: number;
  readonly start: number;
  readonly replay: number;
}

export const restorePhases = ['prepare', 'take', 'find', 'fetch', 'recover', 'verify', 'boot', 'cleanup'] as const;
export type RestorePhase = (typeof restorePhases)[number];

export const restingPlaces = ['manifest', 'source', 'invariants'] as const;

/** What ended a restore before its time; what a rule says of it is a finding instead. */
export interface RestoreFailure extends MigrationFailure {
  readonly phase: RestorePhase;
  /** The last lines of the log of what failed. */
  readonly log?: readonly string[];
}

/**
 * A network of its own, but for a server that is there already (`notServer`); or nothing: why. N-1 is started all the same where all data is
 * made up.
 */
export type Isolation =
  | { readonly kind: 'namespace'; readonly notServer?: true }
  | { readonly kind: 'none'; readonly why: string; readonly notStarted?: true };

/** What was compared, by how many. */
export interface RestoreWork {
  readonly files: number;
  readonly tables: number;
  readonly rows: number;
  readonly objects: number;
  readonly sequences: number;
  readonly roles: number;
  readonly invariants: number;
  /** Requests that N-1 answered on the copy. */
  readonly requests: number;
}

/** What a restore would take with as much as in production. */
export interface RestoreEstimate {
  /** What was declared of production. */
  readonly by: 'bytes' | 'rows';
  /** So many times what was restored here. */
  readonly factor: number;
  /** Of the backup there. */
  readonly bytes: number;
  readonly rtoMs: number;
  readonly rto: RtoParts;
  /** What it holds under, in words. */
  readonly assumes: readonly string[];
}

/** A backup, brought back where it hurts nobody, and looked at. */
export interface RestoreJournal extends AnyJournal {
  readonly kind: 'restore';
  readonly store: string;
  readonly provider: string;
  /** The one that was restored. */
  readonly backup?: { readonly id: string; readonly at: string; readonly bytes?: number; readonly form: 'physical' | 'logical' };
  /** How many there are. */
  readonly backups: number;
  /** What its completeness is held against: what was written down with the backup, the source itself, or what must hold of any; absent: nothing was. */
  readonly restsOn?: (typeof restingPlaces)[number];
  /** What kept the copy, and N-1 on it, from reaching anything but what was lent to them. Absent: nothing was started. */
  readonly isolation?: Isolation;
  /** ms on the drill's clock. */
  readonly phases: readonly { readonly name: RestorePhase; readonly startedMs: number; readonly endedMs: number }[];
  readonly budgets: { readonly rtoMs?: number; readonly rpoMs?: number };
  /** What was tried of points in time: what was committed just before each is there, what was just after it is not. Empty: none was asked for. */
  readonly points?: readonly { readonly kind: PointKind; readonly reached?: boolean }[];
  /** ms from looking for a backup until the copy served. */
  readonly rtoMs?: number;
  readonly rto?: RtoParts;
  /** Absent: nothing is declared of production. */
  readonly estimate?: RestoreEstimate;
  /** ms of acknowledged writes that were lost; of what was acknowledged after the last segment of the log. */
  readonly rpoMs?: number;
  readonly work: RestoreWork;
  /** Writes that N-1 had acknowledged before the source was lost, read back through it on the copy. */
  readonly writes: readonly AckedWrite[];
  readonly findings: readonly Finding[];
  readonly failures: readonly RestoreFailure[];
}

/** Everything that one drill observed. */
export type Journal = RollbackJournal | MigrationJournal | RestoreJournal;

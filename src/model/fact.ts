import type { Route } from './cell.ts';
import type { Outcome } from './outcome.ts';
import type { VersionId } from './version.ts';

/** Evidence as the ledger keeps it: what was judged, how, and where the whole of it lies. */
export interface Evidence {
  readonly kind: 'evidence';
  readonly of: 'check' | 'drill';
  readonly artifact: string;
  /** Where it was drilled; absent for a check. */
  readonly environment?: string;
  /** Name of the drill; absent for a check. */
  readonly drill?: string;
  /** The routes that were rehearsed; absent for a check. A pass by one route says nothing of another. */
  readonly routes?: readonly Route[];
  readonly from: VersionId;
  readonly to: VersionId;
  readonly outcome: Outcome;
  /** Codes and words of what made the outcome; empty for a plain pass. */
  readonly reasons: readonly { readonly code: string; readonly what: string }[];
  /** How much work it rests on, e.g. `{ operations: 12 }`, `{ requests: 480, writes: 120 }`. */
  readonly work: Readonly<Record<string, number>>;
  /** The documents that a check compared, by contract: evidence counts for these bytes alone. */
  readonly contracts?: readonly { readonly name: string; readonly old: string; readonly new: string }[];
  /** Hash of the drill's declaration as it was run, its workload's file included; of a check: of the policy and the waivers that it was judged by, where there are any. */
  readonly definition?: string;
  /** Of a check: how many findings are accepted, and the last day of the first of them, `2026-12-31`. */
  readonly accepted?: { readonly findings: number; readonly until: string };
  /** Of a restore: what was restored, what it took and what it lost (ms). */
  readonly restore?: {
    readonly store: string;
    readonly provider: string;
    readonly backup: string;
    /** ISO 8601: when the backup was complete. */
    readonly at: string;
    readonly bytes?: number;
    readonly rtoMs?: number;
    readonly rpoMs?: number;
  };
  /** The journal or report, relative to the workspace, and its hash. */
  readonly document?: { readonly path: string; readonly sha256: string };
}

/** A thing that happened, as the ledger keeps it. */
export type Fact =
  | { readonly kind: 'version'; readonly artifact: string; readonly version: string; readonly digest: string; readonly source?: string }
  | {
      readonly kind: 'deployed';
      readonly artifact: string;
      readonly version: string;
      readonly digest: string;
      readonly environment: string;
      readonly firstRelease?: true;
      /** It runs beside what ran there before: a canary, or one region of several. */
      readonly beside?: true;
    }
  | {
      readonly kind: 'good';
      readonly artifact: string;
      readonly version: string;
      readonly digest: string;
      readonly environment: string;
      readonly reason?: string;
    }
  | {
      readonly kind: 'bad';
      readonly artifact: string;
      readonly version: string;
      readonly digest: string;
      readonly environment?: string;
      readonly reason?: string;
    }
  | {
      readonly kind: 'rolled-back';
      readonly artifact: string;
      readonly environment: string;
      readonly from: VersionId;
      readonly to: VersionId;
      readonly reason?: string;
    }
  | {
      readonly kind: 'backup';
      readonly artifact: string;
      readonly environment: string;
      readonly store: string;
      readonly provider: string;
      /** The provider's name of it. */
      readonly backup: string;
      /** Hash of what was written down of the source when it was taken. */
      readonly manifest: string;
    }
  | Evidence;

/** One line of the ledger. */
export interface Entry {
  readonly v: 1;
  /** From 1, without gaps. */
  readonly seq: number;
  /** ISO 8601, wall clock of the writer. */
  readonly at: string;
  /** Hash of the entry before; of the first: `sha256:` and 64 zeros. */
  readonly prev: string;
  readonly fact: Fact;
  /** SHA-256 of the canonical JSON of all the above. */
  readonly hash: string;
}

import type { PointKind, RtoParts } from '../model/journal.ts';
import type { Change } from '../storage/change.ts';
import type { Content, Manifest } from './manifest.ts';
import type { Fork } from './timeline.ts';
import type { Backup, FileFault, LogFault, Verified } from './provider.ts';

/** A row of a table that must be there, or must not, to show that a restore stopped where it was told to. */
interface Marker {
  /** `before`: written just before the target, must be there; `after`: just after it, must not. */
  readonly target?: PointKind;
  readonly side: 'before' | 'after';
  readonly found: boolean;
}

/** What the copy itself shows, without anything to hold it against. */
export interface Integrity {
  /** Foreign keys that rows break: `public.lines.lines_order_fkey`. */
  readonly foreignKeys: readonly { readonly name: string; readonly rows: number }[];
  /** Unique indexes with the same key twice. */
  readonly duplicates: readonly { readonly name: string; readonly keys: number }[];
  /** Indexes that amcheck refuses, in its words. */
  readonly indexes: readonly { readonly name: string; readonly said: string }[];
  /** Sequences that will give a number that is there already. */
  readonly sequences: readonly { readonly name: string; readonly last: string; readonly highest: string; readonly column: string }[];
}

/** Everything that one restore showed; what was not come to is absent. Rules judge it. */
export interface RestoreFacts {
  /** ISO 8601: when it was looked. */
  readonly now: string;
  readonly provider: string;
  /** All that there are, the newest first; absent: nobody has looked yet. */
  readonly backups?: readonly Backup[];
  /** The one that was restored. */
  readonly backup?: Backup;
  readonly budgets: { readonly rtoMs?: number; readonly rpoMs?: number };
  /** What it must be of, as it is known from elsewhere than the backup. */
  readonly expected?: { readonly systemIdentifier?: string; readonly tenant?: string };
  readonly files?: readonly FileFault[];
  readonly log?: readonly LogFault[];
  readonly verified?: Verified;
  readonly manifest?: Manifest;
  /** Where the manifest is from: it was written down when the backup was taken, or the source was asked now. */
  readonly restsOn?: 'manifest' | 'source';
  /** Of the manifest: as the ledger has it, and as it is. */
  readonly hashes?: { readonly ledger: string; readonly found: string };
  /** A server refused what a dump brings, in its words. */
  readonly refused?: string;
  /** `why`: it did not, in the server's words. */
  readonly started?: { readonly why?: string; readonly complaints: readonly string[] };
  /** What was restored, at the manifest's moment. */
  readonly content?: Content;
  /** Objects that differ from the manifest's. */
  readonly changes?: readonly Change[];
  readonly tenant?: string;
  readonly integrity?: Integrity;
  readonly markers?: readonly Marker[];
  /** Where the source wrote last what is to be restored, and the newest timeline of the log; `missed`: that one does not lead there. */
  readonly timeline?: {
    readonly wanted: { readonly timeline: number; readonly at: string };
    readonly newest: number;
    readonly missed?: { readonly fork?: Fork };
  };
  /** ms from the beginning until the copy served. */
  readonly rtoMs?: number;
  /** What that consists of. */
  readonly rto?: RtoParts;
  /** ms of acknowledged writes that are gone. */
  readonly rpoMs?: number;
  /** Acknowledged writes that are gone though later ones are there: how they are read. */
  readonly holes?: readonly string[];
  /** N-1 on the copy. */
  readonly boot?: { readonly version: string; readonly why?: string; readonly requests: number; readonly failed: readonly string[] };
  /** What of the world outside somebody tried to reach, and could not. */
  readonly reached?: readonly { readonly by: string; readonly where: string }[];
  /** What N-1 asked stubs for that nobody declared an answer to: `payments: POST /refunds`. */
  readonly unanswered?: readonly string[];
}

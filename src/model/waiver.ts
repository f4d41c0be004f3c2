import type { Place } from '../core/error.ts';

/** An accepted finding: which, why, and until when. */
export interface Waiver {
  /** A rule's id, or a glob over them; the room (`compat/`) may be left out. */
  readonly rule: string;
  /** A glob over where findings are: in words, by operation, or by JSON pointer. Absent: the fingerprint says it. */
  readonly place?: string;
  /** Of one finding alone. */
  readonly fingerprint?: string;
  /** With a fingerprint: the operations in which it is accepted, and no others; absent: wherever it is met. */
  readonly operations?: readonly string[];
  /** Beside them, or alone: in how many more places that have no names. */
  readonly elsewhere?: number;
  /** Absent: of every artifact, every contract. */
  readonly artifact?: string;
  readonly contract?: string;
  /** What was accepted, in words; for people alone. */
  readonly what?: string;
  readonly reason: string;
  /** The last day on which it holds, in UTC: `2026-12-31`. */
  readonly expires: string;
  /** Where it is written down; absent for one of the baseline. */
  readonly at?: Place;
}

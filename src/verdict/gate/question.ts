import type { Evidence } from '../../model/fact.ts';
import type { Direction } from '../../model/verdict.ts';
import type { VersionId } from '../../model/version.ts';

/** What a rollout needs, defaults filled in. */
export interface GatePolicy {
  readonly needs: readonly Evidence['of'][];
  /** Environments whose drills count. */
  readonly from: readonly string[];
  /** How long evidence counts, in milliseconds. */
  readonly freshForMs: number;
}

/** Evidence as it stands in the ledger. */
export interface Recorded {
  readonly seq: number;
  /** ISO 8601 */
  readonly at: string;
  readonly fact: Evidence;
}

/** Everything that the answer follows from. */
export interface GateQuestion {
  readonly policy: GatePolicy;
  readonly artifact: string;
  readonly environment: string;
  readonly direction: Direction;
  /** Forward: N-1. Return: what runs there now. Absent when there is none or none is known. */
  readonly from?: VersionId;
  /** What is to be rolled out: N, or for a return the version to go back to. */
  readonly to: VersionId;
  /** All evidence of the ledger, in any order. */
  readonly evidence: readonly Recorded[];
  /** Why the ledger cannot be believed; absent when it can. */
  readonly ledgerBroken?: string;
  readonly now: Date;
  /** It was said that there is no N-1 yet. */
  readonly firstRelease: boolean;
  /** How `from` was found, where that is less than certain. */
  readonly fromNote?: string;
  /** The commands that make the missing evidence, by its kind. */
  readonly commands: Readonly<Record<Evidence['of'], string>>;
}

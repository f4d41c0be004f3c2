import type { Route } from '../../model/cell.ts';
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

/** A version that somebody marked bad. */
interface Marked {
  readonly seq: number;
  /** ISO 8601 */
  readonly at: string;
  readonly reason?: string;
}

/** A drill as it is declared now. */
export interface DeclaredDrill {
  readonly routes: readonly Route[];
  /** Hash of the declaration, its workload's file included. */
  readonly definition: string;
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
  /** Is `to` marked bad there or everywhere, and not good since? */
  readonly toBad?: Marked;
  /** Why no N-1 was taken although some are declared, or why the one that was named is none: marked bad. */
  readonly previousBad?: string;
  /** A return was asked for, and why this is none. */
  readonly notReturn?: string;
  /** The ledger knows of no deployment of the artifact there. */
  readonly nothingKnown?: boolean;
  /** The documents of both versions' contracts as they are now: `old` of the older part; absent where there is none. */
  readonly contracts: readonly { readonly name: string; readonly old?: string; readonly new?: string }[];
  /** Hash of the policy and the waivers by which a check is judged there now; absent where there are none. */
  readonly judgedBy?: string;
  /** ISO 8601: from then on checks are judged by something else, for a waiver ends. */
  readonly judgedUntil?: string;
  /** The drills that are declared now, by name. */
  readonly drills: Readonly<Record<string, DeclaredDrill>>;
  /** What runs there now, and the entry that said so; absent: nothing is known to. */
  readonly live?: readonly (VersionId & { readonly seq: number })[];
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

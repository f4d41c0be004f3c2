import type { Outcome, Reason } from './outcome.ts';
import type { VersionId } from './version.ts';

/** `forward`: a rollout. `return`: to a version that was good here. `hotfix`: forward, in a hurry. */
export const directions = ['forward', 'return', 'hotfix'] as const;
export type Direction = (typeof directions)[number];

/** An outcome and everything that led to it. Its outcome is the worst of its reasons'. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
}

/** The answer for one rollout. */
export interface Verdict extends Judgement {
  readonly artifact: string;
  readonly environment: string;
  readonly direction: Direction;
  /** Absent when there is no N-1 (a first release, or none known). */
  readonly from?: VersionId;
  readonly to: VersionId;
  /** ISO 8601; absent when nothing that it rests on can expire. */
  readonly expires?: string;
}

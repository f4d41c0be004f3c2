import type { Sql, Step } from '../../migrations/step.ts';
import type { Subject } from '../subject.ts';

/** Migrations that lie between N-1 and N, in their order. */
export interface ChainSubject extends Omit<Subject, 'before' | 'up' | 'down'> {
  /** What makes the schema of N-1, in order. */
  readonly before: readonly Sql[];
  readonly steps: readonly Step[];
}

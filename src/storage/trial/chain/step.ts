import type { Sql, Subject } from '../subject.ts';

/** One migration of several. */
export interface Step {
  readonly name: string;
  readonly up: Sql;
  /** Absent: there is no way back. */
  readonly down?: Sql;
}

/** Migrations that lie between N-1 and N, in their order. */
export interface ChainSubject extends Omit<Subject, 'before' | 'up' | 'down'> {
  /** What makes the schema of N-1, in order. */
  readonly before: readonly Sql[];
  readonly steps: readonly Step[];
}

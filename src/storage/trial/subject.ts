import type { Migrate } from '../rule.ts';
import type { Sql } from '../migrations/step.ts';
import type { Query } from '../statements/query.ts';

export type Made = 'plain' | 'short';

/** One migration to be tried. */
export interface Subject {
  /** The schema of N-1. */
  readonly before: Sql;
  readonly up: Sql;
  readonly down?: Sql;
  /** Rows beside the generated ones. */
  readonly seed?: Sql;
  /** What N-1 is seen to ask, all of it; absent: nothing was captured, and its statements are made from its schema. */
  readonly captured?: readonly Query[];
  /** The same of N. */
  readonly capturedNew?: readonly Query[];
  readonly migrate: Migrate;
  /** Which generated rows there are: few, of plain values alone; or none that is too long for an index. Absent: all of them. */
  readonly made?: Made;
  /** It is several migrations: killed between two of them a tool goes on with the next, and each is a transaction of its own; so that each is killed, and meets N-1's traffic, by itself, elsewhere. */
  readonly inSteps?: true;
  /** Rows in production, by table as SQL writes it: `public.orders`. */
  readonly rows?: Readonly<Record<string, number>>;
  /** Milliseconds that a lock may keep others waiting. */
  readonly budgetMs?: number;
}

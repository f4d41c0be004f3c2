import type { Cell } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { Refusal } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import type { Difference } from './compare.ts';

/** One thing that a server did with a statement of one version on the schema or the rows of the other. */
export interface Observation {
  readonly cells: readonly Cell[];
  readonly statement: Statement;
  /** `refused`; `differs`: accepted, with another result; `plan`: refused by a connection that had prepared it before the migration. */
  readonly kind: 'refused' | 'differs' | 'plan';
  readonly refusal?: Refusal;
  readonly difference?: Difference;
  /** In words, what it ran on: `schema N`, `schema N with rows that N wrote`. */
  readonly on: string;
  /** It may have other reasons than the migration: it shows what was judged, and is no finding by itself. */
  readonly weak?: true;
  /** What it is told as when no change explains it. */
  readonly own?: Finding;
}

/** What a finding shows of it. */
export const witnessOf = ({ statement, refusal, difference, on }: Observation): Readonly<Record<string, unknown>> => ({
  statement: statement.text,
  ...(statement.values.length > 0 ? { values: statement.values } : {}),
  origin: statement.origin,
  on,
  ...(refusal && {
    error: { code: refusal.code, message: refusal.message, ...(refusal.detail === undefined ? {} : { detail: refusal.detail }) },
  }),
  ...(difference && {
    difference: difference.what,
    ...(difference.was && { was: difference.was }),
    ...(difference.is && { is: difference.is }),
  }),
});

import type { Asked, Connection, Refusal, Reply } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import type { Baseline } from './cells.ts';
import type { Observation } from './observation.ts';

// A pool of connections: one of N-1's that was used before the migration and keeps its statements prepared, one that was there and
// had prepared none of them, one that is opened after it. What the first alone is refused lies in what it keeps.

/** Statements that are kept prepared: of those that read and of those that write. */
const mostPlans = 40;
const mostWriting = 20;

export interface KeptPlans {
  readonly tried: number;
  /** Asks them again, after the migration. `idle` was there before it; `later` opens one after it. */
  readonly again: (idle: Connection, later: () => Promise<Connection>) => Promise<readonly Observation[]>;
}

const keepable = (baseline: readonly Baseline[]): readonly Statement[] => {
  const all = baseline.map(({ statement }) => statement).filter(({ origin }) => origin !== 'prepared-only');
  const writing = all.filter(({ kind }) => kind !== 'select' && kind !== 'other');
  return [...all.filter(({ kind }) => kind === 'select').slice(0, mostPlans), ...writing.slice(0, mostWriting)];
};

const refusalIn = (reply: Reply): Refusal | undefined => (reply.kind === 'refused' ? reply.refusal : undefined);

interface Kept {
  readonly statement: Statement;
  readonly name: string;
}

/** Asks all in a transaction that is taken back, for a query may call what writes: what is prepared outlives it. What each is refused, in their order. */
const askKept = async (session: Connection, kept: readonly Kept[]): Promise<readonly (Refusal | undefined)[]> => {
  const asked = ({ statement: { text, values }, name }: Kept): Asked => ({ text, values, name });
  await session.begin();
  const found = await Promise.all(kept.map(async (one) => refusalIn((await session.attempt(asked(one))).reply)));
  await session.rollback();
  return found;
};

/** Prepares what N-1 asks, as a pool does, and keeps it. */
export const keepPlans = async (session: Connection, baseline: readonly Baseline[]): Promise<KeptPlans> => {
  const kept = keepable(baseline).map((statement, index): Kept => ({ statement, name: `plan_${index}` }));
  await askKept(session, kept);
  return {
    tried: kept.length,
    again: async (idle, later) => {
      const refusals = await askKept(session, kept);
      const refused = kept.flatMap((one, index) => {
        const refusal = refusals[index];
        return refusal && refusal.about !== 'rows' ? [{ one, refusal }] : [];
      });
      if (refused.length === 0) return [];
      await using fresh = await later();
      const these = refused.map(({ one }) => one);
      const [byFresh, byIdle] = [await askKept(fresh, these), await askKept(idle, these)];
      // What the schema refuses it refuses everybody.
      return refused.flatMap(({ one, refusal }, index): Observation[] =>
        byFresh[index] || byIdle[index]
          ? []
          : [{ cells: ['mixed'], on: 'a connection from before the migration', statement: one.statement, kind: 'plan', refusal }],
      );
    },
  };
};

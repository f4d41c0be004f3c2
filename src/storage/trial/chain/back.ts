import type { Finding } from '../../../model/finding.ts';
import type { Connection, ScratchServer } from '../../engine.ts';
import { type BeforeDown, failureFinding, lookAfterDown } from '../down.ts';
import { seeingDatabase } from './of-database.ts';
import { applyScript, type Failure, type ReadScript } from '../script.ts';

/** How taking one step or several back went, on a database that was written to. */
export interface WentBack {
  readonly findings: readonly Finding[];
  /** It did not go through. */
  readonly failure?: Failure;
  readonly ms: number;
  /** N-1's schema, its rows and what was written are there as they were. */
  readonly isUnharmed: boolean;
}

/** Runs down migrations one after the other, the last step's first, and sees what they left. */
export const goBack = async (
  session: Connection,
  downs: readonly ReadScript[],
  before: BeforeDown,
  server: ScratchServer,
): Promise<WentBack> => {
  const sinceMs = performance.now();
  for (const down of downs) {
    const failure = await applyScript(session, down);
    if (!failure) continue;
    const text = `the down migration is refused at statement ${failure.number} of ${down.statements.length}`;
    return {
      findings: [failureFinding('downFailed', failure, server.name, text)],
      failure,
      ms: performance.now() - sinceMs,
      isUnharmed: false,
    };
  }
  const ms = performance.now() - sinceMs;
  await session.reset();
  const isEmpty = downs.every(({ statements }) => statements.length === 0);
  const { findings } = await lookAfterDown(seeingDatabase(session), before, isEmpty, server.name);
  return { findings, ms, isUnharmed: findings.length === 0 };
};

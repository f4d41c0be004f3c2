import type { Finding } from '../../../model/finding.ts';
import type { Connection, ScratchServer } from '../../engine.ts';
import { type BeforeDown, failureFinding, lookAfterDown } from '../down.ts';
import { seeingDatabase } from './of-database.ts';
import { applyScript, type Failure, type ReadScript } from '../script.ts';
import { type Contents, readContents } from '../tables.ts';

/** How taking one step or several back went, on a database that was written to. */
export interface WentBack {
  readonly findings: readonly Finding[];
  /** It did not go through. */
  readonly failure?: Failure;
  readonly ms: number;
  /** N-1's schema, its rows and what was written are there as they were. */
  readonly isUnharmed: boolean;
}

/** What stands there once the steps have run again; then they are taken back once more. Undefined: they do not go through. */
const readAgain = async (
  session: Connection,
  ups: readonly ReadScript[],
  downs: readonly ReadScript[],
  { next, written }: BeforeDown,
): Promise<Contents | undefined> => {
  for (const up of ups) if (await applyScript(session, up)) return undefined;
  await session.reset();
  const again = await readContents(session, next, [written]);
  for (const down of downs) if (await applyScript(session, down)) return undefined;
  await session.reset();
  return again;
};

/** Runs down migrations one after the other, the last step's first, and sees what they left. `ups`: the steps that are taken back, in their order. */
export const goBack = async (
  session: Connection,
  downs: readonly ReadScript[],
  ups: readonly ReadScript[],
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
  const left = await lookAfterDown(
    seeingDatabase(session),
    { ...before, runs: { ups, downs, catalogs: [before.old, before.next] } },
    isEmpty,
    server.name,
  );
  const again = left.settle && (await readAgain(session, ups, downs, before));
  const { findings } = again && left.settle ? left.settle(again) : left;
  return { findings, ms, isUnharmed: findings.length === 0 };
};

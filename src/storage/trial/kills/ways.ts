import { sleep } from '../../../core/deadline.ts';
import type { Connection, ScratchDatabase, ScratchServer } from '../../engine.ts';
import { askedOf, type Failure, type ReadScript, runStatements } from '../script.ts';

// How a migration comes to an untimely end: its session is ended by the server, or its client is gone and the server notices when
// it has done what it was doing.

type By = 'server' | 'client';

const end = (session: Connection, by: By): Promise<void> => (by === 'server' ? session.kill() : session.vanish());

/** Runs the migration, and ends its connection after so many statements. */
export const killedAfter = async (database: ScratchDatabase, script: ReadScript, after: number): Promise<Failure | undefined> => {
  await using session = await database.connect();
  if (script.mode === 'one-transaction') await session.begin();
  const failure = await runStatements(session, script, 0, after);
  if (failure?.refusal.stopped === undefined) await session.kill();
  return failure;
};

/** In the middle of a statement: after a part of the time that it took when nobody ended it. */
interface Cut {
  /** From 1. */
  readonly statement: number;
  readonly afterMs: number;
  readonly by: By;
}

/** Runs the migration, and ends it while a statement runs. A statement that is over by then is killed when it is done. */
export const killedWithin = async (database: ScratchDatabase, script: ReadScript, { statement, afterMs, by }: Cut): Promise<void> => {
  await using session = await database.connect();
  if (script.mode === 'one-transaction') await session.begin();
  const failure = await runStatements(session, script, 0, statement - 1);
  const cut = script.statements[statement - 1];
  if (failure || !cut) return;
  const running = session.ask(askedOf(cut));
  await Promise.race([running, sleep(afterMs)]);
  await end(session, by);
  await running;
};

/** Milliseconds for which it is looked whether a statement waits. */
const heldMs = 1000;

/**
 * Runs the migration up to a statement that waits for everybody who was there before it (an index that is built beside traffic), with
 * somebody there who stays, and ends it while it waits; false: it does not wait, and is not ended.
 */
export const killedWaiting = async (
  database: ScratchDatabase,
  script: ReadScript,
  statement: number,
  server: ScratchServer,
): Promise<boolean> => {
  await using session = await database.connect();
  const failure = await runStatements(session, script, 0, statement - 1);
  const cut = script.statements[statement - 1];
  if (failure || !cut) return false;
  await using older = await database.connect();
  await older.begin('snapshot');
  await older.ask({ text: 'SELECT 1' });
  await using lookout = await server.lookout(database);
  const over = new AbortController();
  const running = session.ask(askedOf(cut)).finally(() => over.abort());
  const untilMs = performance.now() + heldMs;
  let waits = false;
  while (!waits && !over.signal.aborted && performance.now() < untilMs) {
    waits = (await lookout.look()).some(({ who }) => who === session.id);
    if (!waits) await Promise.race([running, sleep(3)]);
  }
  if (waits) await session.kill();
  else await older.rollback();
  await running;
  return waits;
};

import type { Catalog } from '../../catalog.ts';
import type { Ground, ScratchDatabase, ScratchServer } from '../../engine.ts';
import { ofDatabase } from '../chain/of-database.ts';
import { type Kills, tryKills } from '../kills.ts';
import { applyScript, type ReadScript } from '../script.ts';

const none: Kills = { moments: 0, stuck: [] };

/**
 * Kills a down migration that is in no transaction at several moments and runs it again: where it ends when nobody kills it, it is to
 * end then, too. What is wrong with that end itself is told by the way back.
 * @param from a database on N's schema, which nobody is connected to
 */
export const killDown = async (
  ground: Ground,
  from: ScratchDatabase,
  down: ReadScript | undefined,
  next: Catalog,
  server: ScratchServer,
): Promise<Kills> => {
  if (!down || down.mode === 'one-transaction' || down.statements.length === 0) return none;
  const whole = await ground.create(from);
  let end: Catalog;
  {
    await using session = await whole.connect();
    if (await applyScript(session, down)) return none;
    await session.reset();
    end = ofDatabase(await session.catalog());
  }
  return tryKills(ground, from, down, next, end, server);
};

/** The same on a copy of N-1, to which nobody is connected and which is migrated first. */
export const killDownOf = async (
  ground: Ground,
  before: ScratchDatabase,
  up: ReadScript,
  down: ReadScript | undefined,
  server: ScratchServer,
): Promise<Kills> => {
  if (!down || down.mode === 'one-transaction') return none;
  const from = await ground.create(before);
  let next: Catalog;
  {
    await using session = await from.connect();
    if (await applyScript(session, up)) return none;
    await session.reset();
    next = await session.catalog();
  }
  return killDown(ground, from, down, next, server);
};

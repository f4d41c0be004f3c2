import type { Catalog } from '../catalog.ts';
import type { Change } from '../change.ts';
import { diffCatalogs } from '../diff.ts';
import type { Connection, Ground, ScratchDatabase } from '../engine.ts';
import { nameOf } from '../objects.ts';
import { type Failure, applyScript, type ReadScript, runStatements } from './script.ts';

/** A migration that was killed after a statement and run again, and did not end in one of the two schemas. */
export interface Stuck {
  /** Killed after the statement of this number, from 1. */
  readonly after: number;
  /** What the second run was refused; absent: it went through, and left this schema. */
  readonly failure?: Failure;
  /** Objects that are as in neither schema, with what they differ in from N's. */
  readonly objects: readonly string[];
}

export interface Kills {
  readonly moments: number;
  readonly stuck: readonly Stuck[];
  /** It did not end, even before it was killed. */
  readonly hanging?: Failure;
}

/** More moments than these are not tried; they are spread evenly. */
const mostMoments = 12;

const momentsOf = (count: number): readonly number[] => {
  if (count <= mostMoments) return Array.from({ length: count }, (_, index) => index + 1);
  return Array.from({ length: mostMoments }, (_, index) => 1 + Math.round((index * (count - 1)) / (mostMoments - 1)));
};

/** Runs the migration, and ends its connection after so many statements. */
const killed = async (database: ScratchDatabase, script: ReadScript, after: number): Promise<Failure | undefined> => {
  await using session = await database.connect();
  if (script.mode === 'one-transaction') await session.begin();
  const failure = await runStatements(session, script, 0, after);
  if (failure?.refusal.stopped === undefined) await session.kill();
  return failure;
};

const namesOf = (changes: readonly Change[]): readonly string[] => changes.map(nameOf);

/**
 * Kills a migration that is in one transaction before it is committed: that moment stands for all before it, for nothing may be
 * left of it. No copy is needed: what is left is seen.
 */
export const tryKill = async (database: ScratchDatabase, looker: Connection, script: ReadScript, old: Catalog): Promise<Kills> => {
  const mark = await looker.mark();
  const failure = await killed(database, script, script.statements.length);
  // What does not end need not be begun again.
  const hanging = failure?.refusal.stopped === undefined ? {} : { hanging: failure };
  if ((await looker.mark()) === mark) return { moments: 1, stuck: [], ...hanging };
  const objects = namesOf(diffCatalogs(old, await looker.catalog()));
  return { moments: 1, stuck: objects.length === 0 ? [] : [{ after: script.statements.length, objects }] };
};

/** Kills a migration that is in no transaction after each of its statements and runs it again, each time on a copy of `from`. Nobody may be connected to it. */
export const tryKills = async (ground: Ground, from: ScratchDatabase, script: ReadScript, old: Catalog, next: Catalog): Promise<Kills> => {
  const stuck: Stuck[] = [];
  const moments = momentsOf(script.statements.length - 1);
  for (const after of moments) {
    const database = await ground.create(from);
    await killed(database, script, after);
    await using again = await database.connect();
    const failure = await applyScript(again, script);
    const end = await again.catalog();
    const objects = namesOf(diffCatalogs(end, next));
    if (objects.length > 0 && diffCatalogs(end, old).length > 0) stuck.push({ after, ...(failure && { failure }), objects });
  }
  return { moments: moments.length, stuck };
};

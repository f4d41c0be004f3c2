import type { Catalog } from '../catalog.ts';
import type { Change } from '../change.ts';
import { diffCatalogs } from '../diff.ts';
import type { Connection, Ground, ScratchDatabase, ScratchServer } from '../engine.ts';
import { nameOf } from '../objects.ts';
import { momentsIn, partOf } from './kills/moments.ts';
import { ofDatabase } from './chain/of-database.ts';
import { killedAfter, killedWithin } from './kills/ways.ts';
import { type OtherRows, otherRows } from './kills/rows.ts';
import { type Failure, applyScript, type ReadScript, runStatements } from './script.ts';
import { type Contents, readContents } from './tables.ts';

/** A migration that was killed after a statement and run again, and did not end in one of the two schemas. */
export interface Stuck {
  /** Killed after the statement of this number, from 1; with `within`, while it ran. */
  readonly after: number;
  readonly within?: true;
  /** What the second run was refused; absent: it went through, and left this schema. */
  readonly failure?: Failure;
  /** Objects that are as in neither schema, with what they differ in from N's. */
  readonly objects: readonly string[];
  /** These are indexes that nobody can use. */
  readonly invalid?: true;
  /** The schema is N's, and the rows are not what they are when nobody kills it. */
  readonly rows?: OtherRows;
}

export interface Kills {
  readonly moments: number;
  readonly stuck: readonly Stuck[];
  /** It did not end, even before it was killed. */
  readonly hanging?: Failure;
}

const namesOf = (changes: readonly Change[]): readonly string[] => changes.map(nameOf);

/**
 * Kills a migration that is in one transaction, before it is committed and while one of its statements runs: these moments stand for
 * all before the commit, for nothing may be left of it. No copy is needed: what is left is seen.
 */
export const tryKill = async (database: ScratchDatabase, looker: Connection, script: ReadScript, old: Catalog): Promise<Kills> => {
  const { length } = script.statements;
  const mark = await looker.mark();
  const begunMs = performance.now();
  const failure = await killedAfter(database, script, length);
  const ms = performance.now() - begunMs;
  // What does not end need not be begun again.
  if (failure?.refusal.stopped !== undefined) return { moments: 1, stuck: [], hanging: failure };
  const text = script.statements.map((statement) => statement.text).join('\n');
  const statement = 1 + Math.floor(partOf(text) * length);
  const by = partOf(`by ${text}`) < 0.5 ? 'client' : 'server';
  if (!failure) await killedWithin(database, script, { statement, afterMs: (partOf(`${text} `) * ms) / length, by });
  const moments = failure ? 1 : 2;
  if ((await looker.mark()) === mark) return { moments, stuck: [] };
  const objects = namesOf(diffCatalogs(old, await looker.catalog()));
  return { moments, stuck: objects.length === 0 ? [] : [{ after: length, objects }] };
};

/** What it comes to when nobody kills it, and how long each statement takes. */
interface Undisturbed {
  readonly rows: Contents;
  readonly ms: readonly number[];
}

const undisturbed = async (database: ScratchDatabase, script: ReadScript, next: Catalog): Promise<Undisturbed | undefined> => {
  await using session = await database.connect();
  const ms: number[] = [];
  for (const [index] of script.statements.entries()) {
    const since = performance.now();
    if (await runStatements(session, script, index, index + 1)) return undefined;
    ms.push(performance.now() - since);
  }
  if (session.transaction() !== 'none') await session.rollback();
  await session.reset();
  return { rows: await readContents(session, next), ms };
};

const isInvalidIndex = ({ is, was }: Change): boolean => [is, was].some((one) => one?.kind === 'index' && !one.valid);

/** A migration that is killed, on copies of what it begins on. */
interface Killing {
  readonly ground: Ground;
  readonly from: ScratchDatabase;
  readonly script: ReadScript;
  readonly old: Catalog;
  readonly next: Catalog;
  /** Absent: it does not go through undisturbed, or that is not looked at. */
  readonly whole?: Undisturbed | undefined;
}

/** Of rows only what is the same each time when nobody kills it can be compared. */
const steadyOnly = async (
  others: readonly OtherRows[],
  { ground, from, script, next }: Killing,
  first: Undisturbed,
): Promise<OtherRows | undefined> => {
  if (others.length === 0) return undefined;
  const again = await undisturbed(await ground.create(from), script, next);
  const unsteady = new Set(again ? otherRows(first.rows, again.rows).map(({ table }) => table) : others.map(({ table }) => table));
  return others.find(({ table }) => !unsteady.has(table));
};

/** Runs it again where it was killed; undefined: it gets over that. */
const runAgain = async (database: ScratchDatabase, killing: Killing): Promise<Omit<Stuck, 'after' | 'within'> | undefined> => {
  const { script, old, next, whole } = killing;
  await using again = await database.connect();
  const failure = await applyScript(again, script);
  await again.reset();
  const end = ofDatabase(await again.catalog());
  const changes = diffCatalogs(end, ofDatabase(next));
  const told = failure && { failure };
  if (changes.length === 0) {
    const rows = whole && (await steadyOnly(otherRows(whole.rows, await readContents(again, end)), killing, whole));
    return rows && { ...told, objects: [`table ${rows.table}`], rows };
  }
  if (diffCatalogs(end, ofDatabase(old)).length === 0) return undefined;
  const invalid = changes.filter(isInvalidIndex);
  return { ...told, objects: namesOf(invalid.length > 0 ? invalid : changes), ...(invalid.length > 0 && { invalid: true }) };
};

/**
 * Kills a migration that is in no transaction at several moments and runs it again, each time on a copy of `from`. Nobody may be connected to it.
 * @param server absent: it is killed after its statements alone
 * @param halfWay looks at a database in which the migration was killed after so many statements
 */
export const tryKills = async (
  ground: Ground,
  from: ScratchDatabase,
  script: ReadScript,
  old: Catalog,
  next: Catalog,
  server?: ScratchServer,
  halfWay: (database: ScratchDatabase, after: number) => Promise<void> = async () => {},
): Promise<Kills> => {
  const whole = server && (await undisturbed(await ground.create(from), script, next));
  const killing: Killing = { ground, from, script, old, next, whole };
  const moments = momentsIn(script, whole?.ms, server);
  // What was taken back leaves the copy as it was, and it can be killed there again. Only what is not got over tells which it was.
  const takenBack = moments.filter(({ isTakenBack }) => isTakenBack);
  let isGotOver = false;
  if (takenBack.length > 1) {
    const database = await ground.create(from);
    for (const { kill } of takenBack) await kill(database);
    isGotOver = (await runAgain(database, killing)) === undefined;
  }
  const stuck: Stuck[] = [];
  for (const { kill, isTakenBack, ...moment } of moments) {
    if (isTakenBack && isGotOver) continue;
    const database = await ground.create(from);
    await kill(database);
    // Asking N-1's statements moves sequences on, which running it again would meet.
    if (!moment.within && !isTakenBack) await halfWay(await ground.create(database), moment.after);
    const end = await runAgain(database, killing);
    if (end) stuck.push({ ...moment, ...end });
  }
  return { moments: moments.length, stuck };
};

import { sha256 } from '../../core/hash.ts';
import type { Catalog } from '../catalog.ts';
import type { Change } from '../change.ts';
import { diffCatalogs } from '../diff.ts';
import type { Connection, Ground, ScratchDatabase, ScratchServer } from '../engine.ts';
import { nameOf } from '../objects.ts';
import { killedAfter, killedWaiting, killedWithin } from './kills/ways.ts';
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

/** More moments than these are not tried; they are spread evenly. Within statements: so many that wait, and of others the longest. */
const mostMoments = 12;
const mostWithin = 3;

const momentsOf = (count: number): readonly number[] => {
  if (count <= mostMoments) return Array.from({ length: count }, (_, index) => index + 1);
  return Array.from({ length: mostMoments }, (_, index) => 1 + Math.round((index * (count - 1)) / (mostMoments - 1)));
};

const namesOf = (changes: readonly Change[]): readonly string[] => changes.map(nameOf);

/** A number from 0 to 1 that is another for each name, and the same each time. */
const partOf = (name: string): number => Number.parseInt(sha256(name).slice(-8), 16) / 2 ** 32;

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

const undisturbed = async (database: ScratchDatabase, script: ReadScript): Promise<Undisturbed | undefined> => {
  await using session = await database.connect();
  const ms: number[] = [];
  for (const [index] of script.statements.entries()) {
    const since = performance.now();
    if (await runStatements(session, script, index, index + 1)) return undefined;
    ms.push(performance.now() - since);
  }
  if (session.transaction() !== 'none') await session.rollback();
  await session.reset();
  return { rows: await readContents(session, await session.catalog()), ms };
};

const isInvalidIndex = ({ is, was }: Change): boolean => [is, was].some((one) => one?.kind === 'index' && !one.valid);

type Moment = Pick<Stuck, 'after' | 'within'> & { readonly kill: (database: ScratchDatabase) => Promise<unknown> };

/** After each statement; while those wait that have to; and while others run, as long as there is room. */
const momentsIn = (
  script: ReadScript,
  { ms }: Undisturbed | { readonly ms?: undefined },
  server: ScratchServer | undefined,
): readonly Moment[] => {
  const after = momentsOf(script.statements.length - 1).map((number): Moment => ({
    after: number,
    kill: (database) => killedAfter(database, script, number),
  }));
  if (!server || !ms) return after;
  const numbered = script.statements
    .map((statement, index) => ({ statement, number: index + 1 }))
    .filter(({ statement }) => statement.control === undefined);
  const waiting = numbered.filter(({ statement }) => statement.alone).slice(0, mostWithin);
  const others = numbered
    .filter(({ statement }) => !statement.alone)
    .toSorted((a, b) => (ms[b.number - 1] ?? 0) - (ms[a.number - 1] ?? 0))
    .slice(0, mostWithin);
  return [
    ...after,
    ...waiting.map(({ number }): Moment => ({
      after: number,
      within: true,
      kill: (database) => killedWaiting(database, script, number, server),
    })),
    ...others.map(({ statement, number }): Moment => ({
      after: number,
      within: true,
      kill: (database) =>
        killedWithin(database, script, {
          statement: number,
          afterMs: partOf(statement.text) * (ms[number - 1] ?? 0),
          by: number % 2 === 0 ? 'server' : 'client',
        }),
    })),
  ];
};

/** Of rows only what is the same each time when nobody kills it can be compared. */
const steadyOnly = async (
  others: readonly OtherRows[],
  ground: Ground,
  from: ScratchDatabase,
  script: ReadScript,
  first: Undisturbed,
): Promise<OtherRows | undefined> => {
  if (others.length === 0) return undefined;
  const again = await undisturbed(await ground.create(from), script);
  const unsteady = new Set(again ? otherRows(first.rows, again.rows).map(({ table }) => table) : others.map(({ table }) => table));
  return others.find(({ table }) => !unsteady.has(table));
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
  const stuck: Stuck[] = [];
  const whole = server && (await undisturbed(await ground.create(from), script));
  const moments = momentsIn(script, whole ?? {}, server);
  for (const { kill, ...moment } of moments) {
    const database = await ground.create(from);
    await kill(database);
    if (!moment.within) await halfWay(database, moment.after);
    await using again = await database.connect();
    const failure = await applyScript(again, script);
    await again.reset();
    const end = await again.catalog();
    const changes = diffCatalogs(end, next);
    const told = { ...moment, ...(failure && { failure }) };
    if (changes.length === 0) {
      const rows = whole && (await steadyOnly(otherRows(whole.rows, await readContents(again, end)), ground, from, script, whole));
      if (rows) stuck.push({ ...told, objects: [`table ${rows.table}`], rows });
    } else if (diffCatalogs(end, old).length > 0) {
      const invalid = changes.filter(isInvalidIndex);
      stuck.push({ ...told, objects: namesOf(invalid.length > 0 ? invalid : changes), ...(invalid.length > 0 && { invalid: true }) });
    }
  }
  return { moments: moments.length, stuck };
};

import { openAside } from '../../../core/aside.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Catalog } from '../../catalog.ts';
import type { Change } from '../../change.ts';
import { diffCatalogs } from '../../diff.ts';
import type { Connection, Ground, ScratchDatabase, ScratchServer } from '../../engine.ts';
import { judgeChanges } from '../../judge.ts';
import { insertText } from '../../rows/insert.ts';
import { tryBeside } from '../beside.ts';
import { observe } from '../cells.ts';
import { confirm, type Judged } from '../confirm.ts';
import { writtenIn } from '../fate.ts';
import { readNumbers } from '../feeds.ts';
import { type Kills, tryKills } from '../kills.ts';
import { killDown } from '../kills/of-down.ts';
import type { Observation } from '../observation.ts';
import { mayMakeRoles } from '../role-words.ts';
import { letNewWrite, prepare, type Prepared } from '../prepare.ts';
import { mayRename } from '../renames.ts';
import { applyScript, type ReadScript } from '../script.ts';
import type { Subject } from '../subject.ts';
import { readContents } from '../tables.ts';
import { ruleOut } from '../use.ts';
import { goBack, type WentBack } from './back.ts';
import { ofDatabase, seeingDatabase } from './of-database.ts';
import { relevantTo } from './relevant.ts';
import type { Step } from '../../migrations/step.ts';

// Every prefix of a chain: what N-1 meets while the migrations after it have not run yet, and what is there when they never do.

/** A step, read. */
export interface ReadStep extends Step {
  readonly script: ReadScript;
  readonly downScript?: ReadScript;
}

/** What one prefix showed: the schema that its steps have made. */
export interface Prefix {
  readonly step: ReadStep;
  /** What the step itself changed. */
  readonly changes: readonly Change[];
  /** Of N-1 against this schema, as if it were N's. Absent at the last one, which the trial of the whole is of. */
  readonly judged?: readonly Judged[];
  /** Statements of N-1 that were asked, and that were not since the step is not about what they touch. */
  readonly asked: number;
  readonly leftOut: number;
  readonly upMs: number;
  /** Back by one step, and back to N-1; absent: a step has no down. */
  readonly single?: WentBack;
  readonly whole?: WentBack;
  /** Killed half-way and run again, where it is in no transaction. */
  readonly kills?: Kills;
  /** The same of its down. */
  readonly downKills?: Kills;
  /** With whom of N-1 it waits for each other, where it is in one transaction. */
  readonly beside: readonly Finding[];
}

/** What a walk through the chain gives. */
export interface Walk {
  readonly prefixes: readonly Prefix[];
  /** The step that does not go through on rows of N-1: beyond it nothing was walked. */
  readonly stopped?: string;
}

interface Ground0 {
  readonly prepared: Prepared;
  readonly ground: Ground;
  readonly server: ScratchServer;
  readonly subject: Pick<Subject, 'migrate' | 'captured' | 'made'>;
}

/** Rows that come while this prefix is the schema: N-1's, for N is not there yet; and N's, where N comes first. */
const write = async (session: Connection, catalog: Catalog, { prepared, subject }: Ground0): Promise<void> => {
  if (subject.migrate === 'after' || subject.migrate === 'background') {
    await letNewWrite(session, catalog, prepared.rows.placed, subject.made);
    return;
  }
  await session.begin();
  for (const row of prepared.rows.spare) await session.place(insertText([row]));
  await session.commit();
};

/** What a prefix is taken back to. */
type Stood = Pick<Prepared, 'catalog' | 'contents' | 'numbers'>;

/** Takes a prefix back on copies, with rows that were written on it. */
const back = async (
  from: ScratchDatabase,
  before: Stood,
  here: Stood,
  steps: readonly ReadStep[],
  means: Ground0,
): Promise<Pick<Prefix, 'single' | 'whole'>> => {
  const last = steps.at(-1);
  if (!last?.downScript) return {};
  const { prepared, ground, server } = means;
  const statements = prepared.baseline.map(({ statement }) => statement);
  const database = await ground.create(from);
  await using session = await database.connect();
  await write(session, here.catalog, means);
  const written = writtenIn(here.contents, await readContents(session, here.catalog, [here.contents]));
  const single = await goBack(
    session,
    [last.downScript],
    [last.script],
    {
      old: before.catalog,
      next: here.catalog,
      oldRows: before.contents,
      written,
      there: here.contents,
      asked: prepared.captured,
      numbers: before.numbers,
      statements,
    },
    server,
  );
  const others = steps.slice(0, -1).toReversed();
  const downs = others.flatMap(({ downScript }) => downScript ?? []);
  if (single.failure || downs.length < others.length) return { single };
  if (downs.length === 0) return { single, whole: single };
  const old = {
    old: prepared.catalog,
    next: here.catalog,
    oldRows: prepared.contents,
    written,
    there: here.contents,
    asked: prepared.captured,
    numbers: prepared.numbers,
    statements,
  };
  const ups = steps.map(({ script }) => script);
  return { single, whole: await goBack(session, downs, ups, old, server) };
};

/** What a step is like when it is killed, or beside N-1's traffic; on copies. */
const disturbed = async (
  [from, to]: readonly [ScratchDatabase, ScratchDatabase],
  { script, downScript }: ReadStep,
  before: Stood,
  here: Stood,
  { prepared, ground, server }: Ground0,
): Promise<Pick<Prefix, 'kills' | 'downKills' | 'beside'>> => ({
  ...(script.mode === 'one-transaction'
    ? { beside: await tryBeside(await ground.create(from), script, prepared.baseline, server) }
    : { kills: await tryKills(ground, from, script, before.catalog, here.catalog, server), beside: [] }),
  ...(downScript?.mode === 'as-written' && { downKills: await killDown(ground, to, downScript, here.catalog, server) }),
});

/** Walks through the chain, each step on the ground that those before it have made. */
export const walk = async (
  {
    before,
    steps,
    seed,
    subject,
    begins,
  }: {
    readonly before: ReadScript;
    readonly steps: readonly ReadStep[];
    readonly seed: ReadScript | undefined;
    readonly subject: Subject;
    readonly begins: (what: string) => void;
  },
  ground: Ground,
  server: ScratchServer,
  signal: AbortSignal,
): Promise<Walk> => {
  let database = await ground.create();
  let prepared: Prepared;
  {
    await using session = await database.connect();
    prepared = await prepare(subject, before, seed, seeingDatabase(session), server);
  }
  const means: Ground0 = { prepared, ground, server, subject };
  // What a step is like when it is killed, and on the way back, need not be known for the next one to go on.
  await using goingBack = openAside();
  await using killing = openAside();
  const scripts = [before, ...steps.flatMap(({ script, downScript = script }) => [script, downScript])];
  const isShared = mayMakeRoles(scripts.flatMap(({ statements }) => statements.map(({ text }) => text)));
  const prefixes: Promise<Prefix>[] = [];
  let last: Stood = prepared;
  let known: readonly Observation[] = [];
  for (const [index, step] of steps.entries()) {
    signal.throwIfAborted();
    begins(`trying ${step.name}, ${index + 1} of ${steps.length}`);
    const isLast = index === steps.length - 1;
    const next = await ground.create(database);
    let here: Stood;
    let made: Omit<Prefix, 'single' | 'whole' | 'kills' | 'downKills' | 'beside'>;
    {
      await using session = await next.connect();
      const sinceMs = performance.now();
      const failure = await applyScript(session, step.script);
      const upMs = performance.now() - sinceMs;
      if (failure) return { prefixes: await Promise.all(prefixes), stopped: step.name };
      await session.reset();
      const catalog = ofDatabase(await session.catalog());
      here = {
        catalog,
        contents: await readContents(session, catalog, [prepared.contents]),
        numbers: await readNumbers(session, catalog),
      };
      const renamed = mayRename(...steps.slice(0, index + 1).map(({ script }) => script));
      const changes = diffCatalogs(prepared.catalog, catalog, { renamed });
      const own = diffCatalogs(last.catalog, catalog, { renamed: mayRename(step.script) });
      const asked = isLast ? [] : relevantTo(step.script, own, [last.catalog, catalog], prepared.baseline);
      const about = new Set(asked.map(({ statement }) => statement.name));
      const both = [prepared.catalog, catalog];
      const seen = await observe(
        session,
        asked,
        { cells: ['mixed', 'rollback'], on: `the schema after ${step.name}`, sameRows: true },
        both,
      );
      known = [...known.filter(({ statement }) => !about.has(statement.name)), ...seen];
      const confirmed = isLast ? undefined : confirm(judgeChanges(changes, { migrate: subject.migrate }), known, changes, server.name);
      const ran = prepared.baseline.map(({ statement }) => statement);
      const judged = confirmed && prepared.captured ? ruleOut(confirmed, prepared.captured, known, ran) : confirmed;
      made = {
        step,
        changes: own,
        asked: asked.length,
        leftOut: isLast ? 0 : prepared.baseline.length - asked.length,
        upMs,
        ...(judged && { judged }),
      };
    }
    const [from, stood] = [database, last];
    const gone = goingBack.add(() => back(next, stood, here, steps.slice(0, index + 1), means));
    // What belongs to the whole server is done to one database after the other.
    if (isShared) await gone;
    const harm = killing.add(() => disturbed([from, next], step, stood, here, means));
    prefixes.push(Promise.all([gone, harm]).then(([one, other]) => ({ ...made, ...one, ...other })));
    prefixes.at(-1)?.catch(() => {}); // It is heard of at the end.
    if (isShared) await harm;
    database = next;
    last = here;
  }
  return { prefixes: await Promise.all(prefixes) };
};

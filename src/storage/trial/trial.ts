import type { Cell } from '../../model/cell.ts';
import type { CellReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { StatementCoverage } from '../../model/coverage.ts';
import type { DownReport, Exercised, TrialPhase } from '../../model/migration.ts';
import type { Change } from '../change.ts';
import { diffCatalogs } from '../diff.ts';
import type { Ground, Limits, ScratchDatabase, ScratchServer } from '../engine.ts';
import { judgeChanges } from '../judge.ts';
import { withoutAlike } from './alike.ts';
import { downToTry, whereAssumed } from './assumed.ts';
import { tryBeside } from './beside.ts';
import { refuseUnknownTables } from './declared.ts';
import { observe } from './cells.ts';
import { confirm } from './confirm.ts';
import { tryDown } from './down.ts';
import { observeElsewhere, rememberElsewhere } from './elsewhere.ts';
import { countRows, metBy } from './filled.ts';
import { guardedInserts } from './guarded.ts';
import { lockFindings } from './held.ts';
import { mostDifferences } from './large-rows.ts';
import { askHalfWay, type HalfWay, halfWayFindings } from './kills/half-way.ts';
import { killDownOf } from './kills/of-down.ts';
import { killFindings } from './kills/told.ts';
import { tryKill, tryKills } from './kills.ts';
import { errorOf, refuseLost } from './lost.ts';
import { ruleOutLate } from './late-use.ts';
import { oldNamesOf } from './lineage.ts';
import { letNewWork } from './new-work.ts';
import { numbersSetBack } from './numbers.ts';
import { pastMadeRows, type Tried } from './plain.ts';
import { prepare } from './prepare.ts';
import { mayRename } from './renames.ts';
import { readAll, type Scripts } from './scripts.ts';
import { refusedByRows, rowsRefuse } from './rows-refuse.ts';
import type { Subject } from './subject.ts';
import { databaseShut, observeRoles, shutOut } from './roles.ts';
import { seenOfNew } from './seen-new.ts';
import { cellsOf, wayBackOf } from './summary.ts';
import { countOf } from './tables.ts';
import { goUp, looseFinding, refusedUp, type Went } from './up.ts';
import { idleFindings, unexercisedOf } from './unexercised.ts';
import { ruleOut, withoutFilled } from './use.ts';
import { withRows } from './witness.ts';
import { zoneFindings } from './zones.ts';

/** What trying one migration showed. */
export interface Trial {
  /** `PostgreSQL 18.4` */
  readonly server: string;
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly cells: Readonly<Record<Cell, CellReport>>;
  readonly down?: DownReport;
  readonly wayBack: string;
  readonly phases: readonly TrialPhase[];
  readonly exercised: Exercised;
  /** Of captured statements; absent: none were given. */
  readonly captured?: readonly StatementCoverage[];
}

/** A statement may take 10 s and wait 2 s for a lock, a script 20 s: on small tables nothing needs as much. */
export const usualLimits: Limits = { statementMs: 10_000, lockMs: 2_000, scriptMs: 20_000 };

const nothingYet: Exercised = {
  tables: 0,
  oldRows: 0,
  newRows: 0,
  tablesWithoutRows: [],
  oldStatements: 0,
  newStatements: 0,
  captured: false,
  unusable: 0,
  plans: { tried: 0, failed: 0 },
  kills: 0,
};

const captured = (...all: readonly (StatementCoverage | undefined)[]): Pick<Trial, 'captured'> => {
  const told = all.filter((one) => one !== undefined);
  return told.length > 0 ? { captured: told } : {};
};

/** Everything that is tried of one migration, on its own databases. */
const tryOn = async (
  subject: Subject,
  scripts: Scripts,
  ground: Ground,
  server: ScratchServer,
  signal: AbortSignal,
): Promise<Tried<Trial>> => {
  const { up, down } = scripts;
  const phases: TrialPhase[] = [];
  let sinceMs = performance.now();
  const phase = (name: TrialPhase['name']): void => {
    signal.throwIfAborted();
    phases.push({ name, ms: performance.now() - sinceMs });
    sinceMs = performance.now();
  };
  const first = await ground.create();
  await using before = await first.connect();
  const prepared = await prepare(subject, scripts.before, scripts.seed, before, server);
  const old = prepared.catalog;
  const usable = [...prepared.baseline, ...(await guardedInserts(before, prepared, up))];
  const elsewhere = await rememberElsewhere(before, prepared, up);
  phase('before');
  const isWhole = up.mode === 'one-transaction';
  const atCommit = isWhole ? await tryKill(first, before, up, old) : undefined;
  const beside = isWhole && !subject.inSteps && !atCommit?.hanging ? await tryBeside(first, up, usable, server) : [];
  phase('kills');
  // N-1 as it was is looked at again only where the migration comes late, or can stop half-way, or a table is too large to be held.
  const isLate = subject.migrate === 'after' || subject.migrate === 'background';
  const isLarge = down !== undefined && [...prepared.contents.values()].some(({ large }) => large !== undefined);
  const isCopied = !isWhole || isLate || isLarge || down?.mode === 'as-written';
  if (isCopied) await before[Symbol.asyncDispose]();
  const database = isCopied ? await ground.create(first) : first;
  await using copy = isCopied ? await database.connect() : undefined;
  const went: Went = atCommit?.hanging
    ? { failure: refusedUp(atCommit.hanging, up, [], server), observations: [], plans: { tried: 0, failed: 0 }, locks: [] }
    : await goUp(prepared, database, copy ?? before, { before: scripts.before, up }, ground, server);
  phase('up');
  const known: Exercised = {
    ...nothingYet,
    ...countRows(prepared),
    oldStatements: usable.length,
    captured: subject.captured !== undefined,
    unusable: prepared.unusable,
    plans: went.plans,
  };
  const { arrived } = went;
  if (!arrived) {
    const findings = [...looseFinding(up), ...(went.failure ? [went.failure] : [])];
    const cells = cellsOf(findings, known, 'the migration does not go through, so that there is no schema of N');
    return {
      server: server.name,
      changes: [],
      findings,
      cells,
      wayBack: wayBackOf(findings, cells, undefined, down !== undefined, phases),
      phases,
      exercised: known,
      ...captured(prepared.coverage),
    };
  }

  const next = arrived.catalog;
  refuseUnknownTables(subject.rows, [old, next]);
  const changes = diffCatalogs(old, next, { renamed: mayRename(up) });
  const both = [old, next];
  await using session = await arrived.database.connect();
  const onNew = await observe(
    session,
    usable,
    { cells: ['mixed', 'rollback'], on: 'schema N', sameRows: arrived.withRows, isEmpty: !arrived.withRows },
    both,
  );
  const actedElsewhere = arrived.withRows ? await observeElsewhere(session, elsewhere, changes, next) : [];
  const setBack = arrived.withRows ? await numbersSetBack(session, prepared, arrived, up, onNew, server.name) : [];
  setBack.push(...(await shutOut(session, prepared.roles, server.name)), ...(await databaseShut(arrived.database, server.name)));
  const fromSchemas = judgeChanges(changes, { migrate: subject.migrate });
  const byNew = await letNewWork(
    session,
    next,
    prepared.rows.placed,
    subject.capturedNew,
    downToTry(down, fromSchemas),
    arrived.contents,
    prepared.numbers,
    subject.made,
  );
  const byRows = arrived.withRows ? await refusedByRows(byNew.observations, scripts, ground, server) : [];
  const afterNew = await observe(
    session,
    usable,
    { cells: ['mixed', 'rollback'], on: 'schema N with rows that N wrote', sameRows: false },
    both,
  );
  await using early = isLate ? await first.connect() : undefined;
  const tooEarly = early ? await observe(early, byNew.baseline, { cells: ['mixed'], on: 'schema N-1', sameRows: false }, both) : [];
  const failedBefore = new Set(onNew.map(({ statement }) => statement));
  const observations = [
    ...went.observations,
    ...onNew,
    ...actedElsewhere.filter(({ statement }) => !failedBefore.has(statement)),
    ...(await observeRoles(session, prepared.roles, 'schema N')),
    // What N-1 asks is known: what N is made to ask shows nothing of it.
    ...byNew.observations.filter(({ statement }) => !prepared.captured || statement.origin !== 'generated'),
    ...afterNew.filter(({ statement }) => !failedBefore.has(statement)),
    ...tooEarly,
  ];
  phase('cells');

  const confirmed = confirm(
    await withoutAlike(fromSchemas, session, server, prepared.captured),
    observations,
    changes,
    server.name,
    arrived.withRows ? metBy(prepared, byNew.there, up) : undefined,
  );
  const statements = usable.map(({ statement }) => statement);
  const ran = arrived.withRows ? statements : [];
  const used = prepared.captured ? ruleOut(confirmed, prepared.captured, observations, ran, setBack) : confirmed;
  const late = subject.capturedNew ? ruleOutLate(used, byNew) : used;
  const judged = await seenOfNew(withoutFilled(late, statements, observations), byNew.baseline, session, server.name, prepared.captured);
  const shown = withRows(judged, prepared.contents, byNew.written, server.name);

  const refusedByN = new Set(observations.filter(({ kind }) => kind === 'refused').map(({ statement }) => statement));
  const asked = usable.map(({ statement }) => statement).filter((statement) => !refusedByN.has(statement));
  const after = down
    ? await tryDown(
        arrived.database,
        up,
        down,
        {
          old,
          next,
          ...byNew.seenWork,
          written: byNew.written,
          there: byNew.there,
          oldNames: oldNamesOf(changes),
          unwritten: byNew.unwritten,
          asked: prepared.captured,
          askedByNew: byNew.baseline.map(({ statement }) => statement),
          statements: asked,
          home: { statements: usable.flatMap(({ statement, isPart }) => (isPart ? [] : [statement])), roles: prepared.roles },
          ...(isLarge && { differing: (table: string) => server.differing(first, arrived.database, table, mostDifferences) }),
        },
        server,
      )
    : undefined;
  if (after) phases.push({ name: 'down', ms: after.downMs }, { name: 'up again', ms: after.againMs });
  sinceMs = performance.now();
  await early?.[Symbol.asyncDispose]();
  const halfWay: HalfWay[] = [];
  const look = async (one: ScratchDatabase, done: number): Promise<void> => void halfWay.push(...(await askHalfWay(one, done, asked, old)));
  const kills =
    atCommit ??
    (arrived.withRows && !subject.inSteps ? await tryKills(ground, first, up, old, next, server, look) : { moments: 0, stuck: [] });
  const downKills =
    after?.report && arrived.withRows && !subject.inSteps ? await killDownOf(ground, first, up, down, server) : { moments: 0, stuck: [] };
  if (!atCommit) phase('kills');

  const unexercised = unexercisedOf(up, changes, prepared, arrived.withRows ? went.counts : undefined);
  const findings = [
    ...looseFinding(up),
    ...idleFindings(unexercised ?? {}, up),
    ...shown.map(({ finding }) => finding),
    ...setBack,
    ...(await zoneFindings(changes, old, scripts, ground, server)),
    ...rowsRefuse(byRows, changes, fromSchemas, server.name),
    ...beside,
    ...(went.byOld ?? []),
    ...(await lockFindings(went.locks, subject, prepared, scripts, ground, server)),
    ...(byNew.goesDown ? whereAssumed(after?.findings ?? [], judged) : (after?.findings ?? [])),
    ...halfWayFindings(halfWay, up, server.name),
    ...killFindings(kills, up, server.name),
    ...(down ? killFindings(downKills, down, server.name, 'down') : []),
  ];
  const exercised: Exercised = {
    ...known,
    newStatements: byNew.baseline.length,
    newRows: [...byNew.written.values()].reduce((sum, there) => sum + countOf(there), 0),
    unusable: known.unusable + byNew.unusable,
    kills: kills.moments + downKills.moments,
    ...(unexercised && { unexercised }),
  };
  const cells = cellsOf(findings, exercised, prepared.allUnusable);
  return {
    server: server.name,
    changes,
    findings,
    cells,
    ...(after?.report && { down: after.report }),
    wayBack: wayBackOf(findings, cells, after?.report, down !== undefined, phases),
    phases,
    exercised,
    ...captured(prepared.coverage, byNew.coverage),
    ...(went.stopped && { stopped: { ...went.stopped, prepared } }),
    ...(after?.refusedAgain && { refusedAgain: after.refusedAgain }),
  };
};

/**
 * Tries one migration on databases of its own, which are removed again.
 * @throws DrillError for what is wrong with what was given: SQL that is none, a schema of N-1 or a seed that the server refuses; the signal's reason when it aborts
 */
export const tryMigration = async (
  subject: Subject,
  server: ScratchServer,
  signal: AbortSignal,
  limits: Limits = usualLimits,
): Promise<Trial> => {
  const scripts = readAll(subject, server);
  await using ground = await server.open(limits, signal);
  try {
    const again = (one: Subject): Promise<Tried<Trial>> => tryOn(one, scripts, ground, server, signal);
    const tried = await pastMadeRows(await again(subject), subject, { scripts, ground, server }, again);
    const { stopped: _, refusedAgain: __, ...trial }: Tried<Trial> = tried;
    signal.throwIfAborted();
    await refuseLost(trial.findings, server);
    return trial;
  } catch (error) {
    // Connections that were ended say many things; why they were is what counts.
    signal.throwIfAborted();
    throw await errorOf(error, server);
  }
};

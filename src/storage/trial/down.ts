import type { Finding } from '../../model/finding.ts';
import type { DownReport } from '../../model/migration.ts';
import type { Catalog } from '../catalog.ts';
import type { Change } from '../change.ts';
import { diffCatalogs } from '../diff.ts';
import type { Connection, Refusal, ScratchDatabase, ScratchServer } from '../engine.ts';
import { addedBy, addedFinding, type Runs } from './added.ts';
import { askAfterDown, type Home } from './after-down.ts';
import { type Fates, fatesOf, joined, otherTypes } from './fate.ts';
import { type Differing, findLargeRows, withLargeRow } from './large-rows.ts';
import type { LargeUpdates } from './large-updates.ts';
import type { OldNames } from './lineage.ts';
import { reachOf } from './reach.ts';
import { rowFindings } from './rows-after.ts';
import type { Statement } from '../statements/statement.ts';
import { type BeforeNumbers, numberFindings } from './numbers.ts';
import { listed } from './listed.ts';
import { observedFinding } from './observed.ts';
import { overwritten, tryOverwriting, type Undone } from './overwritten.ts';
import { applyScript, type Failure, type ReadScript, refusalText } from './script.ts';
import { type Contents, readContents } from './tables.ts';
import { madeUp, type Past, pastRefused } from './past-refused.ts';
import { graver, harmOf, newsFor, tryWithoutNews } from './without-news.ts';

/** What was there before N came, and what N had made of it. */
export interface BeforeDown extends BeforeNumbers {
  readonly old: Catalog;
  readonly next: Catalog;
  readonly oldRows: Contents;
  readonly written: Contents;
  /** Keys of rows of N-1, and the values that N has given them; `oldRows` is without these. */
  readonly updated?: Contents;
  readonly updatedLarge?: LargeUpdates;
  /** What was there before N wrote, on its schema. */
  readonly there?: Contents;
  /** What N-1 calls what N calls otherwise. */
  readonly oldNames?: OldNames;
  /** Tables of N that took no row of N's own, and why. */
  readonly unwritten?: readonly { readonly table: string; readonly why: string }[];
  /** What becomes of rows where N wrote only what N-1 knows, too. */
  readonly withoutNews?: Fates | undefined;
  /** What is run, there and back. */
  readonly runs?: Runs;
  /** What N-1 was seen to ask, all of it: what not one of these touches harms nobody. Absent: nothing was captured. */
  readonly asked?: readonly Statement[] | undefined;
  /** What N was seen to ask. */
  readonly askedByNew?: readonly Statement[] | undefined;
  /** What N-1 asks at home, and is asked after the down. */
  readonly home?: Home;
  /** N-1 stands as it was in a database of its own. */
  readonly differing?: Differing;
  /** What N changed in rows of N-1, and the down has written over, by column; nobody was seen to change it. */
  readonly overwritten?: Fates['columns'];
  /** `withoutNews` leaves out rows alone that nobody was seen to write. */
  readonly areNewsMade?: boolean;
}

export interface DownTrial {
  readonly findings: readonly Finding[];
  /** Absent: the down migration did not go through. */
  readonly report?: DownReport;
  /** What the migration was refused when it was run again. */
  readonly refusedAgain?: Failure;
  readonly downMs: number;
  readonly againMs: number;
}

/** Columns that came back at the end: no statement that names its columns notices, and no down migration can help it. */
const isOrder = ({ kind, turn, fields }: Change): boolean =>
  kind === 'table' && turn === 'changed' && fields.every(({ field }) => field === 'columns');

/** It was ended for taking too long; a connection that the script itself has ended is another matter. */
const isLong = ({ stopped }: Refusal): boolean => stopped === 'time' || stopped === 'lock';

export const failureFinding = (
  name: 'migrationFailed' | 'downFailed',
  { statement, number, refusal, at }: Failure,
  server: string,
  what: string,
): Finding =>
  observedFinding(isLong(refusal) && name === 'migrationFailed' ? 'migrationHangs' : name, `${what}: ${refusalText(refusal)}`, {
    at: { new: at },
    witness: {
      kind: 'statement',
      value: { statement: statement.text, number, error: { code: refusal.code, message: refusal.message } },
      confirmedBy: server,
    },
  });

/** What a down migration left. */
interface AfterDown {
  readonly differences: readonly Change[];
  readonly findings: readonly Finding[];
  readonly report: Omit<DownReport, 'again'>;
  /** Absent: all is known. What it is once it is known what stands there when the migration has run again. */
  readonly settle?: (again: Contents) => Pick<AfterDown, 'findings' | 'report'>;
}

/** What was only harmed by rows that nobody was seen to write is assumed of nobody; what is harmed without them is told as it is. */
const byMadeNews = (
  findings: readonly Finding[],
  withNews: Fates,
  { withoutNews, areNewsMade, old, asked }: BeforeDown,
  server: string,
): readonly Finding[] => {
  if (!areNewsMade || !withoutNews || harmOf(withNews) <= harmOf(withoutNews)) return findings;
  const real = rowFindings({ ...withoutNews, unknown: withNews.unknown }, old, asked, server);
  const told = new Set(real.map(({ rule }) => rule));
  return [
    ...real,
    ...findings.filter(({ rule }) => !told.has(rule)).map((one) => assumedOfNobody(one, 'a row in a table that the migration makes')),
  ];
};

const assumedOfNobody = (finding: Finding, of: string): Finding =>
  finding.use?.state === 'ruled-out'
    ? finding
    : {
        ...finding,
        severity: 'note',
        cells: { rollback: 'breaks-if-used' },
        downgraded: 'only rows do that which were made, in a table that the migration makes and that N was not seen to write',
        use: { of, state: 'unknown', assume: 'unused' },
      };

/** The refusal of a down migration, and what it took to get past it. */
const refusedFinding = (failure: Failure, down: ReadScript, past: Past | undefined, server: string): Finding => {
  const rows = past?.without === 1 ? 'a row' : `${past?.without} rows`;
  const told = failureFinding(
    'downFailed',
    failure,
    server,
    `the down migration is refused at statement ${failure.number} of ${down.statements.length}${past ? ` (it goes through without ${rows} of N)` : ''}`,
  );
  return past?.onlyMade ? assumedOfNobody(told, `rows of N in ${past.onlyMade.join(', ')}`) : told;
};

/** Holds a database after a down migration against what was there before N came. `isEmpty`: the down has no statement. */
export const lookAfterDown = async (session: Connection, before: BeforeDown, isEmpty: boolean, server: string): Promise<AfterDown> => {
  const { old, next, oldRows, written, unwritten = [], asked } = before;
  const findings: Finding[] = [];
  const left = await session.catalog();
  const differences = diffCatalogs(old, left).filter((change) => !isOrder(change));
  const now = await readContents(session, left, [oldRows, written]);
  const news = diffCatalogs(next, left);
  const added = before.runs ? addedBy(before.runs, { ...before, old: oldRows }, now) : [];
  const fatesAfter = (again?: Contents): Fates => {
    const fates = fatesOf({ ...before, old: oldRows }, now, otherTypes(news), again);
    return { ...fates, unknown: [...unwritten, ...fates.unknown] };
  };
  const nothing =
    differences.length === 0
      ? undefined
      : isEmpty
        ? 'the down migration is empty'
        : news.length === 0
          ? 'the down migration does nothing and says success'
          : undefined;
  if (differences.length > 0) {
    // What comes or goes with its table or column is told by that.
    const own = differences.filter(({ withTable, withColumn }) => !withTable && !withColumn);
    const objects = (own.length > 0 ? own : differences).map(({ kind, name }) => `${kind} ${name}`);
    findings.push(
      observedFinding(
        'downDiffers',
        `${nothing === undefined ? '' : `${nothing}: `}${listed(objects)} ${objects.length === 1 ? 'is' : 'are'} not as before N`,
        {
          object: objects[0] ?? '',
          witness: {
            kind: 'statement',
            value: differences.slice(0, 5).map(({ turn, kind, name, fields }) => ({ turn, object: `${kind} ${name}`, fields })),
            confirmedBy: `${server} catalog`,
          },
        },
      ),
    );
  }
  // What was not even tried loses nothing more than that.
  const numbers = nothing === undefined ? await numberFindings(session, left, before, server) : [];
  const fates = fatesAfter();
  const largeRows = await findLargeRows(fates, before.differing);
  const also = (one: Fates): Fates => ({
    ...one,
    columns: joined(one.columns, before.overwritten ?? []),
    harmed: one.harmed.map((harm) => withLargeRow(harm, largeRows)),
  });
  const tell = (found: Fates): Pick<AfterDown, 'findings' | 'report'> => {
    const [withNews, withoutNews] = [also(found), before.withoutNews && also(before.withoutNews)];
    const all = graver(withNews, withoutNews);
    const { columns, compared, harmed } = all;
    const rows = rowFindings(all, old, asked, server);
    const sum = (field: 'kept' | 'changed' | 'lost'): number => columns.reduce((total, column) => total + column[field], 0);
    return {
      findings: [
        ...findings,
        ...(nothing === undefined ? byMadeNews(rows, withNews, { ...before, withoutNews }, server) : []),
        ...addedFinding(added, asked, server),
        ...numbers,
      ],
      report: {
        catalog: differences.length === 0 ? 'equal' : 'differs',
        kept: sum('kept'),
        changed: sum('changed'),
        lost: sum('lost'),
        added: added.reduce((total, one) => total + one.rows, 0),
        columns,
        oldRows: { compared, harmed: harmed.reduce((sum, { times = 1 }) => sum + times, 0) },
      },
    };
  };
  return { differences, ...tell(fates), ...(fates.isOpen && { settle: (again) => tell(fatesAfter(again)) }) };
};

/** Runs the down migration on a database that N has written to, sees what it left, and runs the up again. */
export const tryDown = async (
  database: ScratchDatabase,
  up: ReadScript,
  down: ReadScript,
  before: BeforeDown,
  server: ScratchServer,
): Promise<DownTrial> => {
  await using session = await database.connect();
  const rows = { ...before, old: before.oldRows };
  const askedByNew = before.askedByNew ?? [];
  const withoutNews = await tryWithoutNews(session, down, rows, before.next);
  const isMade = askedByNew.length > 0 && askedByNew.every(({ origin }) => origin === 'generated');
  const overwrite = async (): Promise<readonly Undone[]> =>
    isMade ? tryOverwriting(session, down, rows, [before.old, before.next], before.next) : [];
  let undone = await overwrite();
  const areNewsMade = madeUp(down, rows, askedByNew).length === newsFor(down, rows).length;
  const begunMs = performance.now();
  const refused = await applyScript(session, down);
  const downMs = performance.now() - begunMs;
  const past = refused && (await pastRefused(session, down, rows, before.next, refused, askedByNew));
  const first = refused ? [refusedFinding(refused, down, past, server.name)] : [];
  // Rows that are gone now had stopped it.
  if (past && undone.length === 0) undone = await overwrite();
  if (refused && (!past || (await applyScript(session, down)))) return { findings: first, downMs, againMs: 0 };
  await session.reset();
  const reach = reachOf(down, [before.old, before.next]);
  const unwritten = before.unwritten?.filter(({ table }) => reach === undefined || reach.has(table)) ?? [];
  const written = past?.written ?? before.written;
  const news = past ? {} : { withoutNews, areNewsMade };
  const left = await lookAfterDown(
    session,
    {
      ...before,
      written,
      unwritten,
      runs: { ups: [up], downs: [down], catalogs: [before.old, before.next] },
      overwritten: await overwritten(session, undone),
      ...news,
    },
    down.statements.length === 0,
    server.name,
  );

  const refusedAtHome = before.home && left.differences.length === 0 ? await askAfterDown(session, before.home, server.name) : [];

  const againBegunMs = performance.now();
  const failure = await applyScript(session, up);
  await session.reset();
  const end = failure ? undefined : diffCatalogs(before.next, await session.catalog()).filter((change) => !isOrder(change));
  const isSame = end?.length === 0;
  const settled = isSame && left.settle ? left.settle(await readContents(session, before.next, [written])) : left;
  const findings = [...first, ...settled.findings, ...refusedAtHome];
  if (!isSame && left.differences.length === 0)
    findings.push(
      observedFinding(
        'upAgain',
        failure
          ? `the migration is refused when it is run again after its down: ${refusalText(failure.refusal)}`
          : `run again after its down, the migration gives another schema: ${listed((end ?? []).map(({ kind, name }) => `${kind} ${name}`))}`,
        failure ? { at: { new: failure.at } } : {},
      ),
    );
  return {
    findings,
    report: { ...settled.report, again: failure ? 'failed' : isSame ? 'equal' : 'differs' },
    ...(failure && { refusedAgain: failure }),
    downMs,
    againMs: performance.now() - againBegunMs,
  };
};

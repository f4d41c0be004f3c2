import type { Finding } from '../../model/finding.ts';
import type { DownReport } from '../../model/migration.ts';
import type { Catalog } from '../catalog.ts';
import type { Change } from '../change.ts';
import { diffCatalogs } from '../diff.ts';
import type { Connection, Refusal, ScratchDatabase, ScratchServer } from '../engine.ts';
import { fateOf, harmedIn, type Harmed } from './fate.ts';
import type { Statement } from '../statements/statement.ts';
import { type BeforeNumbers, numberFindings } from './numbers.ts';
import { observedFinding } from './observed.ts';
import { applyScript, type Failure, type ReadScript, refusalText } from './script.ts';
import { type Contents, readContents } from './tables.ts';

/** What was there before N came, and what N had made of it. */
export interface BeforeDown extends BeforeNumbers {
  readonly old: Catalog;
  readonly next: Catalog;
  readonly oldRows: Contents;
  readonly written: Contents;
  /** What N-1 was seen to ask, all of it: what not one of these touches harms nobody. Absent: nothing was captured. */
  readonly asked?: readonly Statement[] | undefined;
}

export interface DownTrial {
  readonly findings: readonly Finding[];
  /** Absent: the down migration did not go through. */
  readonly report?: DownReport;
  readonly downMs: number;
  readonly againMs: number;
}

/** Columns that came back at the end: no statement that names its columns notices, and no down migration can help it. */
const isOrder = ({ kind, turn, fields }: Change): boolean =>
  kind === 'table' && turn === 'changed' && fields.every(({ field }) => field === 'columns');

/** Names in a finding, the rest is counted. */
const listed = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;

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

const harmText = ({ table, is, columns, times }: Harmed): string => {
  const rows = times === undefined ? 'a row' : `at least ${times} rows`;
  return is ? `${columns.join(', ')} of ${rows} of ${table} changed` : `${rows} of ${table} ${times === undefined ? 'is' : 'are'} gone`;
};

/** Does somebody ask for one of these objects? Where nobody knows, yes. */
const isAsked = (objects: readonly string[], asked: BeforeDown['asked']): boolean =>
  asked === undefined || asked.some(({ touches }) => touches.length === 0 || objects.some((object) => touches.includes(object)));

const objectsOf = ({ table, is, columns }: Harmed): readonly string[] =>
  is ? columns.map((column) => `column ${table}.${column}`) : [`table ${table}`];

const unless = (isUsed: boolean, asked: BeforeDown['asked'], of: string): Partial<Finding> =>
  isUsed
    ? {}
    : {
        severity: 'note',
        downgraded: `none of ${asked?.length ?? 0} captured statements of N-1 touches it`,
        use: { of, state: 'ruled-out', assume: 'used' },
      };

const oldRowsFinding = (all: readonly Harmed[], server: string, asked: BeforeDown['asked']): Finding[] => {
  const used = all.filter((one) => isAsked(objectsOf(one), asked));
  const harmed = used.length > 0 ? used : all;
  const [first] = harmed;
  if (!first) return [];
  return [
    observedFinding(
      'downHarmsOld',
      `${harmText(first)} by going up and down${harmed.length > 1 ? `, and ${harmed.length - 1} more` : ''}`,
      {
        object: `table ${first.table}`,
        witness: { kind: 'row', value: { table: first.table, was: first.was, is: first.is ?? null }, confirmedBy: server },
        ...unless(used.length > 0, asked, `rows of ${first.table}`),
      },
    ),
  ];
};

/** What N wrote where N-1 has a place for it too; what only N knows goes with N. */
const newRowsFinding = (columns: DownReport['columns'], old: Catalog, server: string, asked: BeforeDown['asked']): Finding[] => {
  const known = new Set(old.objects.flatMap((object) => (object.kind === 'column' ? [`${object.table} ${object.column}`] : [])));
  const all = columns.filter(({ table, column, changed, lost }) => changed + lost > 0 && known.has(`${table} ${column}`));
  const used = all.filter(({ table, column }) => isAsked([`column ${table}.${column}`], asked));
  const hit = used.length > 0 ? used : all;
  const [first] = hit;
  if (!first) return [];
  const names = hit.map(({ table, column }) => `${table}.${column}`);
  return [
    observedFinding('downHarmsNew', `the down migration loses or changes what N wrote in ${listed(names)}`, {
      object: `column ${first.table}.${first.column}`,
      witness: { kind: 'row', value: { table: first.table, column: first.column, ...first.shown }, confirmedBy: server },
      ...unless(used.length > 0, asked, `${first.table}.${first.column}`),
    }),
  ];
};

/** What a down migration left. */
interface AfterDown {
  readonly differences: readonly Change[];
  readonly findings: readonly Finding[];
  readonly report: Omit<DownReport, 'again'>;
}

/** Holds a database after a down migration against what was there before N came. `isEmpty`: the down has no statement. */
export const lookAfterDown = async (session: Connection, before: BeforeDown, isEmpty: boolean, server: string): Promise<AfterDown> => {
  const { old, next, oldRows, written, asked } = before;
  const findings: Finding[] = [];
  const left = await session.catalog();
  const differences = diffCatalogs(old, left).filter((change) => !isOrder(change));
  const now = await readContents(session, left, [oldRows, written]);
  const { compared, harmed } = harmedIn(oldRows, now);
  const columns = fateOf(written, now);
  const nothing =
    differences.length === 0
      ? undefined
      : isEmpty
        ? 'the down migration is empty'
        : diffCatalogs(next, left).length === 0
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
  if (nothing === undefined) findings.push(...oldRowsFinding(harmed, server, asked), ...newRowsFinding(columns, old, server, asked));
  if (nothing === undefined) findings.push(...(await numberFindings(session, left, before, server)));
  const sum = (field: 'kept' | 'changed' | 'lost'): number => columns.reduce((total, column) => total + column[field], 0);
  return {
    differences,
    findings,
    report: {
      catalog: differences.length === 0 ? 'equal' : 'differs',
      kept: sum('kept'),
      changed: sum('changed'),
      lost: sum('lost'),
      columns,
      oldRows: { compared, harmed: harmed.reduce((sum, { times = 1 }) => sum + times, 0) },
    },
  };
};

/** Runs the down migration on a database that N has written to, sees what it left, and runs the up again. */
export const tryDown = async (
  database: ScratchDatabase,
  up: ReadScript,
  down: ReadScript,
  before: BeforeDown,
  server: ScratchServer,
): Promise<DownTrial> => {
  const begunMs = performance.now();
  await using session = await database.connect();
  const refused = await applyScript(session, down);
  const downMs = performance.now() - begunMs;
  if (refused) {
    const text = `the down migration is refused at statement ${refused.number} of ${down.statements.length}`;
    return { findings: [failureFinding('downFailed', refused, server.name, text)], downMs, againMs: 0 };
  }
  await session.reset();
  const left = await lookAfterDown(session, before, down.statements.length === 0, server.name);
  const findings = [...left.findings];

  const againBegunMs = performance.now();
  const failure = await applyScript(session, up);
  await session.reset();
  const end = failure ? undefined : diffCatalogs(before.next, await session.catalog()).filter((change) => !isOrder(change));
  const isSame = end?.length === 0;
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
    report: { ...left.report, again: failure ? 'failed' : isSame ? 'equal' : 'differs' },
    downMs,
    againMs: performance.now() - againBegunMs,
  };
};

import type { Finding } from '../../model/finding.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection, Numbering, Refusal } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { askAll } from './ask.ts';
import { feedsOf, readNumbers } from './feeds.ts';
import type { Observation } from './observation.ts';
import { observedFinding } from './observed.ts';
import type { Prepared } from './prepare.ts';
import type { ReadScript } from './script.ts';
import { freeSetBack } from './set-back.ts';

// A sequence's place is no part of the schema. What a down migration leaves of it decides whether N-1 can insert.

/** What is held against where sequences stand after a down migration. */
export interface BeforeNumbers {
  readonly old: Catalog;
  readonly next: Catalog;
  /** Where they stood before N came. */
  readonly numbers: readonly Numbering[];
  /** N-1's statements that its own schema accepts, and that of N did not refuse, where they were asked there. */
  readonly statements: readonly Statement[];
  /** What was captured of N-1, all of it. */
  readonly asked?: readonly Statement[] | undefined;
}

interface Refused {
  readonly statement: Statement;
  readonly refusal: Refusal;
}

const putting: ReadonlySet<Statement['kind']> = new Set(['insert', 'upsert', 'other']);

/** Does it put rows into the table, and leave the number to the server? Where that cannot be said it does. */
const takesNumber = ({ kind, touches, writes }: Statement, table: string, column: string): boolean =>
  putting.has(kind) &&
  (touches.length === 0 || touches.includes(`table ${table}`)) &&
  writes?.includes(`column ${table}.${column}`) !== true;

/** Which of N-1's inserts are refused for a key that is there already. The column is given by the server: its value is none of theirs. */
const refusedNow = async (session: Connection, statements: readonly Statement[], isIt: (detail: string) => boolean): Promise<Refused[]> => {
  const askings = await askAll(session, statements, []);
  return statements.flatMap((statement, index): Refused[] => {
    const reply = askings[index]?.reply;
    return reply?.kind === 'refused' && reply.refusal.amongOthers && isIt(reply.refusal.detail ?? '')
      ? [{ statement, refusal: reply.refusal }]
      : [];
  });
};

/** Is no row of the table like another in this column alone? */
const isUnique = (catalog: Catalog, table: string, column: string): boolean =>
  catalog.objects.some(
    (one) =>
      (one.kind === 'constraint' || one.kind === 'index') &&
      one.table === table &&
      (one.kind === 'constraint'
        ? (one.type === 'primary key' || one.type === 'unique') && one.columns.length === 1 && one.columns[0] === column
        : one.unique && one.predicate === undefined && one.keys.length === 1 && one.keys[0] === column),
  );

const isGone = (number: string, { next, feed }: Numbering): boolean =>
  feed.sequence.increment.startsWith('-') ? BigInt(number) > BigInt(next) : BigInt(number) < BigInt(next);

/** The numbers that rows have and that come again, though they did not before N came. */
const comingAgain = (now: Numbering, was: Numbering): readonly string[] => {
  const before = new Set(was.ahead);
  return was.isMore ? [] : now.ahead.filter((number) => !before.has(number));
};

const shownRow = async (session: Connection, table: string, column: string, number: string): Promise<Record<string, string | null>> => {
  const reply = await session.ask({ text: `SELECT * FROM ${table} WHERE ${column} = ${number} LIMIT 1` });
  if (reply.kind === 'refused') return {};
  return Object.fromEntries(reply.columns.map(({ name }, index) => [name, reply.rows[0]?.[index] ?? null]));
};

type Force = Pick<Finding, 'severity' | 'cells' | 'use'> & Partial<Finding>;

const used = (of: string, isSeen: boolean, severity: Finding['severity']): Force => ({
  severity,
  cells: { rollback: isSeen ? 'breaks' : 'breaks-if-used' },
  use: { of, state: isSeen ? 'seen' : 'unknown', assume: 'used' },
});

/** A column that its sequence no longer numbers without repeating itself. */
const columnFinding = async (
  session: Connection,
  now: Numbering,
  was: Numbering,
  { old, next, statements, asked }: BeforeNumbers,
  server: string,
): Promise<Finding[]> => {
  const { table, column, sequence } = now.feed;
  const again = comingAgain(now, was);
  const [first] = again;
  if (first === undefined || table === undefined || column === undefined) return [];
  const mine = statements.filter((one) => takesNumber(one, table, column));
  const refused = await refusedNow(session, mine, (detail) => detail.includes(`(${column})=(`));
  const shown = refused.find(({ statement }) => statement.origin === 'captured') ?? refused[0];
  const row = await shownRow(session, table, column, first);
  const of = `a number of ${sequence.name} for ${table}.${column}`;
  // Where N's schema does not number the column, what N wrote there is only made up.
  const isAssumed =
    !feedsOf(next).some((feed) => feed.table === table && feed.column === column) && !again.some((number) => isGone(number, was));
  const isUsed = asked === undefined || asked.some((one) => takesNumber(one, table, column));
  const force: Force = !isUsed
    ? {
        severity: 'note',
        cells: { rollback: 'breaks-if-used' },
        downgraded: `none of ${asked.length} captured statements of N-1 puts a row into it and leaves the number to the server`,
        use: { of, state: 'ruled-out', assume: 'used' },
      }
    : isAssumed
      ? {
          severity: 'note',
          cells: { rollback: 'breaks-if-used' },
          use: { of: `numbers like ${first}, which N gives itself`, state: 'unknown', assume: 'unused' },
        }
      : used(of, shown?.statement.origin === 'captured', isUnique(old, table, column) ? 'error' : 'warning');
  const reach = now.next === first ? 'which' : `and comes to ${first}, which`;
  const said = shown ? `: N-1's ${shown.statement.name} is refused: ${shown.refusal.message}` : '';
  return [
    observedFinding(
      'downRepeats',
      `after the down migration ${sequence.name} gives ${now.next} next, ${reach} a row of ${table} has${said}`,
      {
        object: `column ${table}.${column}`,
        ...force,
        witness: {
          kind: shown ? 'statement' : 'row',
          value: {
            ...(shown && {
              statement: shown.statement.text,
              ...(shown.statement.values.length > 0 && { values: shown.statement.values }),
              origin: shown.statement.origin,
              on: 'the schema after the down migration, with rows that N wrote',
              error: { code: shown.refusal.code, message: shown.refusal.message, detail: shown.refusal.detail ?? null },
            }),
            sequence: sequence.name,
            next: now.next,
            table,
            row,
          },
          confirmedBy: server,
        },
      },
    ),
  ];
};

/** Holds where sequences stand after a down migration against the numbers that rows have, for each column of N-1 that one numbers. */
export const numberFindings = async (session: Connection, left: Catalog, before: BeforeNumbers, server: string): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const now of before.numbers.length === 0 ? [] : await readNumbers(session, left)) {
    const was = before.numbers.find(
      ({ feed }) => feed.table !== undefined && feed.table === now.feed.table && feed.column === now.feed.column,
    );
    if (was) findings.push(...(await columnFinding(session, now, was, before, server)));
  }
  return findings;
};

/**
 * Where the migration has set a sequence back below rows that it had passed: N-1 comes to their numbers, if not with its next insert. What a
 * statement was refused for that is told by it.
 */
export const numbersSetBack = async (
  session: Connection,
  prepared: Prepared,
  arrived: { readonly numbers: readonly Numbering[] },
  up: ReadScript,
  observations: readonly Observation[],
  server: string,
): Promise<Finding[]> => {
  const { catalog: old, numbers, captured: asked } = prepared;
  const findings: Finding[] = [...freeSetBack(prepared, arrived.numbers, up, server)];
  for (const now of numbers.length === 0 ? [] : arrived.numbers) {
    const { table, column, sequence } = now.feed;
    const was = numbers.find(({ feed }) => feed.table !== undefined && feed.table === table && feed.column === column);
    if (!was || table === undefined || column === undefined) continue;
    const first = comingAgain(now, was).find((number) => isGone(number, was));
    if (first === undefined || observations.some(({ refusal }) => refusal?.amongOthers && refusal.detail?.includes(`(${column})=(`)))
      continue;
    const of = `a number of ${sequence.name} for ${table}.${column}`;
    const takers = asked?.filter((one) => takesNumber(one, table, column));
    const isRuledOut = takers?.length === 0;
    findings.push(
      observedFinding(
        'upRepeats',
        `the migration sets ${sequence.name} to ${now.next}, and it comes to ${first}, which a row of ${table} has`,
        {
          object: `column ${table}.${column}`,
          severity: isRuledOut ? 'note' : isUnique(old, table, column) ? 'error' : 'warning',
          ...(isRuledOut && {
            downgraded: `none of ${asked?.length} captured statements of N-1 puts a row into it and leaves the number to the server`,
          }),
          cells: takers && !isRuledOut ? { mixed: 'breaks', rollback: 'breaks' } : { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
          use: { of, state: isRuledOut ? 'ruled-out' : takers ? 'seen' : 'unknown', assume: 'used' },
          witness: {
            kind: 'row',
            value: { sequence: sequence.name, was: was.next, next: now.next, table, row: await shownRow(session, table, column, first) },
            confirmedBy: server,
          },
        },
      ),
    );
  }
  return findings;
};

import type { Catalog, ColumnObject, ConstraintObject } from '../catalog.ts';
import type { Connection } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { writtenBy } from './read-back.ts';
import type { Baseline } from './cells.ts';
import type { Judged } from './confirm.ts';
import { added, done, plain } from './left.ts';
import { isHeld, refers } from './seen-reference.ts';
import { isLookedUp, isTwice, type Written } from './seen-twice.ts';
import type { Row } from './tables.ts';

// What N may write and N-1 has never seen is assumed of nobody, until a statement that N was seen to ask writes it.

/** What N may write by them, and a row can show. */
const ofValues: ReadonlySet<string> = new Set([
  'storage/check-dropped',
  'storage/check-loosened',
  'storage/column-not-null-dropped',
  'storage/column-type-widened',
  'storage/domain-loosened',
  'storage/enum-value-added',
  'storage/foreign-key-dropped',
  'storage/reference-added',
]);

/** What is told apart no more by these a row alone does not show: there are two. */
const ofKeys: ReadonlySet<string> = new Set(['storage/primary-key-dropped', 'storage/unique-changed', 'storage/unique-dropped']);

const wroteOf = ({ statement, own: [asking] }: Baseline): readonly Written[] => {
  if (statement.origin !== 'captured') return [];
  const first = { table: writtenBy(statement), before: asking.before, after: asking.after };
  return [first, ...(asking.others ?? [])].flatMap(({ table, before: was, after: is }) => {
    const [before, after] = [done(was), done(is)];
    if (table === undefined || !before || !after) return [];
    return added(before, after).rows.map((values) => ({
      statement,
      table,
      row: Object.fromEntries(after.columns.map(({ name }, at) => [name, values[at] ?? null])),
    }));
  });
};

/** Is it so? undefined: the server does not say. */
const asks = async (session: Connection, text: string, values: readonly (string | null)[]): Promise<boolean | undefined> => {
  const reply = await session.ask({ text, values });
  // Class 22: a value that does not fit.
  if (reply.kind === 'refused') return reply.refusal.code.startsWith('22') ? true : undefined;
  return reply.rows[0]?.[0] === 't';
};

const columnsOf = ({ objects }: Catalog, table: string): readonly ColumnObject[] =>
  objects.filter((one): one is ColumnObject => one.kind === 'column' && one.table === table);

const conditionOf = (check: string): string => check.replace(/^[^]*?\bCHECK \(/, '(').replace(/ NO INHERIT$/, '');

/** What is shown of a row: the column that holds what is new, or all of it. */
type News =
  | { readonly column: string }
  | { readonly whole: true }
  | { readonly refers: string; readonly state: 'breaks' | 'breaks-if-used' };

const labelsIn = (value: string, type: string): readonly string[] =>
  type.endsWith('[]')
    ? value
        .slice(1, -1)
        .split(',')
        .map((one) => one.replaceAll('"', ''))
    : [value];

/** Does a column hold what N-1 has never seen there? */
const isNewIn = async (
  session: Connection,
  { change: { was, is }, finding: { rule } }: Judged,
  of: ColumnObject,
  value: string | null,
): Promise<boolean | undefined> => {
  if (was?.kind === 'column' && is?.kind === 'column') {
    if (rule === 'storage/column-not-null-dropped') return value === null;
    return value === null
      ? false
      : await asks(session, `SELECT (($1::text::${was.type})::${is.type}) IS DISTINCT FROM ($1::text::${is.type})`, [value]);
  }
  if (was?.kind === 'enum' && is?.kind === 'enum')
    return value !== null && labelsIn(value, of.type).some((label) => !was.labels.includes(label) && is.labels.includes(label));
  if (was?.kind !== 'domain') return undefined;
  if (value === null) return was.notNull;
  for (const check of was.checks)
    if (
      (await asks(session, `SELECT (${conditionOf(check).replaceAll(/\bVALUE\b/g, `($1::text::${was.base})`)}) IS FALSE`, [value])) === true
    )
      return true;
  return false;
};

/** Is the row one that a constraint of N-1 keeps out? */
const breaksOld = async (
  session: Connection,
  { definition, type, references, columns: of }: ConstraintObject,
  columns: readonly ColumnObject[],
  row: Row,
): Promise<boolean> => {
  const values = columns.map(({ column }) => row[plain(column)] ?? null);
  const record = columns.map(({ column, type: one }, at) => `$${at + 1}::text::${one} AS ${column}`).join(', ');
  if (type === 'check')
    return (await asks(session, `SELECT (${conditionOf(definition)}) IS FALSE FROM (SELECT ${record}) AS row`, values)) === true;
  if (type !== 'foreign key' || !references || of.some((column) => (row[plain(column)] ?? null) === null)) return false;
  const same = of.map((column, at) => `there.${references.columns[at]} = here.${column}`).join(' AND ');
  return (
    (await asks(
      session,
      `SELECT NOT EXISTS (SELECT FROM ${references.table} AS there WHERE ${same}) FROM (SELECT ${record}) AS here`,
      values,
    )) === true
  );
};

const newsIn = async (
  session: Connection,
  judged: Judged,
  { table, row }: Written,
  capturedOfOld: readonly Statement[] | undefined,
): Promise<News | undefined> => {
  const { change } = judged;
  const { was, is, kind, new: next } = change;
  if (judged.finding.rule === 'storage/reference-added') {
    const state = is?.kind === 'constraint' && is.table === table && refers(change, row) ? isHeld(change, capturedOfOld) : undefined;
    return state && is?.kind === 'constraint' ? { refers: is.references?.table ?? '', state } : undefined;
  }
  const columns = columnsOf(next, table);
  if (was?.kind === 'constraint') return was.table === table && (await breaksOld(session, was, columns, row)) ? { whole: true } : undefined;
  const mine = columns.filter(({ name, type }) => (kind === 'column' ? name === is?.name : type.replace(/\[\]$/, '') === is?.name));
  for (const one of mine)
    if ((await isNewIn(session, judged, one, row[plain(one.column)] ?? null)) === true) return { column: plain(one.column) };
  return undefined;
};

/** What becomes of a finding whose use is seen. */
const seen = ({ change, finding }: Judged, { statement, table, row }: Written, news: News, server: string): Judged => {
  const { values, text, name, origin } = statement;
  const what =
    'column' in news
      ? `${news.column} of ${table} ${row[news.column] === null ? 'NULL' : JSON.stringify(row[news.column])}, which N-1 has never seen there`
      : 'refers' in news
        ? `${table} a row that refers to one of ${news.refers}, which N-1 cannot delete then`
        : `${table} a row that it keeps out, which N-1 has never seen there`;
  const now = 'refers' in news ? news.state : 'breaks';
  return {
    change,
    finding: {
      ...finding,
      severity: 'error',
      raised: `N's ${name} was captured, and writes it`,
      cells: Object.fromEntries(
        Object.entries(finding.cells).map(([cell, hit]) => [cell, hit === 'breaks-if-used' && cell !== 'rollout' ? now : hit]),
      ),
      use:
        now === 'breaks'
          ? { of: finding.use?.of ?? finding.what, state: 'seen', assume: 'unused' }
          : { of: `a row of ${'refers' in news ? news.refers : table} that N-1 deletes`, state: 'unknown', assume: 'used' },
      witness: {
        kind: 'statement',
        value: {
          statement: text,
          ...(values.length > 0 && { values }),
          origin,
          on: 'schema N',
          difference: `N writes into ${what}`,
          row,
        },
        confirmedBy: server,
      },
    },
  };
};

/**
 * What N-1 has never seen, and statements that were captured of N write: it is not assumed unused any more.
 * @param capturedOfOld what N-1 was seen to ask; absent: nothing was captured
 */
export const seenOfNew = async (
  judged: readonly Judged[],
  baseline: readonly Baseline[],
  session: Connection,
  server: string,
  capturedOfOld?: readonly Statement[],
): Promise<readonly Judged[]> => {
  const wrote = baseline.flatMap(wroteOf);
  if (wrote.length === 0) return judged;
  const told: Judged[] = [];
  for (const one of judged) {
    let made = one;
    if (ofValues.has(one.finding.rule) && one.finding.use?.state === 'unknown')
      for (const row of wrote) {
        const news = await newsIn(session, one, row, capturedOfOld);
        if (news === undefined) continue;
        made = seen(one, row, news, server);
        break;
      }
    const twice =
      ofKeys.has(one.finding.rule) && one.finding.use?.state !== 'seen' && isLookedUp(one.change, capturedOfOld)
        ? wrote.find((row) => isTwice(one.change, row, wrote))
        : undefined;
    if (twice) {
      const { downgraded: _, ...finding } = one.finding;
      made = seen({ ...one, finding }, twice, { whole: true }, server);
    }
    told.push(made);
  }
  return told;
};

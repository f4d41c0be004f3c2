import type { Finding } from '../../model/finding.ts';
import type { Change } from '../change.ts';
import type { Statement } from '../statements/statement.ts';
import type { Judged } from './confirm.ts';
import type { Observation } from './observation.ts';

// What N-1 was seen to ask, all of it, rules out what it never touches: so the dropping half of an expand-and-contract change
// passes once N-1 has let go.

const writing: ReadonlySet<Statement['kind']> = new Set(['insert', 'update', 'upsert', 'delete']);

const tableOf = ({ was, is }: Change): string | undefined => {
  const object = was ?? is;
  return object === undefined
    ? undefined
    : 'table' in object
      ? object.table
      : object.kind === 'table' || object.kind === 'view' || object.kind === 'materialized view'
        ? object.name
        : undefined;
};

/** What the object hangs on acts on who writes its table, whether he names it or not. */
const actsOnWriters = ({ turn, kind, fields }: Change): boolean =>
  kind === 'column'
    ? turn === 'added' || fields.some(({ field }) => field === 'default' || field === 'identity' || field === 'generated')
    : kind === 'constraint' || kind === 'index' || kind === 'trigger' || kind === 'rule' || kind === 'policy' || kind === 'grant';

const typesTouched = ({ old }: Change, touched: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    old.objects.flatMap((object) =>
      object.kind === 'column' && touched.has(`column ${object.name}`) ? [object.type.replace(/\[\]$/, '')] : [],
    ),
  );

/**
 * What is gone, and hangs on nothing that is left: the server would not have let it go else. It is met by who names it, in himself or
 * in what he calls, and a sequence also by who writes to a table whose column takes its numbers by name.
 */
const meetsByName = ({ turn, kind, was, old }: Change, touched: ReadonlySet<string>, statement: Statement): boolean | undefined => {
  if (turn !== 'removed' || !was) return undefined;
  if (kind === 'schema') return [...touched].some((one) => one.includes(` ${was.name}.`));
  if (kind !== 'sequence') return undefined;
  return (
    writing.has(statement.kind) &&
    old.objects.some((one) => one.kind === 'column' && one.default?.includes(was.name) === true && touched.has(`table ${one.table}`))
  );
};

/** Does the statement have to do with what changed? Where that cannot be said it does. */
export const meets = (change: Change, statement: Statement): boolean => {
  const touched = new Set(statement.touches);
  if (touched.size === 0) return true;
  const names = [change.was?.name, change.is?.name].filter((name) => name !== undefined);
  if (names.some((name) => touched.has(`${change.kind} ${name}`))) return true;
  if (change.kind === 'grant') return [change.was, change.is].some((one) => one?.kind === 'grant' && touched.has(one.on));
  if (change.kind === 'enum' || change.kind === 'domain' || change.kind === 'composite') {
    const types = typesTouched(change, touched);
    return names.some((name) => types.has(name));
  }
  const named = meetsByName(change, touched, statement);
  if (named !== undefined) return named;
  const table = tableOf(change);
  // What belongs to no table may act from anywhere.
  if (table === undefined) return true;
  if (!touched.has(`table ${table}`) && !touched.has(`view ${table}`)) return false;
  return change.kind === 'column'
    ? actsOnWriters(change) && writing.has(statement.kind)
    : change.kind === 'policy' || !actsOnWriters(change) || writing.has(statement.kind);
};

/**
 * Only an insert that leaves the column out can notice, and gets the same each time: nothing but the default changed, or no statement
 * names the column. Whoever was seen to run alike on both schemas is not hit.
 */
const isLeftOut = ({ kind, turn, fields, was }: Change, statements: readonly Statement[]): boolean =>
  kind === 'column' &&
  turn === 'changed' &&
  fields.length > 0 &&
  (fields.every(({ field }) => field === 'default') ||
    statements.every(({ touches }) => touches.length > 0 && !touches.includes(`column ${was?.name}`)));

const ruledOut = (finding: Finding, why: string): Finding => ({
  ...finding,
  severity: 'note',
  downgraded: why,
  use: { of: finding.use?.of ?? finding.object ?? finding.what, state: 'ruled-out', assume: finding.use?.assume ?? 'used' },
});

/** Takes back what the captured statements show that N-1 does not use. */
export const ruleOut = (
  judged: readonly Judged[],
  captured: readonly Statement[],
  observations: readonly Observation[],
): readonly Judged[] =>
  judged.map((one) => {
    const { change, finding } = one;
    if (finding.use?.assume !== 'used' || finding.use.state !== 'unknown') return one;
    const mine = captured.filter((statement) => meets(change, statement));
    if (mine.length === 0)
      return { change, finding: ruledOut(finding, `none of ${captured.length} captured statements of N-1 touches it`) };
    const ran = mine.every(({ origin, name }) => origin !== 'prepared-only' && !observations.some((seen) => seen.statement.name === name));
    return isLeftOut(change, mine) && ran
      ? { change, finding: ruledOut(finding, `${mine.length} captured statements of N-1 were run, and get what they got before`) }
      : one;
  });

/** A trigger that runs before rows are put in, and may fill what was left out. */
const mayFill = ({ new: next }: Change, table: string): boolean =>
  next.objects.some(
    (one) =>
      one.kind === 'trigger' &&
      one.table === table &&
      one.enabled !== 'disabled' &&
      /\bBEFORE\b[^]*?\bINSERT\b[^]*?\bON\b/i.test(one.definition),
  );

/** Takes back that a column is demanded where a trigger fills it: every insert of N-1 was run without the column, and went through. */
export const withoutFilled = (
  judged: readonly Judged[],
  asked: readonly Statement[],
  observations: readonly Observation[],
): readonly Judged[] =>
  judged.map((one) => {
    const { change, finding } = one;
    if (finding.rule !== 'storage/required-column-added' || finding.use?.state !== 'unknown' || change.is?.kind !== 'column') return one;
    const { table } = change.is;
    const inserts = asked.filter(
      ({ kind, origin, touches }) =>
        (kind === 'insert' || kind === 'upsert') && origin !== 'prepared-only' && touches.includes(`table ${table}`),
    );
    const isRefused = observations.some(({ kind, statement }) => kind === 'refused' && inserts.includes(statement));
    return inserts.length === 0 || isRefused || !mayFill(change, table)
      ? one
      : {
          change,
          finding: ruledOut(finding, `a trigger fills it: ${inserts.length} inserts of N-1 were run without it, and went through`),
        };
  });

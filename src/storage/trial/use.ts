import type { Finding } from '../../model/finding.ts';
import type { Change } from '../change.ts';
import { saysWhatItWrites } from '../statements/effects.ts';
import type { Statement } from '../statements/statement.ts';
import type { Judged } from './confirm.ts';
import { withoutGoneTriggers } from './gone-triggers.ts';
import { meets } from './meets.ts';
import type { Observation } from './observation.ts';

// What N-1 was seen to ask, all of it, rules out what it never touches: so the dropping half of an expand-and-contract change
// passes once N-1 has let go.

/**
 * Only an insert that leaves the column out can notice, and gets the same each time: nothing but the default changed, or no statement
 * names the column. Whoever was seen to run alike on both schemas is not hit.
 */
const isLeftOut = ({ kind, turn, fields, was, old }: Change, statements: readonly Statement[]): boolean =>
  kind === 'column' &&
  turn === 'changed' &&
  fields.length > 0 &&
  statements.every(
    (one) =>
      saysWhatItWrites(old, one) &&
      !(one.kind === 'insert' && /\bselect\b/i.test(one.text)) &&
      (!one.touches.includes(`column ${was?.name}`) || (one.kind === 'insert' && fields.every(({ field }) => field === 'default'))),
  );

const ruledOut = (finding: Finding, why: string): Finding => ({
  ...finding,
  severity: 'note',
  downgraded: why,
  use: { of: finding.use?.of ?? finding.object ?? finding.what, state: 'ruled-out', assume: finding.use?.assume ?? 'used' },
});

/**
 * Takes back what the captured statements show that N-1 does not use.
 * @param asked those that its own schema accepted, and that were asked of schema N
 * @param setBack what is told of sequences that come to numbers again: one that was renamed goes on
 */
export const ruleOut = (
  judged: readonly Judged[],
  captured: readonly Statement[],
  observations: readonly Observation[],
  asked: readonly Statement[],
  setBack: readonly Finding[] = [],
): readonly Judged[] => {
  const ran = new Set(asked.flatMap(({ name, origin }) => (origin === 'prepared-only' ? [] : [name])));
  const other = new Set(observations.map(({ statement }) => statement.name));
  const isAlike = ({ name }: Statement): boolean => ran.has(name) && !other.has(name);
  return judged.map((one) => {
    const { change, finding } = one;
    if (finding.use?.assume !== 'used' || finding.use.state !== 'unknown') return one;
    if (finding.rule === 'storage/sequence-dropped' && setBack.some(({ rule }) => rule === 'storage/sequence-set-back')) return one;
    const mine = captured.filter((statement) =>
      meets({ change, rule: finding.rule }, withoutGoneTriggers(statement, change), isAlike(statement)),
    );
    if (mine.length === 0)
      return { change, finding: ruledOut(finding, `none of ${captured.length} captured statements of N-1 touches it`) };
    return isLeftOut(change, mine) && mine.every(isAlike)
      ? { change, finding: ruledOut(finding, `${mine.length} captured statements of N-1 were run, and get what they got before`) }
      : one;
  });
};

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

import type { Finding } from '../../model/finding.ts';
import type { Connection } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { mentions } from '../diff/texts.ts';
import type { Judged } from './confirm.ts';
import { type ReadScript, runStatements } from './script.ts';

// N may write what N-1 has never seen, and a down migration that is a plain mirror is refused by it. That N does so is assumed of
// the rows that were made, and of nobody: it counts as such, unless the migration or a statement that N was seen to ask writes it.

const isAssumed = ({ finding: { use } }: Judged): boolean => use?.assume === 'unused' && use.state !== 'seen';

/** The down migration, where it is worth trying without generated rows: it can be taken back, and something is assumed unused. */
export const downToTry = (down: ReadScript | undefined, judged: readonly Judged[]): ReadScript | undefined =>
  down?.mode === 'one-transaction' && judged.some(isAssumed) && !down.statements.some(({ text }) => /\bsetval\b/i.test(text))
    ? down
    : undefined;

/** Does the down migration go through with what is there, and what these statements of N write? Nothing of it stays. */
export const goesDown = async (session: Connection, down: ReadScript, seen: readonly Statement[]): Promise<boolean> => {
  await session.begin();
  for (const { text, values, kind, origin } of seen) if (kind !== 'select' && origin === 'captured') await session.place({ text, values });
  const failure = await runStatements(session, down);
  await session.rollback();
  await session.reset();
  return failure === undefined;
};

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Tools put every name in quotes. */
const bare = (text: string): string => text.replaceAll('"', '');

/** Words by which a statement of the down speaks of what was loosened: all of one list. */
const wordsOf = ({ change: { kind, is, was, new: next } }: Judged): readonly (readonly string[])[] => {
  const object = is ?? was;
  if (kind === 'column' && object?.kind === 'column') return [[lastName(object.table), object.column]];
  if (object?.kind === 'constraint') return [[lastName(object.table)]];
  if (!object || (kind !== 'enum' && kind !== 'domain')) return [];
  const columns = next.objects.flatMap((one) =>
    one.kind === 'column' && one.type.replace(/\[\]$/, '') === object.name ? [[lastName(one.table), one.column]] : [],
  );
  return [[lastName(object.name)], ...columns];
};

interface Refused {
  readonly statement: string;
  readonly error: { readonly code: string };
}

/** A down migration that only rows refuse which N is assumed to write harms who writes them. */
export const whereAssumed = (findings: readonly Finding[], judged: readonly Judged[]): readonly Finding[] =>
  findings.map((finding) => {
    const { statement = '', error } = (finding.witness?.value ?? {}) as Partial<Refused>;
    // Classes 22 and 23: values that do not fit, and constraints.
    if (finding.rule !== 'storage/down-failed' || !/^2[23]/.test(error?.code ?? '')) return finding;
    const of = judged
      .filter(isAssumed)
      .find((one) => wordsOf(one).some((words) => words.every((word) => mentions(bare(statement), bare(word)))));
    if (!of) return finding;
    return {
      ...finding,
      severity: 'note',
      cells: { rollback: 'breaks-if-used' },
      downgraded: 'it goes through with the rows of N-1, and N was not seen to write what it does not take',
      use: { of: `${of.finding.use?.of ?? of.change.name} before going back`, state: 'unknown', assume: 'unused' },
    };
  });

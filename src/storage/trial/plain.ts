import type { Finding } from '../../model/finding.ts';
import type { DownReport, Exercised, TrialPhase } from '../../model/migration.ts';
import { type Means, refusedLater, rowThatStops, type Stopped } from './rows-that-stop.ts';
import type { Failure } from './script.ts';
import type { Made, Subject } from './subject.ts';
import { cellsOf } from './summary.ts';

// Rows that are made hold what a type can hold, and a data migration stumbles over its limits (v + 1 of the greatest number). Nobody has
// seen such a row: where plain ones go through, it is assumed that there is none, and the trial is that of plain rows.

/** What a trial showed, as far as it is looked at here. */
interface Shown {
  readonly findings: readonly Finding[];
  readonly phases: readonly TrialPhase[];
  readonly exercised: Exercised;
  readonly cells: ReturnType<typeof cellsOf>;
  readonly down?: DownReport;
}

/** A trial, and what stopped its migration; or what refused it when it was run again after its down. */
export type Tried<T> = T & { readonly stopped?: Stopped; readonly refusedAgain?: Failure };

const failed = 'storage/migration-failed';
const differs = 'storage/up-again-differs';

/** A value is too long for an index. */
const isTooLong = ({ refusal }: Failure): boolean => refusal.code === '54000';

/** No constraint stands behind it: what those keep out ordinary rows come to, too (an empty text, 0). Class 23: violated constraints. */
const isOfValue = (failure: Failure): boolean => {
  const { code, constraint, column } = failure.refusal;
  return isTooLong(failure) || (!code.startsWith('23') && constraint === undefined && column === undefined);
};

/** It is a statement of data: no change of the schema says why. */
const isOfData = ({ statement }: Failure): boolean => /^(?:with|update|insert|merge|delete|select|do|call)\b/i.test(statement.text);

const goesThrough: Readonly<Record<Made, string>> = {
  plain: 'it goes through with plain rows, and with those of a seed',
  short: 'it goes through with shorter values, and with the rows of a seed',
};

/** On which rows it was tried, since others stop it; undefined: on all. */
export const madeFor = (findings: readonly Finding[]): Made | undefined => {
  const past = findings.find(({ rule, use }) => rule === failed && use?.assume === 'unused');
  return past && (past.downgraded === goesThrough.short ? 'short' : 'plain');
};

/** Characters of a row in a sentence. */
const longest = 200;

const assumedAway = (
  own: Finding,
  { row, table, made = 'plain' }: { readonly row?: Readonly<Record<string, string | null>>; readonly table?: string; readonly made?: Made },
): Finding => {
  const text = row ? JSON.stringify(row) : '';
  const shown = row ? ` (${table}: ${text.length > longest ? `${text.slice(0, longest)}…` : text})` : '';
  return {
    ...own,
    severity: 'note',
    what: `${own.what}; only rows that were made do that${shown}, ${made === 'short' ? 'shorter' : 'plain'} ones go through`,
    cells: { rollout: 'breaks-if-used' },
    downgraded: goesThrough[made],
    use: { of: row ? `a row like the one that is shown, of ${table}` : 'such a row', state: 'unknown', assume: 'unused' },
    ...(own.witness && row && { witness: { ...own.witness, value: { ...(own.witness.value as object), table, row } } }),
  };
};

/** Tries it on plain rows, too, where the migration was refused for a value of a row that N was made to write, when it was run again. */
const pastRowsOfN = async <T extends Shown>(
  first: Tried<T>,
  subject: Subject,
  again: (subject: Subject) => Promise<Tried<T>>,
): Promise<Tried<T>> => {
  const { refusedAgain, down } = first;
  const isTold = first.findings.some(({ rule }) => rule === differs);
  if (!down || !isTold || refusedAgain?.refusal.about !== 'rows' || !isOfValue(refusedAgain)) return first;
  const plain = await again({ ...subject, made: 'plain' });
  if (plain.stopped || plain.down?.again !== 'equal') return first;
  const findings = first.findings.map((one) => (one.rule === differs ? assumedAway(one, {}) : one));
  return { ...first, findings, cells: cellsOf(findings, first.exercised, undefined), down: { ...down, again: 'equal' } };
};

/** Tries a migration again on plain rows where nothing but rows that were made stops it, and nothing of the schema says why. */
export const pastMadeRows = async <T extends Shown>(
  first: Tried<T>,
  subject: Subject,
  means: Means,
  again: (subject: Subject) => Promise<Tried<T>>,
): Promise<Tried<T>> => {
  const { stopped } = first;
  if (!stopped) return await pastRowsOfN(first, subject, again);
  if (!isOfValue(stopped.failure)) return first;
  if (!isOfData(stopped.failure) && !first.findings.some(({ rule }) => rule === failed)) return first;
  const went = ({ stopped: by, phases }: Tried<T>): boolean => !by && phases.some(({ name }) => name === 'cells');
  // Without what is too long for an index all other values can stay.
  const short = isTooLong(stopped.failure) ? await again({ ...subject, made: 'short' }) : undefined;
  const made = short && went(short) ? 'short' : 'plain';
  const plain = short && made === 'short' ? short : await again({ ...subject, made: 'plain' });
  if (!went(plain)) return first;
  const row = await rowThatStops(stopped, means);
  const shown = row && { table: row.table, row: Object.fromEntries(row.columns.map((name, index) => [name, row.values[index] ?? null])) };
  const later = isOfData(stopped.failure) || isTooLong(stopped.failure) ? undefined : await refusedLater(stopped, means);
  const findings = [assumedAway(stopped.own, { ...shown, made }), ...(later ? [later] : []), ...plain.findings];
  return { ...plain, findings, cells: cellsOf(findings, plain.exercised, undefined) };
};

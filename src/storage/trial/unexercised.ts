import type { Finding } from '../../model/finding.ts';
import type { Unexercised } from '../../model/migration.ts';
import type { Catalog } from '../catalog.ts';
import type { Change } from '../change.ts';
import type { Compared } from '../dialect.ts';
import { dialectOf } from '../engines/dialects.ts';
import { droppedSilently } from '../rows/insert-rows.ts';
import { observedFinding } from './observed.ts';
import type { Prepared } from './prepare.ts';
import { names } from './reach.ts';
import type { ReadScript } from './script.ts';
import { countOf } from './tables.ts';

// What a trial could not reach. A statement that changes data and found none of the rows has shown nothing, and neither has a migration
// of a table that takes no row.

/** `public."Orders"` -> `"Orders"` */
const lastName = (name: string): string => /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name)?.[0] ?? name;

/** The table that rows of this one are put into. */
const rootOf = (catalog: Catalog, name: string): string => {
  const table = catalog.objects.find((one) => one.kind === 'table' && one.name === name);
  return table?.kind === 'table' && table.partitionOf ? rootOf(catalog, table.partitionOf.parent) : name;
};

/** Tables of N-1 that rows are kept in, by the names that a text has for them. */
const namedIn = ({ objects }: Catalog, text: string): readonly string[] =>
  objects.flatMap((one) => (one.kind === 'table' && names(text, one.name) ? [one.name] : []));

/** Tables of N-1 that change, by what they are now called or were. */
const changedIn = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ was, is }) =>
    [was, is].flatMap((one) => (one === undefined ? [] : 'table' in one && typeof one.table === 'string' ? [one.table] : [one.name])),
  );

/** Tables in which it looks for rows: those that it updates or deletes of, and of an INSERT … SELECT those that it reads. Undefined: it looks for none. */
const soughtIn = ({ verb, words, aliases }: Compared): readonly string[] | undefined => {
  const [first, ...others] = aliases.values();
  if (verb === 'update' || verb === 'delete') return first === undefined ? undefined : [first];
  if (verb === 'merge') return others;
  if (verb === 'insert') return words.has('select') ? others : undefined;
  return verb === 'with' && ['update', 'delete', 'insert'].some((word) => words.has(word)) ? [...aliases.values()] : undefined;
};

/** Rows that refer to nobody, which a foreign key keeps out. */
const seeksOrphans = (text: string, tables: readonly string[], { objects }: Catalog): boolean =>
  /\bnot\s+(?:exists|in)\s*\(\s*select\b|\bleft\s+(?:outer\s+)?join\b/i.test(text) &&
  objects.some(
    (one) =>
      one.kind === 'constraint' &&
      one.references &&
      one.enforced &&
      one.validated &&
      tables.includes(one.table) &&
      tables.includes(one.references.table),
  );

/** Nothing is in it: what is put there is dropped, or a statement before has emptied it. */
const isEmptied = (up: ReadScript, index: number, name: string, { empty }: Prepared['rows']): boolean =>
  empty.some(({ table, why }) => table === name && why === droppedSilently) ||
  up.statements.slice(0, index).some(({ text }) => /^truncate\b/i.test(text) && names(text, name));

/** Statements of the migration that found no row to change, though there may be such rows. */
const idleIn = (
  up: ReadScript,
  counts: readonly number[],
  { catalog, contents, impossible, rows }: Prepared,
): Unexercised['statements'] => {
  const { comparedIn } = dialectOf(catalog);
  return up.statements.flatMap(({ text, line }, index) => {
    const tables = counts[index] === 0 && !impossible.has(text) ? soughtIn(comparedIn(text)) : undefined;
    const old = [...contents].filter(([table]) => tables?.includes(lastName(table)) && !isEmptied(up, index, table, rows));
    if (old.length === 0 || seeksOrphans(text, namedIn(catalog, text), catalog)) return [];
    const filled = old.filter(([, there]) => countOf(there) > 0);
    const [table] = (filled[0] ?? old[0]) as (typeof old)[number];
    const why = rows.empty.find((one) => one.table === table)?.why;
    return [
      {
        statement: index + 1,
        line,
        table,
        why:
          filled.length > 0
            ? `none of the rows of ${table} is one that it looks for`
            : `no row could be placed in ${table}${why === undefined ? '' : `: ${why}`}`,
      },
    ];
  });
};

/** Characters of a value that is shown. */
const longest = 80;

const valuesOf = ({ rows }: Prepared, bare: ReadonlySet<string>): Unexercised['values'] =>
  [
    ...Map.groupBy(
      rows.unplaced.filter(({ table }) => !bare.has(table)),
      ({ table, column, why }) => JSON.stringify([table, column, why]),
    ).values(),
  ].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { table, column, value, why } = first;
    const shown = value !== null && value.length > longest ? `${value.slice(0, longest)}…` : value;
    return [{ table, column, count: same.length, first: shown, why }];
  });

/** What was not exercised of a migration; undefined: nothing of it. `changes`: of its schema; `counts`: rows that its statements changed. */
export const unexercisedOf = (
  up: ReadScript,
  changes: readonly Change[],
  prepared: Prepared,
  counts: readonly number[] | undefined,
): Unexercised | undefined => {
  const { catalog, contents, rows } = prepared;
  const bare = new Set([...contents].flatMap(([table, there]) => (countOf(there) === 0 ? [table] : [])));
  const isMeantEmpty = (name: string): boolean => rows.empty.some(({ table, why }) => table === name && why === droppedSilently);
  const text = up.statements.map((one) => one.text).join('\n');
  const about = new Set(
    [...namedIn(catalog, text), ...changedIn(changes)].map((name) => rootOf(catalog, name)).filter((name) => contents.has(name)),
  );
  const tables = [...bare].map((table) => ({ table, why: rows.empty.find((one) => one.table === table)?.why ?? 'it took no row' }));
  const values = valuesOf(prepared, bare);
  const statements = counts ? idleIn(up, counts, prepared) : [];
  const isAll = about.size > 0 && [...about].every((name) => bare.has(name) && !isMeantEmpty(name));
  const whys = tables.filter(({ table }) => about.has(table)).map(({ table, why }) => `${table} (${why})`);
  if (tables.length + values.length + statements.length === 0) return undefined;
  return {
    ...(isAll && { nothing: `nothing was exercised: no row could be placed in what the migration is about: ${whys.join(', ')}` }),
    tables,
    values,
    statements,
  };
};

/** A finding of each statement that met no row; none where that is said of the whole migration. */
export const idleFindings = ({ statements, nothing }: Partial<Unexercised>, up: ReadScript): readonly Finding[] =>
  nothing === undefined
    ? (statements ?? []).map(({ statement, table, why }) => {
        const { line = 1, column = 1 } = up.statements[statement - 1] ?? {};
        return observedFinding('notExercised', `statement ${statement} of ${up.statements.length} changes no row: ${why}`, {
          cells: { rollout: 'unknown', mixed: 'unknown', rollback: 'unknown' },
          object: `table ${table}`,
          at: { new: { file: up.file, line, column } },
        });
      })
    : [];

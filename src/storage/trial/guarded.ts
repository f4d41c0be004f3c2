import { isActive } from '../judging/triggers.ts';
import type { Connection } from '../engine.ts';
import { insertRows } from '../rows/insert-rows.ts';
import { insertText } from '../rows/insert.ts';
import { rowsFor } from '../rows/rows.ts';
import type { Statement } from '../statements/statement.ts';
import { type Baseline, baselineOf } from './cells.ts';
import { ownDeletes } from './own-deletes.ts';
import type { Prepared } from './prepare.ts';
import { names } from './reach.ts';
import type { ReadScript } from './script.ts';

// A trigger's function that the migration makes anew may refuse under another condition than it did, which cannot be read off its text.
// One row a table seldom meets it: N-1 puts in as many as each boundary value of every type takes, where nothing was captured.

const perTable = 12;
const seed = 5;

const remakes = /\bcreate\s+or\s+replace\s+(?:function|procedure)\b|\balter\s+function\b/i;

/** Tables of N-1 at whose inserts a function runs that the migration names where it makes one anew. */
const guardedBy = ({ statements }: ReadScript, { objects }: Prepared['catalog']): ReadonlySet<string> => {
  const texts = statements.map(({ text }) => text).filter((text) => remakes.test(text));
  return new Set(
    objects.flatMap((one) => {
      if (one.kind !== 'trigger' || !isActive(one) || !/\bINSERT\b/.test(one.definition)) return [];
      const called = /EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(one.definition)?.[1];
      return called !== undefined && texts.some((text) => names(text, called)) ? [one.table] : [];
    }),
  );
};

const insertsOf = async (session: Connection, prepared: Prepared, up: ReadScript): Promise<readonly Statement[]> => {
  const { catalog, rows, captured } = prepared;
  const tables = captured === undefined ? guardedBy(up, catalog) : new Set<string>();
  if (tables.size === 0) return [];
  const proposed = rowsFor(catalog, { seed, perTable, avoid: rows.placed });
  const { placed } = await insertRows(session, catalog, proposed, { seed, there: rows.placed, keep: false });
  return placed
    .filter(({ table }) => tables.has(table))
    .map((insert, at): Statement => ({
      ...insertText([insert]),
      name: `insert into ${insert.table}, row ${at + 1}`,
      origin: 'generated',
      kind: 'insert',
      touches: [`table ${insert.table}`, ...insert.columns.map((column) => `column ${insert.table}.${column}`)],
    }));
};

/** More inserts of N-1 into these tables, each of a row that is not there and that its own schema takes; and rows that it puts in and takes out. */
export const guardedInserts = async (session: Connection, prepared: Prepared, up: ReadScript): Promise<readonly Baseline[]> => {
  const statements = [...(await insertsOf(session, prepared, up)), ...ownDeletes(prepared, up)];
  return statements.length === 0 ? [] : (await baselineOf(session, statements, [prepared.catalog])).usable;
};

import type { Finding } from '../../model/finding.ts';
import type { Catalog } from '../../storage/catalog.ts';
import type { Change } from '../../storage/change.ts';
import { diffCatalogs } from '../../storage/diff.ts';
import { nameOf } from '../../storage/objects.ts';
import type { Rows } from '../../storage/engines/postgres/rows.ts';
import type { Captured } from './capture.ts';
import { common, rowFinding } from './down-finding.ts';
import { judgeDigests } from './down-digests.ts';
import { explaining, type Made } from './made.ts';

// The `down` route promises more than "N-1 runs": the schema is N-1's again, and no row was harmed on the way.

/** What a change is called, and what it was and is: of what was changed, the fields in which it differs. */
const told = ({ turn, is, was, fields }: Change): { what: string; before: unknown; after: unknown } => {
  if (is && !was) return { what: `${nameOf(is)} is still there after the down migrations`, before: null, after: is };
  if (was && !is) return { what: `${nameOf(was)} is gone after the down migrations`, before: was, after: null };
  const side = (of: 'was' | 'is'): unknown => Object.fromEntries(fields.map((field) => [field.field, field[of] ?? null]));
  const name = is && was ? [nameOf(was), is.name] : ['', ''];
  return turn === 'renamed'
    ? { what: `${name[0]} is called ${name[1]} after the down migrations`, before: was?.name, after: is?.name }
    : { what: `${name[0]} is not what it was`, before: side('was'), after: side('is') };
};

const schemaFinding = (change: Change): Finding => {
  const { what, before, after } = told(change);
  return {
    ...common,
    rule: 'drills/down-schema-differs',
    severity: 'error',
    what,
    why: 'After its down migrations N must leave the schema of N-1; whatever differs was never tested with N-1.',
    fix: 'Make the .down.sql the exact mirror of the .up.sql.',
    witness: { kind: 'statement', value: { before, after }, confirmedBy: 'PostgreSQL catalog' },
  };
};

/**
 * Differences that a down migration can do something about, each told once. A column that was dropped comes back as the last one,
 * whatever one writes: the order of columns is none.
 */
const schemaFindings = (old: Catalog, now: Catalog): Finding[] =>
  diffCatalogs(old, now)
    .filter(({ withTable, withColumn }) => !withTable && !withColumn)
    .map((change) => (change.kind === 'table' ? { ...change, fields: change.fields.filter(({ field }) => field !== 'columns') } : change))
    .filter(({ turn, fields }) => turn !== 'changed' || fields.length > 0)
    .map(schemaFinding);

type Row = Readonly<Record<string, string | null>>;

/** A row's change by the down migrations, judged by the row as it was before N came (`old`), and before the downs ran (`left`). */
const judgeRow = (table: string, old: Row | undefined, left: Row, now: Row | undefined): Finding | undefined => {
  if (!now)
    return rowFinding(
      'down-row-lost',
      'error',
      table,
      'a row is gone after the down migrations',
      left,
      'Do not delete rows in a down migration; move them to where N-1 reads them.',
    );
  const columns = Object.keys(now).filter(
    (name) => (old || name in left) && now[name] !== (old && name in old ? old[name] : left[name]) && now[name] !== left[name],
  );
  // Certain where N had not changed it, or had no such column and what stood there is gone; else it may be N's own doing.
  const certain = columns.some((name) => old && (name in left ? old[name] === left[name] : now[name] === null));
  if (columns.length > 0)
    return rowFinding(
      'down-row-changed',
      certain ? 'error' : 'warning',
      table,
      `${columns.join(', ')} changed in the down migrations`,
      { before: old ?? null, left, after: now },
      'Write back in the down migration what the up migration took away.',
    );
  // A column that N took out of the row and the downs brought back empty.
  const emptied = old ? [] : Object.keys(now).filter((name) => !(name in left) && now[name] === null);
  return emptied.length > 0
    ? rowFinding(
        'down-row-emptied',
        'warning',
        table,
        `${emptied.join(', ')} came back empty for a row that N wrote`,
        { left, after: now },
        'Fill the column from what N kept instead, before dropping that.',
      )
    : undefined;
};

/**
 * Rows of a table that N had taken away and the downs brought back. That not one of them is there is certain to be a loss; a
 * single one may have been deleted while N kept them elsewhere.
 */
const judgeReturned = (table: string, rows: Rows, now: Rows): Finding[] => {
  const missing = [...rows].filter(([key]) => !now.has(key));
  const severity = missing.length === rows.size ? 'error' : 'warning';
  return missing.map(([, row]) =>
    rowFinding(
      'down-row-lost',
      severity,
      table,
      'a row from before the rollout is gone after the down migrations',
      row,
      'Bring back in the down migration the rows that the up migration moved away.',
    ),
  );
};

/** Rows without a key, as a bag of those columns that were there all the time: fewer rows are a loss, others a change that may be N's own. */
const judgeKeyless = (table: string, left: Rows, now: Rows, isMade: (row: Row) => boolean): Finding[] => {
  const names = Object.keys(left.values().next().value ?? {});
  const text = (row: Row): string => JSON.stringify(names.map((name) => row[name] ?? null));
  const there = new Map<string, number>();
  for (const row of now.values()) there.set(text(row), (there.get(text(row)) ?? 0) + 1);
  const missing = [...left.values()].filter((row) => {
    const count = there.get(text(row)) ?? 0;
    there.set(text(row), count - 1);
    return count <= 0 && !isMade(row);
  });
  const lost = left.size - now.size;
  return missing.map((row, index) =>
    index < lost
      ? rowFinding(
          'down-row-lost',
          'error',
          table,
          'a row is gone after the down migrations',
          row,
          'Do not delete rows in a down migration; move them to where N-1 reads them.',
        )
      : rowFinding(
          'down-row-changed',
          'warning',
          table,
          'a row without a key changed in the down migrations',
          row,
          'Write back in the down migration what the up migration took away.',
        ),
  );
};

/** Tables of which only the last moment was digested, because they grew, or with a key of other types. */
const changedWay = (old: Captured, left: Captured, now: Captured): string[] => {
  return [...now.digests.keys()]
    .filter((table) => ![old, left].some(({ digests }) => digests.get(table)?.keyed === now.digests.get(table)?.keyed))
    .map((table) => `${table} (it grew too much, or its key is another one)`);
};

/** Tables whose rows nobody compared: said, not passed over. */
const notCompared = (old: Captured, left: Captured, now: Captured): Finding[] =>
  [
    ...new Set([
      ...old.left,
      ...changedWay(old, left, now),
      ...now.left.filter((table) => now.catalog.objects.some(({ kind, name }) => kind === 'table' && name === table.split(' ')[0])),
    ]),
  ].map((table) => ({
    ...common,
    rule: 'drills/down-not-compared',
    severity: 'warning',
    cells: { rollback: 'unknown' },
    what: `the rows of ${table} were not compared`,
    why: 'A row that the down migrations lost or changed there would not be noticed.',
    fix: 'Rehearse with fewer rows.',
  }));

/** Findings of one rule and table are one finding: the first, with how many there are. */
const summed = (findings: readonly Finding[]): Finding[] => {
  const groups = Map.groupBy(findings, ({ rule, severity, what }) => `${rule} ${severity} ${what}`);
  return [...groups.values()].flatMap(([first, ...more]) =>
    first ? [more.length === 0 ? first : { ...first, what: `${first.what} (${more.length + 1} rows)` }] : [],
  );
};

/**
 * Compares a database before N came (`old`), before the down migrations (`left`) and after them (`now`). All three hold the
 * tables and columns of N-1. Pure.
 * @param made rows that N's migrations make by themselves: those may go with them
 */
export const compareDown = (
  old: Captured,
  left: Captured,
  now: Captured,
  made: Made = new Map(),
): { findings: Finding[]; objects: number; rows: number } => {
  const rowFindings: Finding[] = [];
  const isMade = explaining(made);
  let compared = 0;
  for (const [table, rows] of left.rows) {
    // Gone altogether: the schema's difference says so already.
    const after = now.rows.get(table);
    if (!after) continue;
    if (old.shapes.some((shape) => shape.table === table && shape.key.length === 0)) {
      compared += rows.size;
      rowFindings.push(...judgeKeyless(table, rows, after, (row) => isMade(table, row)));
      continue;
    }
    for (const [key, row] of rows) {
      compared++;
      const before = old.rows.get(table)?.get(key);
      if (!before && !after.has(key) && isMade(table, row)) continue;
      const found = judgeRow(table, before, row, after.get(key));
      if (found) rowFindings.push(found);
    }
  }
  for (const [table, rows] of old.rows) {
    const after = now.rows.get(table);
    if (left.rows.has(table) || !after) continue;
    compared += rows.size;
    if (rows.size > 0) rowFindings.push(...judgeReturned(table, rows, after));
  }
  for (const [table, after] of now.digests) {
    const judged = judgeDigests(table, old.digests.get(table), left.digests.get(table), after);
    if (!judged) continue;
    compared += judged.rows;
    rowFindings.push(...judged.findings);
  }
  const schema = schemaFindings(old.catalog, now.catalog);
  return {
    findings: [...schema, ...summed(rowFindings), ...notCompared(old, left, now)],
    objects: old.catalog.objects.length,
    rows: compared,
  };
};

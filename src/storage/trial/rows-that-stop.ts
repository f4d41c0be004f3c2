import type { Finding } from '../../model/finding.ts';
import type { Catalog } from '../catalog.ts';
import type { Ground, ScratchServer } from '../engine.ts';
import { type Insert, insertText } from '../rows/insert.ts';
import type { Statement } from '../statements/statement.ts';
import { observedFinding } from './observed.ts';
import { type Prepared, prepareSchema } from './prepare.ts';
import { refusedWitness } from './refused.ts';
import { applyWithRoles, type Failure, type ReadScript, runStatements } from './script.ts';
import { touchedBy } from './up.ts';

// Which of the rows that were made stop a migration, and whether N-1 is refused such a row once the migration has gone through without it.

/** Rows stopped the migration. */
export interface Stopped {
  readonly failure: Failure;
  /** What it is told as by itself. */
  readonly own: Finding;
  readonly prepared: Prepared;
}

export interface Means {
  readonly scripts: { readonly before: ReadScript; readonly up: ReadScript };
  readonly ground: Ground;
  readonly server: ScratchServer;
}

/** More rows of other tables are not placed again, to find the one. */
const mostOthers = 500;

/** Without what the server makes alone. */
const givable = ({ table, columns, values }: Insert, { objects }: Catalog): Insert => {
  const made = new Set(
    objects.flatMap((one) =>
      one.kind === 'column' && one.table === table && (one.generated || one.identity === 'always') ? [one.column] : [],
    ),
  );
  const kept = columns.flatMap((name, index) => (made.has(name) ? [] : [index]));
  return { table, columns: kept.flatMap((index) => columns[index] ?? []), values: kept.map((index) => values[index] ?? null) };
};

/** The first row that stops the migration all alone in its table; undefined: none does, or it is not looked for. */
export const rowThatStops = async ({ failure, prepared }: Stopped, { scripts, ground, server }: Means): Promise<Insert | undefined> => {
  const { before, up } = scripts;
  const { catalog, rows } = prepared;
  const about = new Set(touchedBy(failure, [catalog]));
  const [mine, others] = [
    rows.placed.filter(({ table }) => about.has(`table ${table}`)),
    rows.placed.filter(({ table }) => !about.has(`table ${table}`)),
  ];
  if (up.mode !== 'one-transaction' || others.length > mostOthers) return undefined;
  const database = await prepareSchema(before, ground, server);
  await using session = await database.connect();
  await session.begin();
  try {
    for (const row of others) await session.place(insertText([givable(row, catalog)]));
    for (const row of mine) {
      await session.ask({ text: 'SAVEPOINT one_row' });
      const isThere = (await session.ask(insertText([givable(row, catalog)]))).kind === 'done';
      const again = isThere ? await runStatements(session, up) : undefined;
      if (again?.number === failure.number && again.refusal.code === failure.refusal.code) return row;
      await session.ask({ text: 'ROLLBACK TO one_row' });
    }
    return undefined;
  } finally {
    await session.rollback();
  }
};

/** The largest of ordinary numbers: those that an integer has. */
const largest = 2 ** 31;
/** Characters of an ordinary text. */
const longest = 1000;

/** Nobody has to reckon with the limits of a type that holds more than anybody has. */
const isOrdinary = ({ values }: Insert): boolean =>
  values.every(
    (value) =>
      value === null ||
      (value.length <= longest && !/^-?(?:infinity|nan)$/i.test(value) && !(/^-?\d/.test(value) && Math.abs(Number(value)) > largest)),
  );

/**
 * What the migration could not make of a row it makes of each that is written from then on, where it is computed for good (a generated
 * column, an index on an expression): N-1 is refused such a row. Undefined: it is not.
 */
export const refusedLater = async ({ failure, prepared }: Stopped, { scripts, ground, server }: Means): Promise<Finding | undefined> => {
  const { catalog, rows, captured } = prepared;
  const about = new Set(touchedBy(failure, [catalog]));
  const mine = rows.placed.filter((row) => about.has(`table ${row.table}`) && isOrdinary(row));
  const others = rows.placed.filter(({ table }) => !about.has(`table ${table}`));
  const words = new Set(failure.statement.text.match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu));
  /** An update of other columns computes nothing anew. */
  const mayWrite = ({ kind, touches, writes }: Statement, table: string): boolean =>
    kind !== 'select' &&
    (touches.length === 0 || touches.includes(`table ${table}`)) &&
    (kind !== 'update' ||
      writes?.some((one) => one.startsWith(`column ${table}.`) && words.has(one.slice(`column ${table}.`.length))) !== false);
  const isWritten = (table: string): boolean => captured?.some((statement) => mayWrite(statement, table)) !== false;
  if (others.length > mostOthers || !mine.some(({ table }) => isWritten(table))) return undefined;
  const database = await prepareSchema(scripts.before, ground, server);
  await using session = await database.connect();
  if (await applyWithRoles(session, scripts.up, server)) return undefined;
  await session.begin();
  try {
    for (const row of others) await session.place(insertText([givable(row, catalog)]));
    for (const row of mine.filter(({ table }) => isWritten(table))) {
      const insert = insertText([givable(row, catalog)]);
      const { reply } = await session.attempt(insert);
      if (reply.kind === 'done' || reply.refusal.code !== failure.refusal.code) continue;
      const statement = {
        ...insert,
        values: insert.values ?? [],
        name: `insert into ${row.table}`,
        origin: 'generated',
        kind: 'insert',
        touches: [],
      } as const;
      return observedFinding('refused', `N-1's ${statement.name} is refused on schema N: ${reply.refusal.message}`, {
        object: `table ${row.table}`,
        route: 'schema-left',
        use: { of: `a row like the one that is shown, of ${row.table}`, state: 'unknown', assume: 'used' },
        witness: refusedWitness(statement, reply.refusal, 'schema N', server.name),
      });
    }
    return undefined;
  } finally {
    await session.rollback();
  }
};

import type { Limits, ScratchServer } from '../engine.ts';
import { insertRows } from '../rows/insert-rows.ts';
import { rowsFor } from '../rows/rows.ts';
import { prepareSchema } from '../trial/prepare.ts';
import { applyScript, readScript, type ReadScript } from '../trial/script.ts';
import type { Sql } from '../migrations/step.ts';
import { type Estimate, fit, type Measured } from './estimate.ts';
import { runOnce } from './run.ts';

// How long the way back takes: the down migrations, one by one, on tables that are large.

export interface BackSubject {
  readonly before: Sql;
  readonly up: Sql;
  /** In the order in which they are run: the last step's first. */
  readonly downs: readonly Sql[];
}

const sizes = [2_000, 20_000, 100_000];
const runs = 2;
const limits: Limits = { statementMs: 30_000, lockMs: 2_000, scriptMs: 60_000 };

const namesIn = (script: ReadScript): ReadonlySet<string> =>
  new Set(script.statements.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []));

const lastName = (table: string): string =>
  table
    .slice(table.lastIndexOf('.') + 1)
    .replaceAll('"', '')
    .toLowerCase();

/**
 * The time of each down migration at the declared numbers of rows, in their order; undefined where one of them or the way to it does
 * not go through on large tables. Tables that are not declared stay small.
 */
export const timeBack = async (
  { before, up, downs }: BackSubject,
  server: ScratchServer,
  declared: Readonly<Record<string, number>>,
  signal: AbortSignal,
): Promise<readonly Estimate[] | undefined> => {
  const made = [before.text, up.text].join(';\n');
  const scripts = {
    before: readScript(server, before),
    up: readScript(server, up, made),
    downs: downs.map((down) => readScript(server, down, made)),
  };
  await using ground = await server.open(limits, signal);
  const database = await prepareSchema(scripts.before, ground, server);
  let tables: readonly string[];
  {
    await using session = await database.connect();
    const catalog = await session.catalog();
    tables = catalog.objects.flatMap(({ kind, name }) => (kind === 'table' && declared[name] !== undefined ? [name] : []));
    await insertRows(session, catalog, rowsFor(catalog, { seed: 1, perTable: 1 }), { seed: 1 });
  }
  const measured: Measured[][] = downs.map(() => []);
  for (const size of sizes) {
    {
      await using session = await database.connect();
      for (const table of tables) await server.grow(session, table, size);
    }
    for (let run = 0; run < runs; run++) {
      signal.throwIfAborted();
      const copy = await ground.create(database);
      {
        await using session = await copy.connect();
        if (await applyScript(session, scripts.up)) return undefined;
      }
      for (const [index, down] of scripts.downs.entries()) {
        const went = await runOnce(server, copy, down, false);
        if (went.kind === 'stopped') return undefined;
        measured[index]?.push({ rows: size, ms: went.steps.reduce((sum, { ms }) => sum + ms, 0) });
      }
    }
  }
  return scripts.downs.map((down, index) => {
    const names = namesIn(down);
    const rows = tables.filter((table) => names.has(lastName(table))).map((table) => declared[table] ?? 0);
    return fit(measured[index] ?? [], false)(rows.length === 0 ? (sizes[0] ?? 0) : Math.max(...rows));
  });
};

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../../../src/storage/migrations/step.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffCatalogs } from '../../../../src/storage/diff.ts';
import { readCatalog } from '../../../../src/storage/engines/postgres/catalog.ts';
import { MigrationFailed, migrateDown, migrateUp, readMigrations } from '../../../../src/storage/engines/postgres/migrations.ts';
import { readRows, readShapes } from '../../../../src/storage/engines/postgres/rows.ts';
import { type Databases, databases } from './server.ts';

let at: Databases;
beforeAll(async () => {
  at = await databases();
});
afterAll(() => at[Symbol.asyncDispose]());

const step = (name: string, up: string, down?: string): Step => ({
  name,
  up: { file: `${name}.up.sql`, text: up },
  ...(down !== undefined && { down: { file: `${name}.down.sql`, text: down } }),
});

describe('migrations', () => {
  const one: Step = step('001_t', 'CREATE TABLE t (a int);', 'DROP TABLE t;');
  const two: Step = step('002_b', 'ALTER TABLE t ADD COLUMN b int;', 'ALTER TABLE t DROP COLUMN b;');

  it('go up once, and down in reverse; the schema is what it was', async () => {
    await using session = await at.fresh();
    expect([await migrateUp(session, [one]), await migrateUp(session, [one])]).toEqual([['001_t'], []]);
    const was = await readCatalog(session);
    expect(await migrateUp(session, [one, two])).toEqual(['002_b']);
    expect(await migrateDown(session, [one, two], new Set(['001_t']))).toEqual(['002_b']);
    expect([diffCatalogs(was, await readCatalog(session)), await migrateDown(session, [one, two], new Set(['001_t']))]).toEqual([[], []]);
    expect([await migrateUp(session, [one, two]), await migrateDown(session, [one, two], new Set())]).toEqual([
      ['002_b'],
      ['002_b', '001_t'],
    ]);
  });

  it.each<[string, string, string]>([
    ['a syntax error', 'CREATE TABLE u (a int);\n\nALTER TABEL u;', '002_x.up.sql:3: syntax error at or near "TABEL"'],
    ['an error of a row', 'INSERT INTO t VALUES (1);\nINSERT INTO t SELECT 1/0;', '002_x.up.sql: division by zero'],
    [
      'beyond what JavaScript counts as one character',
      "SELECT '😀😀😀',\n1;\nSELECT nope;",
      '002_x.up.sql:3: column "nope" does not exist',
    ],
  ])('that fail leave nothing, and name file and line: %s', async (_, up, message) => {
    await using session = await at.fresh();
    await migrateUp(session, [one]);
    const was = await readCatalog(session);
    await expect(migrateUp(session, [one, step('002_x', up)])).rejects.toThrow(message);
    expect([diffCatalogs(was, await readCatalog(session)), await session.query('SELECT * FROM t')]).toEqual([[], []]);
    expect(await migrateUp(session, [one, two])).toEqual(['002_b']);
  });

  it('without a way down say so, and take back what comes after', async () => {
    await using session = await at.fresh();
    const noDown: Step = step('002_b', two.up.text);
    const three: Step = step('003_c', 'ALTER TABLE t ADD COLUMN c int;', 'ALTER TABLE t DROP COLUMN c;');
    await migrateUp(session, [one, noDown, three]);
    await expect(migrateDown(session, [one, noDown, three], new Set(['001_t']))).rejects.toThrow(MigrationFailed);
  });

  it.each<[string, Record<string, string>, string]>([
    ['none', { 'a.txt': '' }, 'there is no migration in'],
    ['a down alone', { '001_a.up.sql': '', '002_b.down.sql': '' }, '002_b.down.sql goes back, and there is nothing that goes up'],
  ])('in a folder with %s are an error', async (_, files, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'drill-test-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    await expect(readMigrations(folder)).rejects.toThrow(message);
    rmSync(folder, { recursive: true });
    await expect(readMigrations(folder)).rejects.toThrow('cannot read the migrations');
  });

  it('are read in the order of their names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drill-test-'));
    for (const name of ['010_c', '002_b', '001_a']) writeFileSync(join(folder, `${name}.up.sql`), name);
    writeFileSync(join(folder, '002_b.down.sql'), 'down');
    expect(await readMigrations(folder)).toEqual([step('001_a', '001_a'), step('002_b', '002_b', 'down'), step('010_c', '010_c')]);
    rmSync(folder, { recursive: true });
  });
});

describe('rows', () => {
  it('come by their key, every value as the server writes it', async () => {
    await using session = await at.fresh(
      `CREATE TABLE "Odd ""name" (b int, "A" text, n numeric(5,2), t timestamptz, PRIMARY KEY ("A", b)); INSERT INTO "Odd ""name" VALUES (1, 'x', 1.5, '2026-01-01Z'), (2, 'y', NULL, NULL);`,
    );
    const [shape] = await readShapes(session);
    expect(shape).toEqual({ table: 'public."Odd ""name"', key: ['b', 'A'], columns: ['b', 'A', 'n', 't'] });
    expect([...((shape && (await readRows(session, shape, 10))) ?? [])]).toEqual([
      ['["1","x"]', { b: '1', A: 'x', n: '1.50', t: '2026-01-01 00:00:00+00' }],
      ['["2","y"]', { b: '2', A: 'y', n: null, t: null }],
    ]);
  });

  it('of a table without a key come by their number; of one that is too large, gone or without its key not at all', async () => {
    await using session = await at.fresh('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1), (2);');
    const shape = { table: 'public.t', key: [], columns: ['a', 'gone'] };
    expect([...((await readRows(session, shape, 3)) ?? [])].map(([key, row]) => [key, row['a']])).toEqual([
      ['0', '1'],
      ['1', '1'],
      ['2', '2'],
    ]);
    expect([
      await readRows(session, shape, 2),
      await readRows(session, { ...shape, key: ['gone'] }, 9),
      await readRows(session, { ...shape, table: 'public.nope' }, 9),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

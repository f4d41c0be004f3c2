import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { record } from '../../../src/commands/record.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { ReadinessReport } from '../../../src/model/readiness.ts';
import { openWorld, type World } from '../world.ts';

const drillYaml = `version: 1
artifacts:
  orders:
    versions: { 1.4.0: { path: o/1.4.0 }, 1.5.0: { path: o/1.5.0 }, 1.6.0: { path: o/1.6.0 } }
    stores: { db: { engine: postgres, migrations: m, statements: sql, database: shop } }
  mailer:
    versions: { 1.0.0: { path: mailer } }
    stores: { own: { engine: postgres, statements: sql, database: shop } }
  lonely:
    versions: { 1.0.0: { path: lonely/1.0.0 }, 2.0.0: { path: lonely/2.0.0 } }
    stores: { db: { engine: postgres, migrations: m } }
  tooled:
    versions: { 1.0.0: { path: tooled } }
    stores: { db: { engine: postgres, migrations: { up: [node, up.mjs] }, statements: q.sql } }
environments:
  production: { target: command }
  canary: { target: command }
  local: { target: process, stores: { db: embedded } }
policy:
  orders: { return: { versions: 1, days: 30 } }
plans:
  mail: { artifact: orders, drops: column orders.email, replacedBy: column orders.contact, steps: { expand: 1.5.0, stop-using: 1.6.0, contract: 1.7.0 } }
  open: { artifact: orders, drops: value state.open, steps: { stop-using: 1.6.0 } }
`;

const table =
  "CREATE TYPE state AS ENUM ('open', 'paid');\nCREATE TABLE orders (id bigint PRIMARY KEY, email text, note text, state state);\n";
const contact = 'ALTER TABLE orders ADD COLUMN contact text;\n';
const repository = join(import.meta.dirname, '..', '..', '..');

/** A migration tool, as short as one can be. */
const tool = `
import { createRequire } from 'node:module';
const { Client } = createRequire(${JSON.stringify(join(repository, 'package.json'))})('pg');
const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query('CREATE TABLE tools (id int PRIMARY KEY, name text, old text)');
await client.end();
`;

const files: Readonly<Record<string, string>> = {
  'drill.yaml': drillYaml,
  'o/1.4.0/m/001.up.sql': table,
  'o/1.4.0/sql/a.sql': "SELECT id FROM orders;\nUPDATE orders SET email = 'a' WHERE state = 'open';\n",
  'o/1.5.0/m/001.up.sql': table,
  'o/1.5.0/m/002.up.sql': contact,
  'o/1.5.0/sql/a.sql': "SELECT contact FROM orders WHERE state = 'open';\n",
  'o/1.6.0/m/001.up.sql': table,
  'o/1.6.0/m/002.up.sql': contact,
  'o/1.6.0/sql/a.sql': "SELECT contact FROM orders WHERE state = 'paid';\n",
  'mailer/sql/b.sql': 'SELECT id FROM orders;\n',
  'tooled/up.mjs': tool,
  'tooled/q.sql': 'SELECT name FROM tools;\n',
  'lonely/1.0.0/m/001.up.sql': 'CREATE TABLE notes (id bigint PRIMARY KEY, note text);',
  'lonely/2.0.0/m/001.up.sql': 'CREATE TABLE notes (id bigint PRIMARY KEY, note text);',
};

let world: World;
beforeAll(async () => {
  world = await openWorld([check, record]);
  for (const [file, text] of Object.entries(files)) put(file, text);
});
afterAll(() => world[Symbol.asyncDispose]());

const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(world.root, file)), { recursive: true });
  writeFileSync(join(world.root, file), text);
};

/** What has happened so far, in place of whatever had. */
const history = async (...lines: readonly string[]): Promise<void> => {
  rmSync(join(world.root, '.drill'), { recursive: true, force: true });
  for (const line of lines) expect([line, (await world.run(`record ${line}`)).code]).toEqual([line, 0]);
};

const ask = async (line: string, clock = systemClock): Promise<readonly [code: number, ...said: string[]]> => {
  const { code, out, err } = await world.run(`check --contract-ready ${line} --json`, clock);
  if (code === 64) return [code, err.trim()];
  const { versions, gaps } = JSON.parse(out) as ReadinessReport;
  return [
    code,
    ...versions.map(({ artifact, version, state, because, statements }) =>
      [artifact, version, state, `(${because.join('; ')})`, ...statements.map(({ at }) => `${at?.file}:${at?.line}`)].join(' '),
    ),
    ...gaps.map(({ what, fix }) => `${what}: ${fix}`),
  ];
};

const mailerRuns = 'deployed mailer 1.0.0 --environment production --first-release';

describe('drill check --contract-ready', () => {
  it('does not know where nothing was recorded', async () => {
    await history();
    expect(await ask('mail')).toEqual([
      2,
      'no version of orders is known to run anywhere: drill record deployed orders <version> --environment production',
      'no version of mailer is known to run anywhere: drill record deployed mailer <version> --environment production',
    ]);
  });

  it('says no as long as a version runs that needs it, with the statement', async () => {
    await history(mailerRuns, 'deployed orders 1.4.0 --environment production --first-release');
    expect(await ask('orders.email')).toEqual([
      1,
      'orders 1.4.0 needs (it runs in production) o/1.4.0/sql/a.sql:2',
      'mailer 1.0.0 free (it runs in production)',
    ]);
  });

  it('says no as long as one must stay reachable that needs it: the last known good one, and what ran within the days', async () => {
    await history(
      mailerRuns,
      'deployed orders 1.4.0 --environment production',
      'good orders 1.4.0 --environment production',
      'deployed orders 1.5.0 --environment production',
    );
    const stillGood = 'orders 1.4.0 needs (production goes back to it; it ran in production within 30 days) o/1.4.0/sql/a.sql:2';
    expect(await ask('mail')).toEqual([
      1,
      'orders 1.5.0 free (it runs in production)',
      stillGood,
      'mailer 1.0.0 free (it runs in production)',
    ]);
    await world.run('record good orders 1.5.0 --environment production');
    await world.run('record deployed orders 1.6.0 --environment production');
    const [code, ...said] = await ask('mail');
    expect([code, said[2]]).toEqual([1, 'orders 1.4.0 needs (it ran in production within 30 days) o/1.4.0/sql/a.sql:2']);
    const later = { ...systemClock, now: () => new Date(Date.now() + 40 * 24 * 60 * 60 * 1000) };
    expect(await ask('mail', later)).toEqual([
      0,
      'orders 1.6.0 free (it runs in production)',
      'orders 1.5.0 free (production goes back to it)',
      'mailer 1.0.0 free (it runs in production)',
    ]);
    expect((await ask('open', later))[0]).toBe(1);
  });

  it('counts every version of a set: a canary that was left behind, another environment', async () => {
    await history(
      mailerRuns,
      'deployed orders 1.5.0 --environment production --first-release',
      'deployed orders 1.6.0 --environment production --beside',
      'deployed orders 1.4.0 --environment canary --first-release',
    );
    expect(await ask('mail')).toEqual([
      1,
      'orders 1.4.0 needs (it runs in canary) o/1.4.0/sql/a.sql:2',
      'orders 1.5.0 free (it runs in production)',
      'orders 1.6.0 free (it runs in production)',
      'mailer 1.0.0 free (it runs in production)',
    ]);
    expect((await ask('mail --environment production'))[0]).toBe(0);
    expect((await ask('mail --environment local'))[0]).toBe(2);
  });

  it('asks the other artifacts of the same database', async () => {
    put('mailer/sql/b.sql', 'SELECT id,\n  email FROM orders;\n');
    await history(mailerRuns, 'deployed orders 1.6.0 --environment production --first-release');
    expect(await ask('mail')).toEqual([
      1,
      'orders 1.6.0 free (it runs in production)',
      'mailer 1.0.0 needs (it runs in production) mailer/sql/b.sql:1',
    ]);
    put('mailer/sql/b.sql', files['mailer/sql/b.sql'] ?? '');
  });

  it('is not ready by what nobody has captured, nor by what is declared as another content', async () => {
    await history('deployed lonely 2.0.0 --environment production --first-release');
    expect(await ask('notes.note')).toEqual([2, 'lonely 2.0.0 unknown (it runs in production)']);
    await history(mailerRuns, `deployed orders 1.6.0 --environment production --first-release --digest sha256:${'0'.repeat(64)}`);
    expect((await ask('mail'))[1]).toBe('orders 1.6.0 unknown (it runs in production)');
    await history(mailerRuns, `deployed orders 1.9.0 --environment production --first-release --digest sha256:${'0'.repeat(64)}`);
    expect(await ask('mail')).toEqual([2, 'orders 1.9.0 unknown (it runs in production)', 'mailer 1.0.0 free (it runs in production)']);
  });

  it('understands as much of a name as is needed, and says the nearest where there is none', async () => {
    await history(mailerRuns, 'deployed orders 1.6.0 --environment production --first-release');
    for (const name of ['orders.public.orders.email', 'orders.db.orders.note']) expect([name, (await ask(name))[0]]).toEqual([name, 0]);
    expect(await ask('orders.emial orders')).toEqual([
      64,
      'error: there is no plan, column, table or value "orders.emial" [plans/unknown-object]\n  what to do: did you mean "orders.email"?',
    ]);
    expect((await ask('mali orders'))[1]).toMatch(/did you mean "mail"\?$/);
    expect((await ask('mail lonly'))[1]).toMatch(/did you mean "lonely"\?$/);
    expect((await world.run('check --contract-ready mail --base main')).code).not.toBe(0);
  });

  it('runs the tool of a store that is migrated by one', async () => {
    await history('deployed tooled 1.0.0 --environment production --first-release');
    expect(await ask('tools.old tooled')).toEqual([0, 'tooled 1.0.0 free (it runs in production)']);
    expect(await ask('tools.name tooled')).toEqual([1, 'tooled 1.0.0 needs (it runs in production) tooled/q.sql:1']);
  });

  it('tells people in words', async () => {
    await history(mailerRuns, 'deployed orders 1.4.0 --environment production --first-release');
    expect((await world.run('check --contract-ready mail')).out)
      .toBe(`FAIL  column public.orders.email of orders (db) may not be dropped yet
  orders 1.4.0  needs it  1 of 2 captured statements needs it (it runs in production)
      o/1.4.0/sql/a.sql:2:1  UPDATE orders SET email = 'a' WHERE state = 'open'
  mailer 1.0.0  does not  its 1 captured statement does not touch it (it runs in production)
  plan mail: expand 1.5.0, stop-using 1.6.0, contract 1.7.0; replaced by column orders.contact
`);
  });
});

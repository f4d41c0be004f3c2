import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import type { Chain } from '../../../src/model/chain.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { openScratch } from '../../../src/core/scratch/scratch.ts';
import { runTool } from '../../../src/drills/rollback/migrate.ts';
import { MigrationFailed } from '../../../src/storage/engines/postgres/migrations.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld([check]);
});
afterAll(() => world[Symbol.asyncDispose]());

const repository = join(import.meta.dirname, '..', '..', '..');

/** What migration tools do: a table of what was run, a list of steps, one after the other, forward and back. */
const tool = (steps: string): string => `
import { createRequire } from 'node:module';
const { Client } = createRequire(${JSON.stringify(join(repository, 'package.json'))})('pg');
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exit(1);
});
const steps = ${steps};
const [direction, count = '1000'] = process.argv.slice(2);
const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, run_on timestamptz)');
const { rows } = await client.query('SELECT name FROM migrations ORDER BY name');
const done = rows.map(({ name }) => name);
const all = Object.keys(steps);
const todo = direction === 'up' ? all.filter((name) => !done.includes(name)) : done.toReversed();
for (const name of todo.slice(0, Number(count))) {
  await client.query('BEGIN');
  for (const text of [steps[name][direction]].flat()) typeof text === 'function' ? await text(client) : await client.query(text);
  await (direction === 'up'
    ? client.query('INSERT INTO migrations (name, run_on) VALUES ($1, $2)', [name, new Date()])
    : client.query('DELETE FROM migrations WHERE name = $1', [name]));
  await client.query('COMMIT');
}
await client.end();
`;

const first = `'001-orders': { up: 'CREATE TABLE orders (id int PRIMARY KEY, note text)', down: 'DROP TABLE orders' },`;
const next = `{ ${first}
  '002-copy': {
    up: ['ALTER TABLE orders ADD COLUMN copy text', async (client) => {
      const { rows } = await client.query('SELECT id, note FROM orders');
      for (const { id, note } of rows) await client.query('UPDATE orders SET copy = $1 WHERE id = $2', [note, id]);
    }],
    down: 'ALTER TABLE orders DROP COLUMN copy',
  },
  '003-drop': { up: 'ALTER TABLE orders DROP COLUMN note', down: ['ALTER TABLE orders ADD COLUMN note text', 'UPDATE orders SET note = copy'] },
}`;

interface Told {
  readonly judgement: { readonly outcome: string };
  readonly contracts: readonly {
    readonly findings: readonly Finding[];
    readonly notices?: readonly string[];
    readonly chain?: Chain;
    readonly wayBack?: string;
    readonly cells: Record<string, { readonly state: string; readonly because: string }>;
  }[];
}

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(world.root, file)), { recursive: true });
  writeFileSync(join(world.root, file), text);
};

const checked = async (name: string, migrations: string, steps = next) => {
  write(
    'drill.yaml',
    `version: 1\nartifacts:\n  ${name}:\n    versions: { 1.0.0: { path: ${name}/1 }, 2.0.0: { path: ${name}/2 } }\n    stores: { db: { engine: postgres, migrations: ${migrations} } }\n`,
  );
  write(`${name}/1/migrate.mjs`, tool(`{ ${first} }`));
  write(`${name}/2/migrate.mjs`, tool(steps));
  const { out, err, code } = await world.run(`check ${name} --json --no-record --no-watch`);
  return { code, err, told: out === '' ? undefined : (JSON.parse(out) as Told) };
};

const up = 'up: [node, migrate.mjs, up]';

it.each([
  ['told apart by what it notes', `{ ${up}, down: [node, migrate.mjs, down, '2'] }`],
  ['and taken back one at a time', `{ ${up}, step: { up: [node, migrate.mjs, up, '1'], down: [node, migrate.mjs, down, '1'] } }`],
])('what the artifact’s own tool runs is tried as SQL, %s', async (_, migrations) => {
  const { err, told } = await checked('tool', migrations);
  expect(err).toBe('');
  const [store] = told?.contracts ?? [];
  expect(
    store?.findings.map(({ severity, rule, at }) => `${severity} ${rule} ${at.new?.file.split('/').slice(-2).join('/')}:${at.new?.line}`),
  ).toEqual(['error storage/column-dropped tool-2.0.0-db/003-drop.up.sql:1']);
  expect(store?.chain?.steps.map(({ name, back }) => [name, back])).toEqual([
    ['002-copy', 'schema-left'],
    ['003-drop', 'down'],
  ]);
  expect(store?.notices).toBeUndefined();
  // It went through rows, and there were some.
  expect(readFileSync(join(world.root, '.drill/recorded/tool-2.0.0-db/002-copy.up.sql'), 'utf8')).toMatch(
    /^UPDATE orders SET copy = '.+' WHERE id = '.+'$/m,
  );
});

it('without a way down there is a notice, and the point of no return is named', async () => {
  const { told } = await checked('nodown', `{ ${up} }`);
  const [store] = told?.contracts ?? [];
  expect(store?.notices).toEqual(['002-copy, 003-drop have no down migration, so that the route down was not tried']);
  expect(store?.chain?.pointOfNoReturn?.step).toBe('003-drop');
});

it.each([
  ['as a whole', `{ ${up}, down: [node, -e, '0'] }`],
  ['one by one', `{ ${up}, step: { up: [node, migrate.mjs, up, '1'], down: [node, -e, '0'] } }`],
])('a way down that does nothing and says that it has is a lie, %s', async (_, migrations) => {
  const { told } = await checked(
    'lies',
    migrations,
    `{ ${first} '002': { up: 'ALTER TABLE orders ADD COLUMN other text', down: 'ALTER TABLE orders DROP COLUMN other' } }`,
  );
  const [store] = told?.contracts ?? [];
  expect(store?.findings.map(({ severity, rule }) => `${severity} ${rule}`)).toContain('error storage/down-schema-differs');
  expect(store?.notices).toBeUndefined();
});

it('a way down that takes back one of two is a lie', async () => {
  const two = ['002', '003'].map(
    (name) => `'${name}': { up: 'ALTER TABLE orders ADD COLUMN c${name} int', down: 'ALTER TABLE orders DROP COLUMN c${name}' }`,
  );
  const { told } = await checked('half', `{ ${up}, down: [node, migrate.mjs, down, '1'] }`, `{ ${first} ${two.join(', ')} }`);
  const [store] = told?.contracts ?? [];
  expect(store?.findings.map(({ severity, rule }) => `${severity} ${rule}`)).toContain('error storage/down-schema-differs');
  expect(store?.notices).toBeUndefined();
});

it.each([
  ['a book that nobody knows', 'app_versions', ''],
  [
    'and what it notes of every run',
    'app_versions',
    `await client.query("INSERT INTO runs (at) VALUES ('" + new Date().toISOString() + "')");`,
  ],
])('one step at a time ends where nothing is left: %s', async (name, book, always) => {
  const every = `'001-orders': { up: ['CREATE TABLE orders (id int PRIMARY KEY, note text)', 'CREATE TABLE runs (at text)'], down: ['DROP TABLE orders', 'DROP TABLE runs'] },`;
  const steps = `{ ${every} '002': { up: 'ALTER TABLE orders ADD COLUMN other text', down: 'ALTER TABLE orders DROP COLUMN other' }, '003': { up: "UPDATE orders SET other = 'a'", down: 'SELECT 1' } }`;
  const folder = name.replaceAll(' ', '-');
  write(
    'drill.yaml',
    `version: 1\nartifacts:\n  ${folder}:\n    versions: { 1.0.0: { path: ${folder}/1 }, 2.0.0: { path: ${folder}/2 } }\n    stores: { db: { engine: postgres, migrations: { ${up}, step: { up: [node, migrate.mjs, up, '1'], down: [node, migrate.mjs, down, '1'] } } } }\n`,
  );
  const written = (text: string): string =>
    tool(text)
      .replaceAll(/(EXISTS|FROM|INTO) migrations/g, `$1 ${book}`)
      // Rows are placed in a book that nobody knows, too.
      .replace('done.toReversed()', 'all.toReversed().filter((name) => done.includes(name))')
      .replace('await client.end();', `if (direction === 'up') { ${always} }\nawait client.end();`);
  write(`${folder}/1/migrate.mjs`, written(`{ ${every} }`));
  write(`${folder}/2/migrate.mjs`, written(steps));
  const { out, err } = await world.run(`check ${folder} --json --no-record --no-watch`);
  expect(err).toBe('');
  const [store] = (JSON.parse(out) as Told).contracts;
  expect(store?.chain?.steps.map((step) => step.name)).toEqual(['1', '2']);
});

const refusedOnce = `async (client) => { await client.query('ALTER TABLE nosuch ADD COLUMN a int').catch(() => {}); }`;

it.each<[sentence: string, up: string, findings: readonly string[]]>([
  [
    'is told, whatever the tool says',
    `['ALTER TABLE orders ADD COLUMN other int', 'COMMIT', ${refusedOnce}]`,
    [
      'error storage/migration-failed node migrate.mjs up of quiet 2.0.0 says that it went well, and the server refused ALTER TABLE nosuch ADD COLUMN a int: relation "nosuch" does not exist (42P01)',
    ],
  ],
  [
    'is nothing where it was expected, behind a savepoint',
    `['ALTER TABLE orders ADD COLUMN other int', 'SAVEPOINT a', ${refusedOnce}, 'ROLLBACK TO a']`,
    [],
  ],
  [
    'is nothing where the tool only looks',
    `['ALTER TABLE orders ADD COLUMN other int', 'COMMIT', async (client) => { await client.query('SELECT 1 FROM nosuch').catch(() => {}); }]`,
    [],
  ],
])('what the server refuses %s', async (_, does, findings) => {
  const { told } = await checked('quiet', `{ ${up} }`, `{ ${first} '002': { up: ${does} } }`);
  const [store] = told?.contracts ?? [];
  expect(store?.findings.map(({ severity, rule, what }) => `${severity} ${rule} ${what}`)).toEqual(findings);
  expect(told?.judgement.outcome === 'pass').toBe(findings.length === 0);
});

it('a tool that does not end is ended', async () => {
  await using scratch = await openScratch('endless');
  const command = ['node', '-e', 'setInterval(() => {}, 1000)'];
  const run = { scratch, command, folder: world.root, url: '', machine: process.env, log: 'endless.log', deadline: '300ms' };
  const failed = await runTool(run, new AbortController().signal).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(MigrationFailed);
  expect(failed).toMatchObject({
    message:
      'node -e setInterval(() => {}, 1000) took longer than 300 ms, and was ended; let it end by itself (it may wait for an answer, or for another database than that of DATABASE_URL), or give it longer: `deadline` of the store’s `migrations` in drill.yaml',
  });
});

it.each([
  [
    'endless',
    '{ up: [node, -e, "setInterval(() => {}, 1000)"], deadline: 500ms }',
    /the migration tool of endless 1\.0\.0 failed: node -e .* took longer than 500 ms, and was ended; let it end by itself .* `deadline` of the store’s `migrations`/,
  ],
  [
    'absent',
    '{ up: [nosuchprogram, up] }',
    /cannot start "nosuchprogram up".*\n.*check `migrations` of the store in drill\.yaml, and that the program is installed/,
  ],
])('a tool that is %s is bad input, and it is said what to do', async (name, migrations, said) => {
  const { code, err } = await checked(name, migrations, '{}');
  expect(code).toBe(64);
  expect(err).toMatch(said);
});

it('a tool that fails is bad input, in its own words', async () => {
  const { code, err } = await checked('fails', `{ ${up} }`, `{ ${first} '002': { up: 'ALTER TABLE nothing ADD COLUMN a int' } }`);
  expect(code).toBe(64);
  expect(err).toMatch(/the migration tool of fails 2\.0\.0 failed/);
  expect(err).toMatch(/relation "nothing" does not exist/);
});

it('what a plain role may not run again is not known, and no pass', async () => {
  const { told } = await checked('rights', `{ ${up} }`, `{ ${first} '002': { up: "COPY orders TO PROGRAM 'cat > /dev/null'" } }`);
  expect(told?.judgement.outcome).not.toBe('pass');
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import type { Chain } from '../../../src/model/chain.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld([check]);
});
afterAll(() => world[Symbol.asyncDispose]());

const first = { '001_orders.up.sql': 'CREATE TABLE orders (id integer PRIMARY KEY, note text);\n' };

interface Told {
  readonly contracts: readonly {
    readonly findings: readonly Finding[];
    readonly notices?: readonly string[];
    readonly wayBack: string;
    readonly chain: Chain;
  }[];
}

const checked = async (name: string, next: Readonly<Record<string, string>>, store: string, ...words: readonly string[]) => {
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(world.root, file)), { recursive: true });
    writeFileSync(join(world.root, file), text);
  };
  const versions = `{ 1.0.0: { path: ${name}/1 }, 2.0.0: { path: ${name}/2 } }`;
  write('drill.yaml', `version: 1\nartifacts:\n  ${name}:\n    versions: ${versions}\n    stores: { db: ${store} }\n`);
  for (const [version, files] of Object.entries({ 1: first, 2: { ...first, ...next } }))
    for (const [file, text] of Object.entries(files)) write(`${name}/${version}/migrations/${file}`, text);
  const { out, err } = await world.run(['check', name, '--json', '--no-record', ...words].join(' '));
  expect(err).toBe('');
  const [contract] = (JSON.parse(out) as Told).contracts;
  if (!contract) throw new Error('no store was told');
  const findings = contract.findings.map(({ severity, rule, cells, at }) => {
    const { file, line } = at.new ?? { file: '', line: 0 };
    return `${severity} ${rule} (${Object.keys(cells).join(', ')}) ${file.split('/').at(-1)}:${line}`;
  });
  return { ...contract, findings, texts: contract.findings.map(({ what }) => what) };
};

it('each finding stands in the file that makes it, and the summary names the point of no return', async () => {
  const told = await checked(
    'chain',
    {
      '002_owner.up.sql':
        "ALTER TABLE orders ADD COLUMN owner text NOT NULL DEFAULT 'nobody';\nALTER TABLE orders ALTER COLUMN owner DROP DEFAULT;\n",
      '002_owner.down.sql': 'ALTER TABLE orders DROP COLUMN owner;\n',
      '003_default.up.sql': "ALTER TABLE orders ALTER COLUMN owner SET DEFAULT 'nobody';\n",
      '003_default.down.sql': 'ALTER TABLE orders ALTER COLUMN owner DROP DEFAULT;\n',
      '004_drop.up.sql': '-- nobody reads it\nALTER TABLE orders DROP COLUMN note;\n',
    },
    '{ engine: postgres, migrations: migrations }',
    '--no-watch',
  );
  expect(told.findings).toEqual([
    'error storage/column-dropped (mixed, rollback) 004_drop.up.sql:2',
    'error storage/required-column-added (mixed) 002_owner.up.sql:1',
  ]);
  expect(told.texts[1]).toMatch(/, until 003_default has run$/);
  expect(told.chain.steps.map(({ name, back }) => [name, back])).toEqual([
    ['002_owner', 'down'],
    ['003_default', 'schema-left'],
    ['004_drop', 'none'],
  ]);
  expect(told.wayBack).toMatch(
    /; point of no return: 004_drop \(column public\.orders\.note: it is gone; 004_drop has no down migration\)$/,
  );
});

it('the rows and the lock budget of drill.yaml judge the locks of each step, and time the way back', async () => {
  const told = await checked(
    'locks',
    {
      '002_more.up.sql': 'ALTER TABLE orders ADD COLUMN more text;\n',
      '002_more.down.sql': 'ALTER TABLE orders DROP COLUMN more;\n',
      '003_key.up.sql': 'ALTER TABLE orders ALTER COLUMN id TYPE bigint;\n',
      '003_key.down.sql': 'ALTER TABLE orders ALTER COLUMN id TYPE integer;\n',
    },
    '{ engine: postgres, migrations: migrations, rows: { public.orders: 400000000 }, lockBudget: 1s }',
  );
  expect(told.findings.filter((text) => /^error.*(?:held|rewritten|scanned)/.test(text))).toEqual([
    'error storage/lock-held (rollout) 003_key.up.sql:1',
  ]);
  const [quick, slow] = told.chain.steps;
  expect(slow?.downEstimate?.ms).toBeGreaterThan(10_000);
  expect(quick?.downEstimate?.ms).toBeLessThan(slow?.downEstimate?.ms ?? 0);
  expect(told.wayBack).toMatch(/; at the declared rows the down migrations take \d+/);
}, 120_000);

it.each(['--json', '--no-watch'])(
  'rows of a table that neither version has are bad input %s; of one that only N has they are not',
  async (words) => {
    const next = { '002_more.up.sql': 'CREATE TABLE more (id integer PRIMARY KEY);\n' };
    const store = (table: string): string => `{ engine: postgres, migrations: migrations, rows: { ${table}: 5 } }`;
    await checked('typed', next, store('public.more'), words);
    await expect(checked('typed', next, store('public.order'), words)).rejects.toThrow(/the rows of public\./);
  },
  120_000,
);

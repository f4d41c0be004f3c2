import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { openWorld } from '../world.ts';

interface Told {
  readonly artifact: string;
  readonly contracts: readonly {
    readonly findings: readonly { readonly rule: string; readonly severity: string; readonly what: string }[];
  }[];
}

const table = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int NOT NULL, note text);';
const rewrites = { '002_total.up.sql': 'ALTER TABLE orders ALTER total TYPE bigint;' };
const adds = { '002_a.up.sql': 'ALTER TABLE orders ADD a int;', '003_b.up.sql': 'ALTER TABLE orders ADD b int;' };

/** Rows that are declared, the migrations of N, and what is told of their locks where they are measured, and where they are not. */
const cases = {
  declared: {
    rows: ', rows: { public.orders: 400000000 }',
    files: rewrites,
    measured: [/^error storage\/lock-held .* at the declared rows, /],
    seen: [/^warning storage\/table-rewritten .*; 400,000,000 rows are declared; how long that takes was not measured$/],
  },
  few: {
    rows: ', rows: { public.orders: 10 }, lockBudget: 60s',
    files: rewrites,
    measured: [/^note storage\/lock-not-limited .* at the declared rows; /],
    seen: [],
  },
  unsaid: {
    rows: '',
    files: rewrites,
    measured: [/^warning storage\/table-rewritten .*; held for .* rows here; /],
    seen: [/^note storage\/table-rewritten .*; how large it is in production nobody has said$/],
  },
  moments: {
    rows: ', lockBudget: 60s',
    files: adds,
    measured: [/^note storage\/lock-not-limited .*; held for about .* however many rows there are; /],
    seen: [],
  },
};

let measured: readonly Told[];
let seen: readonly Told[];
beforeAll(async () => {
  await using world = await openWorld([check]);
  const names = Object.keys(cases) as (keyof typeof cases)[];
  const declared = names.map(
    (name) =>
      `  ${name}:\n    versions: { 1.0.0: { path: ${name}/1.0.0 }, 2.0.0: { path: ${name}/2.0.0 } }\n    stores: { db: { engine: postgres, migrations: m${cases[name].rows} } }\n`,
  );
  await writeFile(join(world.root, 'drill.yaml'), `version: 1\nartifacts:\n${declared.join('')}`);
  for (const name of names)
    for (const [version, files] of Object.entries({ '1.0.0': {}, '2.0.0': cases[name].files })) {
      await mkdir(join(world.root, name, version, 'm'), { recursive: true });
      for (const [file, text] of Object.entries({ '001_orders.up.sql': table, ...files }))
        await writeFile(join(world.root, name, version, 'm', file), text);
    }
  measured = JSON.parse((await world.run('check --json')).out) as readonly Told[];
  seen = JSON.parse((await world.run('check --json --no-watch')).out) as readonly Told[];
}, 120_000);

const told = (reports: readonly Told[], name: string): readonly string[] =>
  reports
    .filter(({ artifact }) => artifact === name)
    .flatMap(({ contracts }) => contracts.flatMap(({ findings }) => findings))
    .filter(({ rule }) => /lock|table-/.test(rule))
    .map(({ severity, rule, what }) => `${severity} ${rule} ${what}`);

describe('a lock is told once, by what is known of its table', () => {
  it.each(Object.entries(cases))('%s, where it is measured', (name, { measured: expected }) =>
    expect(told(measured, name)).toEqual(expected.map((text) => expect.stringMatching(text))),
  );

  it.each(Object.entries(cases))('%s, where it is not', (name, { seen: expected }) =>
    expect(told(seen, name)).toEqual(expected.map((text) => expect.stringMatching(text))),
  );
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { capturedOf } from '../../../src/commands/check/stores/given.ts';
import { storeDigests } from '../../../src/commands/check/stores/digest.ts';
import type { CheckReport } from '../../../src/model/check.ts';
import type { Judgement } from '../../../src/model/verdict.ts';
import { loadWorkspace } from '../../../src/workspace/load.ts';
import { digestOf } from '../../../src/workspace/sources/registry.ts';
import { openWorld, type World } from '../world.ts';

// What a version brings for the trial of its store: the statements that it was seen to ask, and rows.

type Files = Readonly<Record<string, string>>;
type Told = CheckReport & { readonly judgement: Judgement };

const orders = 'CREATE TABLE orders (id integer PRIMARY KEY, note text, total integer);\nCREATE TABLE visits (id integer PRIMARY KEY);\n';
const drops = 'ALTER TABLE orders DROP COLUMN note;';
const askedOnly = { 'asks/orders.sql': 'SELECT id, total FROM orders WHERE id = $1;\nUPDATE orders SET total = $1;\n' };
const logged = (...texts: readonly string[]): string =>
  texts.map((text) => JSON.stringify({ dbname: 'shop', message: `statement: ${text}` })).join('\n');

interface Case {
  readonly name: string;
  readonly declared: string;
  readonly old?: Files;
  readonly next?: Files;
  readonly up?: string;
  /** In `.drill/captured`: with the digest of this version, or another. */
  readonly captured?: { readonly of: '1.0.0' | 'another'; readonly text: string };
  readonly outcome: string;
  /** Of N-1 and N: how many, and which tables none touches. */
  readonly coverage?: readonly (readonly [string, number, readonly string[]])[];
  readonly notices?: readonly string[];
}

const made = (version: string): string => `what ${version} asks is made from its schema`;
const cases: readonly Case[] = [
  {
    name: 'a column that nobody was seen to touch may be dropped, and what that rests on is told',
    declared: 'statements: asks',
    old: askedOnly,
    next: { 'asks/orders.sql': 'SELECT id FROM visits' },
    outcome: 'pass',
    coverage: [
      ['N-1', 2, ['public.visits']],
      ['N', 1, ['public.orders']],
    ],
  },
  {
    name: 'one that a statement of a log touches may not',
    declared: 'statements: asked.json',
    old: { 'asked.json': logged('SELECT note FROM orders', 'SELECT 1 FROM visits') },
    next: { 'asked.json': logged('SELECT id FROM orders') },
    outcome: 'fail',
    coverage: [
      ['N-1', 2, []],
      ['N', 1, ['public.visits']],
    ],
  },
  {
    name: 'a version that has none gets made ones, and is said to',
    declared: 'statements: asks',
    next: askedOnly,
    outcome: 'fail',
    coverage: [['N', 2, ['public.visits']]],
    notices: [`1.0.0 has no asks: ${made('1.0.0')}`],
  },
  {
    name: 'what a drill has captured of this very content counts',
    declared: 'statements: { captured: true }',
    captured: { of: '1.0.0', text: '-- params: ["1"]\nSELECT id FROM orders WHERE id = $1;\n' },
    outcome: 'pass',
    coverage: [['N-1', 1, ['public.visits']]],
    notices: [`no drill has captured the statements of 2.0.0 yet: ${made('2.0.0')}`],
  },
  {
    name: 'what was captured of another content does not',
    declared: 'statements: { captured: true }',
    captured: { of: 'another', text: 'SELECT id FROM orders;\n' },
    outcome: 'fail',
    notices: [
      `.drill/captured/NAME-1.0.0-db.sql was captured from another content of 1.0.0: ${made('1.0.0')}`,
      `no drill has captured the statements of 2.0.0 yet: ${made('2.0.0')}`,
    ],
  },
  {
    name: 'rows of the seed are there when it is tried',
    declared: 'seed: seed.sql',
    old: { 'seed.sql': "INSERT INTO orders VALUES (-5, 'from the seed', 7);" },
    next: { 'seed.sql': 'SELECT 1' },
    up: "ALTER TABLE orders ADD CONSTRAINT ours CHECK (note <> 'from the seed');",
    outcome: 'fail',
  },
  {
    name: 'without it none of its rows stops it',
    declared: 'seed: seed.sql',
    next: { 'seed.sql': 'SELECT 1' },
    up: 'ALTER TABLE visits ADD CONSTRAINT ours CHECK (id <> -5) NOT VALID;',
    outcome: 'fail',
    notices: ['1.0.0 has no seed.sql'],
  },
];

const nameOf = (index: number): string => `a${index}`;
const write = (root: string, file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

const lay = async (root: string, all: readonly Case[]): Promise<void> => {
  const artifacts = all.map(
    ({ declared }, index) =>
      `  a${index}:\n    versions: { 1.0.0: { path: a${index}/1.0.0 }, 2.0.0: { path: a${index}/2.0.0 } }\n    stores: { db: { engine: postgres, migrations: migrations, ${declared} } }\n`,
  );
  write(root, 'drill.yaml', `version: 1\nartifacts:\n${artifacts.join('')}environments: { local: { target: process } }\n`);
  for (const [index, { old = {}, next = {}, up = drops }] of all.entries()) {
    for (const [version, files] of [
      ['1.0.0', { ...old, 'migrations/001.up.sql': orders }],
      ['2.0.0', { ...next, 'migrations/001.up.sql': orders, 'migrations/002.up.sql': up }],
    ] as const)
      for (const [file, text] of Object.entries(files)) write(root, `${nameOf(index)}/${version}/${file}`, text);
  }
  const workspace = await loadWorkspace(root);
  for (const [index, { captured }] of all.entries()) {
    const version = workspace.artifacts.get(nameOf(index))?.ordered[0];
    if (!captured || !version) continue;
    const digest = captured.of === 'another' ? 'sha256:0' : await digestOf(workspace, version);
    write(root, `.drill/captured/${nameOf(index)}-1.0.0-db.sql`, `${capturedOf(digest)}\n${captured.text}`);
  }
};

describe('what a version brings for the trial of its store', () => {
  let world: World;
  let told: readonly Told[];
  beforeAll(async () => {
    world = await openWorld([check]);
    await lay(world.root, cases);
    told = JSON.parse((await world.run('check --json --no-record')).out) as readonly Told[];
  }, 120_000);
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(cases.map((one, index) => [one.name, one, index] as const))('%s', (_, one, index) => {
    const report = told.find(({ artifact }) => artifact === nameOf(index));
    const store = report?.contracts[0];
    expect({
      outcome: report?.judgement.outcome,
      coverage: (store?.captured ?? []).map(({ of, statements, untouched }) => [of, statements, untouched]),
      notices: (store?.notices ?? [])
        .filter((text) => !/route down|locks was not looked at|^floor of/.test(text))
        .map((text) => text.replaceAll(nameOf(index), 'NAME')),
    }).toEqual({ outcome: one.outcome, coverage: one.coverage ?? [], notices: one.notices ?? [] });
  });

  it('is told to people, by file, table and column', async () => {
    const { out } = await world.run('check a0 --no-record');
    expect(out).toContain(
      [
        '  captured: 2 captured statements of N-1 (a0/1.0.0/asks): 2 run',
        '    touched: public.orders (id, total)',
        '    not touched: public.visits, public.orders.note',
      ].join('\n'),
    );
    const { out: markdown } = await world.run('check a0 --no-record --format markdown');
    expect(markdown).toContain('- 2 captured statements of N-1 (a0/1.0.0/asks): 2 run\n  - touched: public.orders (id, total)\n');
  });
});

describe('what is captured decides as migrations do', () => {
  const on = async <T>(one: Omit<Case, 'name' | 'outcome'>, work: (world: World) => Promise<T>): Promise<T> => {
    await using world = await openWorld([check]);
    await lay(world.root, [{ name: '', outcome: '', ...one }]);
    return await work(world);
  };

  it.each<[string, string, Files, string]>([
    ['an empty capture', 'statements: asks', { 'asks/a.sql': '-- nothing\nBEGIN;' }, 'statements/none'],
    ['a folder without one', 'statements: asks', { 'asks/readme.md': 'nothing' }, 'statements/none'],
    ['a log without statements', 'statements: a.json', { 'a.json': '{"message":"ready"}' }, 'statements/none'],
    ['a log of the plain form', 'statements: a.log', { 'a.log': 'LOG:  statement: SELECT 1\n' }, 'a0/1.0.0/a.log:1:1: error:'],
    ['what is no SQL', 'statements: a.sql', { 'a.sql': "SELECT 1;\nSELECT 'x" }, 'a0/1.0.0/a.sql:2:8: error:'],
    ['a column that N-1 has not', 'statements: a.sql', { 'a.sql': 'SELECT 1;\nSELECT nope FROM orders' }, 'a0/1.0.0/a.sql:2:8: error:'],
    ['a seed that is refused', 'seed: a.sql', { 'a.sql': 'SELECT 1;\nINSERT INTO nowhere VALUES (1)' }, 'a0/1.0.0/a.sql:2:13: error:'],
  ])('%s is an error, with its place', async (_, declared, old, said) => {
    await on({ declared, old, next: { 'a.sql': 'SELECT 1' } }, async ({ run }) => {
      const { code, err } = await run('check');
      expect([code, err]).toEqual([64, expect.stringContaining(said)]);
    });
  });

  it('is part of what the evidence is of: the gate and --changed notice any other', async () => {
    await on({ declared: 'statements: asks, seed: seed.sql', old: { ...askedOnly, 'seed.sql': 'SELECT 1' } }, async ({ root, run }) => {
      const now = async (): Promise<string | undefined> => {
        const workspace = await loadWorkspace(root);
        const artifact = workspace.artifacts.get('a0');
        return artifact && (await storeDigests(workspace, artifact, '1.0.0', '2.0.0'))[0]?.old;
      };
      const git = (...words: readonly string[]): string =>
        execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { encoding: 'utf8' });
      git('init', '-q');
      write(root, '.gitignore', '.drill\n');
      git('add', '.');
      git('commit', '-q', '-m', 'first');
      const digests = [await now()];
      for (const [file, text] of [
        ['a0/1.0.0/asks/orders.sql', 'SELECT id FROM orders'],
        ['a0/1.0.0/seed.sql', 'SELECT 2'],
        ['a0/1.0.0/asks/more.csv', 'x'],
      ] as const) {
        write(root, file, text);
        digests.push(await now());
      }
      expect(new Set(digests).size).toBe(4);
      execFileSync('rm', [join(root, 'a0/1.0.0/asks/more.csv')]);
      const { out } = await run('check --changed --json --no-record');
      expect((JSON.parse(out) as Told).contracts[0]?.captured?.[0]?.statements).toBe(1);
    });
  });

  it('what a drill has captured is, too', async () => {
    await on({ declared: 'statements: { captured: true }', captured: { of: '1.0.0', text: 'SELECT 1' } }, async ({ root }) => {
      const workspace = await loadWorkspace(root);
      const artifact = workspace.artifacts.get('a0');
      const now = async () => artifact && (await storeDigests(workspace, artifact, '1.0.0', '2.0.0'))[0]?.old;
      const before = await now();
      write(root, '.drill/captured/a0-1.0.0-db.sql', 'SELECT 2');
      expect(await now()).not.toBe(before);
    });
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { storeDigests } from '../../../src/commands/check/stores/digest.ts';
import { readLedger } from '../../../src/evidence/ledger.ts';
import { loadWorkspace } from '../../../src/workspace/load.ts';
import { writeSnapshot } from '../../../src/storage/snapshot.ts';
import { runIn } from '../io.ts';
import { openWorld, type World } from '../world.ts';

type Files = Readonly<Record<string, string>>;

const orders = 'CREATE TABLE orders (id integer PRIMARY KEY, note text);\n';
const first: Files = { '001_orders.up.sql': orders, '001_orders.down.sql': 'DROP TABLE orders;\n' };
const step = (up: string, down?: string): Files => ({ '002_next.up.sql': up, ...(down !== undefined && { '002_next.down.sql': down }) });

const catalog = (...columns: readonly string[]): string =>
  writeSnapshot({
    engine: 'postgres',
    server: '18.4',
    objects: [
      { kind: 'schema', name: 'public' },
      { kind: 'table', name: 'public.orders', persistence: 'permanent', columns },
      ...columns.map((column) => ({
        kind: 'column' as const,
        name: `public.orders.${column}`,
        table: 'public.orders',
        column,
        type: 'text',
        notNull: false,
      })),
    ],
  });

interface Case {
  readonly name: string;
  readonly store?: string;
  readonly old: Files;
  readonly next: Files;
  readonly snapshots?: readonly [string, string];
  readonly outcome: string;
  readonly reasons?: readonly string[];
  /** Rollout, mixed, rollback. */
  readonly cells: readonly string[];
  readonly findings?: readonly string[];
  readonly notices?: readonly string[];
}

const folder = '{ engine: postgres, migrations: migrations }';
const unknown = ['unknown', 'unknown', 'unknown'];
const holds = ['holds', 'holds', 'holds'];

const cases: readonly Case[] = [
  {
    name: 'a column that is added passes',
    old: first,
    next: { ...first, ...step('ALTER TABLE orders ADD COLUMN more text;', 'ALTER TABLE orders DROP COLUMN more;') },
    outcome: 'pass',
    cells: holds,
  },
  {
    name: 'a column that is dropped fails, at its statement, with what N-1 asks',
    old: first,
    next: {
      ...first,
      ...step(
        'CREATE TABLE other (id integer PRIMARY KEY);\nALTER TABLE orders DROP COLUMN note;',
        'DROP TABLE other;\nALTER TABLE orders ADD COLUMN note text;',
      ),
    },
    outcome: 'fail',
    reasons: ['check/breaks-rollback'],
    cells: ['holds', 'breaks-if-used', 'breaks'],
    findings: ['error storage/column-dropped 002_next.up.sql:2 42703', 'error storage/down-loses-rows 002_next.down.sql:2 '],
  },
  {
    name: 'what rows of N-1 stop fails by them',
    old: first,
    next: {
      ...first,
      ...step('ALTER TABLE orders ALTER COLUMN note SET NOT NULL;', 'ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;'),
    },
    outcome: 'fail',
    reasons: ['check/breaks-rollback'],
    cells: ['breaks-if-used', 'breaks-if-used', 'breaks-if-used'],
    findings: ['error storage/column-not-null-set 002_next.up.sql:1 23502'],
  },
  {
    name: 'a migration that is refused is told by its own file, also where it is the second',
    old: first,
    next: {
      ...first,
      ...step('ALTER TABLE orders ADD COLUMN more text;'),
      '003_bad.up.sql': '\n  ALTER TABLE nowhere ADD COLUMN a text;\n',
    },
    outcome: 'fail',
    reasons: ['check/breaks-rollout', 'check/unknown', 'check/unknown'],
    cells: ['breaks', 'unknown', 'unknown'],
    findings: ['error storage/migration-failed 003_bad.up.sql:2 42P01'],
    notices: ['002_next, 003_bad have no down migration, so that the route down was not tried'],
  },
  {
    name: 'steps that a tool would not run again are not said to be unrepeatable',
    old: first,
    next: {
      ...first,
      ...step('ALTER TABLE orders ADD COLUMN more text;', 'ALTER TABLE orders DROP COLUMN more;'),
      '003_index.up.sql': 'CREATE INDEX CONCURRENTLY IF NOT EXISTS by_note ON orders (note)',
      '003_index.down.sql': 'DROP INDEX IF EXISTS by_note',
    },
    outcome: 'pass',
    cells: holds,
  },
  {
    name: 'no migration between the two: nothing to try, and nothing differs',
    old: first,
    next: first,
    outcome: 'pass',
    cells: holds,
    notices: ['no migration lies between the two versions'],
  },
  {
    name: 'a step that says something else than in N-1, and one that is gone',
    old: { ...first, '000_gone.up.sql': 'SELECT 1;' },
    next: { ...first, '001_orders.up.sql': orders.replace('note text', 'note text, other text') },
    outcome: 'pass',
    cells: holds,
    notices: [
      'no migration lies between the two versions',
      '001_orders says something else than in N-1, where it has been run already: it is not run again',
      '000_gone of N-1 is not among the migrations of N, and stays applied',
    ],
  },
  {
    name: 'a store that is new',
    old: {},
    next: first,
    outcome: 'pass',
    cells: holds,
    notices: ['N-1 has no migrations of this store, so that there was nothing to try those of N on'],
  },
  {
    name: 'a committed snapshot that is not what the migrations give is told, and the migrations count',
    old: first,
    next: { ...first, ...step('ALTER TABLE orders ADD COLUMN more text;', 'ALTER TABLE orders DROP COLUMN more;') },
    snapshots: [catalog('note'), catalog('note')],
    outcome: 'pass',
    cells: holds,
    notices: [
      'snapshots/NAME/1.0.0/db.json is not what the migrations give: drill snapshot NAME --version 1.0.0',
      'snapshots/NAME/2.0.0/db.json is not what the migrations give: drill snapshot NAME --version 2.0.0',
    ],
  },
  {
    name: 'N has lost its migrations: not decided',
    old: first,
    next: {},
    outcome: 'inconclusive',
    reasons: ['check/store-undecided'],
    cells: unknown,
  },
  {
    name: 'migrated on start, without snapshots: not decided, never passed',
    store: '{ engine: postgres, migrate: on-start }',
    old: {},
    next: {},
    outcome: 'inconclusive',
    reasons: ['check/store-undecided'],
    cells: unknown,
  },
  {
    name: 'migrated on start, with both snapshots: judged by them',
    store: '{ engine: postgres, migrate: on-start }',
    old: {},
    next: {},
    snapshots: [catalog('id', 'note'), catalog('id')],
    outcome: 'fail',
    reasons: ['check/breaks-rollback'],
    cells: ['holds', 'breaks-if-used', 'breaks-if-used'],
    findings: ['error storage/column-dropped db.json:LINE '],
    notices: [
      'not tried on rows: the artifact migrates by itself when it starts, so that there is no SQL to run; it was judged by the committed snapshots',
    ],
  },
];

const nameOf = (index: number): string => `a${index}`;

const write = (root: string, file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

/** Artifacts of two versions each, with a store and no contract. */
const lay = (root: string, all: readonly Pick<Case, 'store' | 'old' | 'next' | 'snapshots'>[], more = ''): void => {
  const versions = ['1.0.0', '2.0.0'] as const;
  const artifacts = all.map(({ store = folder }, index) => {
    const name = nameOf(index);
    const paths = versions.map((version) => `${version}: { path: ${name}/${version} }`).join(', ');
    return `  ${name}:\n    versions: { ${paths} }\n    stores: { db: ${store} }\n`;
  });
  write(root, 'drill.yaml', `version: 1\nartifacts:\n${artifacts.join('')}environments: { local: { target: process } }\n${more}`);
  for (const [index, { old, next, snapshots }] of all.entries())
    for (const [side, files] of [old, next].entries()) {
      const version = versions[side] ?? '';
      write(root, `${nameOf(index)}/${version}/package.json`, '{}');
      for (const [file, text] of Object.entries(files)) write(root, `${nameOf(index)}/${version}/migrations/${file}`, text);
      const snapshot = snapshots?.[side];
      if (snapshot !== undefined) write(root, `snapshots/${nameOf(index)}/${version}/db.json`, snapshot);
    }
};

interface Told {
  readonly artifact: string;
  readonly summary: string;
  readonly judgement: { readonly outcome: string; readonly reasons: readonly { readonly code: string; readonly what: string }[] };
  readonly contracts: readonly {
    readonly name: string;
    readonly is?: string;
    readonly cells: Readonly<Record<'rollout' | 'mixed' | 'rollback', { readonly state: string }>>;
    readonly notices?: readonly string[];
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly object?: string;
      readonly at: {
        readonly new?: { readonly file: string; readonly line: number };
        readonly old?: { readonly file: string; readonly line: number };
      };
      readonly witness?: {
        readonly value: { readonly error?: { readonly code: string }; readonly row?: Readonly<Record<string, unknown>> };
      };
    }[];
  }[];
}

const severe = ({ contracts }: Told): readonly string[] =>
  contracts.flatMap(({ findings }) =>
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ severity, rule, at, witness }) => {
        const place = at.new ?? at.old;
        const file = place?.file.split('/').at(-1) ?? '';
        return `${severity} ${rule} ${file}:${file === 'db.json' ? 'LINE' : place?.line} ${witness?.value.error?.code ?? ''}`;
      }),
  );

describe('drill check reads stores', () => {
  let world: World;
  let told: readonly Told[];
  beforeAll(async () => {
    world = await openWorld([check]);
    lay(world.root, cases);
    told = JSON.parse((await world.run('check --json --no-watch')).out) as readonly Told[];
  }, 120_000);
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(cases.map((one, index) => [one.name, one, index] as const))('%s', (_, one, index) => {
    const report = told.find(({ artifact }) => artifact === nameOf(index));
    const store = report?.contracts[0];
    expect(report && store).toBeDefined();
    if (!report || !store) return;
    expect({
      outcome: report.judgement.outcome,
      reasons: report.judgement.reasons.map(({ code }) => code),
      cells: [store.cells.rollout.state, store.cells.mixed.state, store.cells.rollback.state],
      findings: severe(report),
      notices: (store.notices ?? []).map((text) => text.replaceAll(nameOf(index), 'NAME')),
    }).toEqual({
      outcome: one.outcome,
      reasons: one.reasons ?? [],
      cells: one.cells,
      findings: one.findings ?? [],
      notices: one.notices ?? [],
    });
  });
});

const dropped = { old: first, next: { ...first, ...step('ALTER TABLE orders DROP COLUMN note;') } };

describe('what surrounds a store', () => {
  const on = async <T>(all: Parameters<typeof lay>[1], more: string, work: (world: World) => Promise<T>): Promise<T> => {
    await using world = await openWorld([check]);
    lay(world.root, all, more);
    return await work(world);
  };

  it('a waiver accepts it, and a severity weighs it', async () => {
    const waiver =
      "waivers:\n  - { rule: column-dropped, contract: db, place: 'column public.orders.note', reason: agreed, expires: 2036-12-31 }\n";
    await on([dropped], waiver, async ({ run }) => {
      const [report] = [JSON.parse((await run('check --json')).out) as Told];
      expect([report.judgement.outcome, report.judgement.reasons.map(({ code }) => code)]).toEqual(['pass', ['check/accepted']]);
    });
    const policy = 'policy: { default: { severities: { storage/*: warning } } }\n';
    await on([dropped], policy, async ({ run }) => {
      expect((JSON.parse((await run('check --json')).out) as Told).judgement.outcome).toBe('pass');
    });
  });

  it('a baseline takes it, and the next check passes', async () => {
    await on([dropped], '', async ({ run }) => {
      expect((await run('check --write-baseline')).code).toBe(0);
      const after = JSON.parse((await run('check --json')).out) as Told;
      expect(after.judgement.reasons.map(({ code }) => code)).toEqual(['check/accepted']);
    });
  });

  it('without running migrations: by snapshots where they are, else not decided, and no evidence of the store', async () => {
    const pair = [catalog('id', 'note'), catalog('id', 'note', 'more')] as const;
    await on([dropped, { ...dropped, snapshots: pair }], '', async ({ root, run }) => {
      const told = JSON.parse((await run('check --no-run-migrations --json')).out) as readonly Told[];
      expect(told.map(({ judgement: { outcome, reasons } }) => [outcome, ...reasons.map(({ what }) => what)])).toEqual([
        [
          'inconclusive',
          'store db: nothing was compared: running its migrations was left out (--no-run-migrations), and no snapshot is committed of a0 1.0.0 and 2.0.0',
        ],
        ['pass'],
      ]);
      const { entries } = await readLedger(root);
      expect(entries.map(({ fact }) => fact)).toMatchObject([
        { of: 'check', work: { contracts: 0, stores: 1, objects: 0 }, contracts: [] },
        { of: 'check', work: { contracts: 0, stores: 1 }, contracts: [] },
      ]);
    });
  });

  it('the evidence is of the migrations as they were: the gate notices any other', async () => {
    await on([{ old: first, next: first }], '', async ({ root, run }) => {
      await run('check');
      const now = async () => {
        const workspace = await loadWorkspace(root);
        const artifact = workspace.artifacts.get('a0');
        return artifact ? storeDigests(workspace, artifact, '1.0.0', '2.0.0') : [];
      };
      const [entry] = (await readLedger(root)).entries;
      const before = await now();
      expect(before.map(({ name }) => name)).toEqual(['store db']);
      expect(entry?.fact).toMatchObject({ contracts: before });
      write(root, 'a0/2.0.0/migrations/001_orders.up.sql', `${orders}SELECT 1;`);
      const after = await now();
      expect([after[0]?.old === before[0]?.old, after[0]?.new === before[0]?.new]).toEqual([true, false]);
    });
  });

  it.each([
    [
      'a migration of N-1 that is refused',
      { ...first, '001_orders.up.sql': 'SELECT 1;\nCREATE TABLE nope (id nowhere);' },
      'a0/1.0.0/migrations/001_orders.up.sql:2:23: error: a migration of N-1 is refused',
    ],
    [
      'a text that is no SQL',
      { ...first, '001_orders.up.sql': "SELECT 1;\nSELECT 'open;" },
      'a0/1.0.0/migrations/001_orders.up.sql:2:8: error:',
    ],
  ])('%s is bad input with its place', async (_, old, said) => {
    await on([{ old, next: dropped.next }], '', async ({ run }) => {
      const { code, err } = await run('check');
      expect([code, err.slice(0, said.length)]).toEqual([64, said]);
    });
  });

  it('--changed sees a migration that was edited, and --base compares with what is committed', async () => {
    await on([{ old: first, next: first }], '', async ({ root, run }) => {
      const git = (...words: readonly string[]): string =>
        execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { encoding: 'utf8' });
      git('init', '-q');
      write(root, '.gitignore', '.drill\n');
      git('add', '.');
      git('commit', '-q', '-m', 'first');
      const unchanged = JSON.parse((await run('check --changed --json --no-record')).out) as Told;
      expect(unchanged.judgement.reasons.map(({ code }) => code)).toEqual(['check/unchanged']);
      write(root, 'a0/2.0.0/migrations/002_next.up.sql', 'ALTER TABLE orders DROP COLUMN note;');
      const changed = JSON.parse((await run('check --changed --json --no-record')).out) as Told;
      const based = JSON.parse((await run('check --base HEAD --json --no-record')).out) as Told;
      const expected = ['error storage/column-dropped 002_next.up.sql:1 42703'];
      expect([changed, based].map(severe)).toEqual([expected, expected]);
    });
  });
});

describe('the bundled example', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const storeOf = ({ contracts }: Told) => contracts.find(({ is }) => is === 'store');

  it('1.4.0 → 1.5.0 can be taken back, contracts and store together', async () => {
    const { out, code } = await runIn(root, check, 'orders', '--json', '--no-record', '--no-watch');
    const told = JSON.parse(out) as Told;
    expect([code, told.summary, storeOf(told)?.findings.map(({ rule }) => rule)]).toEqual([
      0,
      'safe to roll out: yes / safe to roll back: yes, as long as nobody uses what is new (4 findings)',
      ['storage/reference-added', 'storage/table-scanned'],
    ]);
  });

  it('1.5.0 → 1.6.0 cannot: NULL where N-1 has never read it, shown by a row, and a down that leaves it so', async () => {
    const { out, code } = await runIn(root, check, 'orders', '--from', '1.5.0', '--to', '1.6.0', '--json', '--no-record', '--no-watch');
    const told = JSON.parse(out) as Told;
    const findings = storeOf(told)?.findings ?? [];
    expect([code, told.summary]).toEqual([1, 'safe to roll out: no, 2 findings / safe to roll back: no, 1 finding']);
    expect(
      findings.map(({ severity, rule, object, at }) => [severity, rule, object, at.new?.file.split('/').at(-1), at.new?.line]),
    ).toEqual([
      ['note', 'storage/column-not-null-dropped', 'column public.orders.total_cents', '004_money.up.sql', 2],
      ['note', 'storage/table-scanned', 'table public.orders', '004_money.up.sql', 2],
      ['error', 'storage/down-schema-differs', 'column public.orders.total_cents', '004_money.down.sql', 1],
    ]);
    expect(findings[0]?.witness?.value.row?.['total_cents']).toBe(null);
  });
});

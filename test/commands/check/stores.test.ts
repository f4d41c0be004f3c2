import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { openWorld, type World } from '../world.ts';
import { catalog, first, lay, type Laid, nameOf, orders, severe, step, type Told } from './laid.ts';

interface Case extends Laid {
  readonly name: string;
  readonly outcome: string;
  readonly reasons?: readonly string[];
  /** Rollout, mixed, rollback. */
  readonly cells: readonly string[];
  readonly findings?: readonly string[];
  readonly notices?: readonly string[];
}

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
      '003_index.up.sql': 'CREATE INDEX CONCURRENTLY IF NOT EXISTS by_note ON orders (md5(note))',
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

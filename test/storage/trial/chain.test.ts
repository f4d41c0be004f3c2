import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { Migrate } from '../../../src/storage/rule.ts';
import { tryChain } from '../../../src/storage/trial/chain/chain.ts';
import { tryMigration } from '../../../src/storage/trial/trial.ts';
import { type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const orders = 'CREATE TABLE orders (id int PRIMARY KEY, note text);\nCREATE TABLE other (id int PRIMARY KEY, a text);';

interface Case {
  readonly before?: string;
  /** Up, and down where there is one. */
  readonly steps: readonly (readonly [up: string, down?: string])[];
  readonly migrate?: Migrate;
}

const tried = async ({ before = orders, steps, migrate = 'before' }: Case) => {
  const signal = AbortSignal.timeout(60_000);
  return tryChain(
    {
      before: [{ file: 'old.sql', text: before }],
      steps: steps.map(([up, down], index) => ({
        name: `${index + 1}`,
        up: { file: `${index + 1}.up.sql`, text: up },
        ...(down !== undefined && { down: { file: `${index + 1}.down.sql`, text: down } }),
      })),
      migrate,
    },
    at.server,
    signal,
    (subject) => tryMigration(subject, at.server, signal),
  );
};

/** `error storage/x of column y (mixed) at 1.up.sql:1` */
const line = ({ severity, rule, object, cells, at: { new: place } }: Finding): string =>
  `${severity} ${rule.replace('storage/', '')} of ${object ?? 'it'} (${Object.keys(cells).join(', ')}) at ${place?.file}:${place?.line}`;

const add = (column: string): readonly [string, string] => [
  `ALTER TABLE orders ADD COLUMN ${column};`,
  `ALTER TABLE orders DROP COLUMN ${column.split(' ')[0]};`,
];

describe('each step is a transaction of its own', () => {
  const referring = `CREATE TABLE customers (id int PRIMARY KEY, legacy text);
    CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, note text);`;
  const deadlocks = async (steps: Case['steps']): Promise<unknown[]> =>
    (await tried({ before: referring, steps })).findings.filter(({ rule }) => rule === 'storage/traffic-deadlocks').map(line);
  const [first, second] = ['ALTER TABLE customers ADD a int;', 'ALTER TABLE orders ADD a int;'];

  it('two steps do not hold the locks of each other: N-1 waits for each, and neither for N-1', async () =>
    expect(await deadlocks([[first], [second]])).toEqual([]));

  it('and what one step holds at once is told of it, at its place', async () =>
    expect(await deadlocks([['CREATE TABLE x (a int);'], [`${first}\n${second}`]])).toEqual([
      'warning traffic-deadlocks of table public.orders (rollout) at 2.up.sql:2',
    ]));
});

describe('each step of a chain is tried on the ground that those before it have made', () => {
  it.each<[sentence: string, Case, findings: readonly string[], backs: readonly string[], point?: string | RegExp]>([
    ['two columns that hurt nobody', { steps: [add('a text'), add('b text')] }, [], ['schema-left', 'schema-left']],
    [
      'what a later step mends breaks while both serve, and no longer',
      {
        steps: [
          add('a int NOT NULL'),
          ['ALTER TABLE orders ALTER COLUMN a SET DEFAULT 0;', 'ALTER TABLE orders ALTER COLUMN a DROP DEFAULT;'],
        ],
        before: orders.replace('note text', 'note text CHECK (false)'),
      },
      [
        'warning down-not-judged of table public.orders (rollback) at 2.down.sql:1',
        'error required-column-added of column public.orders.a (mixed) at 1.up.sql:1',
      ],
      ['down', 'schema-left'],
    ],
    [
      'a finding stands at the step that makes it, and is told once',
      { steps: [add('a text'), ['ALTER TABLE orders DROP COLUMN note;', 'ALTER TABLE orders ADD COLUMN note text;'], add('b text')] },
      [
        'error column-dropped of column public.orders.note (mixed, rollback) at 2.up.sql:1',
        'error down-loses-rows of table public.orders (rollback) at 2.down.sql:1',
      ],
      ['schema-left', 'none', 'none'],
      '2, since column public.orders.note: it is gone; note of a row of public.orders changed by going up and down, and 22 more',
    ],
    [
      'what only rows show stands at the step that changes them, after one that changes the schema of their table',
      { steps: [['ALTER TABLE orders ADD COLUMN a text;'], ['UPDATE orders SET note = upper(note);']] },
      ['error result-differs of column public.orders.a (mixed, rollback) at 2.up.sql:1'],
      ['schema-left', 'none'],
      /^2, since /,
    ],
    [
      'and before one',
      { steps: [['UPDATE orders SET note = upper(note);'], ['ALTER TABLE orders ADD COLUMN a text;']] },
      ['error result-differs of table public.orders (mixed, rollback) at 1.up.sql:1'],
      ['none', 'none'],
      /^1, since /,
    ],
    [
      'without a down there is no way back from a drop, nor from what comes after it',
      { steps: [add('a text'), ['ALTER TABLE orders DROP COLUMN note;'], add('b text')] },
      ['error column-dropped of column public.orders.note (mixed, rollback) at 2.up.sql:1'],
      ['schema-left', 'none', 'none'],
      '2, since column public.orders.note: it is gone; 2 has no down migration',
    ],
    [
      'a missing down alone is no point of no return where the schema may stay',
      { steps: [['ALTER TABLE orders ADD COLUMN a text;'], add('b text')] },
      [],
      ['schema-left', 'schema-left'],
    ],
    [
      'a down that leaves something behind is told where it stands, though a later down takes it away',
      {
        steps: [
          ['CREATE TABLE extra (id int PRIMARY KEY);', 'DROP TABLE extra;'],
          ['ALTER TABLE extra ADD COLUMN a text;', 'SELECT 1;'],
        ],
      },
      ['warning down-schema-differs of column public.extra.a (rollback) at 2.down.sql:1'],
      ['schema-left', 'schema-left'],
    ],
    [
      'stopped after a step and taken back, though the whole comes back',
      {
        steps: [
          [
            'CREATE TABLE kept AS SELECT id, note FROM orders;',
            'DELETE FROM orders WHERE id IN (SELECT id FROM kept) AND EXISTS (SELECT FROM kept);\nDROP TABLE kept;',
          ],
          ['TRUNCATE kept;', 'SELECT 1;'],
        ],
      },
      [
        'error down-loses-rows of table public.orders (rollback) at 1.down.sql:1',
        'warning down-loses-rows of table public.kept (rollback) at 2.down.sql:1',
      ],
      ['schema-left', 'schema-left'],
    ],
    [
      'a step in no transaction is killed by itself',
      { steps: [add('a text'), ['CREATE INDEX CONCURRENTLY i ON orders (note);\nCREATE INDEX CONCURRENTLY j ON orders (note);']] },
      ['warning migration-not-repeatable of index public.j (rollout) at 2.up.sql:1'],
      ['schema-left', 'schema-left'],
    ],
    [
      'what a step sets for a role, which all databases share, is told of it alone',
      {
        before: `CREATE ROLE of_chain; ${orders} GRANT SELECT ON orders TO of_chain;`,
        steps: [["ALTER ROLE of_chain SET DateStyle = 'German';", 'ALTER ROLE of_chain RESET DateStyle;'], add('a text'), add('b text')],
      },
      ['error setting-changed of setting DateStyle of role of_chain (mixed, rollback) at 1.up.sql:1'],
      ['schema-left', 'schema-left', 'down'],
    ],
    [
      'a step that is refused by rows of N-1 ends the walk',
      { steps: [add('a text'), ['INSERT INTO orders (id, note) SELECT id, note FROM orders;'], add('b text')] },
      ['error migration-failed of it (rollout) at 2.up.sql:1'],
      ['schema-left'],
    ],
  ])('%s', async (_, one, findings, backs, point) => {
    const { findings: found, chain } = await tried(one);
    const told = found.filter(({ severity }) => severity !== 'note').map(line);
    expect({ told, backs: chain.steps.map(({ back }) => back) }).toEqual({ told: findings, backs });
    const at0 = chain.pointOfNoReturn;
    const since = at0 && `${at0.step}, since ${at0.why}`;
    expect(point instanceof RegExp && point.test(since ?? '') ? point : since).toBe(point);
  });

  it('asks only what a step may have changed the answer of', async () => {
    const { chain } = await tried({ steps: [add('a text'), add('b text'), ['DO $$ BEGIN END $$;', 'SELECT 1;'], add('c text')] });
    const [first, second, third] = chain.steps;
    expect(first?.leftOut).toBeGreaterThan(0);
    expect(first?.asked).toBeGreaterThan(0);
    expect(second?.asked).toBe(first?.asked);
    expect(third?.leftOut).toBe(0);
  });
});

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { record } from '../../../src/commands/record.ts';
import { openWorld, type World } from '../world.ts';

interface Told {
  readonly judgement: { readonly outcome: string };
  readonly contracts: readonly {
    readonly is?: string;
    readonly cells: Readonly<Record<string, { readonly state: string }>>;
    readonly notices?: readonly string[];
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly what: string;
      readonly at: { readonly new?: { readonly file: string; readonly line: number } };
      readonly waived?: object;
    }[];
  }[];
}

let world: World;
beforeEach(async () => {
  world = await openWorld([check, record]);
});
afterEach(() => world[Symbol.asyncDispose]());

const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(world.root, file)), { recursive: true });
  writeFileSync(join(world.root, file), text);
};

const table = 'CREATE TABLE orders (id bigint PRIMARY KEY, email text, note text);\n';
const asks = { before: 'SELECT email FROM orders;\n', after: 'SELECT id FROM orders;\n' };

/** Three versions; the last one drops the column. */
const lay = (steps: string, more = '', drops = 'column orders.email'): void => {
  put(
    'drill.yaml',
    `version: 1
artifacts:
  orders:
    versions: { 1.0.0: { path: o/1.0.0 }, 1.1.0: { path: o/1.1.0 }, 1.2.0: { path: o/1.2.0 } }
    stores: { db: { engine: postgres, migrations: m, statements: sql } }
environments: { production: { target: command } }
plans:
  mail: { artifact: orders, drops: ${drops}, steps: ${steps} }
${more}`,
  );
  for (const [version, sql] of Object.entries({ '1.0.0': asks.before, '1.1.0': asks.after, '1.2.0': asks.after })) {
    put(`o/${version}/m/001_orders.up.sql`, table);
    put(`o/${version}/sql/q.sql`, sql);
  }
  put('o/1.2.0/m/002_drop.up.sql', 'ALTER TABLE orders DROP COLUMN email;\n');
};

const told = async (line = ''): Promise<Told> => {
  const { out, err } = await world.run(`check orders --no-watch --no-record --json ${line}`.trim());
  if (out === '') throw new Error(err);
  return JSON.parse(out) as Told;
};

const findingsOf = ({ contracts }: Told): readonly string[] =>
  contracts.flatMap(({ findings }) =>
    findings.map(({ severity, rule, at, waived }) => `${waived ? 'waived ' : ''}${severity} ${rule} ${at.new?.file}:${at.new?.line}`),
  );

const noticesOf = ({ contracts }: Told): readonly string[] =>
  contracts.flatMap(({ notices = [] }) => notices).filter((text) => /plan|floor|held/.test(text));

const record1 = 'record deployed orders 1.0.0 --environment production --first-release';
const record2 = ['record deployed orders 1.1.0 --environment production', 'record bad orders 1.0.0'];

describe('drill check holds a release against its plan', () => {
  it('a drop that comes as planned, once nobody needs it, passes; the floor is told', async () => {
    lay('{ stop-using: 1.1.0, contract: 1.2.0 }');
    for (const line of [record1, ...record2]) await world.run(line);
    const report = await told();
    expect([report.judgement.outcome, findingsOf(report).filter((text) => !text.startsWith('note'))]).toEqual(['pass', []]);
    expect(noticesOf(report)).toEqual([
      'plan mail: column public.orders.email may go: orders 1.1.0: its 1 captured statement does not touch it',
      'floor of the schema of 1.2.0: 1.1.0; 1.0.0 cannot run on it: column public.orders.email: it is gone, and it asks q.sql:1 (o/1.0.0/sql/q.sql:1)',
    ]);
  });

  it('one that a version needs which runs fails, though N-1 has let go of it; once, at its statement', async () => {
    lay('{ stop-using: 1.1.0, contract: 1.2.0 }');
    await world.run(record1);
    const report = await told();
    expect([report.judgement.outcome, report.contracts[0]?.cells['rollback']?.state]).toEqual(['fail', 'breaks']);
    expect(findingsOf(report).filter((text) => !text.startsWith('note'))).toEqual([
      'error storage/contracted-early o/1.2.0/m/002_drop.up.sql:1',
    ]);
    expect(report.contracts[0]?.findings.find(({ rule }) => rule === 'storage/contracted-early')?.what).toBe(
      'column public.orders.email: it is dropped in 1.2.0, and it is still needed: orders 1.0.0: it runs in production, and 1 of 1 captured statement needs it (o/1.0.0/sql/q.sql:1:1)',
    );
  });

  it('one of which nobody knows who runs is inconclusive, never a pass', async () => {
    lay('{ stop-using: 1.1.0, contract: 1.2.0 }');
    const report = await told();
    expect([report.judgement.outcome, report.contracts[0]?.cells['rollback']?.state]).toEqual(['inconclusive', 'unknown']);
  });

  it('one before its step is a warning where nobody needs it', async () => {
    lay('{ stop-using: 1.1.0, contract: 1.3.0 }');
    for (const line of [record1, ...record2]) await world.run(line);
    const report = await told();
    expect([report.judgement.outcome, findingsOf(report).filter((text) => !text.startsWith('note'))]).toEqual([
      'pass',
      ['warning storage/contracted-early o/1.2.0/m/002_drop.up.sql:1'],
    ]);
  });

  it('a waiver accepts it', async () => {
    lay(
      '{ stop-using: 1.1.0, contract: 1.2.0 }',
      "waivers: [{ rule: contracted-early, place: 'column public.orders.email', reason: agreed, expires: 2036-12-31 }]\n",
    );
    await world.run(record1);
    const report = await told();
    expect([report.judgement.outcome, findingsOf(report)[0]]).toEqual([
      'pass',
      'waived error storage/contracted-early o/1.2.0/m/002_drop.up.sql:1',
    ]);
  });

  it('the floor is not below what was seen to give N-1 other values', async () => {
    lay('{ stop-using: 1.1.0 }');
    for (const version of ['1.1.0', '1.2.0'])
      put(`o/${version}/m/001_orders.up.sql`, 'CREATE TABLE orders (id bigint PRIMARY KEY, email text, note text, amount int);\n');
    put('o/1.1.0/sql/q.sql', 'SELECT id, amount FROM orders;\n');
    put('o/1.2.0/m/002_drop.up.sql', 'ALTER TABLE orders ALTER amount TYPE bigint;\nUPDATE orders SET amount = amount * 100;\n');
    expect(noticesOf(await told()).filter((text) => text.startsWith('floor'))).toEqual([
      'floor of the schema of 1.2.0: 1.2.0; 1.1.0 cannot run on it: column public.orders.amount: its type is bigint, and was integer; q.sql:1 was captured, and does it',
    ]);
  });

  it('what is out of order, overdue, or gone long since is told', async () => {
    lay('{ expand: 1.2.0, stop-using: 1.1.0, contract: 1.1.0 }');
    expect(noticesOf(await told('--to 1.1.0'))).toEqual([
      'plan mail is out of order: stop-using in 1.1.0 comes before expand in 1.2.0',
      'plan mail is overdue: column public.orders.email was to be dropped in 1.1.0, and 1.1.0 still has it',
      'floor of the schema of 1.1.0: 1.0.0; there is no older version',
    ]);
    put('o/1.1.0/m/002_drop.up.sql', 'ALTER TABLE orders DROP COLUMN email;\n');
    expect(noticesOf(await told())[0]).toBe('plan mail is finished: column orders.email is gone; take the plan out of drill.yaml');
    expect(noticesOf(await told('--no-run-migrations'))).toEqual([
      'not held against mail: no migration was run, so that nothing is known of other versions',
    ]);
  });

  it('two plans of one thing are one finding, and an old capture that cannot be read stops the floor alone', async () => {
    lay(
      '{ stop-using: 1.1.0, contract: 1.2.0 } }\n  again: { artifact: orders, drops: table orders, steps: { contract: 1.3.0 } }\n  more: { artifact: orders, drops: column orders.email, steps: { contract: 1.3.0 }',
    );
    for (const line of [record1, ...record2]) await world.run(line);
    put('o/1.0.0/sql/q.sql', 'SELECT nothing FROM orders;\n');
    const report = await told();
    expect(findingsOf(report).filter((text) => !text.startsWith('note'))).toEqual([
      'warning storage/contracted-early o/1.2.0/m/002_drop.up.sql:1',
    ]);
    expect(noticesOf(report).at(-1)).toMatch(
      /^floor of the schema of 1.2.0: 1.1.0; 1.0.0 is not known to run on it: .*column "nothing" does not exist.*\(o\/1.0.0\/sql\/q.sql:1:8\)$/,
    );
  });

  it('a plan of what there never was is bad input, with its place and the nearest name', async () => {
    lay('{ contract: 1.2.0 }', '', 'column orders.emial');
    const { code, err } = await world.run('check orders --no-watch');
    expect([code, err]).toEqual([
      64,
      'drill.yaml:8:36: error: plans.mail.drops: no version of orders has column orders.emial [plans/unknown-object]\n  what to do: did you mean "orders.email"?\n',
    ]);
  });

  it('a committed state that drops it is held against the plan as well', async () => {
    lay('{ stop-using: 1.1.0, contract: 1.3.0 }');
    await world.run(record1);
    rmSync(join(world.root, 'o/1.2.0/m/002_drop.up.sql'));
    const { execFileSync } = await import('node:child_process');
    const git = (...words: readonly string[]): string =>
      execFileSync('git', ['-C', world.root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { encoding: 'utf8' });
    put('.gitignore', '.drill\n');
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    put('o/1.2.0/m/002_drop.up.sql', 'ALTER TABLE orders DROP COLUMN email;\n');
    expect(findingsOf(await told('--base HEAD')).filter((text) => !text.startsWith('note'))).toEqual([
      'error storage/contracted-early o/1.2.0/m/002_drop.up.sql:1',
    ]);
  });
});

describe('two artifacts that write the same', () => {
  const share = (mailer: string, orders = ''): void => {
    put(
      'drill.yaml',
      `version: 1
artifacts:
  orders:
    versions: { 1.0.0: { path: o/1.0.0 }, 1.1.0: { path: o/1.1.0 } }
    stores: { db: { engine: postgres, migrations: m, statements: sql, database: shop${orders} } }
  mailer:
    versions: { 2.0.0: { path: mailer }, 2.1.0: { path: mailer } }
    stores: { own: ${mailer} }
environments: { production: { target: command } }
`,
    );
    for (const version of ['1.0.0', '1.1.0']) {
      put(
        `o/${version}/m/001_orders.up.sql`,
        `${table}GRANT SELECT ON orders TO reader;\nGRANT UPDATE (email) ON orders TO writer;\nCREATE ROLE looks;\nCREATE ROLE member IN ROLE writer, looks;\nCREATE ROLE other;\nGRANT looks TO other;\n`,
      );
      put(`o/${version}/sql/q.sql`, "\nUPDATE orders SET note = 'a', email = 'b';\n");
    }
    put('mailer/sql/q.sql', '\n\nUPDATE orders SET email = NULL WHERE id = 1;\n');
  };
  const writers = async (): Promise<readonly string[]> =>
    (await told()).contracts.flatMap(({ findings }) =>
      findings.filter(({ rule }) => rule === 'storage/two-writers').map(({ severity, what }) => `${severity} ${what}`),
    );
  const found = 'warning email of public.orders is written by orders 1.1.0 (o/1.1.0/sql/q.sql:2:1) and by mailer 2.1.0';

  it('what is owned and is not there is told', async () => {
    share('{ engine: postgres, statements: sql, database: shop }', ', owns: [public.orders.emial, public.orders]');
    expect((await told()).contracts[0]?.notices?.filter((text) => text.startsWith('owns'))).toEqual([
      'owns: there is no table or column public.orders.emial in 1.1.0; did you mean public.orders.email?',
    ]);
  });

  it.each([
    ['by their statements', '{ engine: postgres, statements: sql, database: shop }', '', [`${found} (mailer/sql/q.sql:3:1)`]],
    ['in another database', '{ engine: postgres, statements: sql, database: other }', '', []],
    [
      'by what its role was granted',
      '{ engine: postgres, role: writer, database: shop }',
      '',
      [`${found} (what the role writer was granted)`],
    ],
    [
      'by what a role was granted that its role is a member of',
      '{ engine: postgres, role: member, database: shop }',
      '',
      [`${found} (what writer was granted, of which the role member is a member)`],
    ],
    ['by a member of a role that may only read', '{ engine: postgres, role: other, database: shop }', '', []],
    ['by a role that may only read', '{ engine: postgres, role: reader, database: shop }', '', []],
    ['where it was declared whose it is', '{ engine: postgres, statements: sql, database: shop }', ', owns: [public.orders.email]', []],
  ])('%s', async (_, mailer, orders, expected) => {
    share(mailer, orders);
    expect(await writers()).toEqual(expected);
  });
});

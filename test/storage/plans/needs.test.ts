import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitScript } from '../../../src/storage/engines/postgres/script.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { floorOf } from '../../../src/storage/plans/floor.ts';
import type { Known, VersionFacts } from '../../../src/storage/plans/facts.ts';
import { needOf } from '../../../src/storage/plans/need.ts';
import { readinessOf } from '../../../src/storage/plans/readiness.ts';
import { targetOf } from '../../../src/storage/plans/target.ts';
import { queriesIn } from '../../../src/storage/statements/files.ts';
import { resolveQueries } from '../../../src/storage/statements/resolve.ts';
import { type Store, type Stores, stores } from '../ground.ts';

const schema = `
  CREATE TYPE state AS ENUM ('new', 'paid', 'it''s gone');
  CREATE TABLE orders (id bigint PRIMARY KEY, email text, note text, state state DEFAULT 'new', states state[], data jsonb, lower text GENERATED ALWAYS AS (lower(email)) STORED, "len" int GENERATED ALWAYS AS (length(note)) STORED);
  CREATE DOMAIN mood AS state;
  CREATE TABLE moods (id bigint PRIMARY KEY, mood mood);
  CREATE TABLE swings (mood bigint REFERENCES moods);
  CREATE TABLE other (id bigint PRIMARY KEY, "Email" text);
  CREATE VIEW mails AS SELECT email FROM orders;
  CREATE FUNCTION any_table(name text) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN EXECUTE format('SELECT count(*) FROM %I', name) INTO n; RETURN n; END $$;
  CREATE TABLE tickets (id bigint PRIMARY KEY, p state NOT NULL DEFAULT 'new', title text, tenant text, CONSTRAINT uq UNIQUE (title, tenant), CONSTRAINT one UNIQUE (title));
  CREATE FUNCTION esc() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF new.title LIKE '!%' THEN new.p := 'it''s gone'; END IF; RETURN new; END $$;
  CREATE TRIGGER esc BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION esc();
  CREATE FUNCTION ticket() RETURNS void LANGUAGE sql AS $$ INSERT INTO tickets (id) VALUES (1) $$;
  CREATE FUNCTION ticket_of(s state) RETURNS void LANGUAGE sql AS $$ INSERT INTO tickets (id, p) VALUES (1, s) $$;
  CREATE VIEW paids AS SELECT id, 'new'::text AS said FROM tickets WHERE p = 'paid';
  CREATE TABLE owned (id bigint PRIMARY KEY, tenant text, state state);
  ALTER TABLE owned ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON owned USING (tenant = current_user);
  CREATE POLICY late ON owned FOR DELETE USING (state <> 'paid');
  CREATE TABLE unowned (id bigint PRIMARY KEY, tenant text);
  CREATE POLICY own ON unowned USING (tenant = current_user);
  CREATE FUNCTION pay() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE orders SET state = 'paid'; END $$;`;

let at: Stores;
let store: Store;
beforeAll(async () => {
  at = await stores();
  store = await at.with(schema);
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await at[Symbol.asyncDispose]();
});

const resolved = async ({ connection, catalog }: Store, ...texts: readonly string[]) => {
  const queries = texts.flatMap((text, index) => queriesIn(text, `q${index + 1}.sql`, splitScript, []));
  const { statements } = await resolveQueries(connection, catalog, queries, []);
  return statements.map((statement) => {
    const place = queries.find(({ name }) => name === statement.name)?.at;
    return { ...statement, ...(place && { at: place }) };
  });
};

describe('a statement needs what goes', () => {
  it.each([
    ['table orders', 'SELECT 1 FROM orders', 'needs'],
    ['table orders', 'SELECT email FROM mails', 'needs'],
    ['table other', 'SELECT 1 FROM orders', 'free'],
    ['column orders.email', 'SELECT email FROM orders', 'needs'],
    ['column orders.email', 'SELECT * FROM orders', 'needs'],
    ['column orders.email', 'SELECT email FROM mails', 'needs'],
    ['column orders.email', "UPDATE orders SET note = 'a' WHERE email IS NULL", 'needs'],
    ['column orders.email', 'SELECT id, note FROM orders', 'free'],
    ['column orders.email', 'INSERT INTO orders (id) VALUES (1)', 'free'],
    ['column orders.email', "SELECT any_table('orders')", 'unknown'],
    ['column other."Email"', 'SELECT id FROM other', 'free'],
    ['column other."Email"', 'SELECT "Email" FROM other', 'needs'],
    ['value state.paid', "UPDATE orders SET state = 'paid'", 'needs'],
    ['value state.paid', '-- params: ["paid"]\nUPDATE orders SET state = $1', 'needs'],
    ['value state.paid', '-- params: [["new", "paid"]]\nUPDATE orders SET states = $1', 'needs'],
    ['value state.paid', '-- params: ["new"]\nUPDATE orders SET state = $1', 'free'],
    ['value state.paid', 'SELECT state FROM orders', 'free'],
    ['value state.paid', "INSERT INTO orders (id, note) VALUES (1, 'paid')", 'free'],
    ['value state.paid', 'SELECT pay()', 'needs'],
    ['value state.new', 'INSERT INTO orders (id) VALUES (1)', 'needs'],
    ['value state.new', "INSERT INTO orders (id, state) VALUES (1, 'paid')", 'free'],
    ['column orders.email', 'SELECT lower FROM orders', 'needs'],
    ['column orders.email', 'SELECT len FROM orders', 'free'],
    ['value state.paid', "SELECT id FROM orders WHERE state = ANY('{new,paid}')", 'needs'],
    ['value state.paid', "SELECT id FROM orders WHERE state = ANY('{new}')", 'free'],
    ['value state.paid', "INSERT INTO orders (id, state, states) VALUES (1, 'new', '{new, paid}')", 'needs'],
    ["value state.it's gone", `INSERT INTO orders (id, state, states) VALUES (1, 'new', '{new,"it''s gone"}')`, 'needs'],
    ['value state.paid', 'UPDATE orders SET state = $$paid$$', 'needs'],
    ['value state.paid', "UPDATE moods SET mood = 'paid'", 'needs'],
    ['value state.paid', "UPDATE moods SET mood = 'new'", 'free'],
    ['value state.paid', "UPDATE orders SET state = ('pa' || 'id')::state", 'unknown'],
    ['value state.paid', 'UPDATE orders SET state = note::state WHERE id = 3', 'unknown'],
    ['value state.paid', 'UPDATE orders SET state = CAST(lower(note) AS public.state)', 'unknown'],
    ['value state.paid', "UPDATE orders SET states = string_to_array('pa,id', ',')::state[]", 'unknown'],
    ['value state.paid', "UPDATE orders SET state = 'new'::state, states = ARRAY['new', NULL]::state[]", 'free'],
    ['value state.paid', "UPDATE orders SET state = CAST('new' AS state) WHERE state::text = note", 'free'],
    ['value state.paid', '-- params: ["new"]\nUPDATE orders SET state = ($1)::public.state', 'free'],
    ["value state.it's gone", "SELECT id FROM orders WHERE state = 'it''s gone'", 'needs'],
    ['value state.new', 'INSERT INTO tickets (id) VALUES (1)', 'needs'],
    ['value state.new', 'INSERT INTO tickets (id) VALUES (1) RETURNING *', 'needs'],
    ['value state.new', 'INSERT INTO public."tickets" AS t (id) VALUES (1) RETURNING id, p', 'needs'],
    ['value state.new', 'INSERT INTO tickets (id, P) VALUES (1, DEFAULT) RETURNING id', 'needs'],
    ['value state.new', "INSERT INTO tickets (id, p) VALUES (1, 'paid'), (2, default)", 'needs'],
    ['value state.new', 'INSERT INTO tickets VALUES (1, DEFAULT)', 'needs'],
    ['value state.new', 'INSERT INTO tickets VALUES (1)', 'needs'],
    ['value state.new', 'INSERT INTO tickets SELECT 1', 'needs'],
    ['value state.new', "INSERT INTO tickets SELECT 1, 'paid'", 'free'],
    ['value state.new', "INSERT INTO tickets VALUES (1, 'paid', DEFAULT)", 'free'],
    ['value state.new', "INSERT INTO tickets (title, id, p) VALUES (DEFAULT, coalesce(1, 2), 'paid') RETURNING *", 'free'],
    ['value state.new', "INSERT INTO tickets (id, p) VALUES (1, 'paid') ON CONFLICT (id) DO UPDATE SET p = DEFAULT", 'needs'],
    ['value state.new', 'UPDATE tickets SET p = DEFAULT WHERE id = 1', 'needs'],
    ['value state.new', "UPDATE tickets SET (title, p) = ('a', DEFAULT)", 'needs'],
    ['value state.new', "UPDATE tickets SET (title, p) = (DEFAULT, 'paid')", 'free'],
    ['value state.new', 'UPDATE tickets SET title = DEFAULT WHERE id = 1 RETURNING *', 'free'],
    ['value state.new', 'WITH n AS (INSERT INTO tickets (id) VALUES (1) RETURNING id) SELECT id FROM n', 'needs'],
    ['value state.new', "WITH n AS (INSERT INTO tickets (id, p) VALUES (1, 'paid') RETURNING id) SELECT id FROM n", 'free'],
    ['value state.new', 'MERGE INTO tickets t USING other o ON o.id = t.id WHEN NOT MATCHED THEN INSERT (id) VALUES (o.id)', 'needs'],
    [
      'value state.new',
      "MERGE INTO tickets t USING other o ON o.id = t.id WHEN NOT MATCHED THEN INSERT (id, p) VALUES (o.id, 'paid')",
      'free',
    ],
    ['value state.new', 'SELECT ticket()', 'needs'],
    ['value state.new', "SELECT ticket_of('paid')", 'free'],
    ['value state.new', 'SELECT id, p FROM tickets', 'free'],
    ['value state.paid', 'SELECT id FROM paids', 'needs'],
    ['value state.new', 'SELECT id FROM paids', 'free'],
    ['value state.paid', 'SELECT id FROM owned', 'free'],
    ['value state.paid', 'DELETE FROM owned', 'needs'],
    ['column owned.tenant', 'SELECT id FROM owned', 'needs'],
    ['column owned.state', 'SELECT id FROM owned', 'free'],
    ['column unowned.tenant', 'SELECT id FROM unowned', 'free'],
    ['column tickets.tenant', 'INSERT INTO tickets (id, title) VALUES (1, $$a$$) ON CONFLICT ON CONSTRAINT uq DO NOTHING', 'needs'],
    ['column tickets.tenant', 'INSERT INTO tickets (id, title) VALUES (1, $$a$$) ON CONFLICT ON CONSTRAINT one DO NOTHING', 'free'],
  ])('%s: %s: %s', async (name, text, need) => {
    const target = targetOf(name);
    const [statement] = await resolved(store, text);
    expect(target && statement && needOf(store.catalog, target, statement)).toBe(need);
  });

  it('and of one without its parameters it is not known whether it says a value', async () => {
    const [statement] = await resolved(store, '-- params: ["new"]\nUPDATE orders SET state = $1');
    const target = targetOf('value state.paid');
    expect(target && statement && needOf(store.catalog, target, { ...statement, origin: 'prepared-only', values: [] })).toBe('unknown');
  });
});

describe('what a statement writes', () => {
  it.each([
    ['INSERT INTO orders VALUES (1)', ['column public.orders.id']],
    [
      "INSERT INTO orders AS o (id, note) SELECT id, 'UPDATE other SET id' FROM other",
      ['column public.orders.id', 'column public.orders.note'],
    ],
    [
      'INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET note = excluded.note, (email, data) = (SELECT NULL, NULL::jsonb)',
      ['column public.orders.data', 'column public.orders.email', 'column public.orders.id', 'column public.orders.note'],
    ],
    [
      'UPDATE orders o SET note = (SELECT max(note) FROM orders WHERE id = o.id), email = $$a, b = c$$ WHERE id = 1',
      ['column public.orders.email', 'column public.orders.note'],
    ],
    ['UPDATE other SET "Email" = note FROM orders WHERE orders.id = other.id', ['column public.other."Email"']],
    ['DELETE FROM other USING orders WHERE orders.id = other.id', ['table public.other']],
    [
      'WITH gone AS (DELETE FROM other RETURNING id) UPDATE orders SET note = NULL WHERE id IN (SELECT id FROM gone)',
      ['column public.orders.note', 'table public.other'],
    ],
    [
      'MERGE INTO orders o USING other t ON o.id = t.id WHEN MATCHED AND t.id > 5 THEN DELETE WHEN MATCHED THEN UPDATE SET note = t."Email" WHEN NOT MATCHED THEN INSERT (id, email) VALUES (t.id, t."Email")',
      ['column public.orders.email', 'column public.orders.id', 'column public.orders.note', 'table public.orders'],
    ],
    ['SELECT note FROM orders o FOR NO KEY UPDATE OF o', []],
    ['TRUNCATE orders', ['table public.orders']],
    ['truncate table only public."orders", other restart identity', ['table public.orders', 'table public.other']],
    ['TRUNCATE moods CASCADE', ['table public.moods', 'table public.swings']],
    ['TRUNCATE moods RESTRICT', ['table public.moods']],
    ['COPY other (id) TO STDOUT', []],
    ['LOCK TABLE other', []],
    ['WITH a AS (INSERT INTO other (id) VALUES (1)) SELECT 1', ['column public.other.id']],
  ])('%s', async (text, writes) => {
    expect((await resolved(store, text))[0]?.writes).toEqual(writes);
  });

  it('cannot be told of what makes statements of its own', async () => {
    expect((await resolved(store, "SELECT any_table('orders')"))[0]?.writes).toBe(undefined);
  });
});

const facts = (version: string, known: Known): VersionFacts => ({
  artifact: 'orders',
  store: 'db',
  version,
  because: ['it runs in production'],
  known,
});
const gap = { what: 'no statements are captured', fix: 'capture them' };
const knownOf = async (of: Store, ...texts: readonly string[]): Promise<Known> => ({
  kind: 'known',
  catalog: of.catalog,
  statements: await resolved(of, ...texts),
});

describe('readiness', () => {
  const email = { kind: 'column', of: 'public.orders', part: 'email' } as const;
  it.each([
    ['ready: nobody touches it', ['SELECT id FROM orders'], 'ready', 'free'],
    ['needed: one does', ['SELECT id FROM orders', 'SELECT email FROM orders'], 'needed', 'needs'],
    ['unknown: of one it cannot be told', ['SELECT id FROM orders', "SELECT any_table('orders')"], 'unknown', 'unknown'],
  ])('%s', async (_, texts, answer, state) => {
    const { answer: told, versions } = readinessOf(email, [facts('1.0.0', await knownOf(store, ...texts))], []);
    expect([told, versions.map((one) => one.state)]).toEqual([answer, [state]]);
  });

  it('is never ready by what is not known: no version, a gap, no statements, no schema', async () => {
    const free = facts('1.0.0', await knownOf(store, 'SELECT id FROM orders'));
    const answers = [
      readinessOf(email, [], []),
      readinessOf(email, [free], [gap]),
      readinessOf(email, [free, facts('1.1.0', { kind: 'schema', catalog: store.catalog, gap })], []),
      readinessOf(email, [free, facts('1.1.0', { kind: 'unknown', gap })], []),
    ];
    expect(answers.map(({ answer }) => answer)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });

  it('does not ask for the statements of a version that never had it', () => {
    const without = { ...store.catalog, objects: store.catalog.objects.filter(({ name }) => name !== 'public.orders.email') };
    expect(readinessOf(email, [facts('0.9.0', { kind: 'schema', catalog: without, gap })], []).answer).toBe('ready');
  });

  it('is needed, whatever is not known beside it', async () => {
    const one = facts('1.0.0', await knownOf(store, 'SELECT email FROM orders'));
    expect(readinessOf(email, [facts('1.1.0', { kind: 'unknown', gap }), one], [gap]).answer).toBe('needed');
  });
});

describe('the floor of a schema', () => {
  it('is the oldest version that can run on it, with all between; below it stands who cannot, and what he asks', async () => {
    await using first = await at.with('CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL)');
    await using second = await at.with('CREATE TABLE orders (id bigint PRIMARY KEY, contact varchar(9), email text)');
    await using third = await at.with('CREATE TABLE orders (id bigint PRIMARY KEY, contact varchar(9))');
    const schemaOf = ({ catalog }: Store): Known => ({ kind: 'schema', catalog, gap });
    const floor = (older: readonly VersionFacts[]) => floorOf({ version: '4', catalog: third.catalog }, older);
    expect(floor([])).toEqual({ version: '4' });
    expect(floor([facts('3', schemaOf(third))])).toEqual({ version: '3' });
    const lets = facts('3', await knownOf(second, 'SELECT contact FROM orders'));
    const asks = facts('2', await knownOf(first, 'SELECT id FROM orders', 'SELECT email FROM orders'));
    expect(floor([lets])).toEqual({ version: '3' });
    expect(floor([lets, asks, facts('1', await knownOf(first, 'SELECT id FROM orders'))])).toEqual({
      version: '3',
      below: {
        version: '2',
        state: 'cannot',
        because: 'column public.orders.email: it is gone, and it asks q2.sql:1 (q2.sql:1)',
      },
    });
    expect(floor([lets, facts('2', schemaOf(first))])).toEqual({
      version: '3',
      below: { version: '2', state: 'unknown', because: 'column public.orders.email: it is gone, and no statements are captured' },
    });
    expect(floor([facts('3', { kind: 'unknown', gap })]).below?.state).toBe('unknown');
  });

  it('takes what was run for more than schemas say, of the version that was checked', async () => {
    await using first = await at.with('CREATE TABLE pays (id bigint PRIMARY KEY, amount int, note text)');
    await using same = await at.with('CREATE TABLE pays (id bigint PRIMARY KEY, amount bigint, note text)');
    await using fewer = await at.with('CREATE TABLE pays (id bigint PRIMARY KEY, note text)');
    const asks = facts('1', await knownOf(first, 'SELECT amount FROM pays'));
    const hit: Finding = {
      rule: 'storage/column-type-widened',
      severity: 'error',
      cells: { mixed: 'breaks', rollback: 'breaks' },
      what: 'its type is bigint',
      raised: 'q1.sql:1 does it',
      why: '',
      fix: '',
      at: {},
    };
    const floor = (to: Store, findings: readonly Finding[], state: 'holds' | 'breaks' | 'unknown', version = '1', isRun = true) =>
      floorOf({ version: '2', catalog: to.catalog }, [asks], {
        version,
        report: {
          findings,
          cells: { rollout: { state, because: '' }, mixed: { state, because: '' }, rollback: { state, because: 'not run' } },
          ...(isRun && { captured: [] }),
        },
      });
    const cannot = { version: '2', below: { version: '1', state: 'cannot', because: 'its type is bigint; q1.sql:1 does it' } };
    const gone = {
      version: '2',
      below: { version: '1', state: 'cannot', because: 'column public.pays.amount: it is gone, and it asks q1.sql:1 (q1.sql:1)' },
    };
    const unused = { ...hit, cells: { rollback: 'breaks-if-used' }, use: { of: '', state: 'unknown', assume: 'used' } } as const;
    expect(floor(same, [], 'holds')).toEqual({ version: '1' });
    expect(floor(same, [hit], 'breaks')).toEqual(cannot);
    expect(floor(same, [{ ...unused, raised: 'so' }, hit], 'breaks')).toEqual(cannot);
    expect(floor(same, [unused], 'holds').below?.state).toBe('unknown');
    expect(floor(same, [], 'unknown').below).toEqual({ version: '1', state: 'unknown', because: 'not run' });
    for (const harmless of [
      { ...hit, route: 'down' },
      { ...hit, severity: 'warning' },
      { ...hit, cells: { mixed: 'breaks' } },
    ] as const)
      expect(floor(same, [harmless], 'breaks')).toEqual({ version: '1' });
    expect(floor(fewer, [], 'holds')).toEqual({ version: '1' });
    expect(floor(fewer, [hit], 'breaks')).toEqual(gone);
    expect(floor(fewer, [], 'holds', '0')).toEqual(gone);
    expect(floor(fewer, [], 'holds', '1', false)).toEqual(gone);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Case, type Trials, trials } from './server.ts';

// What became of rows after the down, where who is who is not plain: tables without a key, renames, other forms of a value.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

interface Row extends Case {
  readonly name: string;
  /** Rules of the route `down`, with the object. */
  readonly found: readonly string[];
  /** By column: kept, changed, lost; `n` is what N wrote there. */
  readonly told?: Readonly<Record<string, readonly ['all' | 'some' | 0, 'all' | 'some' | 0, 'all' | 'some' | 0]>>;
  readonly harmed?: number;
}

const log = 'CREATE TABLE log (actor text NOT NULL, action text NOT NULL, at timestamptz NOT NULL DEFAULT now())';
const ip = 'ALTER TABLE log ADD ip inet';
const accounts = 'CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL)';
const seen = 'CREATE TABLE seen AS SELECT id FROM';
const many = `CREATE TABLE u (id integer, name text); INSERT INTO u SELECT n, 'n' || n FROM generate_series(1, 6000) n`;
const states = "CREATE TYPE state AS ENUM ('new', 'done'); CREATE TABLE jobs (id bigint PRIMARY KEY, state state NOT NULL)";
const flags = 'CREATE TABLE flags (id bigint PRIMARY KEY, is_on boolean NOT NULL)';
const single = "CREATE TABLE config (id boolean PRIMARY KEY CHECK (id), name text NOT NULL); INSERT INTO config VALUES (true, 'a')";

const table: readonly Row[] = [
  {
    name: 'without a key nothing is lost',
    before: log,
    up: ip,
    down: 'ALTER TABLE log DROP ip',
    found: [],
    told: { 'log.actor': ['all', 0, 0], 'log.at': ['all', 0, 0], 'log.ip': [0, 0, 'all'] },
  },
  {
    name: 'without a key what N wrote is deleted',
    before: log,
    up: ip,
    down: 'DELETE FROM log WHERE ip IS NOT NULL; ALTER TABLE log DROP ip',
    found: ['down-loses-new-rows column public.log.action'],
    told: { 'log.actor': ['some', 0, 'some'], 'log.ip': [0, 0, 'all'] },
  },
  {
    name: 'without a key what N wrote is altered',
    before: log,
    up: ip,
    down: "UPDATE log SET actor = 'anon' WHERE ip IS NOT NULL; ALTER TABLE log DROP ip",
    found: ['down-loses-new-rows column public.log.actor'],
    told: { 'log.actor': ['some', 'some', 0], 'log.action': ['all', 0, 0] },
  },
  {
    name: 'without a key one of two copies that N-1 had is deleted',
    before: log,
    seed: "INSERT INTO log VALUES ('x', 'twice', '2026-01-01'), ('x', 'twice', '2026-01-01')",
    up: ip,
    down: "DELETE FROM log WHERE ctid = (SELECT min(ctid) FROM log WHERE action = 'twice'); ALTER TABLE log DROP ip",
    found: ['down-loses-rows table public.log'],
    told: { 'log.actor': ['all', 0, 0] },
    harmed: 1,
  },
  {
    name: 'of a large table without a key one of two copies that N-1 had is deleted',
    before: many,
    seed: "INSERT INTO u VALUES (5, 'n5')",
    up: 'ALTER TABLE u ADD x integer',
    down: 'DELETE FROM u WHERE ctid = (SELECT min(ctid) FROM u WHERE id = 5); ALTER TABLE u DROP x',
    found: ['down-loses-rows table public.u'],
    told: { 'u.id': ['all', 0, 0], 'u.x': [0, 0, 'all'] },
    harmed: 1,
  },
  {
    name: 'of a large table without a key what N wrote is deleted',
    before: many,
    up: 'ALTER TABLE u ADD x integer',
    down: 'DELETE FROM u WHERE x IS NOT NULL; ALTER TABLE u DROP x',
    found: ['down-loses-new-rows column public.u.id'],
    harmed: 0,
  },
  {
    name: 'of a large table without a key nothing is lost',
    before: many,
    up: 'ALTER TABLE u ADD x integer',
    down: 'ALTER TABLE u DROP x',
    found: [],
    told: { 'u.id': ['all', 0, 0], 'u.name': ['all', 0, 0], 'u.x': [0, 0, 'all'] },
    harmed: 0,
  },
  {
    name: 'of a large table without a key what N-1 had is lost with its column, and what N wrote is there',
    before: many,
    up: 'ALTER TABLE u DROP name; ALTER TABLE u ADD x integer',
    down: 'ALTER TABLE u DROP x; ALTER TABLE u ADD name text',
    statements: ['SELECT id FROM u'],
    found: ['down-loses-rows table public.u'],
    told: { 'u.id': ['all', 0, 0], 'u.x': [0, 0, 'all'] },
  },
  {
    name: 'a table that N renamed keeps what N wrote',
    before: accounts,
    up: 'ALTER TABLE accounts RENAME TO customers; ALTER TABLE customers RENAME email TO mail; CREATE VIEW accounts AS SELECT id, mail AS email FROM customers',
    down: 'DROP VIEW accounts; ALTER TABLE customers RENAME mail TO email; ALTER TABLE customers RENAME TO accounts',
    found: [],
    told: { 'customers.id': ['all', 0, 0], 'customers.mail': ['all', 0, 0] },
  },
  {
    name: 'a table that N renamed loses what N wrote',
    before: accounts,
    up: `ALTER TABLE accounts RENAME TO customers; CREATE VIEW accounts AS SELECT * FROM customers; ${seen} customers`,
    down: 'DROP VIEW accounts; DELETE FROM customers WHERE id NOT IN (SELECT id FROM seen); DROP TABLE seen; ALTER TABLE customers RENAME TO accounts',
    found: ['down-loses-new-rows column public.accounts.email'],
    told: { 'customers.id': [0, 0, 'all'] },
    harmed: 0,
  },
  {
    name: 'a table that N moved to another schema loses what N wrote',
    before: accounts,
    up: 'CREATE SCHEMA crm; ALTER TABLE accounts SET SCHEMA crm; ALTER TABLE crm.accounts ADD vip boolean; CREATE VIEW accounts AS SELECT id, email FROM crm.accounts',
    down: 'DROP VIEW accounts; DELETE FROM crm.accounts WHERE vip; ALTER TABLE crm.accounts DROP vip; ALTER TABLE crm.accounts SET SCHEMA public; DROP SCHEMA crm',
    found: ['down-loses-new-rows column public.accounts.email'],
    told: { 'crm.accounts.id': ['some', 0, 'some'] },
    harmed: 0,
  },
  {
    name: 'a column that N renamed loses what N wrote',
    before: accounts,
    up: 'ALTER TABLE accounts RENAME email TO mail',
    down: "UPDATE accounts SET mail = ''; ALTER TABLE accounts RENAME mail TO email",
    found: ['down-loses-new-rows column public.accounts.email', 'down-loses-rows table public.accounts'],
  },
  {
    name: 'a table whose rows are copied into another one and back keeps what N wrote',
    before: accounts,
    up: 'CREATE TABLE customers (id bigint CONSTRAINT accounts_pkey2 PRIMARY KEY, email text NOT NULL); INSERT INTO customers SELECT * FROM accounts; DROP TABLE accounts; ALTER TABLE customers RENAME CONSTRAINT accounts_pkey2 TO accounts_pkey',
    down: 'CREATE TABLE accounts (id bigint, email text NOT NULL); INSERT INTO accounts SELECT * FROM customers; DROP TABLE customers; ALTER TABLE accounts ADD PRIMARY KEY (id)',
    found: [],
    told: { 'customers.email': ['all', 0, 0] },
  },
  {
    name: 'a label of an enum that N renamed is the same value',
    before: states,
    up: "ALTER TYPE state RENAME VALUE 'done' TO 'finished'",
    down: "ALTER TYPE state RENAME VALUE 'finished' TO 'done'",
    found: [],
    told: { 'jobs.state': ['all', 0, 0] },
  },
  {
    name: 'a label of an enum that N renamed is another value after the down',
    before: states,
    up: "ALTER TYPE state RENAME VALUE 'done' TO 'finished'; ALTER TABLE jobs ADD note text",
    down: "UPDATE jobs SET state = 'new' WHERE note IS NOT NULL; ALTER TABLE jobs DROP note; ALTER TYPE state RENAME VALUE 'finished' TO 'done'",
    found: ['down-loses-new-rows column public.jobs.state'],
  },
  {
    name: 'a truth value that N writes as a number is the same value',
    before: flags,
    up: 'ALTER TABLE flags ALTER is_on TYPE smallint USING is_on::integer, ADD CHECK (is_on IN (0, 1))',
    down: 'ALTER TABLE flags DROP CONSTRAINT flags_is_on_check; ALTER TABLE flags ALTER is_on TYPE boolean USING is_on = 1',
    found: [],
    told: { 'flags.is_on': ['all', 0, 0] },
  },
  {
    name: 'a number that N-1 has only a truth value for is lost',
    before: flags,
    up: 'ALTER TABLE flags ALTER is_on TYPE smallint USING is_on::integer',
    down: 'ALTER TABLE flags ALTER is_on TYPE boolean USING is_on <> 0',
    found: ['down-loses-new-rows column public.flags.is_on'],
  },
  {
    name: 'where N can write no row the down is judged on nothing',
    before: single,
    up: 'ALTER TABLE config ADD note text',
    down: "UPDATE config SET name = '' WHERE note IS NOT NULL; ALTER TABLE config DROP note",
    found: ['down-not-judged table public.config'],
  },
  {
    name: 'where N can write no row the down may do anything',
    before: `${single}; ${accounts}`,
    up: 'ALTER TABLE accounts ADD note text',
    down: "DO $$ BEGIN EXECUTE 'ALTER TABLE accounts DROP note'; END $$",
    found: ['down-not-judged table public.config'],
  },
  {
    name: 'where N can write no row the down does nothing, in a block',
    before: `${single}; ${accounts}`,
    up: 'ALTER TABLE accounts ADD note text',
    down: 'DO $$ BEGIN ALTER TABLE accounts DROP note; END $$',
    found: [],
  },
  {
    name: 'where N can write no row the down does nothing',
    before: `${single}; ${accounts}`,
    up: 'ALTER TABLE accounts ADD note text',
    down: 'ALTER TABLE accounts DROP note',
    found: [],
  },
];

describe('rows after a down migration', () => {
  it.each(table)('$name', async ({ found, told, harmed, ...one }) => {
    const { down, findings, cells } = await at.of(one);
    const ofDown = findings.filter(({ route, rule }) => route === 'down' && rule.startsWith('storage/down'));
    expect(ofDown.map(({ rule, object }) => `${rule.replace('storage/', '')} ${object}`).toSorted()).toEqual(found);
    const columns = new Map(down?.columns.map(({ table, column, ...counts }) => [`${table.replace('public.', '')}.${column}`, counts]));
    const size = (count: number, of: number): 'all' | 'some' | 0 => (count === 0 ? 0 : count === of ? 'all' : 'some');
    const sizes = Object.keys(told ?? {}).map((name) => {
      const { kept = 0, changed = 0, lost = 0 } = columns.get(name) ?? {};
      const all = kept + changed + lost;
      return [name, [size(kept, all), size(changed, all), size(lost, all)]];
    });
    expect(Object.fromEntries(sizes)).toEqual(told ?? {});
    expect(down?.oldRows.harmed).toBe(harmed ?? down?.oldRows.harmed);
    const isOpen = found.some((one) => one.startsWith('down-not-judged'));
    expect([cells.rollback.state === 'unknown', judgeMigration({ findings, cells }).outcome === 'inconclusive']).toEqual([isOpen, isOpen]);
  });

  it('is inconclusive where the down is judged on nothing, also where something else breaks if it is used', async () => {
    const { wayBack, ...trial } = await at.of({
      before: `${single}; CREATE TABLE other (id bigint PRIMARY KEY, code varchar(5))`,
      up: 'ALTER TABLE config ADD note text; ALTER TABLE other ALTER code TYPE varchar(9)',
      down: 'ALTER TABLE config DROP note; ALTER TABLE other ALTER code TYPE varchar(5) USING left(code, 5)',
      statements: ['SELECT name FROM config'],
    });
    expect([trial.cells.rollback.state, judgeMigration(trial).reasons.map(({ code }) => code)]).toEqual([
      'breaks-if-used',
      ['migration/unknown'],
    ]);
    expect(wayBack).toMatch(/whether the down migration brings it back unharmed is not known: .* public\.config is not known/);
  });

  it('says what N-1 calls a column that N calls otherwise', async () => {
    const { down } = await at.of({
      before: accounts,
      up: 'ALTER TABLE accounts RENAME TO customers; ALTER TABLE customers RENAME email TO mail',
      down: 'ALTER TABLE customers RENAME mail TO email; ALTER TABLE customers RENAME TO accounts',
    });
    expect(down?.columns.map(({ table, column, old }) => [`${table}.${column}`, old])).toEqual([
      ['public.customers.id', { table: 'public.accounts', column: 'id' }],
      ['public.customers.mail', { table: 'public.accounts', column: 'email' }],
    ]);
  });
});

import { type Row, shop } from './row.ts';

const before = shop;
const f = (more: string, body: string, returns = 'bigint'): string =>
  `FUNCTION price(a bigint${more}) RETURNS ${returns} LANGUAGE sql AS '${body}'`;
const priced = `${shop}; CREATE ${f('', 'SELECT a * 2')}`;
const stamp = (body: string): string =>
  `CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN ${body} RETURN NEW; END$$`;
const stamped = `${shop}; ${stamp('NEW.code := upper(NEW.code);')}; CREATE TRIGGER stamped BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()`;
const calls = ['SELECT price(21)'];

/** Functions that N-1 calls, and what acts on its rows behind its back. */
const limit = (condition: string): string =>
  `CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${condition} THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$`;
const limited = `CREATE TABLE marks (id bigint PRIMARY KEY, total integer NOT NULL);
  ${limit('NEW.total < 0 AND NEW.total > -5')};
  CREATE TRIGGER stamped BEFORE INSERT ON marks FOR EACH ROW EXECUTE FUNCTION stamp();`;

const helped = `CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE FUNCTION refuses(x int) RETURNS void LANGUAGE plpgsql AS $$BEGIN PERFORM 1 / (x - x); END$$`;
const late = (name: string): string =>
  `CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${name}()`;

const children = (action: string): string =>
  `CREATE TABLE child (t bigint NOT NULL REFERENCES t${action}); CREATE FUNCTION bears() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO child VALUES (NEW.id); RETURN NEW; END$$;
   CREATE TRIGGER bears AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION bears()`;

export const routines: readonly Row[] = [
  {
    name: 'a function gives another type',
    before: priced,
    up: `DROP FUNCTION price; CREATE ${f('', 'SELECT a::text', 'text')}`,
    as: 'routine-result-changed function public.price(bigint) MB',
    twins: [{ name: 'another function gives it', up: `CREATE ${f(', currency text', 'SELECT a::text', 'text')}` }],
  },
  {
    name: 'a function works it out otherwise, and N-1 calls it',
    before: priced,
    up: `CREATE OR REPLACE ${f('', 'SELECT a * 3')}`,
    statements: calls,
    as: 'routine-body-changed function public.price(bigint) MB',
    twins: [
      {
        name: 'a function says the same in other words',
        statements: calls,
        warns: 'routine-body-changed function public.price(bigint) MB',
        up: `CREATE OR REPLACE ${f('', 'SELECT a + a')}`,
      },
      { name: 'a function is made anew as it was', statements: calls, up: `CREATE OR REPLACE ${f('', 'SELECT a * 2')}` },
    ],
  },
  {
    name: 'an argument of a function has another name, and N-1 gives it by name',
    before: priced,
    up: `DROP FUNCTION price; CREATE FUNCTION price(amount bigint) RETURNS bigint LANGUAGE sql AS 'SELECT amount * 2'`,
    statements: ['SELECT price(a => 21)'],
    as: 'routine-* function public.price(bigint) MB',
    twins: [
      {
        name: 'a function takes more, and has a default for it',
        statements: calls,
        up: `DROP FUNCTION price; CREATE ${f(", b text DEFAULT ''", 'SELECT a * 2')}`,
      },
    ],
  },
  {
    name: 'a trigger’s function sets what N-1 has written',
    before: stamped,
    up: stamp("NEW.code := upper(NEW.code); NEW.note := 'seen';"),
    as: 'routine-body-changed function public.stamp() MB',
    twins: [{ name: 'a trigger’s function is made anew as it was', up: stamp('NEW.code := upper(NEW.code);') }],
  },
  {
    name: 'a trigger’s function refuses what N-1 writes',
    before: stamped,
    up: stamp("IF NEW.quantity < 1000000 THEN RAISE EXCEPTION 'too few'; END IF;"),
    as: 'trigger-function-stricter function public.stamp() MB',
    twins: [{ name: 'the function of no trigger does', up: stamp('NEW.code := upper(NEW.code);').replace('stamp()', 'other()') }],
  },
  {
    name: 'a trigger’s function refuses what only few rows have',
    before: stamped,
    up: stamp("IF NEW.note = 'a word that no row has' THEN RAISE EXCEPTION 'not that'; END IF; NEW.code := upper(NEW.code);"),
    as: 'trigger-function-stricter function public.stamp() MB',
    twins: [
      {
        name: 'a trigger’s function says something in the log',
        up: stamp("RAISE LOG 'seen'; NEW.code := upper(NEW.code);"),
        warns: 'routine-body-changed function public.stamp() MB',
      },
      {
        name: 'a trigger’s function refuses at a table that captured statements do not write',
        up: stamp("IF NEW.note = 'a word that no row has' THEN RAISE EXCEPTION 'not that'; END IF; NEW.code := upper(NEW.code);"),
        statements: ['SELECT id, code FROM orders'],
      },
    ],
  },
  {
    name: 'a trigger’s function leaves out what only few rows have',
    before: stamped,
    up: stamp("IF NEW.note = 'a word that no row has' THEN RETURN NULL; END IF; NEW.code := upper(NEW.code);"),
    as: 'trigger-function-stricter function public.stamp() MB',
    twins: [
      {
        name: 'a trigger’s function goes on with the old row, where that is deleted',
        up: stamp("IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; NEW.code := upper(NEW.code);"),
        warns: 'routine-body-changed function public.stamp() MB',
      },
    ],
  },
  {
    name: 'a trigger’s function refuses under a wider condition than it did',
    before: limited,
    up: limit('NEW.total < 100 AND NEW.total > -5'),
    as: 'routine-body-changed function public.stamp() MB',
    twins: [
      {
        name: 'a trigger’s function refuses under a narrower condition than it did',
        up: limit('NEW.total < 0 AND NEW.total > -2'),
        warns: 'routine-body-changed function public.stamp() MB',
      },
      {
        name: 'a trigger’s function refuses under a wider condition, at rows that nobody puts in',
        up: limit('NEW.total < 100 AND NEW.total > -5'),
        statements: ['SELECT id, total FROM marks'],
        warns: 'routine-body-changed function public.stamp() MB',
      },
    ],
  },
  {
    name: 'a trigger books into a table that N-1 writes itself',
    before,
    up: `${stamp('UPDATE customers SET name = NEW.code WHERE id = NEW.customer;')}; CREATE TRIGGER booked AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()`,
    as: 'trigger-with-side-effects-added trigger public.orders.booked MB',
    twins: [
      {
        name: 'a trigger books into a table of N',
        up: `CREATE TABLE booked (code text); ${stamp('INSERT INTO booked VALUES (NEW.code);')}; CREATE TRIGGER booked AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()`,
        warns: 'trigger-with-side-effects-added trigger public.orders.booked MB',
      },
    ],
  },
  {
    name: 'a trigger fires later in the row’s way, and no more before it',
    before: stamped,
    up: 'DROP TRIGGER stamped ON orders; CREATE TRIGGER stamped AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
    as: 'trigger-changed trigger public.orders.stamped MB',
    twins: [{ name: 'a trigger is renamed', up: 'ALTER TRIGGER stamped ON orders RENAME TO stamped_again' }],
  },
  {
    name: 'a constraint trigger refuses at the end of the transaction',
    before,
    up: "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no'; END$$; CREATE CONSTRAINT TRIGGER no AFTER INSERT ON customers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no()",
    as: 'trigger-added trigger public.customers.no MB',
    twins: [
      {
        name: 'of a table of the same release',
        up: "CREATE TABLE x (id bigint PRIMARY KEY); CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no'; END$$; CREATE CONSTRAINT TRIGGER no AFTER INSERT ON x DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no()",
      },
    ],
  },
  {
    name: 'a trigger makes a row that refers to each that N-1 puts in, which N-1 cannot take out any more',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, a text)',
    up: children(''),
    as: 'trigger-with-side-effects-added trigger public.t.bears MB',
    twins: [
      {
        name: 'which goes with it',
        up: children(' ON DELETE CASCADE'),
        warns: 'trigger-with-side-effects-added trigger public.t.bears MB',
      },
      {
        name: 'and N-1 is not seen to take any out',
        up: children(''),
        statements: ["INSERT INTO t (id, a) VALUES (990001, 'x')", 'SELECT a FROM t'],
        warns: 'trigger-with-side-effects-added trigger public.t.bears MB',
      },
    ],
  },
  {
    name: 'what fails at the end of the transaction lies behind another function',
    before: helped,
    up: `CREATE FUNCTION asks() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM refuses(1); RETURN NULL; END$$; ${late('asks')}`,
    statements: ['INSERT INTO t (id) VALUES (990001)', 'SELECT id FROM t'],
    as: 'trigger-with-side-effects-added trigger public.t.late MB',
    twins: [
      {
        name: 'it notes what comes, in a table of its own',
        up: `CREATE TABLE log (id bigint); CREATE FUNCTION notes() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO log VALUES (NEW.id); RETURN NULL; END$$; ${late('notes')}`,
        warns: 'trigger-with-side-effects-added trigger public.t.late MB',
      },
    ],
  },
  {
    name: 'a function that runs at the end of the transaction fails behind another one',
    before: `${helped}; CREATE FUNCTION asks() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$; ${late('asks')}`,
    up: 'CREATE OR REPLACE FUNCTION asks() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM refuses(1); RETURN NULL; END$$',
    as: 'routine-body-changed function public.asks() MB',
    twins: [
      {
        name: 'what N-1 does in several statements of a transaction goes on',
        before: `${helped}; CREATE TABLE l (id bigint PRIMARY KEY, t bigint);
          CREATE FUNCTION asks() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NOT EXISTS (SELECT FROM l WHERE t = NEW.id) THEN RAISE 'none'; END IF; RETURN NULL; END$$; ${late('asks')}`,
        up: 'ALTER TABLE t ADD b text',
        statements: ['INSERT INTO t (id) VALUES (990001)', 'SELECT id FROM t'],
      },
    ],
  },
  {
    name: 'a row is changed at the end of the transaction',
    before: helped,
    up: `CREATE FUNCTION sets() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN UPDATE t SET a = 'z' WHERE id = NEW.id; RETURN NULL; END$$; ${late('sets')}`,
    as: 'trigger-added trigger public.t.late MB',
    twins: [{ name: 'a column is added that has a default', up: "ALTER TABLE t ADD b text DEFAULT 'z'" }],
  },
  {
    name: 'a procedure is dropped',
    before: `${shop}; CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM public.orders WHERE quantity < 0'`,
    up: 'DROP PROCEDURE tidy',
    as: 'routine-dropped procedure public.tidy() MB',
    twins: [{ name: 'a procedure is added', up: "CREATE PROCEDURE sweep() LANGUAGE sql AS 'SELECT 1'" }],
  },
];

import type { Row } from './row.ts';

const users = 'CREATE TABLE users (id integer PRIMARY KEY, mail text, email text)';
const sync = (body: string, when = 'BEFORE INSERT OR UPDATE'): string =>
  `CREATE FUNCTION sync() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN ${body} RETURN NEW; END$$; CREATE TRIGGER sync ${when} ON users FOR EACH ROW EXECUTE FUNCTION sync()`;
const bothWays = 'IF NEW.email IS NULL THEN NEW.email := NEW.mail; END IF; NEW.mail := NEW.email;';
const contract = 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); ALTER TABLE users DROP mail';
const asks = [
  'SELECT id, email FROM users WHERE id = 1',
  "INSERT INTO users (id, email) VALUES (900, 'a')",
  "UPDATE users SET email = 'b' WHERE id = 1",
  'DELETE FROM users WHERE id = 1',
];
const logged = `${users}; CREATE TABLE old_mails (id integer, mail text)`;

const coded = 'CREATE TABLE t (id integer PRIMARY KEY, code text CONSTRAINT once UNIQUE, n integer)';
const stated = "CREATE TABLE t (id integer PRIMARY KEY, state text NOT NULL CONSTRAINT known CHECK (state IN ('a', 'b', 'c')))";
const narrower = "ALTER TABLE t DROP CONSTRAINT known, ADD CONSTRAINT known CHECK (state IN ('a', 'b')) NOT VALID";
const same =
  "CREATE FUNCTION same(integer, integer) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = $2'; CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = same)";
const placed = 'CREATE TYPE address AS (street text, zip text); CREATE TABLE x (id integer PRIMARY KEY, a address)';

const events = 'CREATE TABLE events (id integer PRIMARY KEY, at date NOT NULL, what text)';
const partitioned = `ALTER TABLE events RENAME TO old; CREATE TABLE events (id integer NOT NULL, at date NOT NULL, what text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE every_event PARTITION OF events DEFAULT; INSERT INTO events SELECT * FROM old; DROP TABLE old`;

/** The dropping half of what takes several releases: what was captured of N-1 rules out what it has let go of, and nothing else. */
export const contraction: readonly Row[] = [
  {
    name: 'a column goes with the trigger that kept it in step, and N-1 still writes it',
    before: `${users}; ${sync(bothWays)}`,
    up: contract,
    statements: ["INSERT INTO users (id, mail) VALUES (900, 'a')", 'SELECT id, email FROM users'],
    as: 'column-dropped column public.users.mail MB',
    also: ['trigger-dropped trigger public.users.sync MB'],
    twins: [
      { name: 'N-1 asks for the new one alone', statements: asks, up: contract },
      {
        name: 'N-1 asks for the new one alone, and the trigger told which of both was changed',
        before: `${users}; ${sync("IF TG_OP = 'INSERT' THEN NEW.email := coalesce(NEW.email, NEW.mail); ELSIF NEW.mail IS DISTINCT FROM OLD.mail THEN NEW.email := NEW.mail; ELSE NEW.mail := NEW.email; END IF;")}`,
        statements: asks,
        up: contract,
      },
    ],
  },
  {
    name: 'a column goes with a trigger that did something else, too',
    before: `${users}; ${sync('NEW.email := lower(coalesce(NEW.email, NEW.mail));')}`,
    up: contract,
    statements: asks,
    as: 'trigger-dropped trigger public.users.sync MB',
    twins: [
      {
        name: 'it is set by the column alone',
        before: `${users}; ${sync('NEW.email := coalesce(NEW.email, NEW.mail);')}`,
        statements: asks,
        up: contract,
      },
    ],
  },
  {
    name: 'a column goes, and another trigger stays that speaks of it',
    before: `${users}; ${sync(bothWays)}; CREATE TRIGGER again BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync()`,
    up: 'DROP TRIGGER sync ON users; ALTER TABLE users DROP mail',
    statements: asks,
    as: 'column-dropped column public.users.mail MB',
    also: ['trigger-dropped trigger public.users.sync MB'],
    twins: [{ name: 'both go', statements: asks, up: `DROP TRIGGER again ON users; ${contract}` }],
  },
  {
    name: 'a trigger goes that leaves rows in a table that stays',
    before: `${logged}; ${sync('INSERT INTO old_mails VALUES (NEW.id, NEW.email);', 'AFTER INSERT')}`,
    up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); ALTER TABLE users DROP mail',
    statements: asks,
    as: 'trigger-dropped trigger public.users.sync MB',
    twins: [
      {
        name: 'that goes, too',
        statements: asks,
        up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); DROP TABLE old_mails',
      },
    ],
  },
  {
    name: 'a table goes with the trigger that filled it, and N-1 reads it',
    before: `${logged}; ${sync('INSERT INTO old_mails VALUES (NEW.id, NEW.email);', 'AFTER INSERT')}`,
    up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); DROP TABLE old_mails',
    statements: [...asks, 'SELECT mail FROM old_mails WHERE id = 1'],
    as: 'table-dropped table public.old_mails MB',
    twins: [{ name: 'N-1 reads another', up: 'DROP TRIGGER sync ON users; DROP FUNCTION sync(); DROP TABLE old_mails', statements: asks }],
  },
  {
    name: 'a value may be there twice, and N-1 upserts by it',
    before: coded,
    up: 'ALTER TABLE t DROP CONSTRAINT once',
    statements: ["INSERT INTO t (id, code) VALUES (7000, 'x') ON CONFLICT (code) DO NOTHING"],
    as: 'unique-dropped constraint public.t.once MB',
    twins: [
      {
        name: 'N-1 puts rows in and changes them by another key',
        up: 'ALTER TABLE t DROP CONSTRAINT once',
        statements: ['SELECT id, code FROM t', "INSERT INTO t (id, code) VALUES (7000, 'x')", "UPDATE t SET code = 'y' WHERE id = 1"],
      },
    ],
  },
  {
    name: 'a value may be there twice, and N-1 changes the row that has it',
    before: coded,
    up: 'ALTER TABLE t DROP CONSTRAINT once',
    statements: ["UPDATE t SET n = 7 WHERE code = 'x'"],
    as: 'unique-dropped constraint public.t.once MB',
    twins: [
      { name: 'N-1 changes it by its key', up: 'ALTER TABLE t DROP CONSTRAINT once', statements: ['UPDATE t SET n = 7 WHERE id = 1'] },
    ],
  },
  {
    name: 'a right goes that N-1 is seen to need',
    before: `${coded}; CREATE ROLE app; GRANT SELECT, INSERT, UPDATE ON t TO app`,
    up: 'REVOKE INSERT ON t FROM app',
    statements: ['SELECT id, code FROM t', "INSERT INTO t (id, code) VALUES (7000, 'x')"],
    as: 'grant-revoked grant table public.t to app MB',
    twins: [{ name: 'N-1 only reads', up: 'REVOKE INSERT, UPDATE ON t FROM app', statements: ['SELECT id, code FROM t'] }],
  },
  {
    name: 'a right goes that N-1 needs to lock rows',
    before: `${coded}; CREATE ROLE app; GRANT SELECT, UPDATE ON t TO app`,
    up: 'REVOKE UPDATE ON t FROM app',
    statements: ['SELECT id, code FROM t WHERE id = 1 FOR UPDATE'],
    as: 'grant-revoked grant table public.t to app MB',
    twins: [{ name: 'N-1 only reads the row', up: 'REVOKE UPDATE ON t FROM app', statements: ['SELECT id, code FROM t WHERE id = 1'] }],
  },
  {
    name: 'a right is left on some columns, and N-1 reads another',
    before: `${coded}; CREATE ROLE app; GRANT SELECT ON t TO app`,
    up: 'REVOKE SELECT ON t FROM app; GRANT SELECT (id, code) ON t TO app',
    statements: ['SELECT id, code FROM t WHERE n > 0'],
    as: 'grant-revoked grant table public.t to app MB',
    twins: [
      {
        name: 'N-1 reads these',
        up: 'REVOKE SELECT ON t FROM app; GRANT SELECT (id, code) ON t TO app',
        statements: ['SELECT id, code FROM t'],
      },
    ],
  },
  {
    name: 'a check on what N-1 writes',
    before: coded,
    up: 'ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID',
    statements: ["INSERT INTO t (id, code, n) VALUES (7000, 'x', 0)"],
    as: 'check-added constraint public.t.positive MB',
    twins: [
      {
        name: 'on what it leaves out',
        up: 'ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID',
        statements: ['SELECT id FROM t', "INSERT INTO t (id, code) VALUES (7000, 'x')"],
      },
    ],
  },
  {
    name: 'a check that old rows may break, and N-1 changes them',
    before: coded,
    up: 'ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID',
    statements: ["UPDATE t SET code = 'y' WHERE id = 1"],
    as: 'check-added constraint public.t.positive MB',
    twins: [
      {
        name: 'N-1 takes them away',
        up: 'ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID',
        statements: ['DELETE FROM t WHERE id = 1'],
      },
    ],
  },
  {
    name: 'a check that old rows may break is held against them',
    before: coded,
    up: 'ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0)',
    statements: ["INSERT INTO t (id, code) VALUES (7000, 'x')"],
    as: 'check-added constraint public.t.positive RMB',
    twins: [
      {
        name: 'it is not',
        up: 'ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID',
        statements: ["INSERT INTO t (id, code) VALUES (7000, 'x')"],
      },
    ],
  },
  {
    name: 'a value is taken from a list, and N-1 writes it',
    before: stated,
    up: narrower,
    statements: ["INSERT INTO t VALUES (900, 'c')"],
    as: 'check-tightened constraint public.t.known MB',
    twins: [
      { name: 'N-1 writes another', up: narrower, statements: ['SELECT id FROM t', "INSERT INTO t VALUES (900, 'a')"] },
      {
        name: 'N-1 gives another as a parameter',
        up: narrower,
        statements: [{ text: 'INSERT INTO t (id, state) VALUES ($1, $2)', values: ['900', 'b'] }],
      },
    ],
  },
  {
    name: 'a value is taken from a list, and nobody has said what N-1 writes',
    before: stated,
    up: narrower,
    statements: ['INSERT INTO t (id, state) VALUES (900, $1)'],
    as: 'check-tightened constraint public.t.known MB',
    twins: [{ name: 'N-1 only reads', up: narrower, statements: ['SELECT id, state FROM t'] }],
  },
  {
    name: 'an extension goes that N-1 uses',
    before: `CREATE EXTENSION pg_trgm; ${coded}`,
    up: 'DROP EXTENSION pg_trgm',
    statements: ["SELECT id FROM t WHERE code % 'x'"],
    as: 'extension-dropped extension pg_trgm MB',
    twins: [{ name: 'N-1 does without it', up: 'DROP EXTENSION pg_trgm', statements: ["SELECT id FROM t WHERE code LIKE 'x%'"] }],
  },
  {
    name: 'an extension goes that a function uses which N-1 calls',
    before: `CREATE EXTENSION pg_trgm; ${coded}; CREATE FUNCTION near(a text) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN IF a = 'none' THEN RETURN a % 'x'; END IF; RETURN true; END$$`,
    up: 'DROP EXTENSION pg_trgm',
    statements: ['SELECT id FROM t WHERE near(code)'],
    as: 'extension-dropped extension pg_trgm MB',
    twins: [{ name: 'N-1 calls none', up: 'DROP EXTENSION pg_trgm', statements: ['SELECT id FROM t'] }],
  },
  {
    name: 'an operator goes that N-1 uses',
    before: `${coded}; ${same}`,
    up: 'DROP OPERATOR === (integer, integer)',
    statements: ['SELECT id FROM t WHERE n === 7'],
    as: 'object-dropped operator public.===(integer,integer) MB',
    twins: [{ name: 'N-1 uses another', up: 'DROP OPERATOR === (integer, integer)', statements: ['SELECT id FROM t WHERE n = 7'] }],
  },
  {
    name: 'a part of a composite is renamed, and N-1 takes it out',
    before: placed,
    up: 'ALTER TYPE address RENAME ATTRIBUTE zip TO postcode',
    statements: ['SELECT (a).zip FROM x'],
    as: 'composite-changed composite public.address MB',
    twins: [
      {
        name: 'N-1 takes another out',
        up: 'ALTER TYPE address RENAME ATTRIBUTE zip TO postcode',
        statements: ['SELECT (a).street FROM x'],
      },
      { name: 'a part is added', up: 'ALTER TYPE address ADD ATTRIBUTE country text', statements: ['SELECT (x.a).street FROM x'] },
    ],
  },
  {
    name: 'a part of a composite is added, and N-1 takes the whole, too',
    before: placed,
    up: 'ALTER TYPE address ADD ATTRIBUTE country text',
    statements: ['SELECT (a).street, a FROM x'],
    as: 'composite-changed composite public.address MB',
    twins: [
      {
        name: 'N-1 takes parts of it',
        up: 'ALTER TYPE address ADD ATTRIBUTE country text',
        statements: ['SELECT (a).street, (a).zip FROM x'],
      },
    ],
  },
  {
    name: 'a sequence is renamed, and N-1 asks it by name',
    before: 'CREATE TABLE o (id serial PRIMARY KEY, code text)',
    up: 'ALTER SEQUENCE o_id_seq RENAME TO numbers',
    statements: ["SELECT nextval('o_id_seq')"],
    as: 'sequence-dropped sequence public.o_id_seq MB',
    twins: [
      {
        name: 'N-1 leaves the number to the table',
        up: 'ALTER SEQUENCE o_id_seq RENAME TO numbers',
        statements: ["INSERT INTO o (code) VALUES ('a') RETURNING id"],
      },
    ],
  },
  {
    name: 'a sequence is made anew, and begins from the start',
    before: 'CREATE TABLE o (id serial, code text)',
    up: "ALTER TABLE o ALTER id DROP DEFAULT; DROP SEQUENCE o_id_seq; CREATE SEQUENCE numbers; ALTER TABLE o ALTER id SET DEFAULT nextval('numbers')",
    statements: ["INSERT INTO o (code) VALUES ('a') RETURNING id"],
    as: 'sequence-dropped sequence public.o_id_seq MB',
    also: ['sequence-set-back column public.o.id MB'],
    twins: [{ name: 'another is added', up: 'CREATE SEQUENCE numbers', statements: ["INSERT INTO o (code) VALUES ('a') RETURNING id"] }],
  },
  {
    name: 'a table gets partitions and a wider key, and N-1 upserts by the old one',
    before: events,
    up: partitioned,
    statements: ["INSERT INTO events VALUES (800, '2020-01-01', 'x') ON CONFLICT (id) DO NOTHING"],
    as: 'primary-key-changed * MB',
    also: ['partitioning-changed table public.events MB'],
    twins: [
      {
        name: 'N-1 puts rows in and reads them',
        up: partitioned,
        statements: ["INSERT INTO events VALUES (800, '2020-01-01', 'x')", 'SELECT id, at, what FROM events WHERE id = 800'],
      },
    ],
  },
  {
    name: 'a table gets partitions, and not one for every row',
    before: events,
    up: partitioned
      .replace('DEFAULT', "FOR VALUES FROM ('2000-01-01') TO ('2100-01-01')")
      .replace('SELECT * FROM old', "SELECT * FROM old WHERE at >= '2000-01-01' AND at < '2100-01-01'"),
    statements: ["INSERT INTO events VALUES (800, '2020-01-01', 'x')"],
    as: 'partitioning-changed table public.events MB',
    twins: [{ name: 'it has one', up: partitioned, statements: ["INSERT INTO events VALUES (800, '2020-01-01', 'x')"] }],
  },
];

/** One of each kind of object, or nearly, as PostgreSQL knows them since 14. */
export const everywhere = `
  CREATE SCHEMA app;
  CREATE TYPE app.mood AS ENUM ('sad', 'ok');
  CREATE DOMAIN app.positive AS int DEFAULT 1 CHECK (VALUE > 0);
  CREATE TYPE app.point AS (x int, y text COLLATE "C");
  CREATE TYPE app.span AS RANGE (subtype = float8, subtype_diff = float8mi);
  CREATE TYPE app.announced;
  CREATE SEQUENCE app.numbers;
  CREATE TABLE app.people (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x', mood app.mood,
    age int CONSTRAINT adult CHECK (age > 17), total int GENERATED ALWAYS AS (age * 2) STORED) WITH (fillfactor=70);
  CREATE TABLE app.pets (id serial PRIMARY KEY, owner bigint CONSTRAINT owned REFERENCES app.people, name text COLLATE "C");
  CREATE TABLE app.plain (a int, b text);
  CREATE TABLE app.twins (a int, b int);
  CREATE TABLE app.sized (a varchar(20));
  CREATE TABLE app.doubtful (a int);
  ALTER TABLE app.doubtful ADD CONSTRAINT sure CHECK (a > 0) NOT VALID;
  CREATE INDEX people_name ON app.people (name);
  CREATE VIEW app.names AS SELECT name FROM app.people;
  CREATE MATERIALIZED VIEW app.ages AS SELECT age FROM app.people;
  CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE app.nothing() LANGUAGE sql AS '';
  CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
  CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE FUNCTION app.heard() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE TRIGGER touched BEFORE UPDATE ON app.people FOR EACH ROW EXECUTE FUNCTION app.touch();
  CREATE POLICY everybody ON app.people USING (true);
  CREATE TABLE app.events (id int, at date NOT NULL, what text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE app.events_own PARTITION OF app.events (at DEFAULT '2028-01-01') FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
  CREATE INDEX events_what ON app.events (what);
  CREATE RULE quiet AS ON DELETE TO app.plain DO INSTEAD NOTHING;
  CREATE STATISTICS app.seen ON name, age FROM app.people;
  CREATE PUBLICATION news FOR TABLE app.people;
  CREATE EVENT TRIGGER hearing ON ddl_command_end WHEN TAG IN ('COMMENT') EXECUTE FUNCTION app.heard();
  CREATE COLLATION app.german (provider = icu, locale = 'de', deterministic = false);
  CREATE CONVERSION app.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
  CREATE CAST (app.mood AS int) WITH INOUT;
  CREATE OPERATOR app.### (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl);
  CREATE EXTENSION postgres_fdw;
  CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far');
  CREATE FOREIGN TABLE app.farther (a int) SERVER far OPTIONS (table_name 't');
  GRANT SELECT ON app.people TO PUBLIC;`;

const doubted = 'ALTER TABLE app.doubtful ADD CONSTRAINT a_there NOT NULL a NOT VALID;';

/** The same for the version that the program brings; the tests of reading and of comparing catalogs start from it. */
export const everything = `${everywhere} ${doubted}`;

/** What later versions know besides, by the one that began with it. */
export const since: Readonly<Record<number, string>> = {
  15: `CREATE TABLE app.since_15 (a int, CONSTRAINT since_15_alike UNIQUE NULLS NOT DISTINCT (a));
       CREATE PUBLICATION since_15 FOR TABLE app.people (id, name) WHERE (id > 1);
       CREATE PUBLICATION since_15_schema FOR TABLES IN SCHEMA app;`,
  16: `CREATE COLLATION app.since_16 (provider = icu, locale = 'und', rules = '& V << w');`,
  17: `GRANT MAINTAIN ON app.plain TO PUBLIC;`,
  18: `${doubted} ALTER TABLE app.doubtful ADD CONSTRAINT unheeded CHECK (a > 1) NOT ENFORCED;
       CREATE TABLE app.since_18 (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);`,
};

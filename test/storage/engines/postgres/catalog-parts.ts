import type { CatalogObject } from '../../../../src/storage/catalog.ts';

const onDatabase = (does: string): string => `DO $$ BEGIN EXECUTE format('${does}', current_database()); END $$;`;

/** SQL on parts that are no objects of their own, on the database and on its settings; and what the catalog has after it and had not before. */
export const partCases: readonly (readonly [name: string, setup: string, sql: string, objects: CatalogObject[]])[] = [
  [
    'comments on the columns of a view',
    'CREATE VIEW v AS SELECT 1 AS a, 2 AS "B c"',
    `COMMENT ON COLUMN v.a IS 'one'; COMMENT ON COLUMN v."B c" IS 'two'`,
    [
      {
        kind: 'view',
        name: 'public.v',
        definition: 'SELECT 1 AS a,\n    2 AS "B c"',
        columns: ['a integer', '"B c" integer'],
        columnComments: { '"B c"': 'two', a: 'one' },
      },
    ],
  ],
  [
    'comments on the attributes of a composite',
    'CREATE TYPE point AS (x int, y int)',
    "COMMENT ON COLUMN point.y IS 'up'",
    [{ kind: 'composite', name: 'public.point', attributes: ['x integer', 'y integer'], attributeComments: { y: 'up' } }],
  ],
  [
    'comments on the checks of a domain',
    'CREATE DOMAIN positive AS int CONSTRAINT more CHECK (VALUE > 0)',
    "COMMENT ON CONSTRAINT more ON DOMAIN positive IS 'than none'",
    [
      {
        kind: 'domain',
        name: 'public.positive',
        base: 'integer',
        notNull: false,
        checks: ['more CHECK ((VALUE > 0))'],
        checkComments: { more: 'than none' },
      },
    ],
  ],
  [
    'the index that a table is clustered on',
    'CREATE TABLE t (a int); CREATE INDEX i ON t (a)',
    'ALTER TABLE t CLUSTER ON i',
    [
      {
        kind: 'index',
        name: 'public.i',
        table: 'public.t',
        unique: false,
        valid: true,
        method: 'btree',
        keys: ['a'],
        clustered: true,
      },
    ],
  ],
  [
    'conversions',
    '',
    "CREATE DEFAULT CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; COMMENT ON CONVERSION c IS 'ours'",
    [{ kind: 'conversion', name: 'public.c', comment: 'ours', definition: "DEFAULT FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8" }],
  ],
  [
    'row security that is forced while it is off',
    'CREATE TABLE t (a int)',
    'ALTER TABLE t FORCE ROW LEVEL SECURITY',
    [{ kind: 'table', name: 'public.t', persistence: 'permanent', columns: ['a'], forcedWhileOff: true }],
  ],
  [
    'rights on the database, whatever it is called',
    'CREATE ROLE reader_of_db',
    onDatabase('REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC; GRANT CREATE, CONNECT ON DATABASE %1$I TO reader_of_db'),
    [
      { kind: 'grant', name: 'database to PUBLIC', on: 'database', to: 'PUBLIC', privileges: ['TEMPORARY'] },
      { kind: 'grant', name: 'database to reader_of_db', on: 'database', to: 'reader_of_db', privileges: ['CONNECT', 'CREATE'] },
    ],
  ],
  [
    'rights on the database that were taken and given back: nothing',
    '',
    onDatabase('REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC; GRANT CONNECT ON DATABASE %1$I TO PUBLIC'),
    [],
  ],
  [
    'settings of the database, of a role in it, and of a role that it speaks of wherever that is; secrets as hashes',
    'CREATE ROLE asker_of_db; CREATE ROLE "Other one"; CREATE TABLE t (); GRANT SELECT ON t TO asker_of_db',
    `ALTER ROLE asker_of_db SET statement_timeout = '5s'; ALTER ROLE "Other one" SET work_mem = '1MB';
     ${onDatabase(`ALTER DATABASE %1$I SET search_path = app, "Odd one"; ALTER DATABASE %1$I SET app.key = ''s3cret=x''; ALTER ROLE "Other one" IN DATABASE %1$I SET DateStyle = ''German''`)}`,
    [
      { kind: 'setting', name: 'DateStyle of role "Other one" in database', value: 'German' },
      { kind: 'setting', name: 'app.key of database', value: 'sha256:0fbe1c2e3f847107' },
      { kind: 'setting', name: 'search_path of database', value: 'app, "Odd one"' },
      { kind: 'setting', name: 'statement_timeout of role asker_of_db', value: '5s' },
    ],
  ],
];

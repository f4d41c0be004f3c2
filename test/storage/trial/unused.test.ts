import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Trials, trials } from './server.ts';

// What captured statements leave alone is ruled out, however they come near it; and what they do set off is not, though the rows of the
// trial do not show it.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

interface Ground {
  readonly before: string;
  readonly up: string;
  readonly seed?: string;
}

/** Statements, and whether they may go on; `prepared`: known by their text alone. */
type Asked = readonly [says: string, verdict: 'pass' | 'fail', ...statements: readonly string[]];

const users = 'CREATE TABLE u (id int PRIMARY KEY, name text, legacy text, size int GENERATED ALWAYS AS (length(legacy)) STORED);';
const seed = "INSERT INTO u (id, name, legacy) VALUES (1, 'a', NULL), (2, 'b', 'x')";
const family = `CREATE TABLE g (id int PRIMARY KEY); CREATE TABLE p (id int PRIMARY KEY, g int REFERENCES g ON DELETE CASCADE);
  CREATE TABLE log (id int); CREATE VIEW pv AS SELECT id FROM p;
  CREATE FUNCTION forget(int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM p WHERE id = $1; END $$;
  CREATE FUNCTION forgetting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM p WHERE id = NEW.id; RETURN NEW; END $$;
  CREATE TRIGGER forgetting AFTER INSERT ON log FOR EACH ROW EXECUTE FUNCTION forgetting();`;

const grounds: readonly (readonly [string, Ground, readonly Asked[]])[] = [
  [
    'a column of a view',
    {
      before: `${users} CREATE VIEW v AS SELECT id, name, legacy FROM u; CREATE FUNCTION old(int) RETURNS text LANGUAGE sql AS 'SELECT legacy FROM v WHERE id = $1';`,
      up: 'DROP FUNCTION old; DROP VIEW v; CREATE VIEW v AS SELECT id, name FROM u; ALTER TABLE u DROP legacy CASCADE',
      seed,
    },
    [
      ['that none reads', 'pass', 'SELECT id, name FROM v ORDER BY id'],
      ['of all', 'fail', 'SELECT * FROM v'],
      ['of whole rows', 'fail', 'SELECT row_to_json(v) FROM v'],
      ['that one writes by way of it', 'fail', 'UPDATE v SET legacy = NULL WHERE id = 50'],
      ['that a function reads', 'fail', 'SELECT old(50)'],
      ['that is also read from its table', 'fail', 'SELECT v.name FROM v JOIN u USING (id) WHERE u.legacy IS NULL AND id = 50'],
      ['what is computed from it', 'fail', 'SELECT size FROM u WHERE id = 50'],
    ],
  ],
  [
    'the rows of a view, by a column',
    {
      before: `${users} CREATE VIEW v AS SELECT id, name FROM u WHERE legacy IS NULL`,
      up: 'DROP VIEW v; CREATE VIEW v AS SELECT id, name FROM u; ALTER TABLE u DROP legacy CASCADE',
      seed,
    },
    [['that none names', 'fail', 'SELECT id FROM v WHERE id = 50']],
  ],
  [
    'what a foreign key does at a delete',
    {
      before: `${family} CREATE TABLE c (id int PRIMARY KEY, p int CONSTRAINT of_p REFERENCES p ON DELETE CASCADE);`,
      up: 'ALTER TABLE c DROP CONSTRAINT of_p, ADD CONSTRAINT of_p FOREIGN KEY (p) REFERENCES p',
      seed: 'INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1)',
    },
    [
      [
        'where none deletes',
        'pass',
        'SELECT id, p FROM c ORDER BY id',
        'INSERT INTO c VALUES (99, 1)',
        'INSERT INTO p VALUES (98)',
        'UPDATE p SET id = 50 WHERE id = 50',
      ],
      ['where what refers is deleted', 'pass', 'DELETE FROM c WHERE id = 50', 'INSERT INTO p VALUES (98)'],
      ['where one deletes a row that is not there', 'fail', 'DELETE FROM p WHERE id = 50'],
      ['by way of a table that this one follows', 'fail', 'DELETE FROM g WHERE id = 50'],
      ['by way of a view', 'fail', 'DELETE FROM pv WHERE id = 50'],
      ['by a function', 'fail', 'SELECT forget(50)'],
      ['by a trigger', 'fail', 'INSERT INTO log VALUES (50)'],
      ['inside of a query', 'fail', 'WITH d AS (DELETE FROM p WHERE id = 50 RETURNING id) SELECT id FROM d'],
      ['by a merge', 'fail', 'MERGE INTO p USING log ON p.id = log.id AND p.id = 50 WHEN MATCHED THEN DELETE'],
      ['by what cannot be told', 'fail', 'DO $$ BEGIN END $$', 'SELECT id FROM c'],
    ],
  ],
  [
    'what a foreign key does at a change',
    {
      before: `${family} CREATE TABLE c (id int PRIMARY KEY, p int CONSTRAINT of_p REFERENCES p ON UPDATE CASCADE);`,
      up: 'ALTER TABLE c DROP CONSTRAINT of_p, ADD CONSTRAINT of_p FOREIGN KEY (p) REFERENCES p',
    },
    [
      ['where none changes it', 'pass', 'SELECT id FROM c', 'DELETE FROM c WHERE id = 50', 'INSERT INTO p VALUES (98)'],
      ['where one does', 'fail', 'UPDATE p SET id = 51 WHERE id = 50'],
    ],
  ],
  [
    'a trigger on delete',
    {
      before: family,
      up: "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$; CREATE TRIGGER no BEFORE DELETE ON p FOR EACH ROW EXECUTE FUNCTION no()",
    },
    [
      ['where none deletes', 'pass', 'SELECT id FROM p', 'INSERT INTO p VALUES (98)', 'UPDATE p SET g = NULL WHERE id = 50', 'TRUNCATE p'],
      ['where one does', 'fail', 'DELETE FROM p WHERE id = 50'],
      ['where a foreign key does', 'fail', 'DELETE FROM g WHERE id = 50'],
      ['where a function does', 'fail', 'SELECT forget(50)'],
    ],
  ],
  [
    'a trigger on truncate',
    {
      before: family,
      up: "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$; CREATE TRIGGER no BEFORE TRUNCATE ON p EXECUTE FUNCTION no()",
    },
    [
      ['where one deletes', 'pass', 'DELETE FROM p WHERE id = 50'],
      ['where one empties', 'fail', 'TRUNCATE p'],
      ['where one empties what it follows', 'fail', 'TRUNCATE g CASCADE'],
    ],
  ],
  [
    'a column that is written anew',
    {
      before: `${users} CREATE VIEW v AS SELECT id, legacy FROM u; CREATE FUNCTION old(int) RETURNS text LANGUAGE sql AS 'SELECT legacy FROM u WHERE id = $1';`,
      up: "UPDATE u SET legacy = legacy || 'y'",
      seed,
    },
    [
      [
        'and that none reads',
        'pass',
        'SELECT id, name FROM u ORDER BY id',
        "UPDATE u SET name = 'z' WHERE id = 2",
        'DELETE FROM u WHERE id = 2',
        'INSERT INTO u (id) VALUES (77)',
      ],
      ['of all', 'fail', 'SELECT * FROM u ORDER BY id'],
      ['of whole rows', 'fail', 'SELECT u FROM u'],
      ['of what is changed', 'fail', "UPDATE u SET name = 'z' WHERE id = 2 RETURNING *"],
      ['in a function', 'fail', 'SELECT old(2)'],
      ['in a view', 'fail', 'SELECT legacy FROM v'],
      ['in what is computed from it', 'fail', 'SELECT size FROM u'],
      ['in what is copied from it', 'fail', 'INSERT INTO u (id, name) SELECT id + 70, legacy FROM u WHERE id = 2'],
    ],
  ],
  [
    'a column of another type',
    {
      before: users.replace(', size int GENERATED ALWAYS AS (length(legacy)) STORED', ''),
      up: 'ALTER TABLE u ALTER legacy TYPE jsonb USING to_jsonb(legacy)',
      seed,
    },
    [
      [
        'that none reads',
        'pass',
        'SELECT id, name FROM u ORDER BY id',
        "UPDATE u SET name = 'z' WHERE id = 2",
        'DELETE FROM u WHERE id = 2',
      ],
      ['that one reads', 'fail', "UPDATE u SET name = 'z' WHERE id = 2", 'SELECT legacy FROM u WHERE id = 50'],
      ['that one writes', 'fail', "INSERT INTO u (id, legacy) VALUES (77, 'not json')"],
    ],
  ],
  [
    'a default',
    {
      before:
        "CREATE TABLE t (id int PRIMARY KEY, state text DEFAULT 'a'); CREATE FUNCTION put(int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF $1 > 0 THEN INSERT INTO t (id) VALUES ($1); END IF; END $$;",
      up: "ALTER TABLE t ALTER state SET DEFAULT 'b'",
    },
    [
      [
        'of a column that all inserts set',
        'pass',
        "INSERT INTO t (id, state) VALUES (77, 'c')",
        'SELECT state FROM t',
        "UPDATE t SET state = 'd' WHERE id = 50",
        'DELETE FROM t WHERE id = 50',
      ],
      ['of one that an insert leaves out and N alone reads', 'fail', 'INSERT INTO t (id) VALUES (77)', 'SELECT id FROM t'],
      ['of one that an insert leaves out', 'fail', 'INSERT INTO t (id) VALUES (77)', 'SELECT state FROM t'],
      ['that an insert asks for', 'fail', 'INSERT INTO t (id, state) VALUES (77, DEFAULT)', 'SELECT state FROM t'],
      ['that an update asks for', 'fail', 'UPDATE t SET state = DEFAULT WHERE id = 50', 'SELECT state FROM t'],
      ['that a function may ask for', 'fail', 'SELECT put(0)', 'SELECT state FROM t'],
    ],
  ],
  [
    'NOT NULL',
    {
      before: 'CREATE TABLE t (id int PRIMARY KEY, state text, other text); CREATE TABLE none (state text CHECK (false));',
      up: "UPDATE t SET state = '' WHERE state IS NULL; ALTER TABLE t ALTER state SET NOT NULL",
    },
    [
      [
        'of a column that all inserts set',
        'pass',
        "INSERT INTO t (id, state) VALUES (77, 'c')",
        '-- params: [78, "d"]\nINSERT INTO t (id, state) VALUES ($1, $2)',
        'SELECT other FROM t',
      ],
      ['of one that an insert leaves out', 'fail', 'INSERT INTO t (id) VALUES (77)'],
      [
        'of one that is set to NULL where no row is',
        'fail',
        "INSERT INTO t (id, state) VALUES (77, 'c')",
        'UPDATE t SET state = NULL WHERE id = 50',
      ],
      ['of one that is set to a NULL parameter', 'fail', '-- params: [null, 50]\nUPDATE t SET state = $1 WHERE id = $2'],
      ['of one that is set to another column', 'fail', 'UPDATE t SET state = other WHERE id = 50'],
      ['of one into which rows may be put', 'fail', 'INSERT INTO t (id, state) SELECT 77, state FROM none'],
      [
        'of one that an upsert may set to NULL',
        'fail',
        "INSERT INTO t (id, state) VALUES (77, 'c') ON CONFLICT (id) DO UPDATE SET state = NULL",
      ],
    ],
  ],
  [
    'a check on a column',
    {
      before: 'CREATE TABLE t (id int PRIMARY KEY, state text NOT NULL, n int, twice int GENERATED ALWAYS AS (n * 2) STORED)',
      up: "ALTER TABLE t ADD CONSTRAINT c CHECK (state <> 'z')",
      seed: "INSERT INTO t VALUES (50, 'a', 1), (51, 'b', 2)",
    },
    [
      ['of which rows are taken away', 'pass', 'DELETE FROM t WHERE id = 50'],
      ['whose neighbour is changed', 'pass', 'UPDATE t SET n = 5 WHERE id = 50'],
      ['that is changed', 'fail', "UPDATE t SET state = 'c' WHERE id = 50"],
      ['that rows are put into', 'fail', "INSERT INTO t VALUES (77, 'c', 1)"],
    ],
  ],
  [
    'a check that old rows need not keep',
    {
      before: 'CREATE TABLE t (id int PRIMARY KEY, state text NOT NULL, n int)',
      up: "ALTER TABLE t ADD CONSTRAINT c CHECK (state <> 'z') NOT VALID",
      seed: "INSERT INTO t VALUES (50, 'a', 1)",
    },
    [
      ['and one of them is changed', 'fail', 'UPDATE t SET n = 5 WHERE id = 50'],
      ['and one of them is taken away', 'pass', 'DELETE FROM t WHERE id = 50'],
    ],
  ],
  [
    'a check on what is worked out',
    {
      before: 'CREATE TABLE t (id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n / 2) STORED)',
      up: 'ALTER TABLE t ADD CONSTRAINT c CHECK (twice <> 77)',
      seed: 'INSERT INTO t VALUES (50, 1)',
    },
    [['of the column that is changed', 'fail', 'UPDATE t SET n = 5 WHERE id = 50']],
  ],
  [
    'a view that is stored has no unique index any more',
    {
      before:
        'CREATE TABLE t (id int PRIMARY KEY, state text); CREATE MATERIALIZED VIEW m AS SELECT id, state FROM t; CREATE UNIQUE INDEX m_id ON m (id);',
      up: 'DROP INDEX m_id; CREATE INDEX m_id ON m (id)',
      seed: "INSERT INTO t VALUES (50, 'a')",
    },
    [
      ['and is read', 'pass', 'SELECT state FROM m WHERE id = 50'],
      ['and is refreshed', 'pass', 'REFRESH MATERIALIZED VIEW m', 'SELECT state FROM m WHERE id = 50'],
      ['and is refreshed beside its readers', 'fail', 'REFRESH MATERIALIZED VIEW CONCURRENTLY m'],
    ],
  ],
  [
    'columns in another order',
    {
      before: 'CREATE TABLE t (id int PRIMARY KEY, a text, b text)',
      up: 'ALTER TABLE t ADD x text; UPDATE t SET x = a; ALTER TABLE t DROP a; ALTER TABLE t RENAME x TO a',
      seed: "INSERT INTO t VALUES (50, 'a', 'b')",
    },
    [
      ['of which each is named', 'pass', 'SELECT id, a, b FROM t WHERE id = 50', "INSERT INTO t (id, a, b) VALUES (77, 'a', 'b')"],
      ['into which rows are put without a list', 'fail', "INSERT INTO t VALUES (77, 'a', 'c')"],
    ],
  ],
];

describe.each(grounds)('%s', (_, ground, rows) => {
  it.each(rows)('%s: %s', async (_says, verdict, ...statements) => {
    const trial = await at.of({ ...ground, statements });
    const findings = trial.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect([judgeMigration(trial).outcome, ...(verdict === 'pass' ? findings.map(({ what }) => what) : [])]).toEqual([verdict]);
    const origins = findings.map(({ witness }) => (witness?.value as { readonly origin?: string } | undefined)?.origin);
    expect(origins).not.toContain('generated');
  });
});

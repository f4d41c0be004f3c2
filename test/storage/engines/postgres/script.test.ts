import { describe, expect, it } from 'vitest';
import { splitScript } from '../../../../src/storage/engines/postgres/script.ts';

const statementsOf = (sql: string) => {
  const script = splitScript(sql);
  return script.kind === 'script' ? script.statements : [script.problem];
};
const textsOf = (sql: string): string[] => statementsOf(sql).map((one) => ('text' in one ? one.text : one.code));

describe('a script is cut into statements', () => {
  it.each<[string, string, string[]]>([
    ['at semicolons', 'SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
    ['not within a text', "SELECT 'a;b'; SELECT 'it''s;'", ["SELECT 'a;b'", "SELECT 'it''s;'"]],
    ['where a backslash is a letter', String.raw`SELECT 'a\'; SELECT 2`, [String.raw`SELECT 'a\'`, 'SELECT 2']],
    ['where a backslash escapes', String.raw`SELECT E'a\';b'; SELECT 2`, [String.raw`SELECT E'a\';b'`, 'SELECT 2']],
    ['not within a quoted name', 'SELECT "a;b"; SELECT 2', ['SELECT "a;b"', 'SELECT 2']],
    ['not within a dollar-quoted body', 'DO $x$ BEGIN $y$;$y$; END $x$; SELECT 2', ['DO $x$ BEGIN $y$;$y$; END $x$', 'SELECT 2']],
    ['not within comments, nested ones too', '-- a;\nSELECT /* ; /* ; */ ; */ 1; SELECT 2', ['SELECT /* ; /* ; */ ; */ 1', 'SELECT 2']],
    [
      'not within brackets, as in rules',
      'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3',
      ['CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)', 'SELECT 3'],
    ],
    [
      'not within the body of an SQL function, whose CASE ends too',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3',
      ['CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END', 'SELECT 3'],
    ],
    ['of nothing but comments there is none', '-- nothing\n/* at all */ ;;', []],
    ['a byte order mark is no part of it', '\uFEFFSELECT 1', ['SELECT 1']],
    ['what pg_dump writes around everything is passed over', '\\restrict abc\nSELECT 1;\n\\unrestrict abc\n', ['SELECT 1']],
    ['a command of psql is none', 'SELECT 1;\n  \\connect x', ['sql/psql-command']],
    ['a NUL stands in none, nor in a comment', 'SELECT 1; -- a\0', ['sql/nul']],
    ['COPY FROM stdin with more behind it on its line is none', 'COPY t (a) FROM stdin; SELECT 1;\n1\n', ['sql/copy-from-stdin']],
    ['a text that is not closed is none', "SELECT 'a", ['sql/not-closed']],
    ['a text that ends in an escaped quote is none', "SELECT 'a''", ['sql/not-closed']],
    ['a comment that is not closed is none', 'SELECT 1 /* a', ['sql/not-closed']],
    ['a body that is not closed is none', 'DO $$ BEGIN', ['sql/not-closed']],
  ])('%s', (_, sql, texts) => expect(textsOf(sql)).toEqual(texts));

  it.each<[string, string, unknown[]]>([
    [
      'up to its end, whatever stands in them',
      "SELECT 1;\nCOPY t (a) FROM stdin; -- rows\n1;'\t\\N\n\\.x\n\\.\nSELECT 2;",
      [undefined, { rows: "1;'\t\\N\n\\.x\n", line: 3 }, undefined],
    ],
    ['none', 'COPY t FROM STDIN WITH (FORMAT csv);\n\\.\n', [{ rows: '', line: 2 }]],
    ['of windows', 'copy t from stdin;\r\n1\r\n\\.\r\nSELECT 2', [{ rows: '1\r\n', line: 2 }, undefined]],
    ['up to the end of the script', 'COPY t FROM stdin;\n1\n', [{ rows: '1\n', line: 2 }]],
    ['of many columns', `COPY t (${'a, '.repeat(100)}b) FROM stdin;\n1\n\\.`, [{ rows: '1\n', line: 2 }]],
    [
      'of a file are not in the script',
      "COPY t FROM '/etc/passwd'; COPY t TO stdout; SELECT 'COPY t FROM stdin;'",
      [undefined, undefined, undefined],
    ],
  ])('the rows of a COPY: %s', (_, sql, copies) =>
    expect(statementsOf(sql).map((one) => ('copy' in one ? one.copy : undefined))).toEqual(copies),
  );

  it('with the place of each, in characters', () =>
    expect(statementsOf("SELECT '😀'; SELECT 2;\n\n  -- x\n  SELECT 3").map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [1, 13],
      [4, 3],
    ]));

  it.each<[string, string, unknown[]]>([
    [
      'what begins and ends a transaction',
      'BEGIN; START TRANSACTION; COMMIT; END; ROLLBACK; ABORT',
      ['begin', 'begin', 'commit', 'commit', 'rollback', 'rollback'],
    ],
    [
      'what only goes back to a savepoint',
      'SAVEPOINT a; ROLLBACK TO a; ROLLBACK TO SAVEPOINT a; COMMIT PREPARED $$a$$',
      [undefined, undefined, undefined, undefined],
    ],
  ])('knows %s', (_, sql, controls) =>
    expect(statementsOf(sql).map((one) => ('control' in one ? one.control : undefined))).toEqual(controls),
  );

  it.each([
    ['CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)', true],
    ['CREATE INDEX i ON t (a)', undefined],
    ['DROP INDEX CONCURRENTLY i', true],
    ['REINDEX TABLE CONCURRENTLY t', true],
    ['ALTER TYPE x RENAME TO y', undefined],
    ['ALTER TABLE t DETACH PARTITION p CONCURRENTLY', true],
    ['VACUUM t', true],
  ])('%s goes alone: %s', (sql, alone) =>
    expect(statementsOf(sql).map((one) => ('alone' in one ? one.alone : undefined))).toEqual([alone]),
  );

  it.each([
    ['that nobody uses, need not', `ALTER TYPE "S"."x" ADD VALUE IF NOT EXISTS 'it''s'; UPDATE t SET x = 'b'`, undefined],
    ['that is used, must', "ALTER TYPE x ADD VALUE 'a'; UPDATE t SET x = 'a'", true],
    ['that was used before, need not', "UPDATE t SET x = 'a'; ALTER TYPE x ADD VALUE 'a'", undefined],
    ['of a type that is as new, need not', "CREATE TYPE X AS ENUM ('b'); ALTER TYPE x ADD VALUE 'a'; UPDATE t SET x = 'a'", undefined],
  ])('a new label goes alone: one %s', (_, sql, alone) =>
    expect(statementsOf(sql).flatMap((one) => ('text' in one && one.text.includes('ADD VALUE') ? [one.alone] : []))).toEqual([alone]),
  );
});

const commits = 'DO $$ BEGIN FOR i IN 1..3 LOOP UPDATE t SET a = i; COMMIT; END LOOP; END $$';
const making = (body: string): string => `CREATE OR REPLACE PROCEDURE public.fill() LANGUAGE plpgsql AS $$ ${body} $$`;

describe('what commits by itself cannot be in a transaction', () => {
  it.each<[string, string, string, boolean[]]>([
    ['a block that commits batches', commits, '', [true]],
    ['one with a label and a comment', 'do $x$ <<l>> begin null; /* ; */ commit and no chain; end $x$', '', [true]],
    ['one that takes back', 'DO LANGUAGE plpgsql $$ BEGIN IF true THEN ROLLBACK; END IF; END $$', '', [true]],
    ['one whose body is a quoted text', "DO 'BEGIN COMMIT; END'", '', [true]],
    ['a block that only speaks of it', "DO $$ BEGIN RAISE NOTICE '; COMMIT;'; -- ; COMMIT;\n EXECUTE $x$; COMMIT;$x$; END $$", '', [false]],
    ['a table that is gone at the commit', 'DO $$ BEGIN CREATE TEMP TABLE x (a int) ON COMMIT DROP; END $$', '', [false]],
    [
      'a procedure that commits and is called',
      `${making('BEGIN COMMIT; END')}; CALL fill(); DROP PROCEDURE fill()`,
      '',
      [false, true, false],
    ],
    [
      'one that was made before',
      'CALL "public".fill(1)',
      `CREATE TABLE t (a int); ${making('BEGIN UPDATE t SET a = 1; COMMIT; END')}`,
      [true],
    ],
    ['one that does not commit', 'CALL fill()', `${making('BEGIN NULL; END')}; ${commits}`, [false]],
    ['one that nobody has seen made', 'CALL other()', making('BEGIN COMMIT; END'), [false]],
  ])('%s', (_, sql, made, expected) => {
    const script = splitScript(sql, made);
    expect(script.kind === 'script' && script.statements.map(({ alone }) => alone === true)).toEqual(expected);
  });
});

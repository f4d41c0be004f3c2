import { describe, expect, it } from 'vitest';
import { type Committed, committedIn } from '../../../src/storage/engines/postgres/transactions.ts';
import { stepsIn } from '../../../src/storage/migrations/recorded.ts';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A line of csvlog. */
const line = (message: string, { session = 's1', severity = 'LOG', detail = '', database = 'd' } = {}): string =>
  ['t', 'u', database, '1', 'h', session, '1', 'x', 't', 'v', '0', severity, '0', message, detail, '', '', '', '', '', '', '', 'app', '']
    .map(quoted)
    .join(',');

const said = (text: string, more?: Parameters<typeof line>[1]): string => line(`statement: ${text}`, more);

const log = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** `[a; b]` in one transaction, `a` by itself. */
const told = (all: readonly Committed[] | undefined): readonly string[] =>
  (all ?? []).map(({ statements, together }) => (together ? `[${statements.join('; ')}]` : statements.join('; ')));

describe('a log is read as what came into force', () => {
  it.each<[sentence: string, lines: readonly string[], committed: readonly string[]]>([
    ['statements by themselves', [said('A 1'), said('B 2')], ['A 1', 'B 2']],
    [
      'one transaction, and one that was taken back',
      [said('BEGIN'), said('A 1'), said('COMMIT'), said('begin'), said('B 2'), said('ROLLBACK')],
      ['[A 1]'],
    ],
    ['several statements sent as one text', [said('A 1; B 2')], ['[A 1; B 2]']],
    ['a transaction sent as one text', [said('BEGIN; A 1; B 2; COMMIT')], ['[A 1; B 2]']],
    ['what was refused has done nothing', [said('A 1'), said('B 2'), line('no', { severity: 'ERROR' }), said('C 3')], ['A 1', 'C 3']],
    [
      'what was refused within, and was committed all the same',
      [said('BEGIN'), said('A 1'), line('no', { severity: 'ERROR' }), said('COMMIT')],
      [],
    ],
    [
      'what was refused behind a savepoint',
      [
        said('BEGIN'),
        said('A 1'),
        said('SAVEPOINT s'),
        said('B 2'),
        line('no', { severity: 'ERROR' }),
        said('ROLLBACK TO s'),
        said('COMMIT'),
      ],
      ['[A 1; SAVEPOINT s; ROLLBACK TO s]'],
    ],
    [
      'two sessions, by the time of their commits',
      [said('BEGIN'), said('A 1'), said('B 2', { session: 's2' }), said('COMMIT')],
      ['B 2', '[A 1]'],
    ],
    ['another database', [said('A 1', { database: 'other' })], []],
    [
      'parameters, but not in texts, names and comments',
      [line(`execute <unnamed>: A $1, '$1', "$2" /* $1 */, $2, $10`, { detail: "Parameters: $1 = 'it''s', $2 = NULL, $10 = 'a\\b'" })],
      [`A 'it''s', '$1', "$2" /* $1 */, NULL, E'a\\\\b'`],
    ],
  ])('%s', (_, lines, committed) => expect(told(committedIn(log(...lines), 'd'))).toEqual(committed));
});

const alone = (...statements: readonly string[]): readonly Committed[] => statements.map((one) => ({ statements: [one], together: false }));
const one = (...statements: readonly string[]): Committed => ({ statements, together: true });

describe('what a tool notes tells its migrations apart, and is not one itself', () => {
  it.each<[sentence: string, committed: readonly Committed[], steps: readonly string[]]>([
    [
      'db-migrate, each statement by itself',
      alone(
        'CREATE TABLE IF NOT EXISTS "migrations" (id serial)',
        'select name from migrations',
        'CREATE TABLE a (id int)',
        `INSERT INTO "migrations" ("name", "run_on") VALUES ('/20240101-a', '2026-01-01 00:00:00')`,
        'CREATE TABLE b (id int)',
        'CREATE INDEX i ON b (id)',
        `INSERT INTO "migrations" ("name", "run_on") VALUES ('/20240102-b', '2026-01-01 00:00:00')`,
      ),
      [
        '20240101-a: CREATE TABLE a (id int) ;',
        '20240102-b: BEGIN; CREATE TABLE b (id int) ; COMMIT; BEGIN; CREATE INDEX i ON b (id) ; COMMIT;',
      ],
    ],
    [
      'node-pg-migrate, all in one transaction',
      [
        ...alone('SELECT pg_advisory_lock(1)'),
        one(
          'CREATE TABLE a (id int)',
          `INSERT INTO "public"."pgmigrations" (name, run_on) VALUES ('1_a', NOW())`,
          'CREATE TABLE b (id int)',
          `INSERT INTO "public"."pgmigrations" (name, run_on) VALUES ('2_b', NOW())`,
        ),
      ],
      ['1_a: CREATE TABLE a (id int) ;', '2_b: CREATE TABLE b (id int) ;'],
    ],
    [
      'Prisma, which notes before',
      alone(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('0a0a0a0a-0000-0000-0000-000000000000', '${'a'.repeat(64)}', '2024_a')`,
        'CREATE TABLE a (id int)',
        `UPDATE "_prisma_migrations" SET finished_at = now() WHERE id = 'x'`,
        `INSERT INTO "_prisma_migrations" ("id", "migration_name") VALUES ('0a0a0a0a-0000-0000-0000-000000000001', '2024_b')`,
        'CREATE TABLE b (id int)',
      ),
      ['2024_a: CREATE TABLE a (id int) ;', '2024_b: CREATE TABLE b (id int) ;'],
    ],
    [
      'Alembic, and back',
      [one('CREATE TABLE a (id int)', `UPDATE alembic_version SET version_num='1f' WHERE alembic_version.version_num = '0e'`)],
      ['1f: CREATE TABLE a (id int) ;'],
    ],
    [
      'back',
      [
        one('DROP TABLE b', `DELETE FROM migrations WHERE name = '/2_b'`, `DELETE FROM migrations WHERE name = '2_b'`),
        one('DROP TABLE a', `DELETE FROM migrations WHERE name = '1_a'`),
      ],
      ['2_b: DROP TABLE b ;', '1_a: DROP TABLE a ;'],
    ],
    [
      'a tool that notes nothing is one step',
      alone('CREATE TABLE a (id int)', 'SELECT fill_rows()', "SELECT to_regclass('a')"),
      ['1: BEGIN; CREATE TABLE a (id int) ; COMMIT; BEGIN; SELECT fill_rows() ; COMMIT;'],
    ],
    ['a migration that does nothing', alone(`INSERT INTO migrations (name) VALUES ('1')`), ['1: ']],
    ['nothing but looking', alone('select * from migrations', 'show server_version'), []],
    ['a table of another name', alone('INSERT INTO orders_migrations VALUES (1)'), ['1: INSERT INTO orders_migrations VALUES (1) ;']],
    [
      'rows that are sent by COPY end there',
      alone('COPY a (id) FROM STDIN', 'CREATE TABLE b (id int)'),
      [String.raw`1: BEGIN; COPY a (id) FROM STDIN; \. COMMIT; BEGIN; CREATE TABLE b (id int) ; COMMIT;`],
    ],
    [
      'what cannot be in a transaction stays outside',
      alone('CREATE TABLE a (id int)', 'CREATE INDEX CONCURRENTLY i ON a (id)'),
      ['1: BEGIN; CREATE TABLE a (id int) ; COMMIT; CREATE INDEX CONCURRENTLY i ON a (id) ;'],
    ],
  ])('%s', (_, committed, steps) =>
    expect(stepsIn(committed).map(({ name, sql }) => `${name}: ${sql.replaceAll(/\s+/g, ' ').trim()}`)).toEqual(steps),
  );
});

import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { migration } from '../../../src/commands/migration.ts';
import { folderOf } from '../schema/folder.ts';

const schema = 'CREATE TABLE t (id int PRIMARY KEY, a text);';
const folder = folderOf({
  'schema.sql': schema,
  'up.sql': 'ALTER TABLE t DROP COLUMN a;',
  'down.sql': 'ALTER TABLE t ADD COLUMN a text;',
  'queries.sql': 'SELECT id FROM t;\n',
  'broken.sql': Buffer.from([0x2d, 0x2d, 0x20, 0xff]).toString('latin1'),
});
afterAll(() => folder[Symbol.dispose]());

type Answer = Record<string, unknown> & { id: unknown; findings?: Record<string, unknown>[]; error?: { code: string; at: unknown } };

describe('a batch', () => {
  test('says what could not be exercised, and why', async () => {
    const lines = [
      { id: 1, before: schema, up: "UPDATE t SET a = 'x' WHERE md5(a) = 'y'" },
      { id: 2, before: 'CREATE TABLE shut (id int CHECK (id % 7 = 9) NOT NULL)', up: 'ALTER TABLE shut ADD n int' },
      { id: 3, before: schema, up: 'ALTER TABLE t ADD b int' },
    ].map((line) => Buffer.from(`${JSON.stringify(line)}\n`));
    const { code, out } = await folder.run(migration, ['--batch'], Readable.from(lines));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    const why = 'new row for relation "shut" violates check constraint "shut_id_check" (23514)';
    expect([code, answers.map(({ verdict, ...rest }) => [verdict, rest['unexercised']])]).toEqual([
      0,
      [
        [
          'inconclusive',
          {
            tables: [],
            values: [],
            statements: [{ statement: 1, line: 1, table: 'public.t', why: 'none of the rows of public.t is one that it looks for' }],
          },
        ],
        [
          'inconclusive',
          {
            nothing: `nothing was exercised: no row could be placed in what the migration is about: public.shut (${why})`,
            tables: [{ table: 'public.shut', why }],
            values: [],
            statements: [],
          },
        ],
        ['pass', undefined],
      ],
    ]);
  }, 60_000);

  test('answers each line in order, in the members that are documented, and a bad line for itself alone', async () => {
    const lines = [
      JSON.stringify({ id: 'drop', before: schema, up: 'ALTER TABLE t DROP COLUMN a', down: 'ALTER TABLE t ADD COLUMN a text' }),
      '{"id":2,',
      JSON.stringify({ id: 'bad', before: schema, up: 'SELECT 1', statments: [] }),
      '',
      JSON.stringify({ id: 'benign', before: schema, up: 'ALTER TABLE t ADD COLUMN b int' }),
      JSON.stringify({
        id: 'let go',
        before: schema,
        up: 'ALTER TABLE t DROP COLUMN a',
        statements: [{ text: 'SELECT id FROM t WHERE id = $1', values: ['1'] }],
      }),
      JSON.stringify({ id: 'no sql', before: schema, up: 7 }),
      JSON.stringify({ id: 'no schema', before: 'CREATE TABLE t (', up: 'SELECT 1' }),
    ];
    const { code, out } = await folder.run(migration, ['--batch'], Readable.from(lines.map((line) => Buffer.from(`${line}\n`))));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    expect(code).toBe(64);
    expect(answers.map(({ id, verdict, error }) => [id, verdict ?? error?.code, error?.at])).toEqual([
      ['drop', 'fail', undefined],
      [null, 'batch/not-json', { line: 2 }],
      ['bad', 'batch/unknown-member', { line: 3, pointer: '/statments' }],
      ['benign', 'pass', undefined],
      ['let go', 'pass', undefined],
      ['no sql', 'batch/bad-sql', { line: 7, pointer: '/up' }],
      ['no schema', 'migration/before-refused', { line: 8, pointer: '/before', document: { file: 'before', line: 1, column: 17 } }],
    ]);
    const [{ ms, findings, wayBack, down, ...rest }] = answers as [Answer];
    expect(rest).toEqual({ id: 'drop', verdict: 'fail', cells: { rollout: 'holds', mixed: 'breaks-if-used', rollback: 'breaks' } });
    expect([typeof ms, wayBack]).toEqual(['number', expect.stringContaining('this is the point of no return')]);
    expect(down).toEqual({ catalog: 'equal', kept: expect.any(Number), changed: 0, lost: 0, added: 0 });
    expect(findings?.map(({ rule, severity, object, cells }) => [rule, severity, object, cells])).toEqual([
      ['storage/column-dropped', 'error', 'column public.t.a', { mixed: 'breaks-if-used', rollback: 'breaks-if-used' }],
      ['storage/down-loses-rows', 'error', 'table public.t', { rollback: 'breaks' }],
    ]);
  }, 60_000);
});

describe('a batch', () => {
  test('watches locks where it is asked to, and there alone', async () => {
    const question = { before: schema, up: 'CREATE INDEX i ON t (id)' };
    const lines = [
      { ...question, id: 1 },
      { ...question, id: 2, watch: true, rows: { t: 500_000_000 }, lockBudget: '50ms' },
      { ...question, id: 3, watch: 1 },
      { ...question, id: 4, watch: true, rows: { t: '5' } },
      { ...question, id: 5, watch: true, lockBudget: 'soon' },
    ].map((line) => Buffer.from(`${JSON.stringify(line)}\n`));
    const { code, out } = await folder.run(migration, ['--batch'], Readable.from(lines));
    const [first, second, ...bad] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    expect(code).toBe(64);
    expect([first?.['watch'], first?.findings?.map(({ rule, severity, cells }) => [rule, severity, cells])]).toEqual([
      undefined,
      [['storage/writes-held', 'note', {}]],
    ]);
    expect(second?.findings?.map(({ rule, severity, object }) => [rule, severity, object])).toEqual([
      ['storage/writes-held', 'warning', 'table public.t'],
    ]);
    expect(second?.['watch']).toMatchObject({ budgetMs: 50, rows: { 'public.t': 500_000_000 } });
    expect(bad.map(({ id, error }) => [id, error?.code])).toEqual([
      [3, 'batch/bad-option'],
      [4, 'migration/bad-rows'],
      [5, 'migration/bad-budget'],
    ]);
  }, 60_000);
});

describe('one migration', () => {
  test('is told for people: what breaks, when, what shows it, and the way back', async () => {
    const { code, out } = await folder.run(migration, ['up.sql', '--before', 'schema.sql', '--down', 'down.sql']);
    expect(code).toBe(1);
    for (const line of [
      'error: column public.t.a: it is gone [storage/column-dropped]',
      '  when: while both serve (if it is used), after going back (if it is used)',
      '  shown by: on schema N: column "a" does not exist [42703] (PostgreSQL 18.4)',
      '  safe to roll out: yes',
      '  locks on tables that were there before (budget 200 ms):',
      '  way back: N-1 cannot come back on the schema that N leaves; the down migration does not bring N-1 back unharmed; point of no return: up (column public.t.a: it is gone; a of a row of public.t changed by going up and down, and 22 more)',
      'FAIL  up.sql',
    ])
      expect(out).toContain(line);
  }, 60_000);

  test('passes where what N-1 is seen to ask has let go of it', async () => {
    const { code, out } = await folder.run(migration, ['up.sql', '--before', 'schema.sql', '--statements', 'queries.sql', '--json']);
    expect([code, (JSON.parse(out) as { format: string }).format]).toEqual([0, 'rollback-drill/migration']);
  }, 60_000);

  test.each<[string, string[], string]>([
    ['no migration', [], 'migration/none'],
    ['no schema', ['up.sql'], 'migration/no-before'],
    ['a file that is not there', ['up.sql', '--before', 'nope.sql'], 'migration/unreadable'],
    ['rows that are none', ['up.sql', '--before', 'schema.sql', '--rows', 't=many'], 'migration/bad-rows'],
    ['a budget that is none', ['up.sql', '--before', 'schema.sql', '--lock-budget', 'soon'], 'migration/bad-budget'],
    ['a batch and a file', ['up.sql', '--batch'], 'migration/batch-with-file'],
  ])('%s is an error of use', async (_, argv, code) =>
    expect((await folder.run(migration, argv)).problems.map((one) => one.code)).toEqual([code]),
  );
});

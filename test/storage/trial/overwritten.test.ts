import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, type Trials, trials } from './server.ts';

// What N changes in rows of N-1, where nobody has seen what it changes, and a down migration that writes over it.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before =
  'CREATE TABLE jobs (id serial PRIMARY KEY, kind text NOT NULL, worker text, code text UNIQUE, done boolean NOT NULL DEFAULT false)';
const seed = "INSERT INTO jobs (id, kind, worker) VALUES (901, 'mail', NULL), (902, 'pdf', 'w1')";
const keeps = 'CREATE TABLE jobs_was AS SELECT * FROM jobs; ALTER TABLE jobs ADD weight integer';
const drops = 'DROP TABLE jobs_was; ALTER TABLE jobs DROP weight';
const back = (set: string, more = ''): string => `UPDATE jobs j SET ${set} FROM jobs_was w WHERE w.id = j.id${more}; ${drops}`;
const mails = "UPDATE jobs SET kind = 'e-mail' WHERE kind = 'mail'";

const table: readonly (readonly [name: string, one: Partial<Case>, told: readonly string[]])[] = [
  ['puts back a column from a copy', { up: keeps, down: back('kind = w.kind') }, ['jobs.kind']],
  ['puts back two', { up: keeps, down: back('kind = w.kind, worker = w.worker') }, ['jobs.kind', 'jobs.worker']],
  [
    'puts back what the migration itself has changed, and N since',
    { up: `${keeps}; ${mails}`, down: back('kind = w.kind') },
    ['jobs.kind'],
  ],
  [
    'puts it back where N has not changed it',
    { up: `${keeps}; ${mails}`, down: back('kind = w.kind', " AND j.kind = 'e-mail' AND w.kind = 'mail'") },
    [],
  ],
  ['translates what N wrote', { up: mails, down: "UPDATE jobs SET kind = 'mail' WHERE kind = 'e-mail'" }, []],
  ['changes what N alone knows', { up: keeps, down: `UPDATE jobs SET weight = 3; ${drops}` }, []],
  ['changes no row', { up: keeps, down: drops }, []],
  [
    'puts back a column that N calls otherwise',
    { up: `${keeps}; ALTER TABLE jobs RENAME kind TO sort`, down: `ALTER TABLE jobs RENAME sort TO kind; ${back('kind = w.kind')}` },
    ['jobs.sort (jobs.kind)'],
  ],
  [
    'puts the table back that was copied',
    {
      up: 'ALTER TABLE jobs RENAME TO jobs_was; CREATE TABLE jobs (LIKE jobs_was INCLUDING ALL); INSERT INTO jobs SELECT * FROM jobs_was',
      down: 'INSERT INTO jobs_was SELECT * FROM jobs ON CONFLICT DO NOTHING; DROP TABLE jobs; ALTER TABLE jobs_was RENAME TO jobs',
    },
    ['jobs.done', 'jobs.kind', 'jobs.worker'],
  ],
  [
    'puts back a column of a large table',
    {
      seed: "INSERT INTO jobs (id, kind) SELECT 1000 + n, 'k' || n FROM generate_series(1, 6000) n",
      up: keeps,
      down: back('kind = w.kind'),
    },
    ['jobs.kind'],
  ],
  [
    'puts back a column by a function',
    {
      up: `${keeps}; CREATE FUNCTION bring() RETURNS void LANGUAGE sql AS 'UPDATE jobs j SET kind = w.kind FROM jobs_was w WHERE w.id = j.id'`,
      down: `SELECT bring(); DROP FUNCTION bring(); ${drops}`,
    },
    ['jobs.kind'],
  ],
  [
    'puts back what N was not seen to change',
    { up: keeps, down: back('kind = w.kind'), newStatements: ["UPDATE jobs SET worker = 'w2' WHERE id = 901"] },
    [],
  ],
];

const bare = (name: string): string => name.replace('public.', '');

describe('a down migration', () => {
  it.each(table)('%s', async (_, one, told) => {
    const { down } = await at.of({ before, seed, up: '', ...one });
    const harmed = down?.columns.filter(({ table: name, changed, kept }) => name.endsWith('.jobs') && changed > 0 && kept > 0);
    expect(
      harmed?.map(
        (column) => `${bare(column.table)}.${column.column}${column.old ? ` (${bare(column.old.table)}.${column.old.column})` : ''}`,
      ),
    ).toEqual(told);
  });

  it('is told by table and column, with the row, what N wrote and what stands there now', async () => {
    const { findings } = await at.of({ before, seed, up: keeps, down: back('kind = w.kind') });
    const lost = findings.filter(({ rule }) => rule === 'storage/down-loses-new-rows');
    expect(lost.map(({ object, severity, witness }) => [object, severity, witness?.value])).toEqual([
      ['column public.jobs.kind', 'error', { table: 'public.jobs', column: 'kind', row: { id: '901' }, was: 'pdf', is: 'mail' }],
    ]);
  });
});

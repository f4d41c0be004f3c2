import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { applyScript, readScript } from '../../../src/storage/trial/script.ts';
import { usualLimits } from '../../../src/storage/trial/trial.ts';
import { type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

// As pg_dump writes it.
const before = String.raw`\restrict abc
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.t (id integer NOT NULL, a text, b bytea);
ALTER TABLE public.t OWNER TO shopkeeper;
COPY public.t (id, a, b) FROM stdin;
1	\N	\\x00ff
2		\N
3	tab\t line\nback\\slash 😀	\N
4	\\N	\N
\.
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
\unrestrict abc
`;

const rows = [
  ['1', null, '\\x00ff'],
  ['2', '', null],
  ['3', 'tab\t line\nback\\slash 😀', null],
  ['4', '\\N', null],
];

const refusedBy = async (one: Parameters<Trials['of']>[0]): Promise<unknown> => {
  const error = await at.of(one).catch((thrown: unknown) => thrown);
  return error instanceof DrillError
    ? error.problems.map(({ code, at: place }) => `${code} ${place?.file}:${place?.line}:${place?.column}`)
    : error;
};

describe('rows of COPY … FROM stdin are there', () => {
  it.each<[string, string, number]>([
    ['as text, with what is NULL, empty and escaped', 'FROM stdin;\n1\t\\N\n2\t\n', 2],
    ['as CSV with a header', 'FROM stdin WITH (FORMAT csv, HEADER);\nid,a\n1,\n2,"x, ""y""\nz"\n', 2],
    ['none of them', 'FROM stdin;\n', 0],
    ['more than a message holds', `FROM stdin;\n${Array.from({ length: 20_000 }, (_, n) => `${n}\trow ${n}\n`).join('')}`, 20_000],
  ])('%s', async (_, copy, count) => {
    await using ground = await at.server.open(usualLimits, AbortSignal.timeout(30_000));
    await using session = await (await ground.create()).connect();
    const text = `CREATE TABLE t (id int, a text);\nCOPY t (id, a) ${copy}\\.\nINSERT INTO t VALUES (-1, 'after');`;
    expect(await applyScript(session, readScript(at.server, { file: 'up.sql', text }))).toBeUndefined();
    expect(await session.ask({ text: 'SELECT count(*) - 1 FROM t' })).toMatchObject({ rows: [[String(count)]] });
  });

  it('value by value', async () => {
    await using ground = await at.server.open(usualLimits, AbortSignal.timeout(30_000));
    await using session = await (await ground.create()).connect();
    const text = before.replace(/^ALTER TABLE public.t OWNER.*$/m, '');
    expect(await applyScript(session, readScript(at.server, { file: 'before.sql', text }))).toBeUndefined();
    expect(await session.ask({ text: 'SELECT * FROM public.t ORDER BY id' })).toMatchObject({ rows });
  });

  it('in a dump as the schema of N-1, in a seed and in a migration', async () => {
    const trial = await at.of({
      before,
      seed: 'COPY t (id, a) FROM stdin;\n5\tfive\n\\.\n',
      up: 'CREATE TABLE u (a text);\nCOPY u FROM stdin;\nx\ny\n\\.\n',
      down: 'DROP TABLE u;',
    });
    expect(trial.findings).toEqual([]);
    // 25 rows are made beside those that are there, one for each boundary value of a text.
    expect(trial.exercised.oldRows).toBe(25 + 5);
  });
});

describe('rows that are refused', () => {
  const schema = 'CREATE TABLE t (id int PRIMARY KEY, a text);';
  it.each<[string, Parameters<Trials['of']>[0], string]>([
    [
      'in the schema of N-1: its line',
      { before: `${schema}\nCOPY t FROM stdin;\n1\ta\n2\tb\nx\tc\n\\.\n`, up: 'SELECT 1' },
      'migration/before-refused before.sql:5:1',
    ],
    [
      'in the seed: its line',
      { before: schema, seed: 'COPY t FROM stdin;\n1\ta\n1\tb\n\\.\n', up: 'SELECT 1' },
      'migration/seed-refused seed.sql:3:1',
    ],
    [
      'and what comes after them keeps its line',
      { before: `${schema}\nCOPY t FROM stdin;\n1\ta\n\\.\nnope;`, up: 'SELECT 1' },
      'migration/before-refused before.sql:5:1',
    ],
  ])('%s', async (_, one, problem) => expect(await refusedBy(one)).toEqual([problem]));

  it('in the migration: a finding at the line', async () => {
    const { findings } = await at.of({ before: schema, up: 'COPY t FROM stdin;\n7777\ta\n7777\tb\n\\.\n' });
    expect(findings.map(({ rule, at: place }) => [rule, place.new?.line])).toEqual([['storage/migration-failed', 3]]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrillError, placeText } from '../../../../src/core/error.ts';
import { diffCatalogs } from '../../../../src/storage/diff.ts';
import { readCatalog } from '../../../../src/storage/engines/postgres/catalog.ts';
import { loadDump } from '../../../../src/storage/engines/postgres/dump.ts';
import { type Databases, databases } from './server.ts';

let at: Databases;
beforeAll(async () => {
  at = await databases();
});
afterAll(() => at[Symbol.asyncDispose]());

describe('the schema public of a dump', () => {
  const given = 'REVOKE USAGE ON SCHEMA public FROM PUBLIC;\nGRANT ALL ON SCHEMA public TO PUBLIC;\n';
  const dumped = (version: string): string =>
    `--\n-- PostgreSQL database dump\n--\n\n-- Dumped from database version ${version}\n-- Dumped by pg_dump version 15.18\n\nALTER SCHEMA public OWNER TO old_owner;\n${given}`;
  it.each([
    ['of 14, where everybody may make tables from the start, says nothing of it', '14.23 (Debian 14.23-1)', []],
    ['of 15, where it was allowed, does', '15.18', [{ kind: 'grant', name: 'schema public to PUBLIC', privileges: ['CREATE', 'USAGE'] }]],
  ])('%s', async (_, version, grants) => {
    await using session = await at.fresh();
    await loadDump(session, dumped(version), 'store.sql');
    const { objects } = await readCatalog(session);
    expect(objects.filter(({ kind }) => kind === 'grant')).toEqual(grants.map((one) => expect.objectContaining(one)));
  });
});

// As pg_dump 18 writes it, with rows.
const dump = String.raw`--
-- PostgreSQL database dump
--

\restrict tXWS0m3Rand0mT0ken

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET row_security = off;

CREATE FUNCTION public.told() RETURNS text
    LANGUAGE sql
    AS $$SELECT 'not the end:
COPY public.orders (id, note) FROM stdin;
\.
'$$;

ALTER FUNCTION public.told() OWNER TO dump_owner;

CREATE TABLE public.orders (
    id integer NOT NULL,
    note text
);

ALTER TABLE public.orders OWNER TO dump_owner;

CREATE TABLE public.audit (
    id integer
);

ALTER TABLE public.audit OWNER TO "dump Auditor";

COPY public.orders (id, note) FROM stdin;
1	it's "quoted; $$
2	\N
\.

COPY public.audit (id) FROM stdin;
\.

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

GRANT SELECT ON TABLE public.orders TO dump_reader;

\unrestrict tXWS0m3Rand0mT0ken
`;

describe('a dump', () => {
  it('gives the schema that it was made of, its owner’s as the database’s own, and no row', async () => {
    await using made = await at.fresh(
      `CREATE ROLE dump_owner; CREATE ROLE "dump Auditor"; CREATE ROLE dump_reader;
       CREATE FUNCTION public.told() RETURNS text LANGUAGE sql AS $$SELECT 'not the end:\nCOPY public.orders (id, note) FROM stdin;\n\\.\n'$$;
       CREATE TABLE orders (id int PRIMARY KEY, note text); CREATE TABLE audit (id int); ALTER TABLE audit OWNER TO "dump Auditor"; GRANT SELECT ON orders TO dump_reader`,
    );
    await using loaded = await at.fresh();
    await loadDump(loaded, dump, 'dump.sql');
    expect(diffCatalogs(await readCatalog(made), await readCatalog(loaded))).toEqual([]);
    expect(await loaded.query('SELECT * FROM public.orders')).toEqual([]);
  });

  it('makes the roles that are not there', async () => {
    await using loaded = await at.fresh();
    await loadDump(loaded, dump.replaceAll('dump_', 'unseen_'), 'dump.sql');
    const roles = await loaded.query<{ name: string }>("SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'unseen%' ORDER BY 1");
    expect(roles.map(({ name }) => name)).toEqual(['unseen_owner', 'unseen_reader']);
  });

  it('of a schema alone gives materialised views that are filled, also one that reads another', async () => {
    await using loaded = await at.fresh();
    const text = `CREATE TABLE public.t (a integer);
      CREATE MATERIALIZED VIEW public.b AS SELECT a FROM public.t WITH NO DATA;
      CREATE MATERIALIZED VIEW public.a AS SELECT a FROM public.b WITH NO DATA;`;
    await loadDump(loaded, text, 'dump.sql');
    const views = (await readCatalog(loaded)).objects.filter(({ kind }) => kind === 'materialized view');
    expect(views.map((view) => [view.name, 'populated' in view])).toEqual([
      ['public.a', false],
      ['public.b', false],
    ]);
  });

  it.each<[name: string, text: string, problem: string]>([
    ['in the custom format', 'PGDMP\u0001\u000e', '- dump/not-plain'],
    ['in the tar format', 'toc.dat\u0000\u0000', '- dump/not-plain'],
    ['of a whole server', '--\n-- PostgreSQL database cluster dump\n--\n', '- dump/of-cluster'],
    ['that connects to another database', 'SELECT 1;\n\\connect orders\n', 'dump.sql:2:1 dump/connects'],
    ['that makes its database', 'SELECT 1;\n\n  CREATE DATABASE orders;', 'dump.sql:3:3 dump/creates-database'],
    ['with another command of psql', '\\i other.sql\n', 'dump.sql:1:1 sql/psql-command'],
    [
      'with a statement that is refused',
      `${dump}\nCREATE TABLE public.orders ();`,
      `dump.sql:${dump.split('\n').length + 1}:1 dump/refused`,
    ],
    [
      'of rows behind which there is an error',
      'CREATE TABLE t (a int);\nCOPY t (a) FROM stdin;\n1\n2\n\\.\nSELECT nope;',
      'dump.sql:6:1 dump/refused',
    ],
    ['with an extension that is not here', 'CREATE EXTENSION IF NOT EXISTS timescaledb WITH SCHEMA public;', 'dump.sql:1:1 dump/refused'],
    ['of a later server', 'SET tomorrow_timeout = 0;', 'dump.sql:1:1 dump/refused'],
    ['cut off in a quote', "SELECT 'a", 'dump.sql:1:8 sql/not-closed'],
  ])('%s is refused, with its place', async (_, text, problem) => {
    await using session = await at.fresh();
    const refused = await loadDump(session, text, 'dump.sql').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DrillError);
    const [first] = (refused as DrillError).problems;
    expect(`${first?.at ? placeText(first.at) : '-'} ${first?.code}`).toBe(problem);
  });
});

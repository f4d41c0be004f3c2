import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snapshot } from '../../src/commands/snapshot.ts';
import { runIn } from './io.ts';

const drillYaml = `version: 1
artifacts:
  orders:
    versions: { 1.0.0: { path: v1 }, 1.1.0: { path: v1, onDemand: true }, 2.0.0-bad: { path: bad, onDemand: true } }
    run: { command: [node, server.js], ready: GET /healthz }
    stores:
      db: { engine: postgres, migrations: migrations }
  both:
    versions: { 1.0.0: { path: v1 } }
    stores: { one: { engine: postgres, migrations: migrations }, two: { engine: postgres, migrate: on-start } }
  none: { versions: { 1.0.0: { path: v1 } } }
environments: { local: { target: process } }
drills: {}
`;

let root: string;
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const file = 'snapshots/orders/1.0.0/db.json';
const run = (...args: string[]) => runIn(root, snapshot, ...args);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'drill-snapshot-'));
  put('drill.yaml', drillYaml);
  put('v1/server.js', '');
  writeFileSync(join(root, 'custom.dump'), Buffer.from([0x50, 0x47, 0x44, 0x4d, 0x50, 1, 0xff, 0xfe, 0]));
  put('v1/migrations/001_t.up.sql', 'CREATE TABLE t (id int PRIMARY KEY, note text);');
  put('bad/migrations/001_t.up.sql', 'CREATE TABLE t (id int);\nALTER TABEL t;');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('drill snapshot', () => {
  it('writes what the migrations give, and --check finds it there', async () => {
    expect(await run('orders')).toMatchObject({ code: 0, out: expect.stringContaining(`${file}: written, 7 objects`) });
    const text = readFileSync(join(root, file), 'utf8');
    expect(text).toContain('"note": { "type": "text", "notNull": false }');
    expect(await run('orders', '--check')).toMatchObject({ code: 0, out: expect.stringContaining(`PASS  ${file}`) });
  });

  it('--check shows each difference of the file and leaves it alone', async () => {
    put('v1/migrations/002_note.up.sql', 'ALTER TABLE t ALTER note TYPE varchar(9), ADD COLUMN more int;');
    const before = readFileSync(join(root, file), 'utf8');
    expect(await run('orders', '--check')).toEqual({
      code: 1,
      refused: [],
      out: `orders 1.0.0, from its migrations, read by PostgreSQL ${/"server": "(.*)"/.exec(before)?.[1] ?? ''}
FAIL  ${file} is not what its migrations give (-: only in the file, +: not in the file)
  + column public.t.more
  ~ column public.t.note: type text -> character varying(9)
to accept it: drill snapshot orders --version 1.0.0, and commit the file
`,
    });
    expect(readFileSync(join(root, file), 'utf8')).toBe(before);
    const { out } = await run('orders', '--json');
    expect((JSON.parse(out) as { stores: unknown }).stores).toEqual([
      {
        store: 'db',
        file,
        objects: 8,
        state: 'rewritten',
        changes: [
          { turn: 'added', object: 'column public.t.more', fields: [] },
          { turn: 'changed', object: 'column public.t.note', fields: [{ field: 'type', was: 'text', is: 'character varying(9)' }] },
        ],
      },
    ]);
  });

  it('captures what pg_dump wrote, for the version that is named', async () => {
    put('schema.sql', 'CREATE TABLE public.dumped (a integer);\nCOPY public.dumped (a) FROM stdin;\n1\n\\.\n');
    const checked = await run('orders', '--version', '1.1.0', '--dump', 'schema.sql', '--check');
    expect([checked.code, checked.out]).toEqual([1, expect.stringContaining('FAIL  snapshots/orders/1.1.0/db.json is not there')]);
    const ran = await run('orders', '--version', '1.1.0', '--dump', 'schema.sql');
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('snapshots/orders/1.1.0/db.json: written, 4 objects')]);
  });

  it('what --check says to do names where the schema came from', async () => {
    put('other schema.sql', 'CREATE TABLE public.elsewhere (a integer);\n');
    const { out } = await run('orders', '--version', '1.1.0', '--dump', 'other schema.sql', '--store', 'db', '--check');
    expect(out).toContain(
      "to accept it: drill snapshot orders --version 1.1.0 --store db --dump 'other schema.sql', and commit the file\n",
    );
  });

  it('a dump says nothing of rights and settings of the database: what the file says of them stands', async () => {
    const path = 'snapshots/orders/1.1.0/db.json';
    const before = readFileSync(join(root, path), 'utf8');
    put(
      path,
      before.replace(
        /\n}\n$/,
        ',\n  "settings": { "search_path of database": { "value": "app" } },\n  "grants": { "database": { "PUBLIC": [] } }\n}\n',
      ),
    );
    expect(await run('orders', '--version', '1.1.0', '--dump', 'schema.sql', '--check')).toMatchObject({ code: 0 });
    put('schema.sql', 'CREATE TABLE public.dumped (a integer, b integer);\n');
    expect(await run('orders', '--version', '1.1.0', '--dump', 'schema.sql')).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, path), 'utf8')).toContain('"search_path of database": { "value": "app" }');
    put(path, before);
  });

  it('does not write over a file that it cannot read', async () => {
    put('snapshots/orders/1.1.0/db.json', '{ "format": "something else" }');
    expect((await run('orders', '--version', '1.1.0')).refused).toEqual(['snapshot/wrong-format']);
    expect(readFileSync(join(root, 'snapshots/orders/1.1.0/db.json'), 'utf8')).toBe('{ "format": "something else" }');
  });

  it.each<[name: string, args: string[], refused: string[]]>([
    ['an artifact that is not there', ['order'], ['version/unknown-artifact']],
    ['a version that is not there', ['orders', '--version', '9.9.9'], ['version/unknown']],
    ['a store that is not there', ['orders', '--store', 'bd'], ['snapshot/unknown-store']],
    ['an artifact without a store', ['none'], ['snapshot/no-store']],
    ['one dump for two stores', ['both', '--dump', 'schema.sql'], ['snapshot/which-store']],
    ['a store that the running artifact makes', ['both'], ['snapshot/no-migrations']],
    ['a migration that fails', ['orders', '--version', '2.0.0-bad'], ['snapshot/migration-failed']],
    ['a dump that is not there', ['orders', '--dump', 'nope.sql'], ['dump/missing']],
    ['a dump in pg_dump’s own format', ['orders', '--dump', 'custom.dump'], ['dump/not-plain']],
    ['a database that does not answer', ['orders', '--url', 'postgres://nobody@127.0.0.1:1/x'], ['postgres/connect']],
    ['a URL of something else', ['orders', '--url', 'mysql://host/x'], ['snapshot/not-postgres']],
  ])('refuses %s', async (_, args, refused) => {
    expect(await run(...args)).toEqual({ out: '', code: undefined, refused });
  });
});

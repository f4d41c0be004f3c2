import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/storage/catalog.ts';
import { diffCatalogs } from '../../../../src/storage/diff.ts';
import { nameOf } from '../../../../src/storage/objects.ts';
import { readCatalog } from '../../../../src/storage/engines/postgres/catalog.ts';
import { everything } from '../../everything.ts';
import { readCases } from './catalog-cases.ts';
import { partCases } from './catalog-parts.ts';
import { type Databases, databases } from './server.ts';

let at: Databases;
beforeAll(async () => {
  at = await databases();
});
afterAll(() => at[Symbol.asyncDispose]());

/** What is in the second catalog, and is not in the first or is another there. */
const beyond = (was: Catalog, is: Catalog): Catalog['objects'] => {
  const before = new Map(was.objects.map((object) => [nameOf(object), JSON.stringify(object)]));
  return is.objects.filter((object) => before.get(nameOf(object)) !== JSON.stringify(object));
};

describe('the catalog tells of', () => {
  it.each([...readCases, ...partCases])('%s', async (_, setup, sql, objects) => {
    await using session = await at.fresh(setup);
    const was = await readCatalog(session);
    await session.query(sql);
    expect(beyond(was, await readCatalog(session))).toEqual(objects);
  });

  it('an empty database: what every one has', async () => {
    await using session = await at.fresh();
    expect(await readCatalog(session)).toEqual({
      engine: 'postgres',
      server: expect.stringMatching(/^\d+\.\d+$/),
      objects: [
        { kind: 'extension', name: 'plpgsql', version: '1.0', schema: 'pg_catalog' },
        { kind: 'schema', name: 'public' },
      ],
    });
  });
});

describe('reading the catalog', () => {
  it('depends on nothing that the session has set, and leaves that as it was', async () => {
    await using session = await at.copy(everything);
    const was = await readCatalog(session);
    await session.query(
      "SET search_path = app, public; SET DateStyle = 'German'; SET TimeZone = 'Asia/Tokyo'; SET jit = on; SET quote_all_identifiers = on",
    );
    const is = await readCatalog(session);
    const settings =
      "SELECT concat_ws('; ', current_setting('search_path'), current_setting('DateStyle'), current_setting('TimeZone'), current_setting('jit'), current_setting('quote_all_identifiers')) AS said";
    expect([is, await session.query(settings)]).toEqual([was, [{ said: 'app, public; German, DMY; Asia/Tokyo; on; on' }]]);
  });

  it('goes on within a transaction, also a read-only one, and leaves it open', async () => {
    await using session = await at.copy(everything);
    const was = await readCatalog(session);
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const is = await readCatalog(session);
    await session.query('SAVEPOINT still_open; COMMIT');
    expect(is).toEqual(was);
  });

  it('sees what the transaction did that is not committed', async () => {
    await using session = await at.copy(everything);
    const was = await readCatalog(session);
    await session.query('BEGIN; CREATE TABLE app.more ()');
    const names = diffCatalogs(was, await readCatalog(session)).map(({ name }) => name);
    await session.query('ROLLBACK');
    expect([names, await readCatalog(session)]).toEqual([['app.more'], was]);
  });

  it('rejects with the server’s words where the transaction failed, and once that is over works again', async () => {
    await using session = await at.copy(everything);
    await session.query('BEGIN');
    await session.query('SELECT nope').catch(() => {});
    await expect(readCatalog(session)).rejects.toThrow('current transaction is aborted');
    await session.query('ROLLBACK');
    expect((await readCatalog(session)).objects.length).toBeGreaterThan(50);
  });

  it('needs no rights but to connect', async () => {
    await using session = await at.copy(everything);
    const was = await readCatalog(session);
    await session.query('CREATE ROLE catalog_nobody; SET ROLE catalog_nobody');
    expect(await readCatalog(session)).toEqual(was);
  });
});

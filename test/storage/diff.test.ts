import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../src/storage/catalog.ts';
import type { Change } from '../../src/storage/change.ts';
import { diffCatalogs } from '../../src/storage/diff.ts';
import { readCatalog } from '../../src/storage/engines/postgres/catalog.ts';
import type { Session } from '../../src/storage/engines/postgres/session.ts';
import { type Databases, databases } from './engines/postgres/server.ts';
import { catalogs } from './catalogs.ts';
import { changeCases, renameCases } from './diff-cases.ts';
import { everything } from './everything.ts';

let at: Databases;
let session: Session;
let before: Catalog;
beforeAll(async () => {
  at = await databases();
  session = await at.fresh(everything);
  before = await readCatalog(session);
});
afterAll(() => at[Symbol.asyncDispose]());

/** `changed column app.pets.name: type text -> integer`; what comes or goes with its table or column stands in brackets. */
const line = ({ turn, kind, name, was, fields, withTable, withColumn }: Change): string => {
  const from = turn === 'renamed' ? ` from ${was?.name}` : '';
  const said = fields.map(({ field, was: before, is }) => `${field} ${JSON.stringify(before) ?? '-'} -> ${JSON.stringify(is) ?? '-'}`);
  const hangs = withTable ? ' (table)' : withColumn ? ' (column)' : '';
  return `${turn} ${kind} ${name}${from}${said.length > 0 ? `: ${said.join('; ')}` : ''}${hangs}`;
};

/** What differs after some SQL, which is taken back. */
const changesBy = async (sql: string, options?: Parameters<typeof diffCatalogs>[2]): Promise<string[]> => {
  await session.query(`BEGIN; ${sql}`);
  try {
    return diffCatalogs(before, await readCatalog(session), options).map(line);
  } finally {
    await session.query('ROLLBACK');
  }
};

const server = { engine: 'postgres', server: '18.4' } as const;

describe('what differs between two catalogs is told once:', () => {
  it.each(changeCases)('%s', async (_, sql, changes) => expect(await changesBy(sql)).toEqual(changes));
});

describe('a rename is told as such where it is certain:', () => {
  it.each(renameCases)('%s', async (_, sql, changes) => expect(await changesBy(sql)).toEqual(changes));

  it('and not at all where the migration was seen to have none', async () => {
    expect(await changesBy('ALTER TABLE app.plain RENAME a TO z', { renamed: false })).toEqual([
      'removed column app.plain.a',
      'added column app.plain.z',
    ]);
  });
});

describe('laws', () => {
  it('a catalog does not differ from itself', () => {
    fc.assert(
      fc.property(catalogs, (catalog) => {
        expect(diffCatalogs(catalog, structuredClone(catalog))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('two that are not equal differ, and the other way round too', () => {
    fc.assert(
      fc.property(catalogs, catalogs, ({ objects: a }, { objects: b }) => {
        const [was, is] = [
          { ...server, objects: a },
          { ...server, objects: b },
        ];
        expect(diffCatalogs(was, is).length === 0).toBe(isDeepStrictEqual(a, b));
        expect(diffCatalogs(is, was).length === 0).toBe(isDeepStrictEqual(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('what is added one way is removed the other way', () => {
    fc.assert(
      fc.property(catalogs, catalogs, (a, b) => {
        const told = (from: Catalog, to: Catalog, turn: Change['turn']): string[] =>
          diffCatalogs(from, to, { renamed: false }).flatMap((change) => (change.turn === turn ? [`${change.kind} ${change.name}`] : []));
        expect(told(a, b, 'added')).toEqual(told(b, a, 'removed'));
      }),
      { numRuns: 300 },
    );
  });
});

import type { Catalog } from '../../src/storage/catalog.ts';
import { diffCatalogs } from '../../src/storage/diff.ts';
import { readCatalog } from '../../src/storage/engines/postgres/catalog.ts';
import { judgeChanges, type JudgedChange } from '../../src/storage/judge.ts';
import type { StorageExample } from '../../src/storage/rule.ts';
import { type Databases, databases } from './engines/postgres/server.ts';

/** What becomes of two schemas, read from a real server; each schema is made once, in a transaction that is taken back. */
export interface Judges extends AsyncDisposable {
  readonly catalogOf: (sql: string) => Promise<Catalog>;
  readonly judge: (example: StorageExample) => Promise<readonly JudgedChange[]>;
}

export const openJudges = async (): Promise<Judges> => {
  const at: Databases = await databases();
  const session = await at.fresh();
  const read = async (sql: string): Promise<Catalog> => {
    await session.query('BEGIN');
    try {
      await session.query(sql);
      return await readCatalog(session);
    } finally {
      await session.query('ROLLBACK');
    }
  };
  const catalogs = new Map<string, Catalog>();
  const catalogOf = async (sql: string): Promise<Catalog> => {
    const catalog = catalogs.get(sql) ?? (await read(sql));
    catalogs.set(sql, catalog);
    return catalog;
  };
  return {
    catalogOf,
    judge: async ({ old, new: next, migrate = 'before' }) =>
      judgeChanges(diffCatalogs(await catalogOf(old), await catalogOf(next)), { migrate }),
    [Symbol.asyncDispose]: async () => {
      await session[Symbol.asyncDispose]();
      await at[Symbol.asyncDispose]();
    },
  };
};

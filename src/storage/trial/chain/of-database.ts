import type { Catalog } from '../../catalog.ts';
import type { Connection } from '../../engine.ts';

// Settings of roles belong to the server: what one step has set, or taken back, each copy of the database has from then on. So where
// several states of a database are compared that do not follow each other they tell nothing, and are left out.

/** The catalog without what the whole server shares. */
export const ofDatabase = (catalog: Catalog): Catalog => ({
  ...catalog,
  objects: catalog.objects.filter(({ kind, name }) => kind !== 'setting' || / (?:of|in) database$/.test(name)),
});

/** A connection that sees such catalogs. */
export const seeingDatabase = (session: Connection): Connection => ({
  ...session,
  catalog: async () => ofDatabase(await session.catalog()),
});

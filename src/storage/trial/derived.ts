import type { Catalog } from '../catalog.ts';
import type { Connection } from '../engine.ts';

/** One that rests on another is up to date once that is: deeper than this nobody builds them. */
const mostRounds = 3;

/**
 * Brings up to date what the server keeps of rows and does not keep up by itself, as N-1 has it in production: else filling it anew
 * would look as if the migration had made its rows. What has never been filled stays so.
 */
export const refreshDerived = async (session: Connection, { objects }: Catalog): Promise<void> => {
  const views = objects.filter((one) => one.kind === 'materialized view' && one.populated !== false);
  for (let round = 0; round < Math.min(mostRounds, views.length); round++)
    for (const { name } of views) await session.ask({ text: `REFRESH MATERIALIZED VIEW ${name}` });
};

/** Lets the server count the rows, as it does by itself in production: what is most of a table is told from a few rows only then. */
export const analyse = async (session: Connection, { objects }: Catalog): Promise<void> => {
  const tables = objects.filter((one) => one.kind === 'table').map(({ name }) => name);
  if (tables.length > 0) await session.ask({ text: `ANALYZE ${tables.join(', ')}` });
};

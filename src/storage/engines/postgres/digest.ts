import { createHash } from 'node:crypto';
import { DrillError } from '../../../core/error.ts';
import { suggestion } from '../../../core/nearest.ts';
import type { TableDigest } from '../../content.ts';
import { bytesOf, hashOf, readRelation, type Relation, seeds } from './digest/relation.ts';
import { underSettings } from './digest/settings.ts';
import type { Session } from './session.ts';

export interface DigestOptions {
  /** Workers of the server beside the session's own, at most; 0 where it is not said. */
  readonly workers?: number;
}

/** The digest of a table that is known, under the settings of a digest. */
export const digestRelation = async (session: Session, { table, from, columns, major }: Relation): Promise<TableDigest> => {
  // A row is written once for both hashes: the offset keeps the planner from writing it into each.
  const [sums] = await session.query<{ rows: string; first: string; second: string }>(
    `SELECT count(*) AS rows, coalesce(sum(${hashOf(major, 'b', seeds[0])}), 0) AS first, coalesce(sum(${hashOf(major, 'b', seeds[1])}), 0) AS second
       FROM (SELECT ${bytesOf(
         major,
         columns.map(({ sql }) => sql),
       )} AS b FROM ${from} t OFFSET 0) rows`,
  );
  const described = columns.map(({ name, type }) => ({ name, type }));
  const told = JSON.stringify([described.map(({ name, type }) => [name, type]), sums?.rows, sums?.first, sums?.second]);
  return { table, columns: described, rows: Number(sums?.rows), digest: `sha256:${createHash('sha256').update(told).digest('hex')}` };
};

/** The same with these columns only. @throws DrillError `digest/no-column` */
export const narrowed = (relation: Relation, names: readonly string[]): Relation => {
  const unknown = names.find((name) => !relation.columns.some((column) => column.name === name));
  if (unknown !== undefined)
    throw new DrillError('digest/no-column', `${relation.table} has no column ${unknown}`, {
      fix: suggestion(
        unknown,
        relation.columns.map(({ name }) => name),
      ),
    });
  return { ...relation, columns: relation.columns.filter(({ name }) => names.includes(name)) };
};

/**
 * Digests all rows of a table in the server, in one pass; nothing but the sums leaves it. Order of rows and columns, settings of
 * the session, oids and where values lie are not content; types, digits, microseconds, NULL, -0 and how often a row occurs are.
 * @param table qualified, and quoted where it has to be: `public.orders`
 * @param columns names, not quoted; absent: all
 * @throws DrillError `digest/no-table`, `digest/no-column`, `digest/old-server`, `digest/other-hash`; what the server says, as it says it
 */
export const digestTable = (
  session: Session,
  table: string,
  columns?: readonly string[],
  { workers = 0 }: DigestOptions = {},
): Promise<TableDigest> =>
  underSettings(session, workers, async () => {
    const relation = await readRelation(session, table);
    if (!relation) throw new DrillError('digest/no-table', `there is no table ${table}`);
    return digestRelation(session, columns ? narrowed(relation, columns) : relation);
  });

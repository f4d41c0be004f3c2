import { messageOf } from '../../core/error.ts';
import type { Catalog } from '../../storage/catalog.ts';
import { readCatalog } from '../../storage/engines/postgres/catalog.ts';
import { type CapturedContent, captureContent } from '../../storage/engines/postgres/digest/captured.ts';
import { readRows, readShapes, type Rows, type TableShape } from '../../storage/engines/postgres/rows.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';

/** A database at one moment: its schema and its rows. */
export interface Captured {
  readonly catalog: Catalog;
  readonly shapes: readonly TableShape[];
  readonly rows: ReadonlyMap<string, Rows>;
  /** Of tables with too many rows to hold them. */
  readonly digests: ReadonlyMap<string, CapturedContent>;
  /** Tables that were not looked at, and why. */
  readonly left: readonly string[];
}

/** Rows read of one table at most; of a larger one digests are kept. */
const rowLimit = 50_000;

/** A table's digests, or why there are none. */
const tryDigest = async (session: Session, shape: TableShape): Promise<CapturedContent | string> => {
  await session.query('SAVEPOINT drill_digest');
  try {
    return (await captureContent(session, shape)) ?? 'gone, or without its key';
  } catch (error) {
    await session.query('ROLLBACK TO drill_digest');
    return messageOf(error);
  }
};

/**
 * Captures a database in one snapshot.
 * @param earlier moments of the same database: the first one's tables and columns are looked at, those that were digested are again
 * @param most rows that are held of a table
 */
export const capture = async (session: Session, earlier: readonly Captured[] = [], most = rowLimit): Promise<Captured> => {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const catalog = await readCatalog(session);
    const wanted = earlier[0]?.shapes ?? (await readShapes(session));
    const rows = new Map<string, Rows>();
    const digests = new Map<string, CapturedContent>();
    const left: string[] = [];
    for (const shape of wanted) {
      const isLarge = earlier.some((moment) => moment.digests.has(shape.table));
      const read = isLarge ? undefined : await readRows(session, shape, most);
      if (read) rows.set(shape.table, read);
      else {
        const digested = await tryDigest(session, shape);
        if (typeof digested === 'string') left.push(`${shape.table} (${digested})`);
        else digests.set(shape.table, digested);
      }
    }
    return { catalog, shapes: wanted, rows, digests, left };
  } finally {
    await session.query('COMMIT');
  }
};

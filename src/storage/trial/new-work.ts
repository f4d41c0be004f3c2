import type { StatementCoverage } from '../../model/coverage.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection, Numbering } from '../engine.ts';
import type { Insert } from '../rows/rows.ts';
import { coverageOf } from '../statements/coverage.ts';
import { statementsFor } from '../statements/generated.ts';
import { resolveQueries } from '../statements/resolve.ts';
import { goesDown } from './assumed.ts';
import { type Baseline, baselineOf } from './cells.ts';
import { writtenIn } from './fate.ts';
import { placeIn } from './lineage.ts';
import type { Observation } from './observation.ts';
import { letNewWrite, withSpare } from './prepare.ts';
import type { ReadScript } from './script.ts';
import { letSeenWork, type SeenWork } from './seen-work.ts';
import type { Made, Subject } from './subject.ts';
import { type Contents, readContents } from './tables.ts';

/** Rows of N-1 by the names that N has for their tables and columns. */
const inNewNames = (placed: readonly Insert[], old: Contents, now: Contents): readonly Insert[] =>
  placed.map((insert) => {
    const rows = old.get(insert.table);
    const place = rows && placeIn(insert.table, rows, now);
    if (!place) return insert;
    const kept = insert.columns.flatMap((column, index) => {
      const name = place.columnOf(column);
      return name === undefined ? [] : [{ name, value: insert.values[index] ?? null }];
    });
    return { ...insert, table: place.table, columns: kept.map(({ name }) => name), values: kept.map(({ value }) => value) };
  });

/** What N's code does on N's schema with N-1's rows, then the rows that it writes of its own. */
export const letNewWork = async (
  session: Connection,
  catalog: Catalog,
  placedByOld: readonly Insert[],
  captured: Subject['capturedNew'],
  down: ReadScript | undefined,
  old: Contents,
  numbers: readonly Numbering[],
  made?: Made,
): Promise<{
  baseline: readonly Baseline[];
  unusable: number;
  observations: readonly Observation[];
  written: Contents;
  /** What was there before that. */
  there: Contents;
  /** Tables that took no row of N's, and why. */
  unwritten: readonly { readonly table: string; readonly why: string }[];
  coverage?: StatementCoverage;
  /** `down` goes through before N has written more than it was seen to. */
  goesDown: boolean;
  /** Rows of N-1 once N has written what it was seen to write, and where sequences stand then. */
  seenWork: Pick<SeenWork, 'updated' | 'updatedLarge' | 'numbers'> & { readonly oldRows: Contents };
}> => {
  const before = await readContents(session, catalog, [old]);
  const placed = inNewNames(placedByOld, old, before);
  const { spare } = await withSpare(session, catalog, { placed, tables: [], unplaced: [] });
  const resolved = captured && (await resolveQueries(session, catalog, captured, placed, 'N'));
  const { usable, refused } = await baselineOf(session, resolved?.statements ?? statementsFor(catalog, placed, spare), [catalog]);
  const isWayBack = down !== undefined && (await goesDown(session, down, resolved?.statements ?? []));
  const { old: oldRows, ...seenWork } = await letSeenWork(session, catalog, usable, old, before, numbers);
  const { tables } = await letNewWrite(session, catalog, placed, made);
  const written = writtenIn(before, await readContents(session, catalog, [before]));
  // Why its own schema refuses it may lie in how it was made: it shows what was judged, and no more.
  const observations = refused.map(({ statement, refusal }): Observation => ({
    cells: ['rollout'],
    on: 'rows of N-1',
    statement,
    kind: 'refused',
    refusal,
    weak: true,
  }));
  // What only N knows the down may lose.
  const placeOfOld = (table: string): boolean => {
    const rows = before.get(table);
    return rows !== undefined && placeIn(table, rows, old) !== undefined;
  };
  const statements = usable.map(({ statement }) => statement);
  return {
    baseline: usable,
    unusable: refused.length + (resolved?.unresolved.length ?? 0),
    observations,
    written,
    there: before,
    unwritten: [...before]
      .filter(([table, { unread }]) => !unread && !written.has(table) && placeOfOld(table))
      .map(([table]) => ({ table, why: tables.find((one) => one.table === table)?.why ?? 'it took no row of N' })),
    goesDown: isWayBack,
    seenWork: { ...seenWork, oldRows },
    ...(resolved && { coverage: coverageOf('N', catalog, resolved, statements) }),
  };
};

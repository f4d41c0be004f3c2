import type { StatementCoverage } from '../../model/coverage.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection } from '../engine.ts';
import type { Insert } from '../rows/rows.ts';
import { coverageOf } from '../statements/coverage.ts';
import { statementsFor } from '../statements/generated.ts';
import { resolveQueries } from '../statements/resolve.ts';
import { goesDown } from './assumed.ts';
import { type Baseline, baselineOf } from './cells.ts';
import { writtenIn } from './fate.ts';
import type { Observation } from './observation.ts';
import { letNewWrite, withSpare } from './prepare.ts';
import type { ReadScript } from './script.ts';
import type { Subject } from './subject.ts';
import { type Contents, readContents } from './tables.ts';

/** What N's code does on N's schema with N-1's rows, then the rows that it writes of its own. */
export const letNewWork = async (
  session: Connection,
  catalog: Catalog,
  placed: readonly Insert[],
  captured: Subject['capturedNew'],
  down?: ReadScript,
): Promise<{
  baseline: readonly Baseline[];
  unusable: number;
  observations: readonly Observation[];
  written: Contents;
  coverage?: StatementCoverage;
  /** `down` goes through before N has written more than it was seen to. */
  goesDown: boolean;
}> => {
  const before = await readContents(session, catalog);
  const { spare } = await withSpare(session, catalog, { placed, tables: [], unplaced: [] });
  const resolved = captured && (await resolveQueries(session, catalog, captured, placed, 'N'));
  const { usable, refused } = await baselineOf(session, resolved?.statements ?? statementsFor(catalog, placed, spare), [catalog]);
  const isWayBack = down !== undefined && (await goesDown(session, down, resolved?.statements ?? []));
  await letNewWrite(session, catalog, placed);
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
  const statements = usable.map(({ statement }) => statement);
  return {
    baseline: usable,
    unusable: refused.length + (resolved?.unresolved.length ?? 0),
    observations,
    written,
    goesDown: isWayBack,
    ...(resolved && { coverage: coverageOf('N', catalog, resolved, statements) }),
  };
};

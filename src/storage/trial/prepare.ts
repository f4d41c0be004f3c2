import { DrillError } from '../../core/error.ts';
import type { StatementCoverage } from '../../model/coverage.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection, Ground, Numbering, ScratchDatabase, ScratchServer } from '../engine.ts';
import { insertRows, type Placement } from '../rows/insert-rows.ts';
import { type Insert, type RowOptions, rowsFor, usualRows } from '../rows/rows.ts';
import { scenesOf } from '../rows/scenes.ts';
import { indexedBytes } from '../rows/shape.ts';
import { statementsFor } from '../statements/generated.ts';
import { coverageOf } from '../statements/coverage.ts';
import { type Resolved, resolveQueries } from '../statements/resolve.ts';
import type { Statement } from '../statements/statement.ts';
import { type Baseline, baselineOf } from './cells.ts';
import { analyse, refreshDerived } from './derived.ts';
import { readNumbers } from './feeds.ts';
import { allowedRoles, type RoleBaseline } from './roles.ts';
import { applyWithRoles, type Failure, type ReadScript, refusalText } from './script.ts';
import { spokenOf } from './spoken.ts';
import type { Made, Subject } from './subject.ts';
import { type Contents, readContents } from './tables.ts';

/** Rows that are there, and rows that the server would take. */
export interface RowsThere {
  readonly placed: readonly Insert[];
  readonly spare: readonly Insert[];
  /** Tables without a row, and why. */
  readonly empty: readonly { readonly table: string; readonly why: string }[];
  /** Values that no row has. */
  readonly unplaced: Placement['unplaced'];
}

/** N-1 as it was before N came. */
export interface Prepared {
  readonly catalog: Catalog;
  readonly rows: RowsThere;
  /** What N-1 asks, as far as its own schema accepts it, and how many it does not. */
  readonly baseline: readonly Baseline[];
  readonly unusable: number;
  /** Its own schema accepts none of them: the first, and why. */
  readonly allUnusable?: string;
  /** What each role may do that something was granted to. */
  readonly roles: readonly RoleBaseline[];
  /** What was captured of N-1, with what it touches, also what its own schema does not understand; and what that covers. */
  readonly captured?: readonly Statement[];
  readonly coverage?: StatementCoverage;
  readonly contents: Contents;
  /** Statements of the migration that no row which the schema of N-1 takes can meet. */
  readonly impossible: ReadonlySet<string>;
  /** Where its sequences stand. */
  readonly numbers: readonly Numbering[];
}

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 200) ?? '';

/** A plain one, one with only what is required, one with NULL wherever it may be. */
const plainRows = 3;
const seed = 1;

const rowsOf = (made: Made | undefined): Omit<RowOptions, 'seed'> =>
  made === 'plain' ? { perTable: plainRows } : made === 'short' ? { ...usualRows, longest: indexedBytes } : usualRows;

/** A tool met rows that every index takes, or it would not have come to its end: the trial's are the same. */
const madeFor = ({ made, up }: Subject): Made | undefined => made ?? (up.isRecorded ? 'short' : undefined);

const refused = (code: string, what: string, { number, refusal, at }: Failure, fix: string): DrillError =>
  new DrillError(code, `${what} is refused at statement ${number}: ${refusalText(refusal)}`, { at, fix });

const makeSchema = async (session: Connection, before: ReadScript, server: ScratchServer): Promise<void> => {
  const failure = await applyWithRoles(session, before, server);
  if (failure)
    throw refused(
      'migration/before-refused',
      'the schema of N-1',
      failure,
      'It must be the whole schema as N-1 has it, from an empty database.',
    );
  // What the schema's script has set for itself, its search path for one, is not set for others.
  await session.reset();
};

/** The schema of N-1 without a row, in a database of its own. @throws DrillError with the place of what the server refuses */
export const prepareSchema = async (before: ReadScript, ground: Ground, server: ScratchServer): Promise<ScratchDatabase> => {
  const database = await ground.create();
  await using session = await database.connect();
  await makeSchema(session, before, server);
  return database;
};

/** What is not understood is not asked, and rules out nothing that it may touch. */
const asStatement = ({ name, text, touches }: Resolved['unresolved'][number]): Statement => ({
  name,
  text,
  touches,
  origin: 'prepared-only',
  values: [],
  kind: 'other',
});

/** Learns which further rows the server takes, and leaves none of them. */
export const withSpare = async (session: Connection, catalog: Catalog, { placed, tables, unplaced }: Placement): Promise<RowsThere> => {
  const proposed = rowsFor(catalog, { seed: seed + 2, perTable: 1, avoid: placed });
  const spare = await insertRows(session, catalog, proposed, { seed: seed + 2, there: placed, keep: false });
  return {
    placed,
    spare: spare.placed,
    unplaced,
    empty: tables.flatMap(({ table, rows, why }) => (rows === 0 ? [{ table, why: why ?? 'none was proposed' }] : [])),
  };
};

/**
 * Makes N-1: its schema, generated rows and those of the seed, and asks what N-1 asks.
 * @throws DrillError for a schema or a seed that is refused
 */
export const prepare = async (
  subject: Subject,
  before: ReadScript,
  seedRows: ReadScript | undefined,
  session: Connection,
  server: ScratchServer,
): Promise<Prepared> => {
  await makeSchema(session, before, server);
  const catalog = await session.catalog();
  if (seedRows) {
    const failure = await applyWithRoles(session, seedRows, server);
    if (failure)
      throw refused('migration/seed-refused', 'the seed', failure, 'Its rows must fit into the schema of N-1; no row was generated yet.');
    await session.reset();
  }
  const spoken = spokenOf(subject, server);
  const { all, impossible } = scenesOf(catalog, spoken);
  const scenes = subject.made === 'plain' ? all.filter(({ isFound }) => isFound) : all;
  const placement = await insertRows(session, catalog, rowsFor(catalog, { seed, ...rowsOf(madeFor(subject)), scenes }), { seed, scenes });
  await refreshDerived(session, catalog);
  // Without a seed there are few rows everywhere.
  if (seedRows) await analyse(session, catalog);
  const rows = await withSpare(session, catalog, placement);
  const resolved = subject.captured && (await resolveQueries(session, catalog, subject.captured, rows.placed));
  const statements = resolved?.statements ?? statementsFor(catalog, rows.placed, rows.spare);
  const captured = resolved && [...resolved.statements, ...resolved.unresolved.map(asStatement)];
  const { usable, refused: unusable } = await baselineOf(session, statements, [catalog], captured, (tables) =>
    server.turnRows(session, tables),
  );
  const roles = server.capabilities.roles ? await allowedRoles(session, catalog, statements) : [];
  const [bad] = usable.length === 0 ? unusable : [];
  const left = unusable.length + (resolved?.unresolved.length ?? 0);
  return {
    catalog,
    rows,
    baseline: usable,
    unusable: left,
    ...(bad && {
      allUnusable: `nothing was exercised: N-1 has no statement that its own schema accepts: ${firstLine(bad.statement.text)}: ${bad.refusal.message}`,
    }),
    roles,
    ...(captured && { captured }),
    ...(resolved && {
      coverage: coverageOf(
        'N-1',
        catalog,
        resolved,
        usable.map(({ statement }) => statement),
      ),
    }),
    impossible: new Set([...impossible].flatMap((index) => (spoken[index]?.of === 'up' ? [spoken[index].text] : []))),
    contents: await readContents(session, catalog),
    numbers: await readNumbers(session, catalog),
  };
};

/** Puts rows of its own into a database that N has migrated, beside those that are there. */
export const letNewWrite = async (session: Connection, catalog: Catalog, there: readonly Insert[], made?: Made): Promise<Placement> =>
  insertRows(session, catalog, rowsFor(catalog, { seed: seed + 1, ...rowsOf(made), avoid: there }), {
    seed: seed + 1,
    there,
  });

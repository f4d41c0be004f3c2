import type { Finding } from '../../model/finding.ts';
import type { Catalog, ColumnObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import type { Ground, ScratchDatabase, ScratchServer } from '../engine.ts';
import { insertRows } from '../rows/insert-rows.ts';
import { rowsFor } from '../rows/rows.ts';
import { observedFinding } from './observed.ts';
import { prepareSchema } from './prepare.ts';
import { applyWithRoles, type ReadScript } from './script.ts';

// What becomes of a time that is told without its zone, or loses it, is decided by the time zone of the session that migrates; and that
// is a setting of the server, of a role or of a tool, which nobody sees in the migration. So it is run in two of them.

const isZoned = ({ type }: ColumnObject): boolean => /\bwith time zone\b/.test(type);
const isUnzoned = ({ type }: ColumnObject): boolean => /\bwithout time zone\b|^date\b/.test(type);

/** Columns of N that may have got their values from the other sort of time. */
const columnsOf = (changes: readonly Change[], old: Catalog): readonly ColumnObject[] => {
  const times = old.objects.filter((one): one is ColumnObject => one.kind === 'column' && (isZoned(one) || isUnzoned(one)));
  return changes.flatMap(({ is, was, turn }) => {
    if (is?.kind !== 'column' || !(isZoned(is) || isUnzoned(is))) return [];
    const from = turn === 'added' ? times.filter(({ table }) => table === is.table) : was?.kind === 'column' ? [was] : [];
    return from.some((one) => isZoned(one) !== isZoned(is) && (isZoned(one) || isUnzoned(one))) ? [is] : [];
  });
};

type Values = readonly (readonly string[])[] | undefined;

/** The values of each column after the migration, in their order; undefined: it does not go through there. */
const valuesIn = async (
  database: ScratchDatabase,
  up: ReadScript,
  columns: readonly ColumnObject[],
  server: ScratchServer,
  isAway: boolean,
): Promise<Values> => {
  await using session = await database.connect();
  if (isAway) await server.leaveUtc(session);
  if (await applyWithRoles(session, up, server)) return undefined;
  await session.reset();
  const values: string[][] = [];
  for (const { column, table } of columns) {
    const reply = await session.ask({ text: `SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1` });
    values.push(reply.kind === 'done' ? reply.rows.map(([value]) => value ?? '') : []);
  }
  return values;
};

/** Columns of which the same migration makes other values in a session of another time zone. Three copies are migrated, where there is a reason to. */
export const zoneFindings = async (
  changes: readonly Change[],
  old: Catalog,
  { before, up }: { readonly before: ReadScript; readonly up: ReadScript },
  ground: Ground,
  server: ScratchServer,
): Promise<readonly Finding[]> => {
  const columns = columnsOf(changes, old);
  if (columns.length === 0) return [];
  const origin = await prepareSchema(before, ground, server);
  {
    await using session = await origin.connect();
    await insertRows(session, old, rowsFor(old, { seed: 1, perTable: 3 }), { seed: 1 });
  }
  const run = async (isAway: boolean): Promise<Values> => valuesIn(await ground.create(origin), up, columns, server, isAway);
  const [here, again, away] = [await run(false), await run(false), await run(true)];
  if (!here || !again || !away) return [];
  return columns.flatMap((column, index): Finding[] => {
    const [is, twice, other] = [here[index] ?? [], again[index] ?? [], away[index] ?? []];
    // The time of the migration itself is another one each time.
    if (JSON.stringify(is) !== JSON.stringify(twice)) return [];
    const at = is.findIndex((value, row) => value !== other[row]);
    if (at === -1) return [];
    return [
      observedFinding('zoneDecides', `which values ${column.name} gets is decided by the time zone of the session that migrates`, {
        object: `column ${column.name}`,
        use: { of: 'a session that migrates in another time zone than UTC', state: 'unknown', assume: 'used' },
        witness: {
          kind: 'statement',
          value: { column: column.name, inUtc: is[at] ?? null, elsewhere: other[at] ?? null },
          confirmedBy: server.name,
        },
      }),
    ];
  });
};

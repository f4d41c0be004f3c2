import type { RowDifference } from '../../../content.ts';
import type { Session } from '../session.ts';
import { cellBytes, hashedRows, type Prefix } from './buckets.ts';
import { bytesOf, hashOf, type Relation, seeds } from './relation.ts';

/** A row by hashes: of its identity, and of each column. */
interface HashedRow {
  readonly times: number;
  readonly cells: string;
}

/** Prefixes of equal length, as one condition. */
const within = (prefixes: readonly Prefix[]): string => {
  const bits = prefixes[0]?.bits ?? 0;
  return bits === 0 ? '' : ` AND k1 & ${(1n << BigInt(bits)) - 1n} IN (${prefixes.map(({ value }) => value).join(', ')})`;
};

const readHashed = async (session: Session, relation: Relation, prefixes: readonly Prefix[]): Promise<Map<string, HashedRow[]>> => {
  const hashes = relation.columns.flatMap((_, at) => seeds.map((seed) => hashOf(relation.major, cellBytes(relation, at), seed)));
  const cells = `ARRAY[${hashes.join(', ')}]::bigint[]::text`;
  const rows = await session.query<{ id: string; cells: string; times: string }>(
    `SELECT k1 || ' ' || k2 AS id, ${cells} AS cells, count(*) AS times FROM ${hashedRows(relation, { bits: 0, value: 0n })}${within(prefixes)} GROUP BY k1, k2, 2`,
  );
  const read = new Map<string, HashedRow[]>();
  for (const { id, cells: own, times } of rows) read.set(id, [...(read.get(id) ?? []), { times: Number(times), cells: own }]);
  return read;
};

/** A row that differs, by the hashes of its identity. */
export interface Found {
  readonly id: string;
  readonly kind: RowDifference['kind'];
  readonly times: number;
  /** Of a changed row, those that differ. */
  readonly columns: readonly string[];
  /** Hashes of its values; of a changed row, nothing. */
  readonly cells: string;
}

/** Two hashes of each column. */
const perColumn = (cells: string, { columns }: Relation): { name: string; hash: string }[] => {
  const hashes = cells.slice(1, -1).split(',');
  return columns.map(({ name }, at) => ({ name, hash: `${hashes[at * 2] ?? ''} ${hashes[at * 2 + 1] ?? ''}` }));
};

const differingCells = (was: string, is: string, relation: Relation): string[] => {
  const others = perColumn(is, relation);
  return perColumn(was, relation).flatMap(({ name, hash }, at) => (hash === others[at]?.hash ? [] : [name]));
};

/** Columns that differ, where all rows that do were found: in rows of the same key; without a key, in the values that they hold. */
export const columnsOf = (found: readonly Found[], relation: Relation): ReadonlySet<string> => {
  if (relation.key.length > 0) return new Set(found.flatMap(({ columns }) => columns));
  const more = new Map<string, Map<string, number>>(relation.columns.map(({ name }) => [name, new Map()]));
  for (const { kind, times, cells } of found)
    for (const { name, hash } of perColumn(cells, relation)) {
      const counts = more.get(name);
      counts?.set(hash, (counts.get(hash) ?? 0) + (kind === 'added' ? times : -times));
    }
  return new Set([...more].flatMap(([name, counts]) => ([...counts.values()].some((count) => count !== 0) ? [name] : [])));
};

/** Rows of buckets that differ, by hashes alone. `relations`: of the same columns and key. */
export const findRows = async (
  sessions: readonly [Session, Session],
  relations: readonly [Relation, Relation],
  prefixes: readonly Prefix[],
): Promise<readonly Found[]> => {
  const [was, is] = await Promise.all([readHashed(sessions[0], relations[0], prefixes), readHashed(sessions[1], relations[1], prefixes)]);
  const found: Found[] = [];
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const [a, b] = [was.get(id) ?? [], is.get(id) ?? []];
    const [one, other] = [a[0], b[0]];
    // With a key there is one row of an identity; where there are more, on either side, they are a bag as without.
    if (a.length === 1 && b.length === 1 && one && other && one.cells !== other.cells && one.times === 1 && other.times === 1) {
      found.push({ id, kind: 'changed', times: 1, columns: differingCells(one.cells, other.cells, relations[0]), cells: '' });
      continue;
    }
    for (const cells of new Set([...a, ...b].map((row) => row.cells))) {
      const count = (rows: readonly HashedRow[]): number => rows.find((row) => row.cells === cells)?.times ?? 0;
      const more = count(b) - count(a);
      if (more !== 0) found.push({ id, kind: more < 0 ? 'lost' : 'added', times: Math.abs(more), columns: [], cells });
    }
  }
  return found;
};

/** Characters of a value that are shown. */
const longest = 1000;

const shown = (value: string): string => {
  const text = `pg_catalog.format('%s', ${value})`;
  return `CASE WHEN pg_catalog.num_nulls(${value}) = 0 THEN CASE WHEN length(${text}) <= ${longest} THEN ${text} ELSE left(${text}, ${longest}) || '… (' || length(${text}) || ' characters, md5 ' || md5(${text}) || ')' END END`;
};

/** Values of rows by the hashes of their identity. */
const readValues = async (
  session: Session,
  relation: Relation,
  ids: readonly string[],
): Promise<Map<string, Record<string, string | null>>> => {
  if (ids.length === 0) return new Map();
  const { columns, from, key, major } = relation;
  const identity = (key.length === 0 ? columns : columns.filter(({ name }) => key.includes(name))).map(({ sql }) => sql);
  const id = seeds.map((seed) => hashOf(major, 'b', seed)).join(` || ' ' || `);
  // Texts are made of the rows that are wanted, not of all.
  const rows = await session.query<{ id: string; values: string }>(
    `SELECT id, to_json(ARRAY[${columns.map((_, at) => shown(`r${at}`)).join(', ')}]::text[])::text AS values
       FROM (SELECT ${id} AS id, * FROM (SELECT ${bytesOf(major, identity)} AS b${columns.map(({ quoted }, at) => `, t.${quoted} AS r${at}`).join('')} FROM ${from} t OFFSET 0) rows) hashed
      WHERE id = ANY ($1)`,
    [ids],
  );
  return new Map(
    rows.map((row) => {
      const values = JSON.parse(row.values) as (string | null)[];
      return [row.id, Object.fromEntries(columns.map(({ name }, at) => [name, values[at] ?? null]))];
    }),
  );
};

/** The rows that were found, with their values. */
export const showRows = async (
  sessions: readonly [Session, Session],
  relations: readonly [Relation, Relation],
  found: readonly Found[],
): Promise<readonly RowDifference[]> => {
  const ids = (without: Found['kind']): string[] => found.filter(({ kind }) => kind !== without).map(({ id }) => id);
  const [was, is] = await Promise.all([
    readValues(sessions[0], relations[0], ids('added')),
    readValues(sessions[1], relations[1], ids('lost')),
  ]);
  return found.map(({ id, kind, times, columns }) => {
    const [a, b] = [kind === 'added' ? undefined : was.get(id), kind === 'lost' ? undefined : is.get(id)];
    return { kind, times, columns, ...(a && { was: a }), ...(b && { is: b }) };
  });
};

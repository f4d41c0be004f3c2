import type { Refusal } from '../engine.ts';
import type { Insert } from './insert.ts';
import type { Pools } from './pool.ts';
import type { Table } from './shape.ts';

/** The row with other values in some columns. */
export const changed = (insert: Insert, names: readonly string[], value: (name: string) => string | null | undefined): Insert => {
  const next = insert.values.map((old, index) => {
    const name = insert.columns[index] ?? '';
    const other = names.includes(name) ? value(name) : undefined;
    return other === undefined ? old : other;
  });
  return { ...insert, values: next };
};

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

/** Columns that the server's words are about; none where it does not say. */
const blamed = (table: Table, refusal: Refusal): readonly string[] => {
  const constraint = refusal.constraint ?? /index "([^"]+)"/.exec(refusal.message)?.[1];
  // A partition's constraint has a name of its own; a partition's key tells all columns that it knows.
  const named = constraint === undefined ? undefined : table.named.get(constraint);
  if (named && named.length > 0) return named;
  const column = refusal.column === undefined ? undefined : table.columns.find(({ name }) => unquoted(name) === refusal.column)?.name;
  if (column !== undefined) return [column];
  if (refusal.code === '23505') return table.uniques.flatMap(({ columns }) => columns);
  return refusal.message.startsWith('no partition of relation') ? [...(table.partitions?.[0]?.keys() ?? [])] : [];
};

/** One more try for a refused row, and the columns in it that are not what they were. */
export interface Candidate {
  readonly insert: Insert;
  readonly instead: readonly string[];
  /** A foreign key to be turned to another row. */
  readonly turn?: { readonly key: string; readonly by: number };
}

const redraws = 8;

/**
 * What to try instead of a refused row, in order: other values in the columns that the server blames; where it blames none, a plain
 * value in one column after the other, which finds the one that is to blame; at last other values everywhere.
 */
export function* candidates(table: Table, pools: Pools, refused: Insert, refusal: Refusal, at: number): Generator<Candidate> {
  const key = table.foreignKeys.find(({ name }) => name === refusal.constraint);
  if (key) for (let by = 0; by < redraws; by++) yield { insert: refused, instead: key.columns, turn: { key: key.name, by: at + by } };
  const bound = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  const free = refused.columns.filter((name) => pools.has(name) && !bound.has(name));
  const draw = (names: readonly string[], turn: number): Insert => changed(refused, names, (name) => pools.get(name)?.nth(turn));
  const blame = blamed(table, refusal).filter((name) => free.includes(name));
  const [first] = blame;
  // Of a condition on two columns the boundary value of the one can often be kept.
  for (let by = 0; by < (first === undefined ? 0 : redraws); by++) {
    const names = blame.length > 1 && by % 2 === 0 ? blame.slice((by / 2) % blame.length).slice(0, 1) : blame;
    yield { insert: draw(names, at * redraws + by), instead: names };
  }
  // NULL is a value of a condition, too.
  const nullable = blame.filter((name) => table.columns.some((column) => column.name === name && column.nullable));
  if (nullable.length > 0) yield { insert: changed(refused, nullable, () => null), instead: nullable };
  const plain = (names: readonly string[]): Insert => changed(refused, names, (name) => pools.get(name)?.boundaries[0]);
  if (first === undefined) for (const name of free) yield { insert: plain([name]), instead: [name] };
  yield { insert: changed(plain(free), blame, (name) => pools.get(name)?.nth(at)), instead: free };
  for (let by = 0; by < redraws; by++) yield { insert: draw(free, at * redraws + by), instead: free };
}

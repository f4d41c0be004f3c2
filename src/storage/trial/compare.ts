import type { Reply } from '../engine.ts';
import { isExtended } from './documents.ts';

/** An answer that was accepted. */
export type Done = Extract<Reply, { kind: 'done' }>;

/** How an answer differs from the one of N-1's own schema. */
export interface Difference {
  /** In words: `note: "a" became NULL`. */
  readonly what: string;
  /** The column that differs; absent where it is the number of rows. */
  readonly column?: string;
  /** Nothing that was there is gone: rows came to it, or what was NULL has a value. */
  readonly isMore?: true;
  /** The same rows in another order. */
  readonly isOrder?: true;
  /** A row of each side that the other has not. */
  readonly was?: Readonly<Record<string, string | null>>;
  readonly is?: Readonly<Record<string, string | null>>;
}

const columnValues = (reply: Done, index: number): string[] => reply.rows.map((row) => JSON.stringify(row[index] ?? null));

const texts = (rows: readonly (readonly (string | null)[])[]): string[] => rows.map((row) => JSON.stringify(row));

const sameBag = (a: readonly string[], b: readonly string[], ordered: boolean): boolean => {
  if (a.length !== b.length) return false;
  const [x, y] = ordered ? [a, b] : [a.toSorted(), b.toSorted()];
  return x.every((one, index) => one === y[index]);
};

/** The n-th column of a name: two may have the same one. */
const indexOf = (reply: Done, name: string, nth: number): number => {
  let seen = 0;
  return reply.columns.findIndex((column) => column.name === name && seen++ === nth);
};

/** The first row that the one has more often than the other. */
const firstBeyond = (
  rows: readonly (readonly (string | null)[])[],
  others: readonly (readonly (string | null)[])[],
): readonly (string | null)[] | undefined => {
  const left = new Map<string, number>();
  for (const row of others) left.set(JSON.stringify(row), (left.get(JSON.stringify(row)) ?? 0) + 1);
  return rows.find((row) => {
    const count = left.get(JSON.stringify(row)) ?? 0;
    left.set(JSON.stringify(row), count - 1);
    return count <= 0;
  });
};

const isFilled = (first: Done, other: Done, { here, there }: { readonly here: number; readonly there: number }): boolean => {
  const now = columnValues(other, there);
  const isDocument = /^jsonb?$/.test(first.columns[here]?.type ?? '') && first.columns[here]?.type === other.columns[there]?.type;
  return columnValues(first, here).every((value) => {
    const same = now.indexOf(value);
    const at = same === -1 && isDocument ? now.findIndex((one) => isExtended(value, one)) : same;
    if (at !== -1) now.splice(at, 1);
    return at !== -1 || value === 'null';
  });
};

const record = (names: readonly string[], row: readonly (string | null)[]): Readonly<Record<string, string | null>> =>
  Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]));

/** Are the rows there that were there, in the columns that are steady? */
const isAllThere = (first: Done, again: Done, other: Done): boolean => {
  const steady = first.columns.flatMap(({ name }, here) => {
    const there = other.columns.findIndex((column) => column.name === name);
    return there !== -1 && sameBag(columnValues(first, here), columnValues(again, here), false) ? [{ here, there }] : [];
  });
  const [left, right] = [
    first.rows.map((row) => steady.map(({ here }) => row[here] ?? null)),
    other.rows.map((row) => steady.map(({ there }) => row[there] ?? null)),
  ];
  return first.rows.length > 0 && firstBeyond(left, right) === undefined;
};

const trimmed = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);

/** Numbers of a wider type have more digits, and are the same. What a real stands for, 0.1, a double tells exactly, 0.10000000149011612: who was seen to read it reads another number. */
const digits: readonly (readonly [was: string, is: string, same: (value: string, other: string) => boolean])[] = [
  ['numeric', 'numeric', (value, other) => trimmed(value) === trimmed(other)],
  ['real', 'double precision', (value, other) => Object.is(Math.fround(Number(value)), Number(other))],
];

/** An answer of another type in which numbers stand as N-1 has them, where they are the same. */
const withOldDigits = (first: Done, other: Done, isSeen: boolean): Done => {
  const known = other.columns.map(({ name, type }) => {
    const at = first.columns.findIndex((column) => column.name === name);
    const same = digits.find(([was, is]) => was === first.columns[at]?.type && is === type && !(isSeen && was === 'real'))?.[2];
    return same && { same, values: [...new Set(first.rows.map((row) => row[at] ?? null))] };
  });
  if (known.every((one) => one === undefined)) return other;
  const restored = (value: string | null, at: number): string | null =>
    value === null || known[at]?.values.includes(value) === true
      ? value
      : (known[at]?.values.find((old) => old !== null && known[at]?.same(old, value)) ?? value);
  return { ...other, rows: other.rows.map((row) => row.map(restored)) };
};

/** The same rows in the same order, but for columns that differ by themselves: rows that are alike in what orders them come in any. */
const isSameOrder = (first: Done, again: Done): boolean =>
  first.columns.every((_, at) => {
    const [one, two] = [columnValues(first, at), columnValues(again, at)];
    return sameBag(one, two, true) || !sameBag(one, two, false);
  });

/**
 * Compares an answer with two of N-1's own schema. What these two differ in (times, generated keys) is left out, and columns
 * that N-1 did not know. Rows are a bag, unless `ordered`. `isOfTable`: they are rows of a table after a statement, which did not ask for
 * a column that is gone from it. `isSeen`: somebody was seen to ask.
 */
export const differenceOf = (
  own: readonly [Done, Done],
  asked: Done,
  isInOrder: boolean,
  isOfTable = false,
  isSeen = false,
): Difference | undefined => {
  const [first, again] = own;
  const ordered = isInOrder && isSameOrder(first, again);
  const other = withOldDigits(first, asked, isSeen);
  if (first.count !== again.count) return undefined;
  if (first.count !== other.count)
    return { what: `${first.count} rows became ${other.count}`, ...(isAllThere(first, again, other) && { isMore: true }) };
  const seen = new Map<string, number>();
  const compared: { name: string; here: number; there: number }[] = [];
  for (const [here, { name }] of first.columns.entries()) {
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    if (!sameBag(columnValues(first, here), columnValues(again, here), ordered)) continue;
    const there = indexOf(other, name, nth);
    if (there === -1 && isOfTable) continue;
    if (there === -1) return { what: `column ${name} is not in the answer any more`, column: name };
    compared.push({ name, here, there });
  }
  const names = compared.map(({ name }) => name);
  const left = first.rows.map((row) => compared.map(({ here }) => row[here] ?? null));
  const right = other.rows.map((row) => compared.map(({ there }) => row[there] ?? null));
  if (sameBag(texts(left), texts(right), ordered)) return undefined;
  if (sameBag(texts(left), texts(right), false)) return { what: 'the same rows come in another order', isOrder: true };
  const differing = compared.find(({ here, there }) => !sameBag(columnValues(first, here), columnValues(other, there), ordered));
  const was = firstBeyond(left, right);
  const is = firstBeyond(right, left);
  const at = differing ? names.indexOf(differing.name) : -1;
  const value = (row: readonly (string | null)[] | undefined): string =>
    row ? (row[at] === null ? 'NULL' : JSON.stringify(row[at])) : 'nothing';
  return {
    what: differing ? `${differing.name}: ${value(was)} became ${value(is)}` : 'the rows come together differently',
    ...(differing && { column: differing.name }),
    ...(differing && isFilled(first, other, differing) && { isMore: true }),
    ...(was && { was: record(names, was) }),
    ...(is && { is: record(names, is) }),
  };
};

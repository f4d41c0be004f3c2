import type { Session } from '../session.ts';
import { bytesOf, hashOf, type Relation, seeds } from './relation.ts';

// Rows are put into buckets by the hash of what tells them apart, so that the same row is in the same bucket wherever it lies,
// with whatever collation. A bucket that differs is looked into: its rows where they are few, else buckets within it.

/** Rows whose hash ends in `value`, in its last `bits` bits. */
export interface Prefix {
  readonly bits: number;
  readonly value: bigint;
}

export const everything: Prefix = { bits: 0, value: 0n };

/** What a bucket holds: texts that are equal exactly when it is. */
export interface Bucket {
  readonly rows: number;
  /** Which rows; without a key, all that they are. */
  readonly identity: string;
  /** Of whole rows, nothing where that is their identity; or of each column, with a key each value tied to its row. */
  readonly sums: readonly string[];
}

/** Columns that one statement sums up: a result has at most 1,664. */
const atOnce = 400;

const mask = (bits: number): string => ((1n << BigInt(bits)) - 1n).toString();

/** FROM and WHERE of rows with both hashes of their identity (`k1`, `k2`) and the columns' canonical values (`c0`, `c1`, …). */
export const hashedRows = ({ from, columns, key, major }: Relation, { bits, value }: Prefix): string => {
  const identity = key.length === 0 ? columns : columns.filter(({ name }) => key.includes(name));
  const inner = `SELECT ${bytesOf(
    major,
    identity.map(({ sql }) => sql),
  )} AS b${columns.map(({ sql }, at) => `, ${sql} AS c${at}`).join('')} FROM ${from} t OFFSET 0`;
  const hashed = `SELECT ${hashOf(major, 'b', seeds[0])} AS k1, ${hashOf(major, 'b', seeds[1])} AS k2${columns.map((_, at) => `, c${at}`).join('')} FROM (${inner}) canonical OFFSET 0`;
  return `(${hashed}) hashed WHERE k1 & ${mask(bits)} = ${value}`;
};

/** SQL of the bytes of one column's value, tied to its row where there is a key. */
export const cellBytes = ({ key, major }: Relation, at: number): string =>
  bytesOf(major, [...(key.length === 0 ? [] : ['k1', 'k2']), `c${at}`]);

/** SQL of what is summed up beside the identity of rows. */
const summed = (relation: Relation, of: 'rows' | 'columns'): readonly string[] => {
  const { columns, key, major } = relation;
  if (of === 'columns') return columns.map((_, at) => cellBytes(relation, at));
  const row = columns.map((_, at) => `c${at}`);
  return key.length === 0 ? [] : [bytesOf(major, row)];
};

/** Sums up the rows of a prefix in 2^`bits` buckets by the next bits of their hash, in one pass for every 400 columns. */
export const readBuckets = async (
  session: Session,
  relation: Relation,
  prefix: Prefix,
  bits: number,
  of: 'rows' | 'columns',
): Promise<ReadonlyMap<bigint, Bucket>> => {
  const buckets = new Map<bigint, Bucket>();
  const { major } = relation;
  const bytes = summed(relation, of);
  const sumsOf = (what: string): string => seeds.map((seed) => `sum(${hashOf(major, what, seed)})`).join(` || ' ' || `);
  for (let start = 0; start === 0 || start < bytes.length; start += atOnce) {
    const some = bytes.slice(start, start + atOnce).map((_, index) => start + index);
    const rows = await session.query<Record<string, string>>(
      `SELECT (k1 >> ${prefix.bits}) & ${mask(bits)} AS bucket, count(*) AS rows, sum(k1) || ' ' || sum(k2) AS identity${some.map((at) => `, ${sumsOf(`b${at}`)} AS d${at}`).join('')}
         FROM (SELECT k1, k2${some.map((at) => `, ${bytes[at] ?? ''} AS b${at}`).join('')} FROM ${hashedRows(relation, prefix)} OFFSET 0) cells
        GROUP BY 1`,
    );
    for (const row of rows) {
      const value = BigInt(row['bucket'] ?? 0);
      const known = buckets.get(value)?.sums ?? [];
      buckets.set(value, {
        rows: Number(row['rows']),
        identity: row['identity'] ?? '',
        sums: [...known, ...some.map((at) => row[`d${at}`] ?? '')],
      });
    }
  }
  return buckets;
};

/** As many bits as keep the answer below some 100,000 sums. */
export const bitsFor = (columns: number): number => Math.max(6, Math.min(14, Math.floor(Math.log2(131_072 / Math.max(1, columns)))));

import type { ColumnObject } from '../catalog.ts';
import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

/** The moment at which a transaction began has three names. */
const plain = (text: string): string => text.replace(/^(?:CURRENT_TIMESTAMP|transaction_timestamp\(\))$/, 'now()');

/** A type that keeps so many digits gives both the same ones: `0` and `0.00`. */
const isSameNumber = (was: ColumnObject, is: ColumnObject): boolean => {
  const digits = /^numeric\(\d+,(\d+)\)$/.exec(is.type)?.[1];
  if (digits === undefined || was.type !== is.type) return false;
  const [a, b] = [was.default, is.default].map((text) => {
    const { whole, part = '' } = /^'?(?<whole>-?\d+)(?:\.(?<part>\d+))?'?(?:::numeric)?$/.exec(text ?? '')?.groups ?? {};
    return whole === undefined || part.length > Number(digits) ? undefined : `${whole}.${part.replace(/0+$/, '')}`;
  });
  return a !== undefined && a === b;
};

export const columnDefaultChanged = defineStorageRule({
  id: 'storage/column-default-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/column-default-changed',
  why: 'Who leaves the column out, because of what the default was, stores something else, and reads it back as if it had been meant.',
  fix: 'Keep the default and let N give the new value itself; change the default once no release relies on the old one.',
  examples: {
    breaks: [
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, state text DEFAULT 'new')",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, state text DEFAULT 'open')",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL DEFAULT 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL DEFAULT 1)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) DEFAULT 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) DEFAULT 0.01)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) DEFAULT 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) DEFAULT 0.00)',
      },
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, state text DEFAULT 'new')",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, state text DEFAULT 'new')",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz DEFAULT now())',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz DEFAULT CURRENT_TIMESTAMP)',
      },
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, state varchar(9) DEFAULT 'new')",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, state text DEFAULT 'new')",
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'default', (was, is) =>
      was.default !== undefined && is.default !== undefined && plain(was.default) !== plain(is.default) && !isSameNumber(was, is)
        ? `its default is ${is.default}, and was ${was.default}`
        : undefined,
    ),
});

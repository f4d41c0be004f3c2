import type { Change } from '../change.ts';
import { constraintsOf } from '../judging/beside.ts';
import { uniquenessOf } from '../judging/uniqueness.ts';
import type { Statement } from '../statements/statement.ts';
import { plain } from './left.ts';
import type { Row } from './tables.ts';

// What is unique no more harms who looks a row up by it, once N is seen to write the value twice. A row that was made for the trial may have
// the value by chance: those that N wrote count, and of one row what several statements made of it is one.

/** A row that N wrote, by which statement. */
export interface Written {
  readonly statement: Statement;
  readonly table: string;
  readonly row: Row;
}

const valuesOf = (row: Row, columns: readonly string[]): string => JSON.stringify(columns.map((column) => row[plain(column)] ?? null));

/** Does what N wrote hold two rows that N-1's schema tells apart, this one and another? */
export const isTwice = ({ was, old, new: next }: Change, one: Written, all: readonly Written[]): boolean => {
  const unique = was?.kind === 'constraint' || was?.kind === 'index' ? uniquenessOf(was) : undefined;
  if (unique?.table !== one.table || unique.predicate !== undefined) return false;
  if (unique.keys.some((key) => !Object.hasOwn(one.row, plain(key)) || (!unique.isNullOnce && one.row[plain(key)] === null))) return false;
  const key = [next, old].flatMap((catalog) => constraintsOf(catalog, one.table).filter(({ type }) => type === 'primary key'))[0]?.columns;
  const isOther = (other: Written): boolean =>
    other !== one &&
    other.table === one.table &&
    valuesOf(other.row, unique.keys) === valuesOf(one.row, unique.keys) &&
    (other.statement === one.statement || (key !== undefined && valuesOf(other.row, key) !== valuesOf(one.row, key)));
  return all.some(isOther);
};

/** Was N-1 seen to ask for what was unique? */
export const isLookedUp = ({ was }: Change, captured: readonly Statement[] | undefined): boolean => {
  const unique = was?.kind === 'constraint' || was?.kind === 'index' ? uniquenessOf(was) : undefined;
  return (
    captured?.some(
      ({ touches }) => touches.length === 0 || unique?.keys.some((key) => touches.includes(`column ${unique.table}.${key}`)),
    ) === true
  );
};

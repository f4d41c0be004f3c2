import type { ConstraintObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { saysWhatItWrites } from '../statements/effects.ts';
import type { Statement } from '../statements/statement.ts';
import { plain } from './left.ts';
import { doesOf } from './meets.ts';
import type { Row } from './tables.ts';

// A row of N that refers to one of N-1's keeps N-1 from deleting that: nobody is, as long as N is not seen to write such a row.

/** A foreign key that lets go of nothing by itself. */
const holdsFast = ({ definition }: ConstraintObject): boolean => !/\bON DELETE (?:CASCADE|SET (?:NULL|DEFAULT))\b/.test(definition);

/** Does the row refer to another one? */
export const refers = ({ is }: Change, row: Row): boolean =>
  is?.kind === 'constraint' &&
  is.references !== undefined &&
  holdsFast(is) &&
  is.columns.every((column) => (row[plain(column)] ?? null) !== null);

/** Does a statement of N-1 take away what is referred to, or give it another key? */
const takes = (change: Change, { table, columns }: NonNullable<ConstraintObject['references']>, statement: Statement): boolean => {
  if (statement.touches.length === 0) return true;
  const does = doesOf(change, statement);
  const setsKey =
    !saysWhatItWrites(change.old, statement) || columns.some((column) => statement.writes?.includes(`column ${table}.${column}`));
  return does(table, 'delete', 'truncate') || (does(table, 'update') && setsKey);
};

/** Is N-1 hit by a row of N that refers? `captured`: what it was seen to ask; absent: nothing was captured. */
export const isHeld = (change: Change, captured: readonly Statement[] | undefined): 'breaks' | 'breaks-if-used' | undefined => {
  const { is } = change;
  const to = is?.kind === 'constraint' ? is.references : undefined;
  if (!to) return undefined;
  if (captured === undefined) return 'breaks-if-used';
  return captured.some((statement) => takes(change, to, statement)) ? 'breaks' : undefined;
};

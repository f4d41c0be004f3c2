import type { PolicyObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { tableIn } from './beside.ts';

/** Must it be met besides the others? */
export const isRestrictive = ({ definition }: PolicyObject): boolean => /\bRESTRICTIVE\b/i.test(definition);

/** Do policies of the table count before and after? */
export const isPoliced = (table: string, { old, new: next }: Change): boolean =>
  tableIn(old, table)?.rowSecurity !== undefined && tableIn(next, table)?.rowSecurity !== undefined;

import { whenChanged } from '../judging/facet.ts';
import { isReordered } from '../judging/lists.ts';
import { defineStorageRule } from '../rule.ts';

export const columnsReordered = defineStorageRule({
  id: 'storage/columns-reordered',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/columns-reordered',
  why: 'An insert without a list of columns writes its values into other columns, and whoever reads by position reads others; and where a column was dropped and made anew, what it held is gone.',
  fix: 'Leave the columns in their order, or make sure that every statement names its columns.',
  examples: {
    breaks: [{ old: 'CREATE TABLE orders (a text, b text, c text)', new: 'CREATE TABLE orders (b text, a text, c text)' }],
    holds: [
      { old: 'CREATE TABLE orders (a text, b text)', new: 'CREATE TABLE orders (a text, b text, c text)' },
      { old: 'CREATE TABLE orders (a text, b text, c text)', new: 'CREATE TABLE orders (a text, c text)' },
    ],
  },
  check: (change) =>
    whenChanged(change, ['table', 'foreign table'], 'columns', (was, is) =>
      isReordered(was.columns, is.columns) ? `its columns are in another order: ${is.columns.join(', ')}` : undefined,
    ),
});

import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const viewDefinitionChanged = defineStorageRule({
  id: 'storage/view-definition-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/view-definition-changed',
  why: 'By the same name the previous release reads other rows, or other values.',
  fix: 'Make a second view and let N read that; drop the first one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders WHERE total > 0',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total * 100 AS total FROM orders',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT orders.id FROM orders',
      },
    ],
  },
  check: (change) => whenChanged(change, ['view', 'materialized view'], 'definition', () => 'it selects something else'),
});

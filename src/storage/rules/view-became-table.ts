import { whenRemoved } from '../judging/facet.ts';
import { tableIn } from '../judging/beside.ts';
import { isFedFrom, wasBehind } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const viewBecameTable = defineStorageRule({
  id: 'storage/view-became-table',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/table-behind-view',
  why: 'By the name of a view there is a table with what the view showed on that day. What the previous release writes does not come to it, so that it reads what has been for ever; and a materialised view cannot be refreshed any more.',
  fix: 'Let the table have another name until no release reads the view, or keep it up to date by triggers on the tables that the view reads.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE VIEW large AS SELECT id FROM orders WHERE total > 100',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE TABLE large (id bigint)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE MATERIALIZED VIEW sums AS SELECT sum(total) AS sum FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE TABLE sums (sum bigint)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE VIEW purchases AS SELECT id, total FROM orders',
        new: 'CREATE TABLE purchases (id bigint PRIMARY KEY, total integer)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE VIEW large AS SELECT id FROM orders WHERE total > 100',
        new: `CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE TABLE large (id bigint);
          CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN DELETE FROM large; INSERT INTO large SELECT id FROM orders WHERE total > 100; RETURN NULL; END$$;
          CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON orders FOR EACH STATEMENT EXECUTE FUNCTION keep()`,
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE TABLE large (id bigint)',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['view', 'materialized view'], (was) =>
      tableIn(change.new, was.name) && !wasBehind(was, change) && (was.kind === 'materialized view' || !isFedFrom(was, change))
        ? 'a table has taken its place, to which what is written to its tables does not come'
        : undefined,
    ),
});

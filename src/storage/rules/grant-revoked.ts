import { rightsText } from '../judging/grants.ts';
import { defineStorageRule } from '../rule.ts';

export const grantRevoked = defineStorageRule({
  id: 'storage/grant-revoked',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/grant-added',
  why: 'A statement of the previous release that rests on the right is refused.',
  fix: 'Stop using the right in this release; revoke it one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT, INSERT ON orders TO app',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT ON orders TO app',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT ON orders TO app',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app',
      },
      {
        old: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION one() FROM PUBLIC",
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT ON orders TO app, PUBLIC',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT ON orders TO PUBLIC',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT ON orders TO app',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT, UPDATE ON orders TO app',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE TABLE notes (id bigint); CREATE ROLE app; GRANT SELECT ON notes TO app',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app',
      },
    ],
  },
  check: (change) => rightsText(change, 'gone'),
});

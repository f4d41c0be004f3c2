import { databaseRightsText } from '../judging/grants.ts';
import { defineStorageRule } from '../rule.ts';

const onDatabase = (does: string): string => `DO $$ BEGIN EXECUTE format('${does}', current_database()); END $$`;

export const databaseRightRevoked = defineStorageRule({
  id: 'storage/database-right-revoked',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/grant-added',
  why: 'Without CONNECT the previous release gets no connection at all; without TEMPORARY its temporary tables, without CREATE its schemas and extensions are refused.',
  fix: 'Give the right to every role that a release still comes as, by name, before it is taken from all.',
  examples: {
    breaks: [
      { old: 'SELECT 1', new: onDatabase('REVOKE CONNECT ON DATABASE %I FROM PUBLIC') },
      {
        old: `CREATE ROLE app; ${onDatabase('GRANT CREATE ON DATABASE %I TO app')}`,
        new: 'CREATE ROLE app',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE ROLE app; GRANT SELECT ON orders TO app',
        new: `CREATE TABLE orders (id bigint PRIMARY KEY); CREATE ROLE app; GRANT SELECT ON orders TO app; ${onDatabase('REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC; GRANT CONNECT ON DATABASE %1$I TO app')}`,
      },
      {
        old: `CREATE ROLE app; ${onDatabase('GRANT CONNECT ON DATABASE %I TO app')}`,
        new: 'CREATE ROLE app',
      },
    ],
  },
  check: databaseRightsText,
});

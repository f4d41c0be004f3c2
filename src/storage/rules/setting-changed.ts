import { meaningText } from '../judging/settings.ts';
import { defineStorageRule } from '../rule.ts';

const ofDatabase = (sets: string): string => `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET ${sets}', current_database()); END $$`;

export const settingChanged = defineStorageRule({
  id: 'storage/setting-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/setting-changed',
  why: 'The previous release begins its sessions with it, too: the same statement finds another table, means something else, or is refused.',
  fix: 'Let N set it for its own sessions, or give N a role of its own that has it.',
  examples: {
    breaks: [
      { old: 'CREATE SCHEMA app', new: `CREATE SCHEMA app; ${ofDatabase('search_path = app, public')}` },
      { old: ofDatabase("TimeZone = ''UTC''"), new: ofDatabase("TimeZone = ''Asia/Tokyo''") },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE ROLE app; GRANT SELECT ON orders TO app',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE ROLE app; GRANT SELECT ON orders TO app; ALTER ROLE app SET DateStyle = 'German'",
      },
    ],
    holds: [
      { old: 'SELECT 1', new: ofDatabase("work_mem = ''8MB''") },
      { old: 'CREATE SCHEMA app', new: `CREATE SCHEMA app; ${ofDatabase('search_path = public, app')}` },
    ],
  },
  check: meaningText,
});

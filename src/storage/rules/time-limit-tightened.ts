import { limitText } from '../judging/settings.ts';
import { defineStorageRule } from '../rule.ts';

const ofDatabase = (sets: string): string => `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET ${sets}', current_database()); END $$`;

export const timeLimitTightened = defineStorageRule({
  id: 'storage/time-limit-tightened',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  noMirror: 'What went through within the shorter time goes through within the longer.',
  why: 'What takes the previous release longer, or waits longer, is ended: a report, a batch, a connection that is kept.',
  fix: 'Let N set it for its own sessions; give it to the database once every release keeps within it.',
  examples: {
    breaks: [
      { old: 'SELECT 1', new: ofDatabase('statement_timeout = 500') },
      { old: ofDatabase("lock_timeout = ''1min''"), new: ofDatabase("lock_timeout = ''30s''") },
    ],
    holds: [
      { old: ofDatabase('statement_timeout = 500'), new: ofDatabase("statement_timeout = ''1s''") },
      { old: ofDatabase('statement_timeout = 500'), new: ofDatabase('statement_timeout = 0') },
    ],
  },
  check: limitText,
});

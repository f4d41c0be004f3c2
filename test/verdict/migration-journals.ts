import type { ContractReport } from '../../src/model/check.ts';
import type { MigrationJournal } from '../../src/model/journal.ts';
import { version } from './journals.ts';

// A drill of migrations in which nothing went wrong.

const holds = { state: 'holds', basis: 'exercised', because: '12 statements of N-1 on schema N' } as const;

export const triedStore = (more: Partial<ContractReport> = {}): ContractReport => ({
  name: 'db',
  is: 'store',
  format: 'postgres',
  files: { old: '1.4.0/migrations', new: '1.5.0/migrations' },
  compared: { what: 'objects', count: 12, identical: 11 },
  cells: { rollout: holds, mixed: holds, rollback: holds },
  findings: [],
  wayBack: 'N-1 can come back on the schema that N leaves',
  chain: {
    steps: [{ name: '002_note', file: '1.5.0/migrations/002_note.up.sql', back: 'schema-left', asked: 12, leftOut: 0, upMs: 3, downMs: 2 }],
  },
  ...more,
});

export const migrationJournal = (more: Partial<MigrationJournal> = {}): MigrationJournal => ({
  format: 'rollback-drill/journal',
  version: 1,
  id: '0badcafe',
  drill: 'orders-migrations',
  kind: 'migration',
  artifact: 'orders',
  environment: 'local',
  from: version('1.4.0'),
  to: version('1.5.0'),
  startedAt: '2026-11-23T07:00:00.000Z',
  durationMs: 6500,
  tool: { drill: '0.1.0', node: '24.0.0', platform: 'linux-x64', database: 'PostgreSQL 18.4' },
  routes: ['schema-left', 'down'],
  asked: ['db'],
  stores: [triedStore()],
  failures: [],
  leftovers: [],
  ...more,
});

import { randomBytes } from 'node:crypto';
import { DrillError, messageOf } from '../../core/error.ts';
import { openSession, type Session } from '../../storage/engines/postgres/session.ts';
import type { Backup, Source } from '../provider.ts';
import type { Manifest, SequenceState } from '../manifest.ts';
import { type Invariant, readContent, readSequences } from './read.ts';

// What the source held has to be known of a moment that a restore can be brought to, to the transaction. Such a moment is made: for some
// milliseconds nobody may write, a restore point goes into the log, and a snapshot is taken that another session goes on with.

/** Whoever writes waits for no longer than this, ms; then it is tried again. */
const lockMs = 500;
const tries = 20;

/** Settings without which a server that recovers does not start, where they are smaller than they were. */
const neededSettings = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
  'shared_preload_libraries',
];

interface Moment {
  readonly name: string;
  /** Place in the log. */
  readonly at: string;
  readonly snapshot: string;
  readonly sequences: readonly SequenceState[];
  readonly release: () => Promise<void>;
}

const tablesOf = (session: Session): Promise<{ name: string }[]> =>
  session.query<{ name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1`,
  );

/** Stops writers, for as long as it takes to write one record. The first query of the transaction waits for locks, the second takes the snapshot. */
const makeMoment = async (session: Session): Promise<Moment> => {
  const name = `drill-${randomBytes(4).toString('hex')}`;
  for (let attempt = 1; ; attempt++) {
    const tables = (await tablesOf(session)).map((table) => table.name);
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    try {
      await session.query(`SET LOCAL lock_timeout = ${lockMs}`);
      if (tables.length > 0) await session.query(`LOCK TABLE ${tables.join(', ')} IN SHARE MODE`);
      const sequences = await readSequences(session);
      const [made] = await session.query<{ snapshot: string; at: string }>(
        'SELECT pg_export_snapshot() AS snapshot, pg_create_restore_point($1)::text AS at',
        [name],
      );
      return {
        name,
        at: made?.at ?? '',
        snapshot: made?.snapshot ?? '',
        sequences,
        release: async () => void (await session.query('ROLLBACK')),
      };
    } catch (error) {
      await session.query('ROLLBACK');
      if ((error as { code?: string }).code !== '55P03' || attempt === tries)
        throw new DrillError('backup/no-moment', `no moment could be had at which nobody writes: ${messageOf(error)}`, {
          why: 'What was backed up is written down as of one place in the log; for that all writers wait for some milliseconds.',
          fix: 'Take the backup when no long transaction is open, and with the rights to lock tables and to call pg_create_restore_point.',
          cause: error,
        });
    }
  }
};

/** Who the source is. */
const readCluster = async (session: Session, tenant?: string): Promise<Manifest['cluster']> => {
  const [found] = await session.query<{ id: string; version: string; database: string }>(
    "SELECT (pg_control_system()).system_identifier::text AS id, current_setting('server_version_num') AS version, current_database() AS database",
  );
  const settings = await session.query<{ name: string; setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY ($1)', [
    neededSettings,
  ]);
  const [whose] = tenant === undefined ? [] : await session.query<Record<string, string>>(tenant);
  return {
    systemIdentifier: found?.id ?? '',
    major: Math.floor(Number(found?.version ?? 0) / 10_000),
    database: found?.database ?? '',
    ...(whose && { tenant: Object.values(whose).join(' ') }),
    settings: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
  };
};

/** Writes down what the source holds just after a backup of its files. */
export const takeManifest = async (
  source: Source,
  backup: Backup,
  of: { readonly artifact: string; readonly store: string; readonly invariants: readonly Invariant[]; readonly tenant?: string },
  signal: AbortSignal,
): Promise<Manifest> => {
  const cluster = await readCluster(source.session, of.tenant);
  const moment = await makeMoment(source.session);
  await using reader = await openSession(source.url);
  try {
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await reader.query(`SET TRANSACTION SNAPSHOT '${moment.snapshot}'`);
  } finally {
    await moment.release(); // From here on everybody writes again.
  }
  const content = await readContent(reader, of.invariants, signal);
  const refused = content.invariants.find((one) => one.refused !== undefined);
  if (refused)
    throw new DrillError('backup/invariant', `the invariant ${refused.name} is refused by the source: ${refused.refused ?? ''}`, {
      fix: 'mend the query in drill.yaml',
    });
  await reader.query('ROLLBACK');
  return {
    format: 'rollback-drill/backup-manifest',
    version: 1,
    backup: backup.id,
    at: backup.at,
    artifact: of.artifact,
    store: of.store,
    cluster,
    moment: { kind: 'restore-point', name: moment.name, at: moment.at },
    content: { ...content, sequences: moment.sequences },
  };
};

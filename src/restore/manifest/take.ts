import { DrillError, messageOf } from '../../core/error.ts';
import { openSession, type Session } from '../../storage/engines/postgres/session.ts';
import type { Source } from '../provider.ts';
import { dumpedContent, type Manifest } from '../manifest.ts';
import type { Moment } from './moment.ts';
import { type Invariant, readContent } from './read.ts';

/** Settings without which a server that recovers does not start, where they are smaller than they were. */
const neededSettings = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
  'shared_preload_libraries',
];

/** Whose data it is, as a query tells it. @throws DrillError `backup/tenant` */
const readTenant = async (session: Session, sql: string): Promise<string | undefined> => {
  try {
    const [row] = await session.query<Record<string, string>>(sql);
    return row && Object.values(row).join(' ');
  } catch (error) {
    throw new DrillError('backup/tenant', `the source refuses the query \`tenant\`: ${messageOf(error)}`, { fix: 'mend it in drill.yaml' });
  }
};

/** Who the source is. Not every role may ask for its number: it is empty then. */
export const readCluster = async (session: Session, tenant?: string): Promise<Manifest['cluster']> => {
  const [found] = await session.query<{ version: string; database: string }>(
    "SELECT current_setting('server_version_num') AS version, current_database() AS database",
  );
  const [own] = await session
    .query<{ id: string }>('SELECT (pg_control_system()).system_identifier::text AS id')
    .catch((): { id: string }[] => []);
  const [writes] = await session.query<{ segment: string | null }>(
    'SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_walfile_name(pg_current_wal_insert_lsn()) END AS segment',
  );
  const settings = await session.query<{ name: string; setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY ($1)', [
    neededSettings,
  ]);
  const whose = tenant === undefined ? undefined : await readTenant(session, tenant);
  return {
    systemIdentifier: own?.id ?? '',
    major: Math.floor(Number(found?.version ?? 0) / 10_000),
    database: found?.database ?? '',
    ...(writes?.segment && { timeline: Number.parseInt(writes.segment.slice(0, 8), 16) }),
    ...(whose !== undefined && { tenant: whose }),
    settings: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
  };
};

/** What a manifest is of. */
interface About {
  readonly artifact: string;
  readonly store: string;
  /** The backup. */
  readonly id: string;
  readonly at: string;
  readonly invariants: readonly Invariant[];
  readonly tenant?: string;
}

/** Writes down what the source held at a moment. @throws DrillError `backup/invariant` */
export const readManifest = async (source: Source, moment: Moment, of: About, signal: AbortSignal): Promise<Manifest> => {
  await using reader = await openSession(source.url);
  const cluster = await readCluster(reader, of.tenant);
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await reader.query(`SET TRANSACTION SNAPSHOT '${moment.snapshot}'`);
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
    backup: of.id,
    at: of.at,
    artifact: of.artifact,
    store: of.store,
    cluster,
    moment: moment.place,
    content: { ...(moment.place.kind === 'snapshot' ? dumpedContent(content) : content), sequences: moment.sequences },
  };
};

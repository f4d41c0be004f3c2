import type { Catalog } from '../catalog.ts';
import type { Change } from '../change.ts';

// What a setting of a database or a role does to who connects: nothing but speed, a limit of time, or what statements mean.

/** It changes how fast things are and what is written down of them, not what a statement gives. */
const tuning =
  /^(?:enable_|log_|track_|debug_|geqo|jit|parallel_|max_parallel_|min_parallel_|vacuum_|commit_|hash_mem|wal_|auto_explain\.|pg_stat_statements\.|pgaudit\.|.*_cost$|.*_collapse_limit$|.*_io_concurrency$|.*_flush_after$)|^(?:work_mem|maintenance_work_mem|logical_decoding_work_mem|temp_buffers|effective_cache_size|constraint_exclusion|cursor_tuple_fraction|default_statistics_target|plan_cache_mode|recursive_worktable_factor|application_name|client_min_messages|tcp_\w+|compute_query_id|stats_fetch_consistency|check_function_bodies|session_preload_libraries|local_preload_libraries|password_encryption|createrole_self_grant|synchronize_seqscans|default_toast_compression|deadlock_timeout)$/i;

/** After how long something is ended; none where it is 0. */
const limits: ReadonlySet<string> = new Set([
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
  'transaction_timeout',
]);

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds; infinite where there is no limit, NaN for what is none. */
const limitMs = (value: string | undefined): number => {
  const [, number, unit = 'ms'] = /^\s*([\d.]+)\s*(us|ms|s|min|h|d)?\s*$/.exec(value ?? '0') ?? [];
  const ms = number === undefined ? Number.NaN : Number(number) * (units[unit] ?? Number.NaN);
  return ms === 0 ? Number.POSITIVE_INFINITY : ms;
};

/** `search_path` of `search_path of role app in database`. */
export const settingName = (name: string): string => name.split(' of ', 1)[0] ?? name;

/** The schemas that names are looked for in: those of a list that are there, `pg_catalog` among them. */
const schemasIn = (value: string | undefined, catalog: Catalog): readonly string[] => {
  const there = new Set(['pg_catalog', ...catalog.objects.flatMap(({ kind, name }) => (kind === 'schema' ? [name] : []))]);
  const roles = catalog.objects.flatMap((one) => (one.kind === 'grant' ? [one.to] : (one.owner ?? [])));
  return (value ?? '"$user", public').split(',').flatMap((part) => {
    const name = part.trim();
    if (name === '"$user"') return roles.some((role) => there.has(role)) ? [name] : [];
    return there.has(name) || there.has(name.replaceAll('"', '')) ? [name.replaceAll('"', '')] : [];
  });
};

/** Whoever found a name finds it where he did: schemas only come behind those that there were. */
const findsTheSame = (was: string | undefined, is: string | undefined, { old, new: next }: Change): boolean => {
  const after = schemasIn(is, next);
  return schemasIn(was, old).every((schema, index) => after[index] === schema);
};

const settingOf = (change: Change): { readonly name: string; readonly was?: string; readonly is?: string } | undefined => {
  const [was, is] = [change.was, change.is].map((one) => (one?.kind === 'setting' ? one : undefined));
  if (!(was ?? is) || (change.turn === 'changed' && change.fields[0]?.field !== 'value')) return undefined;
  return { name: settingName(change.name), ...(was && { was: was.value }), ...(is && { is: is.value }) };
};

const text = (was: string | undefined, is: string | undefined): string =>
  is === undefined ? `it is not set any more, and was ${was}` : `it is ${is}, and was ${was ?? 'not set'}`;

/** What is said of a setting by which statements mean something else, or are refused. */
export const meaningText = (change: Change): string | undefined => {
  const setting = settingOf(change);
  if (!setting || limits.has(setting.name) || tuning.test(setting.name)) return undefined;
  if (setting.name === 'search_path' && findsTheSame(setting.was, setting.is, change)) return undefined;
  if (setting.name === 'default_transaction_read_only' && !/^(?:on|true|yes|1)$/i.test(setting.is ?? 'off')) return undefined;
  return text(setting.was, setting.is);
};

/** What is said of a limit that is shorter than it was. */
export const limitText = (change: Change): string | undefined => {
  const setting = settingOf(change);
  if (!setting || !limits.has(setting.name)) return undefined;
  const [before, after] = [limitMs(setting.was), limitMs(setting.is)];
  return after >= before ? undefined : text(setting.was, setting.is);
};

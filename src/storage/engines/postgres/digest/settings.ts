import type { Session } from '../session.ts';

/** What the text of a value, its encoding or the rows that one may see would depend on otherwise. */
const settings: Readonly<Record<string, string>> = {
  search_path: '',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '1',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  quote_all_identifiers: 'off',
  // A policy that would hide rows is an error, not a smaller table.
  row_security: 'off',
  // Compiling hundreds of expressions takes longer than what they save.
  jit: 'off',
};

/** Workers are only planned where they seem to pay, and what we compute in a row the planner thinks to be cheap. */
const scanning = (workers: number): Readonly<Record<string, string>> => ({
  max_parallel_workers_per_gather: String(workers),
  ...(workers > 0 ? { parallel_setup_cost: '0', parallel_tuple_cost: '0', min_parallel_table_scan_size: '0' } : {}),
});

const put = async (session: Session, to: Readonly<Record<string, string>>): Promise<void> => {
  const names = Object.keys(to);
  await session.query(
    `SELECT ${names.map((name, index) => `pg_catalog.set_config('${name}', $${index + 1}, false)`).join(', ')}`,
    names.map((name) => to[name]),
  );
};

/** Does `work` under settings that make values the same for everybody, and gives the session its own back; also within a transaction. */
export const underSettings = async <T>(session: Session, workers: number, work: () => Promise<T>): Promise<T> => {
  const wanted = { ...settings, ...scanning(workers) };
  const [before = {}] = await session.query<Record<string, string>>(
    `SELECT ${Object.keys(wanted)
      .map((name) => `pg_catalog.current_setting('${name}') AS "${name}"`)
      .join(', ')}`,
  );
  await put(session, wanted);
  try {
    return await work();
  } finally {
    // In a transaction that failed nothing can be set; its end takes the settings back.
    await put(session, before).catch(() => {});
  }
};

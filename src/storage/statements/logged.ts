import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DrillError } from '../../core/error.ts';
import type { Connection, Script } from '../engine.ts';
import type { Logged, Summed, UnreadableLog } from '../dialect.ts';
import { dialects } from '../engines/dialects.ts';
import { askedIn, type Query } from './query.ts';

/** So many different lists of parameters are kept of one statement. */
const mostLists = 20;

export interface LogOptions {
  /** Only what was asked of this database. */
  readonly database?: string;
  readonly split: (sql: string) => Script;
}

/** A file says by its form which engine wrote it: the first that understands it. */
const readSummed = (text: string): readonly Summed[] | undefined =>
  Object.values(dialects)
    .map((dialect) => dialect.readSummed(text))
    .find((summed) => summed !== undefined);

const readLog = (text: string): readonly Logged[] | UnreadableLog => {
  const read = Object.values(dialects).map((dialect) => dialect.readLog(text));
  return read.find((log) => !('why' in log)) ?? read[0] ?? { line: 1, why: 'no engine is known' };
};

const summedIn = (text: string, file: string): readonly Query[] | undefined =>
  readSummed(text)?.flatMap(({ text: query, calls, line }): Query[] => {
    const asked = askedIn(query);
    return asked ? [{ text: asked.text, name: `${basename(file)}:${line}`, origin: 'prepared-only', times: calls }] : [];
  });

/**
 * Captured statements from the text of a PostgreSQL server's log (jsonlog or csvlog), with parameters, or of a dump of pg_stat_statements,
 * which has none. The same statement with the same parameters is one. Throws `DrillError` `statements/log`, `statements/none`.
 */
export const loggedIn = (log: string, file: string, { database, split }: LogOptions): readonly Query[] => {
  const dumped = summedIn(log, file);
  if (dumped && dumped.length > 0) return dumped;
  const entries = readLog(log);
  if ('why' in entries)
    throw new DrillError('statements/log', `the log cannot be read: ${entries.why}`, {
      fix: 'let the server write jsonlog (PostgreSQL 15 and later) or csvlog: log_destination = jsonlog, log_statement = all',
      at: { file, line: entries.line, column: 1 },
    });
  const found = new Map<string, Query>();
  const lists = new Map<string, number>();
  for (const entry of entries) {
    if (database !== undefined && entry.database !== database) continue;
    const script = split(entry.text);
    // A simple query may be several statements; what the server could not read either is no statement.
    for (const statement of script.kind === 'script' ? script.statements : []) {
      const text = askedIn(statement.text)?.text;
      if (text === undefined) continue;
      const key = JSON.stringify([text, entry.values]);
      const before = found.get(key);
      const prepared = entry.prepared && { prepared: true as const };
      if (before) found.set(key, { ...before, times: before.times + 1, ...prepared });
      else if ((lists.get(text) ?? 0) < mostLists) {
        lists.set(text, (lists.get(text) ?? 0) + 1);
        found.set(key, {
          text,
          name: `${basename(file)}:${entry.line}`,
          origin: 'captured',
          times: 1,
          values: entry.values ?? [],
          ...prepared,
        });
      }
    }
  }
  if (found.size === 0)
    throw new DrillError('statements/none', `no statement was logged in ${file}`, {
      why:
        entries.length === 0
          ? 'it has no entry of a statement'
          : `none of its ${entries.length} statements was asked of ${database ?? 'a store'}`,
      fix: 'set log_statement = all before the traffic',
    });
  return [...found.values()];
};

/** The same of a file. Throws `statements/unreadable` as well. */
export const readLogged = async (file: string, options: LogOptions): Promise<readonly Query[]> => {
  const log = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new DrillError('statements/unreadable', `cannot read the log ${file}: ${cause.message}`, {
      cause,
      fix: 'check the path, and who may read it',
    });
  });
  return loggedIn(log, file, options);
};

/** Texts that pg_stat_statements keeps of this database; it has no parameters, so they can be prepared and no more. Throws `statements/…`. */
export const readStatStatements = async (connection: Connection): Promise<readonly Query[]> => {
  const reply = await connection.ask({
    text: 'SELECT s.query, sum(s.calls)::text FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database() AND s.query IS NOT NULL GROUP BY 1 ORDER BY 1',
  });
  if (reply.kind === 'refused')
    throw new DrillError('statements/pg-stat-statements', `cannot read pg_stat_statements: ${reply.refusal.message}`, {
      fix: 'put it into shared_preload_libraries, CREATE EXTENSION pg_stat_statements, and connect as a member of pg_read_all_stats',
    });
  const queries = reply.rows.flatMap(([text, calls], index): Query[] => {
    const asked = text == null ? undefined : askedIn(text);
    return asked === undefined || asked.text.includes('pg_stat_statements')
      ? []
      : [{ text: asked.text, name: `pg_stat_statements:${index + 1}`, origin: 'prepared-only', times: Number(calls) }];
  });
  if (queries.length === 0)
    throw new DrillError('statements/none', 'pg_stat_statements knows no statement of this database', {
      fix: 'let the traffic come first',
    });
  return queries;
};

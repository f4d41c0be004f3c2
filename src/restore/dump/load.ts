import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import { roleOfRun } from '../../storage/engines/postgres/given.ts';
import { openSession, type Session } from '../../storage/engines/postgres/session.ts';
import type { EmptyDatabase } from '../provider.ts';
import { applyAll, statementsOf } from './apply.ts';
import type { DumpClient } from './clients.ts';
import { openCopier } from './copy-stream.ts';
import { afterFile, archiveFile, beforeFile, databaseFile, type Dump, rolesFile } from './format.ts';
import { literal } from './names.ts';
import { loadRows } from './rows.ts';

// A dump, brought into an empty database.

/**
 * On a server of others roles that are there stay as they are, and those that are made are marked, so that they go with the run.
 * Resolves to what is left to be done.
 */
const makeMarked = async (session: Session, statements: readonly string[], run: string): Promise<readonly string[]> => {
  const made = new Set<string>();
  for (const statement of statements) {
    const [, name] = /^CREATE ROLE (.+)$/.exec(statement) ?? [];
    if (name === undefined) continue;
    const isNew = await session.query(statement).then(
      () => true,
      (error: unknown) => {
        if ((error as { code?: string }).code === '42710') return false;
        throw error;
      },
    );
    if (!isNew) continue;
    made.add(name);
    await session.query(`COMMENT ON ROLE ${name} IS ${literal(roleOfRun(run))}`);
  }
  const isOfMade = (statement: string): boolean =>
    [...made].some(
      (name) => statement.startsWith(`ALTER ROLE ${name} `) || (statement.startsWith('GRANT ') && statement.includes(` TO ${name}`)),
    );
  return statements.filter(isOfMade);
};

/** Whoever restores is not made less than he is: nothing could be restored then. */
const ofRestorer = async (session: Session): Promise<(statement: string) => boolean> => {
  const [row] = await session.query<{ name: string }>('SELECT quote_ident(current_user) AS name');
  const name = row?.name ?? '';
  return (statement) => statement === `CREATE ROLE ${name}` || statement.startsWith(`ALTER ROLE ${name} WITH `);
};

const loadByCopy = async (session: Session, dump: Dump, folder: string, into: EmptyDatabase, signal: AbortSignal): Promise<void> => {
  const read = async (name: string): Promise<readonly string[]> =>
    statementsOf(await readFile(join(folder, name), 'utf8'), into.database, name);
  await session.query("SELECT set_config('search_path', '', false), set_config('check_function_bodies', 'off', false)");
  await applyAll(session, await read(beforeFile), 'the schema', signal);
  await using copier = await openCopier(into.url);
  for (const table of dump.tables) {
    signal.throwIfAborted();
    await loadRows(copier, table, folder).catch((error: unknown) => {
      throw new DrillError('backup/refused', `the rows of ${table.table} cannot be brought in: ${messageOf(error)}`, {
        cause: error,
        kind: 'internal',
      });
    });
  }
  await applyAll(session, await read(afterFile), 'keys and rights', signal);
};

/** @throws DrillError `backup/refused`, `backup/tool-failed` */
export const loadDump = async (
  dump: Dump,
  folder: string,
  into: EmptyDatabase,
  client: DumpClient | undefined,
  signal: AbortSignal,
): Promise<void> => {
  await using session = await openSession(into.url);
  const isRestorer = await ofRestorer(session);
  const roles = statementsOf(await readFile(join(folder, rolesFile), 'utf8'), into.database, rolesFile);
  const wanted = roles.filter((statement) => !isRestorer(statement));
  await applyAll(session, into.run === undefined ? wanted : await makeMarked(session, wanted, into.run), 'the roles', signal);
  if (dump.how === 'copy') await loadByCopy(session, dump, folder, into, signal);
  else {
    if (!client)
      throw new DrillError(
        'backup/needs-pg-restore',
        `the dump ${dump.id} was made by pg_dump, and pg_restore of ${dump.major} is not installed`,
        {
          fix: `install postgresql-client-${dump.major} or a later one`,
          kind: 'internal',
        },
      );
    await client.run(['--exit-on-error', '--no-tablespaces', join(folder, archiveFile)], into.url, signal).catch((error: unknown) => {
      if (!(error instanceof DrillError) || error.problems[0]?.code !== 'backup/tool-failed') throw error;
      const [{ what, why }] = error.problems;
      throw new DrillError('backup/refused', `${what}${why === undefined ? '' : `: ${why.split('\n').at(-1) ?? ''}`}`, {
        cause: error,
        kind: 'internal',
      });
    });
  }
  const database = statementsOf(await readFile(join(folder, databaseFile), 'utf8'), into.database, databaseFile);
  await applyAll(session, database, 'what is said of the database', signal);
};

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError, messageOf } from '../../../core/error.ts';
import { migrationFiles } from '../../migrations/files.ts';
import { stepsOf } from '../../migrations/layouts.ts';
import type { Sql, Step } from '../../migrations/step.ts';
import { ifThere, unreadable } from '../../migrations/unreadable.ts';
import { splitScript } from './script.ts';
import type { Session } from './session.ts';

/** A migration that could not be run: where (which file and line, which tool), and what the database or the tool said of it. */
export class MigrationFailed extends Error {
  readonly where: string;
  /** Their words, which may repeat data. */
  readonly said: string | undefined;
  constructor(where: string, said?: string, cause?: unknown) {
    super(said === undefined ? where : `${where}: ${said}`, { cause });
    this.name = 'MigrationFailed';
    this.where = where;
    this.said = said;
  }
}

/** Our book-keeping has a schema of its own, which no comparison looks at. */
export const bookkeepingSchema = 'rollback_drill';

/** Reads the migrations of a folder, in whatever layout they are, in their order; files are named relative to it. Throws `migrations/…` errors. */
export const readMigrations = async (folder: string): Promise<readonly Step[]> => {
  await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    throw new DrillError('migrations/unreadable', `cannot read the migrations in ${folder}: ${cause.message}`, {
      cause,
      fix: 'check `migrations` in drill.yaml',
    });
  });
  const list = (at: string): Promise<string[] | undefined> => ifThere(readdir(at), at);
  const paths = (await migrationFiles(list, folder)) ?? [];
  const read = (at: string): Promise<string> =>
    readFile(at, 'utf8').catch((cause: unknown) => {
      throw unreadable(at, cause);
    });
  const steps = stepsOf(
    await Promise.all(paths.map(async (path) => ({ path, sql: { file: path, text: await read(join(folder, path)) } }))),
  );
  if (steps.length === 0)
    throw new DrillError('migrations/none', `there is no migration in ${folder}`, {
      fix: 'name them 001_name.up.sql and 001_name.down.sql; docs/storage.md has the other layouts',
    });
  return steps;
};

const lineAt = (sql: string, position: unknown): string =>
  Number(position) > 0 ? `:${sql.slice(0, Number(position) - 1).split('\n').length}` : '';

/** Is there something that cannot be run inside of a transaction? */
const isAlone = (text: string): boolean => {
  const script = splitScript(text);
  return script.kind === 'script' && script.statements.some(({ alone }) => alone);
};

const apply = async (session: Session, { file, text: sql }: Sql, book: string, name: string): Promise<void> => {
  try {
    if (isAlone(sql)) {
      const script = splitScript(sql);
      for (const { text } of script.kind === 'script' ? script.statements : []) await session.query(text);
    }
    await session.query('BEGIN');
    if (!isAlone(sql)) await session.query(sql);
    await session.query(book, [name]);
    await session.query('COMMIT');
  } catch (cause) {
    await session.query('ROLLBACK').catch(() => []);
    throw new MigrationFailed(`${file}${lineAt(sql, (cause as { position?: unknown }).position)}`, messageOf(cause), cause);
  }
};

const applied = async (session: Session): Promise<Set<string>> => {
  await session.query(`CREATE SCHEMA IF NOT EXISTS ${bookkeepingSchema}`);
  await session.query(
    `CREATE TABLE IF NOT EXISTS ${bookkeepingSchema}.migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
  );
  return new Set((await session.query<{ name: string }>(`SELECT name FROM ${bookkeepingSchema}.migrations`)).map(({ name }) => name));
};

/** Applies what is not applied yet, each in a transaction; names of what was. Throws `MigrationFailed`. */
export const migrateUp = async (session: Session, migrations: readonly Step[]): Promise<string[]> => {
  const done = await applied(session);
  const pending = migrations.filter(({ name }) => !done.has(name));
  for (const { name, up } of pending) await apply(session, up, `INSERT INTO ${bookkeepingSchema}.migrations (name) VALUES ($1)`, name);
  return pending.map(({ name }) => name);
};

/** Takes back what is applied and not in `keep`, newest first; names of what was. Throws `MigrationFailed`, also where a down is missing. */
export const migrateDown = async (session: Session, migrations: readonly Step[], keep: ReadonlySet<string>): Promise<string[]> => {
  const done = await applied(session);
  const leaving = migrations.filter(({ name }) => done.has(name) && !keep.has(name)).toReversed();
  for (const { name, down } of leaving) {
    if (down === undefined) throw new MigrationFailed(`${name} has no down migration: there is no way back by the route \`down\``);
    await apply(session, down, `DELETE FROM ${bookkeepingSchema}.migrations WHERE name = $1`, name);
  }
  return leaving.map(({ name }) => name);
};

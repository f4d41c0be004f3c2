import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError, messageOf } from '../../../core/error.ts';
import type { Session } from './session.ts';

/** One step of the schema, as plain SQL. */
export interface Migration {
  readonly name: string;
  readonly up: string;
  /** Absent: there is no way back. */
  readonly down?: string;
}

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

/** Reads `<name>.up.sql` and `<name>.down.sql` of a folder, in order of name. Throws `migrations/…` errors. */
export const readMigrations = async (folder: string): Promise<Migration[]> => {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    throw new DrillError('migrations/unreadable', `cannot read the migrations in ${folder}: ${cause.message}`, {
      cause,
      fix: 'check `migrations` in drill.yaml',
    });
  });
  const ups = names.filter((name) => name.endsWith('.up.sql')).sort();
  const orphan = names.find((name) => name.endsWith('.down.sql') && !names.includes(name.replace(/\.down\.sql$/, '.up.sql')));
  if (orphan !== undefined)
    throw new DrillError('migrations/no-up', `${join(folder, orphan)} has no .up.sql beside it`, { fix: 'add it, or remove this one' });
  if (ups.length === 0)
    throw new DrillError('migrations/none', `there is no .up.sql file in ${folder}`, {
      fix: 'name them 001_name.up.sql and 001_name.down.sql',
    });
  return Promise.all(
    ups.map(async (file) => {
      const name = file.replace(/\.up\.sql$/, '');
      const down = names.includes(`${name}.down.sql`) ? await readFile(join(folder, `${name}.down.sql`), 'utf8') : undefined;
      return { name, up: await readFile(join(folder, file), 'utf8'), ...(down === undefined ? {} : { down }) };
    }),
  );
};

const lineAt = (sql: string, position: unknown): string =>
  Number(position) > 0 ? `:${sql.slice(0, Number(position) - 1).split('\n').length}` : '';

const apply = async (session: Session, file: string, sql: string, book: string, name: string): Promise<void> => {
  try {
    await session.query('BEGIN');
    await session.query(sql);
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
export const migrateUp = async (session: Session, migrations: readonly Migration[]): Promise<string[]> => {
  const done = await applied(session);
  const pending = migrations.filter(({ name }) => !done.has(name));
  for (const { name, up } of pending)
    await apply(session, `${name}.up.sql`, up, `INSERT INTO ${bookkeepingSchema}.migrations (name) VALUES ($1)`, name);
  return pending.map(({ name }) => name);
};

/** Takes back what is applied and not in `keep`, newest first; names of what was. Throws `MigrationFailed`, also where a down is missing. */
export const migrateDown = async (session: Session, migrations: readonly Migration[], keep: ReadonlySet<string>): Promise<string[]> => {
  const done = await applied(session);
  const leaving = migrations.filter(({ name }) => done.has(name) && !keep.has(name)).toReversed();
  for (const { name, down } of leaving) {
    if (down === undefined) throw new MigrationFailed(`${name} has no .down.sql: there is no way back by the route \`down\``);
    await apply(session, `${name}.down.sql`, down, `DELETE FROM ${bookkeepingSchema}.migrations WHERE name = $1`, name);
  }
  return leaving.map(({ name }) => name);
};

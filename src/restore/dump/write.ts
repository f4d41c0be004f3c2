import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { readCatalog } from '../../storage/engines/postgres/catalog.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { scriptOf } from './apply.ts';
import type { DumpClient } from './clients.ts';
import { openCopier } from './copy-stream.ts';
import { databaseRights, rights } from './ddl/rights.ts';
import { keyStatements, tableSettings, tableStatements } from './ddl/tables.ts';
import { beyondUs, thingsAfter, thingsBefore } from './ddl/things.ts';
import { afterFile, archiveFile, beforeFile, databaseFile, rolesFile } from './format.ts';
import { literal, type Script } from './names.ts';
import { databaseStatements, ownerOfDatabase, roleStatements } from './roles.ts';
import { dumpedTables, type DumpedTable, writeRows } from './rows.ts';

// What a database holds at a snapshot, in files.

export interface From {
  readonly session: Session;
  readonly url: string;
  /** Exported by somebody who holds it. */
  readonly snapshot: string;
}

/** Numbers are given outside of transactions: they stand where they stand, never behind the snapshot. */
const sequenceStatements = async (session: Session, { objects }: Script): Promise<readonly string[]> => {
  const all: string[] = [];
  for (const { kind, name } of objects) {
    if (kind !== 'sequence') continue;
    const [row] = await session.query<{ last: string; called: string }>(`SELECT last_value AS last, is_called AS called FROM ${name}`);
    all.push(`SELECT pg_catalog.setval(${literal(name)}::pg_catalog.regclass, ${row?.last ?? '1'}, ${row?.called === 't'})`);
  }
  return all;
};

const refuseBeyond = async (session: Session, script: Script): Promise<void> => {
  const [large] = await session.query<{ there: string }>('SELECT EXISTS (SELECT FROM pg_largeobject_metadata) AS there');
  const beyond = [...beyondUs(script), ...(large?.there === 't' ? ['large objects'] : [])];
  if (beyond.length === 0) return;
  throw new DrillError('backup/needs-pg-dump', `the database has what cannot be dumped without pg_dump: ${beyond.slice(0, 5).join(', ')}`, {
    fix: 'install the client programs of the server’s version (postgresql-client), or take physical backups',
    kind: 'internal',
  });
};

/** What is the same by either way: roles, and what is said of the database. */
const writeServer = async (session: Session, folder: string, script: Script): Promise<void> => {
  const write = (name: string, statements: readonly string[]): Promise<void> =>
    writeFile(join(folder, name), scriptOf(statements), { mode: 0o600 });
  await write(rolesFile, await roleStatements(session));
  await write(databaseFile, [...(await databaseStatements(session)), ...databaseRights(script)]);
};

/** A dump by COPY alone. @throws DrillError `backup/needs-pg-dump`; what the server says, as it says it */
export const writeByCopy = async (
  { session, url, snapshot }: From,
  folder: string,
  signal: AbortSignal,
): Promise<readonly DumpedTable[]> => {
  await using copier = await openCopier(url);
  await copier.run(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '${snapshot}'`);
  const before = await readCatalog(session);
  const names = before.objects.flatMap((object) => (object.kind === 'table' ? [object.name] : []));
  // Nobody changes them from here on; what was changed before is told by what is read now.
  if (names.length > 0) await copier.run(`LOCK TABLE ${names.map((name) => `ONLY ${name}`).join(', ')} IN ACCESS SHARE MODE`);
  const catalog = await readCatalog(session);
  const script: Script = { objects: catalog.objects, owner: await ownerOfDatabase(session) };
  await refuseBeyond(session, script);
  await writeServer(session, folder, script);
  await writeFile(join(folder, beforeFile), scriptOf([...thingsBefore(script), ...tableStatements(script)]), { mode: 0o600 });
  const tables = dumpedTables(catalog);
  await mkdir(join(folder, 'rows'), { recursive: true, mode: 0o700 });
  for (const table of tables) await writeRows(copier, table, folder, signal);
  const filled = catalog.objects.flatMap((object) =>
    object.kind === 'materialized view' && object.populated !== false ? [`REFRESH MATERIALIZED VIEW ${object.name}`] : [],
  );
  const after = [
    ...(await sequenceStatements(session, script)),
    ...keyStatements(script),
    ...thingsAfter(script),
    ...tableSettings(script),
    ...rights(script),
    ...filled,
  ];
  await writeFile(join(folder, afterFile), scriptOf(after), { mode: 0o600 });
  await copier.run('ROLLBACK');
  return tables;
};

/** A dump by pg_dump, in its custom format. @throws DrillError `backup/…` */
export const writeByProgram = async (
  client: DumpClient,
  { session, url, snapshot }: From,
  folder: string,
  signal: AbortSignal,
): Promise<void> => {
  const { objects } = await readCatalog(session);
  await writeServer(session, folder, { objects, owner: await ownerOfDatabase(session) });
  await client.run(['--format=custom', '--no-sync', `--snapshot=${snapshot}`, `--file=${join(folder, archiveFile)}`], url, signal);
};

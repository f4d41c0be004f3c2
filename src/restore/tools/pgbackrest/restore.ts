import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../../core/error.ts';
import { collectLog, type Got } from '../../files/collect-log.ts';
import { confine } from '../../files/confine.ts';
import type { Backup, FileFault, LogFault, Restored, Target } from '../../provider.ts';
import { readStanza } from './list.ts';
import { missingOf } from './manifest.ts';
import type { PgBackRest } from './program.ts';

/** Names below `pg_data/`, of what the tool could not bring. It names what is missing; of what it cannot read it tells that it is so. */
const faultsIn = (error: unknown, id: string): readonly FileFault[] => {
  const words = error instanceof DrillError ? (error.problems[0]?.why ?? '') : '';
  const [, missing] = /unable to open missing file '[^']*?\/pg_data\/([^']+?)(?:\.(?:gz|lz4|zst|bz2))?' for read/.exec(words) ?? [];
  if (missing !== undefined) return [{ name: missing, how: 'missing' }];
  if (/unable to open missing file '[^']*\/bundle\/|unable to load backup manifest/.test(words))
    return [{ name: `of ${id}`, how: 'missing' }];
  const [, changed] = /error restoring '[^']*?\/copy\/data\/([^']+)': actual checksum/.exec(words) ?? [];
  if (changed !== undefined) return [{ name: changed, how: 'changed' }];
  return /raised from local-\d+ protocol|\[(?:Format|Crypto|Checksum)Error\]|unexpected eof in compressed data|zlib threw|lz4|zst.*error|checksum/i.test(
    words,
  )
    ? [{ name: `of ${id}`, how: 'changed' }]
    : [];
};

/** Of a segment of the log that pgBackRest has, and does not give: how it is damaged cannot be told of what is compressed. */
const gotOf = (code: number | undefined): Got => (code === 0 ? 'got' : code === 1 ? 'missing' : 'damaged');

/** Names of what the archive of a cluster has; a file is named after the segment, a hash of it and its compression. */
const archived = async (program: PgBackRest, archive: string, signal: AbortSignal): Promise<readonly string[]> => {
  const { out } = await program.ask(
    [
      'repo-ls',
      `archive/${program.stanza}/${archive}`,
      ...(program.repo.length > 0 ? program.repo : ['--repo=1']),
      '--recurse',
      '--output=json',
    ],
    {},
    signal,
  );
  return Object.keys(JSON.parse(out) as Readonly<Record<string, unknown>>).map((path) =>
    (path.split('/').at(-1) ?? '').replace(/^([0-9A-F]{24})-[0-9a-f]{40}(?:\.\w+)?$/, '$1'),
  );
};

const nothing = (restored: readonly FileFault[], data: string): Restored => ({
  kind: 'cluster',
  data,
  files: 0,
  bytes: 0,
  faults: restored,
});

/** Brings a backup and its log into the drill's folder. @throws DrillError what the tool says */
export const restoreBackup = async (program: PgBackRest, backup: Backup, target: Target, signal: AbortSignal): Promise<Restored> => {
  const { folder, scratch } = target;
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true, mode: 0o700 });
  await chmod(data, 0o700);
  // Locks and what is fetched ahead lie in the run's folder: the usual ones belong to whoever makes backups.
  const env = {
    ...scratch.mark,
    PGBACKREST_LOCK_PATH: join(scratch.folder, 'pgbackrest'),
    PGBACKREST_SPOOL_PATH: join(scratch.folder, 'pgbackrest'),
  };
  const where = [`--pg1-path=${data}`, ...program.repo];
  try {
    await program.ask(
      [
        'restore',
        ...where,
        `--set=${backup.id}`,
        '--type=none',
        '--no-delta',
        '--no-link-all',
        `--tablespace-map-all=${join(folder, 'tablespaces')}`,
      ],
      { env },
      signal,
    );
  } catch (error) {
    const faults = faultsIn(error, backup.id);
    if (faults.length === 0) throw error;
    return nothing(faults, data);
  }
  const stanza = await readStanza(program, signal);
  const entry = stanza.backup.find(({ label }) => label === backup.id);
  const of = stanza.db.find((one) => one.id === entry?.database.id);
  const faults = await missingOf(program, backup, data, signal);
  const brought = await confine(folder, data);
  if (!entry?.archive.start || !of) return { kind: 'cluster', data, ...brought, faults };
  const get = async (name: string, path: string): Promise<Got> => {
    const { code } = await program.ask(
      ['archive-get', ...where, name, path],
      { env },
      signal,
      Array.from({ length: 256 }, (_, at) => at),
    );
    return gotOf(code);
  };
  const names = await archived(program, `${of.version}-${of.id}`, signal);
  const log: { readonly log: readonly LogFault[]; readonly restoreCommand?: string } = await collectLog(
    { names, first: entry.archive.start, folder, backup },
    get,
    signal,
  );
  return { kind: 'cluster', data, ...brought, faults, ...log };
};

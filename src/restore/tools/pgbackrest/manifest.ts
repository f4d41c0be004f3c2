import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup, FileFault } from '../../provider.ts';
import type { PgBackRest } from './program.ts';

/** Lines of pgBackRest’s own list: `pg_data/PG_VERSION={"checksum":…,"size":3,…}`, `pg_tblspc/16400/…={…}`. */
const line = /^(?:pg_data\/|(?=pg_tblspc\/))(.+)=(\{.*"size":\d+.*\})$/;

/** It is in the backup, and pgBackRest links tablespaces itself. */
const leftOut = 'tablespace_map';

/**
 * Of files that pgBackRest says it has restored, which are not there, or not as long as they were. What is in them it has held against a
 * checksum when it wrote them; that it wrote them at all is not believed.
 */
export const missingOf = async (program: PgBackRest, { id }: Backup, data: string, signal: AbortSignal): Promise<readonly FileFault[]> => {
  const repo = program.repo.length > 0 ? program.repo : ['--repo=1'];
  const { out } = await program.ask(['repo-get', `backup/${program.stanza}/${id}/backup.manifest`, ...repo], {}, signal);
  const faults: FileFault[] = [];
  for (const entry of out.split('\n')) {
    const [, name, text] = line.exec(entry) ?? [];
    if (name === undefined || text === undefined || name === leftOut) continue;
    const { size } = JSON.parse(text) as { readonly size: number };
    const found = await stat(join(data, name)).catch(() => undefined);
    if (!found) faults.push({ name, how: 'missing' });
    else if (found.size !== size) faults.push({ name, how: found.size === 0 ? 'empty' : found.size < size ? 'truncated' : 'appended' });
  }
  return faults;
};

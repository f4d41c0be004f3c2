import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { checkBackupManifest, readBackupManifest } from '../../files/backup-manifest.ts';
import { confine } from '../../files/confine.ts';
import type { Backup, FileFault, Restored, Target } from '../../provider.ts';
import { type Details, readDetails } from './list.ts';
import { bringLog } from './log.ts';
import type { Barman } from './program.ts';

interface Space {
  readonly name: string;
}

/** Barman changes what it thinks dangerous and keeps what was; the copy's server does not read it, and it shall be as it was. */
const putBack = async (data: string, id: string): Promise<void> => {
  for (const name of await readdir(data)) {
    if (name.endsWith('.origin')) await rename(join(data, name), join(data, name.slice(0, -'.origin'.length)));
    if (name === `backup_manifest.${id}`) await rename(join(data, name), join(data, 'backup_manifest'));
  }
  await rm(join(data, '.barman-recover.info'), { force: true });
  await rm(join(data, 'recovery.signal'), { force: true });
};

/** Without a list of PostgreSQL's own: what Barman has must be there, each as long as it is there. */
const missing = async ({ files }: Details, id: string, data: string): Promise<readonly FileFault[]> => {
  const faults: FileFault[] = [];
  for (const path of files) {
    const [, name] = path.split(`/${id}/data/`);
    if (name === undefined || /^(?:backup_manifest|postgresql\.auto\.conf|tablespace_map|recovery\.signal)/.test(name)) continue;
    const [was, is] = [await stat(path).catch(() => undefined), await stat(join(data, name)).catch(() => undefined)];
    if (!was?.isFile()) continue;
    if (!is) faults.push({ name, how: 'missing' });
    else if (is.size !== was.size) faults.push({ name, how: is.size === 0 ? 'empty' : is.size < was.size ? 'truncated' : 'appended' });
  }
  return faults;
};

const look = async (details: Details, id: string, data: string, signal: AbortSignal): Promise<readonly FileFault[]> => {
  const text = await readFile(join(data, 'backup_manifest'), 'utf8').catch(() => undefined);
  return text === undefined ? missing(details, id, data) : checkBackupManifest(data, readBackupManifest(text), signal);
};

/** Each tablespace is brought to the drill's folder: told nothing, Barman brings it to where its source has it. */
const spacesOf = async (barman: Barman, id: string, folder: string, signal: AbortSignal): Promise<readonly string[]> => {
  const { tablespaces } = await barman.askJson<{ readonly tablespaces?: readonly Space[] }>(['show-backup', barman.server, id], signal);
  return (tablespaces ?? []).flatMap(({ name }) => ['--tablespace', `${name}:${join(folder, 'tablespaces', name)}`]);
};

/** Brings a backup and its log into the drill's folder. @throws DrillError what the tool says */
export const restoreBackup = async (barman: Barman, backup: Backup, target: Target, signal: AbortSignal): Promise<Restored> => {
  const { folder, scratch } = target;
  const data = join(folder, 'data');
  for (const path of [data, join(folder, 'tablespaces')]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    await barman.lend(path);
  }
  const details = await readDetails(barman, backup.id, signal);
  const spaces = await spacesOf(barman, backup.id, folder, signal);
  await barman.ask(['recover', '--get-wal', ...spaces, barman.server, backup.id, data], { env: scratch.mark }, signal);
  await putBack(data, backup.id);
  const faults = await look(details, backup.id, data, signal);
  const brought = await confine(folder, data);
  const first = details.info('begin_wal');
  const log = first === undefined ? {} : await bringLog(barman, backup, { first, folder }, signal);
  return { kind: 'cluster', data, ...brought, faults, ...log };
};

import { readFile } from 'node:fs/promises';
import type { Backup } from '../../provider.ts';
import { readIni } from '../ini.ts';
import { answerMs } from '../tool.ts';
import type { Barman } from './program.ts';

/** Of `barman -f json list-backups`. */
interface Listed {
  readonly backup_id: string;
  readonly status: string;
  readonly end_time_timestamp?: string;
  readonly size_bytes?: number;
}

/** Its `backup.info`, and the files that it has of a backup, as they lie there. */
export interface Details {
  readonly info: (key: string) => string | undefined;
  readonly files: readonly string[];
}

/** What lies there of a backup. @throws DrillError what the tool says */
export const readDetails = async (barman: Barman, id: string, signal: AbortSignal): Promise<Details> => {
  const { out } = await barman.ask(['list-files', '--target', 'data', barman.server, id], { limitMs: answerMs }, signal);
  const files = out.split('\n').filter(Boolean);
  const path = files.find((file) => file.endsWith(`/${id}/backup.info`)) ?? files.find((file) => file.endsWith(`/${id}-backup.info`));
  const info = readIni(path === undefined ? '' : await readFile(path, 'utf8').catch(() => '')).get('');
  return {
    info: (key) => {
      const value = info?.get(key)?.[0];
      return value === 'None' ? undefined : value;
    },
    files: files.filter((file) => file !== path),
  };
};

const withDetails = ({ id, at, form, bytes }: Backup, { info }: Details): Backup => {
  const [from, to, systemIdentifier, timeline, version] = ['begin_xlog', 'end_xlog', 'systemid', 'timeline', 'version'].map(info);
  return {
    id,
    at,
    form,
    ...(bytes !== undefined && { bytes }),
    ...(systemIdentifier !== undefined && { systemIdentifier }),
    ...(timeline !== undefined && { timeline: Number(timeline) }),
    ...(version !== undefined && { major: Math.floor(Number(version) / 10_000) }),
    ...(from !== undefined && to !== undefined && { log: { from, to } }),
  };
};

/** Those that are complete, the newest first; of that one all that is known. @throws DrillError what the tool says */
export const listBackups = async (barman: Barman, signal: AbortSignal): Promise<readonly Backup[]> => {
  const all = await barman.askJson<readonly Listed[]>(['list-backups', barman.server], signal);
  const [newest, ...older] = (all ?? [])
    .filter(({ status, end_time_timestamp: end }) => (status === 'DONE' || status === 'WAITING_FOR_WALS') && end !== undefined)
    .map(({ backup_id: id, end_time_timestamp: end, size_bytes: bytes }): Backup => ({
      id,
      at: new Date(Number(end) * 1000).toISOString(),
      form: 'physical',
      ...(bytes !== undefined && { bytes }),
    }))
    .sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? 1 : -1));
  return newest ? [withDetails(newest, await readDetails(barman, newest.id, signal)), ...older] : [];
};

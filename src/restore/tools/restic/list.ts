import type { Backup } from '../../provider.ts';
import { answerMs } from '../tool.ts';
import type { Restic } from './program.ts';

/** Of `restic snapshots --json`. */
interface Snapshot {
  readonly id: string;
  readonly time: string;
  readonly tags?: readonly string[];
  readonly summary?: { readonly total_bytes_processed?: number };
}

/** A file or folder of a snapshot, of `restic ls --json`. */
export interface Node {
  readonly struct_type: 'node' | 'snapshot';
  readonly type: string;
  readonly path: string;
  readonly size?: number;
}

/** What is written down of a backup that drill takes: a snapshot itself says nothing of a server. */
const tagged = (tags: readonly string[] | undefined, name: string): string | undefined =>
  tags?.find((tag) => tag.startsWith(`${name}=`))?.slice(name.length + 1);

export const tagsOf = (about: {
  readonly major: number;
  readonly systemIdentifier: string;
  readonly timeline: number;
}): readonly string[] => ['drill', `system=${about.systemIdentifier}`, `timeline=${about.timeline}`, `major=${about.major}`];

/** Files by which a snapshot is seen to be of a cluster. */
const isOfCluster = /(?:^|\/)(?:PG_VERSION|global\/pg_control|backup_label|base\.tar(?:\.\w+)?)$/;

export const filesOf = async (restic: Restic, id: string, signal: AbortSignal): Promise<readonly Node[]> =>
  (await restic.askJson<Node>(['ls', id], {}, signal)).filter(({ struct_type: kind, type }) => kind === 'node' && type === 'file');

const backupOf = ({ id, time, tags, summary }: Snapshot): Backup => {
  const [systemIdentifier, timeline, major] = ['system', 'timeline', 'major'].map((name) => tagged(tags, name));
  const bytes = summary?.total_bytes_processed;
  return {
    id,
    at: new Date(time).toISOString(),
    form: 'physical',
    ...(bytes !== undefined && { bytes }),
    ...(systemIdentifier !== undefined && { systemIdentifier }),
    ...(timeline !== undefined && { timeline: Number(timeline) }),
    ...(major !== undefined && { major: Number(major) }),
  };
};

/** The newest first; what is in it is looked at of the newest alone. @throws DrillError what the tool says */
export const listBackups = async (restic: Restic, signal: AbortSignal): Promise<readonly Backup[]> => {
  const snapshots = (await restic.askJson<Snapshot>(['snapshots', ...restic.chosen], { limitMs: answerMs }, signal)).toSorted((a, b) =>
    Date.parse(a.time) < Date.parse(b.time) ? 1 : -1,
  );
  const [newest, ...older] = snapshots.map(backupOf);
  if (!newest) return [];
  const files = await filesOf(restic, newest.id, signal);
  const form = newest.systemIdentifier !== undefined || files.some(({ path }) => isOfCluster.test(path)) ? 'physical' : 'logical';
  const major = newest.major ?? (form === 'physical' ? await majorIn(restic, newest.id, files, signal) : undefined);
  const bytes = newest.bytes ?? files.reduce((sum, { size = 0 }) => sum + size, 0);
  return [{ ...newest, form, bytes, ...(major !== undefined && { major }) }, ...older];
};

/** Of the outermost folder that has a version. */
const majorIn = async (restic: Restic, id: string, files: readonly Node[], signal: AbortSignal): Promise<number | undefined> => {
  const [path] = files
    .map((file) => file.path)
    .filter((one) => one.endsWith('/PG_VERSION'))
    .sort((a, b) => a.length - b.length);
  if (path === undefined) return undefined;
  const { code, out } = await restic.ask(['dump', id, path], { limitMs: answerMs }, signal, [0, 1]);
  const major = Number.parseInt(out, 10);
  return code === 0 && Number.isInteger(major) ? major : undefined;
};

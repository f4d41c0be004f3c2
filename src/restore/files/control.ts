import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

// What the files of a cluster say of themselves: nobody has to know when they were copied, or of what.

/** What is known of a cluster by its files. */
export interface ClusterFacts {
  readonly major: number;
  readonly systemIdentifier: string;
  readonly timeline: number;
  /** When its copy began: ISO 8601. Of one without a label, when it last wrote down all that it had. */
  readonly at: string;
  /** Where in the log recovery begins: `0/3000028`. */
  readonly from: string;
}

/** `0/3000028` */
const lsn = (value: bigint): string => `${(value >> 32n).toString(16)}/${(value & 0xffffffffn).toString(16)}`.toUpperCase();

/** Of backup_label: a time with the zone’s name, which is only sure for UTC and GMT. */
const timeIn = (text: string): string | undefined => {
  const [, day, time, zone = ''] = /^START TIME: (\S+) (\S+)(?: (\S+))?$/m.exec(text) ?? [];
  if (day === undefined || time === undefined || !/^(?:UTC|GMT|Z)$/.test(zone)) return undefined;
  return new Date(`${day}T${time}Z`).toISOString();
};

/** The first bytes of global/pg_control (catalog/pg_control.h): they are the same from 12 to 18. */
const readControl = (bytes: Buffer) => ({
  systemIdentifier: bytes.readBigUInt64LE(0).toString(),
  /** s since 1970 */
  time: Number(bytes.readBigInt64LE(24)),
  redo: lsn(bytes.readBigUInt64LE(40)),
  timeline: bytes.readUInt32LE(48),
});

/** Reads one of the small files; undefined where there is none. */
export type Reader = (name: string) => Promise<Buffer | undefined>;

/** Reads files of a folder. */
export const readerOf =
  (folder: string): Reader =>
  async (name) => {
    try {
      await using file = await open(join(folder, name), 'r');
      return await readFile(file);
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  };

/** What a backup’s label says. */
export const readLabel = (text: string): Partial<Pick<ClusterFacts, 'from' | 'timeline' | 'at'>> => {
  const [, from] = /^START WAL LOCATION: ([0-9A-F]+\/[0-9A-F]+)/m.exec(text) ?? [];
  const [, timeline] = /^START TIMELINE: (\d+)$/m.exec(text) ?? [];
  const at = timeIn(text);
  return {
    ...(from !== undefined && { from }),
    ...(timeline !== undefined && { timeline: Number(timeline) }),
    ...(at !== undefined && { at }),
  };
};

/** What the files of a cluster say, as far as they are there. */
export const readCluster = async (read: Reader): Promise<Partial<ClusterFacts>> => {
  const [version, control, label] = [await read('PG_VERSION'), await read('global/pg_control'), await read('backup_label')];
  const major = Number.parseInt(version?.toString('latin1') ?? '', 10);
  const known = control && control.length >= 52 ? readControl(control) : undefined;
  return {
    ...(Number.isInteger(major) && { major }),
    ...(known && {
      systemIdentifier: known.systemIdentifier,
      timeline: known.timeline,
      at: new Date(known.time * 1000).toISOString(),
      from: known.redo,
    }),
    ...(label && readLabel(label.toString('utf8'))),
  };
};

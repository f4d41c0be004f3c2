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
  /** It was copied while it ran, and its label tells from where it is to be recovered. */
  readonly hasLabel: boolean;
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

/** What a cluster’s files say; undefined where they are none of a cluster. */
export const readCluster = async (read: Reader): Promise<ClusterFacts | undefined> => {
  const [version, control, label] = [await read('PG_VERSION'), await read('global/pg_control'), await read('backup_label')];
  const major = Number.parseInt(version?.toString('latin1') ?? '', 10);
  if (!Number.isInteger(major) || !control || control.length < 52) return undefined;
  const known = readControl(control);
  const text = label?.toString('utf8') ?? '';
  const [, from] = /^START WAL LOCATION: ([0-9A-F]+\/[0-9A-F]+)/m.exec(text) ?? [];
  const [, timeline] = /^START TIMELINE: (\d+)$/m.exec(text) ?? [];
  return {
    major,
    systemIdentifier: known.systemIdentifier,
    timeline: timeline === undefined ? known.timeline : Number(timeline),
    at: timeIn(text) ?? new Date(known.time * 1000).toISOString(),
    from: from ?? known.redo,
    hasLabel: label !== undefined,
  };
};

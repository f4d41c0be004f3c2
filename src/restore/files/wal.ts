import { chown, copyFile, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../core/error.ts';
import type { Backup, LogFault } from '../provider.ts';
import { firstDamage } from './records.ts';

// The archived log, as it lies there: which segments there must be, and what their first page says of itself. Where a segment is
// damaged further in, the server finds it when it reads it.

/** Of a segment, where its server was not made otherwise. */
const usualBytes = 16n * 1024n * 1024n;

const isSegment = /^[0-9A-F]{24}$/;

/** Of `0/3000028`. */
const place = (lsn: string): bigint => {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
};

/** `000000010000000000000003`: timeline, and number of the segment in two parts. */
const segmentName = (timeline: number, number: bigint, bytes: bigint): string => {
  const perId = 0x1_0000_0000n / bytes;
  const hex = (value: bigint): string => value.toString(16).toUpperCase().padStart(8, '0');
  return `${hex(BigInt(timeline))}${hex(number / perId)}${hex(number % perId)}`;
};

/** The segment that a backup begins in, where segments have the usual size; undefined where it does not say where that is. */
export const segmentOf = ({ log, timeline = 1 }: Backup): string | undefined =>
  log && segmentName(timeline, place(log.from) / usualBytes, usualBytes);

/** The long header of a segment's first page: magic, flags, timeline, page address, then system identifier and segment size. */
const longHeader = 0x0002;

interface Head {
  readonly timeline: number;
  readonly systemIdentifier: string;
  readonly segmentBytes: number;
  readonly size: number;
}

const headOf = async (path: string): Promise<Head | 'missing' | 'not a segment'> => {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const head = Buffer.alloc(40);
    const { bytesRead } = await file.read(head, 0, 40, 0);
    // The magic number of 14 is D10D, that of 18 is D118: the first byte stays.
    if (bytesRead < 40 || head.readUInt16LE(0) >> 8 !== 0xd1 || (head.readUInt16LE(2) & longHeader) === 0) return 'not a segment';
    return {
      timeline: head.readUInt32LE(4),
      systemIdentifier: head.readBigUInt64LE(24).toString(),
      segmentBytes: head.readUInt32LE(32),
      size,
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
};

/** A server can be made with segments of another size: each says so itself. */
const segmentBytes = async (
  names: readonly string[],
  look: (name: string) => Promise<Head | 'missing' | 'not a segment'>,
): Promise<bigint> => {
  for (const name of names) {
    const head = await look(name);
    if (typeof head === 'object') return BigInt(head.segmentBytes);
  }
  return usualBytes;
};

/** Copies the log from a backup's start on, and the histories of timelines; how many files. */
export const copyLog = async (
  from: string,
  to: string,
  { log, timeline = 1 }: Backup,
  user: { readonly uid: number; readonly gid: number } | undefined,
  signal: AbortSignal,
): Promise<number> => {
  const names = await readdir(from).catch(() => []);
  const bytes = await segmentBytes(
    names.filter((name) => isSegment.test(name)),
    (name) => headOf(join(from, name)),
  );
  const first = log ? segmentName(timeline, place(log.from) / bytes, bytes) : '';
  const wanted = names.filter((name) => /^[0-9A-F]{8}\.history$/.test(name) || (isSegment.test(name) && name.slice(8) >= first.slice(8)));
  await mkdir(to, { recursive: true, mode: 0o700 });
  if (user) await chown(to, user.uid, user.gid);
  for (const name of wanted) {
    signal.throwIfAborted();
    await copyFile(join(from, name), join(to, name));
    if (user) await chown(join(to, name), user.uid, user.gid);
  }
  return wanted.length;
};

/** A server that replays it makes the tablespace again, at the same place: where that is on this machine, it writes into the source's files. */
const madeOutside = (segment: string, path: string): DrillError =>
  new DrillError('backup/points-outside', `the log makes a tablespace after the backup was taken, at ${path} (${segment})`, {
    why: 'A server that goes along the log would make it again at that place, where the files of its source are.',
    fix: 'take a backup after a tablespace was made',
    kind: 'internal',
  });

/** Looks at every segment from a backup's start to the last one that is there, or to the backup's end where there is none after it. */
export const logFaults = async (folder: string, backup: Backup): Promise<readonly LogFault[]> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => isSegment.test(name)).sort();
  const { log, timeline = 1 } = backup;
  if (!log) return [];
  const heads = new Map<string, Head | 'missing' | 'not a segment'>();
  const look = async (name: string): Promise<Head | 'missing' | 'not a segment'> => {
    const known = heads.get(name) ?? (await headOf(join(folder, name)));
    heads.set(name, known);
    return known;
  };
  const bytes = await segmentBytes(names, look);
  const first = place(log.from) / bytes;
  const needed = (place(log.to) - 1n) / bytes;
  const numberOf = (name: string): bigint => BigInt(`0x${name.slice(8, 16)}`) * (0x1_0000_0000n / bytes) + BigInt(`0x${name.slice(16)}`);
  const last = names.map(numberOf).reduce((most, number) => (number > most ? number : most), needed);
  const faults: LogFault[] = [];
  for (let number = first; number <= last; number++) {
    // Of a later timeline too, where somebody went on on one.
    const segment = names.find((name) => numberOf(name) === number && name.slice(0, 8) >= segmentName(timeline, 0n, bytes).slice(0, 8));
    if (segment === undefined) {
      const other = names.find((name) => numberOf(name) === number);
      faults.push({ segment: segmentName(timeline, number, bytes), how: other === undefined ? 'missing' : 'other timeline' });
      continue;
    }
    const head = await look(segment);
    if (typeof head === 'string') faults.push({ segment, how: head });
    else if (head.systemIdentifier !== backup.systemIdentifier) faults.push({ segment, how: 'other cluster' });
    else if (head.timeline !== Number.parseInt(segment.slice(0, 8), 16)) faults.push({ segment, how: 'other timeline' });
    else if (BigInt(head.size) < bytes) faults.push({ segment, how: 'truncated' });
    else {
      const outside = (at: number, path: string): void => {
        // In place, or part of the backup already.
        if (!path.startsWith('/') || number * bytes + BigInt(at) < place(log.from)) return;
        throw madeOutside(segment, path);
      };
      if (firstDamage(await readFile(join(folder, segment)), outside) !== undefined) faults.push({ segment, how: 'damaged' });
    }
  }
  return faults;
};

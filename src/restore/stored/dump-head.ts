import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

// What a dump says of itself: the head of pg_dump's own formats (pg_backup_archiver.c, ReadHead), and the comments of its SQL.

export interface DumpHead {
  readonly how: 'program' | 'sql';
  readonly at?: string;
  readonly major?: number;
  readonly isCut?: boolean;
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** Numbers have a byte for their sign, and as many as the head says. */
const headOfArchive = (bytes: Buffer): DumpHead => {
  const [major = 0, minor = 0] = [bytes[5], bytes[6]];
  const size = bytes[8] ?? 4;
  let at = 11;
  const int = (): number => {
    const value = bytes.readUIntLE(at + 1, Math.min(size, 6));
    const sign = bytes[at];
    at += 1 + size;
    return sign === 1 ? -value : value;
  };
  if (major > 1 || minor >= 15) at += 1;
  else int(); // How it is compressed.
  const [second, minute, hour, day, month, year] = [int(), int(), int(), int(), int(), int()];
  int();
  const text = (): string => {
    const length = int();
    if (length < 0) return '';
    at += length;
    return bytes.toString('utf8', at - length, at);
  };
  text();
  const version = number(/^\d+/.exec(text())?.[0]);
  // It is in the zone of the machine that wrote it, which it does not tell: that it is ours is the best guess.
  const written = new Date(year + 1900, month, day, hour, minute, second);
  return { how: 'program', at: written.toISOString(), ...(version !== undefined && { major: version }) };
};

const isSql = /^(?:--.*\n|\s)*-- PostgreSQL database (?:cluster )?dump\b/;

const dateIn = (text: string): string | undefined => {
  const found = /(?:19|20)(\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])(?:[T _.-]?([01]\d|2[0-3])[:.-]?([0-5]\d)(?:[:.-]?([0-5]\d))?)?/.exec(
    text,
  );
  if (!found) return undefined;
  const [whole, , month, day, hour = '00', minute = '00', second = '00'] = found;
  return new Date(`${whole.slice(0, 4)}-${month}-${day}T${hour}:${minute}:${second}Z`).toISOString();
};

/** A time with the zone’s name, of which UTC and GMT are sure. */
const startedOn = (text: string): string | undefined => {
  const [, at] = /^-- (?:Started|Completed) on (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:UTC|GMT)$/m.exec(text) ?? [];
  return at === undefined ? undefined : new Date(`${at.replace(' ', 'T')}Z`).toISOString();
};

const complete = /-- PostgreSQL database (?:cluster )?dump complete\b/;

/** The beginning and the end of a text that may be compressed. */
const endsOf = async (path: string): Promise<{ readonly head: Buffer; readonly tail: string; readonly isBroken: boolean }> => {
  const raw = createReadStream(path);
  const stream = path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      if (head.length < 8192) head = Buffer.concat([head, part.subarray(0, 8192)]);
      tail = Buffer.concat([tail, part]).subarray(-4096);
    }
    return { head, tail: tail.toString('utf8'), isBroken: false };
  } catch (error) {
    if (!((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_')) throw error;
    return { head, tail: tail.toString('utf8'), isBroken: true };
  } finally {
    raw.destroy();
  }
};

const firstBytes = async (path: string, length: number): Promise<Buffer> => {
  await using file = await open(path, 'r');
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, (await file.read(bytes, 0, length, 0)).bytesRead);
};

/** What a file is, if it is a dump. @param toc the file that has the head, of a dump that is a folder */
export const readDumpHead = async (path: string, name: string): Promise<DumpHead | undefined> => {
  const first = await firstBytes(path, 4096);
  if (first.toString('latin1', 0, 5) === 'PGDMP') return headOfArchive(first);
  if (!path.endsWith('.gz') && !isSql.test(first.toString('utf8'))) return undefined;
  const { head, tail, isBroken } = await endsOf(path);
  const text = head.toString('utf8');
  if (!isSql.test(text)) return undefined;
  const at = startedOn(text) ?? dateIn(name);
  const major = number(/^-- Dumped from database version (\d+)/m.exec(text)?.[1]);
  return {
    how: 'sql',
    ...(at !== undefined && { at }),
    ...(major !== undefined && { major }),
    ...((isBroken || !complete.test(tail)) && { isCut: true }),
  };
};

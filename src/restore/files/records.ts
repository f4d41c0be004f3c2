import { crc32c } from './crc32c.ts';

// Records of a segment of PostgreSQL's log, each with its checksum (access/xlogrecord.h, access/xlog_internal.h): a server that recovers takes
// a damaged record for the end of the log, and says nothing of what it has lost. The form is the same from 14 to 18.

const page = 8192;
const shortHeader = 24;
const longHeader = 40;
const recordHeader = 24;
/** Place of the checksum in a record. */
const checksum = 20;

const aligned = (at: number): number => (at + 7) & ~7;

/** What the last page says begins with the rest of a record of the segment before; else 0. */
const restAt = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at + 16);

/** Bytes of a record, without the headers of pages that it goes over. Undefined: the segment ends before it does. */
const gather = (bytes: Buffer, from: number, length: number): { readonly record: Buffer; readonly end: number } | undefined => {
  const parts: Buffer[] = [];
  let at = from;
  for (let left = length; left > 0;) {
    if (at % page === 0) {
      if (at >= bytes.length) return undefined;
      at += shortHeader;
    }
    const take = Math.min(left, page - (at % page));
    parts.push(bytes.subarray(at, at + take));
    at += take;
    left -= take;
  }
  return { record: Buffer.concat(parts), end: at };
};

/** A segment switches to the next one: nothing follows in it. `rmid` 0, `info` 0x40. */
const isSwitch = (record: Buffer): boolean => record[17] === 0 && ((record[16] ?? 0) & 0xf0) === 0x40;

/** What follows the header of a record without blocks: a mark, the length in one byte or four, and the data of its kind. */
const dataOf = (record: Buffer): Buffer | undefined =>
  record[recordHeader] === 255
    ? record.subarray(recordHeader + 2)
    : record[recordHeader] === 254
      ? record.subarray(recordHeader + 5)
      : undefined;

/** Where a record makes a tablespace (`rmid` 5, `info` 0; commands/tablespace.h): a number of four bytes, and a path that ends in zero. */
const spaceIn = (record: Buffer): string | undefined => {
  if (record[17] !== 5 || ((record[16] ?? 0) & 0xf0) !== 0) return undefined;
  const path = dataOf(record)?.subarray(4);
  const end = path?.indexOf(0) ?? -1;
  return path && end > 0 ? path.toString('utf8', 0, end) : undefined;
};

/**
 * Offset of the first record of a whole segment that is damaged or missing; undefined where all are good to its end, or to the record
 * that says that nothing follows. What of the first record began in the segment before, and of the last ends in the next, is not looked at.
 * @param onSpace is told of tablespaces that records make: at which offset, and where in the file system
 */
export const firstDamage = (bytes: Buffer, onSpace: (at: number, path: string) => void = () => {}): number | undefined => {
  const skip = restAt(bytes, 0);
  let at = longHeader;
  if ((bytes.readUInt16LE(2) & 1) !== 0 && skip > 0) {
    const rest = gather(bytes, longHeader, skip);
    if (!rest) return undefined; // One record fills the whole segment.
    at = rest.end;
  }
  for (;;) {
    at = aligned(at);
    if (at >= bytes.length) return undefined;
    if (at % page === 0) at += shortHeader;
    // The length alone never goes over a page.
    const length = bytes.readUInt32LE(at);
    if (length < recordHeader) return at;
    const found = gather(bytes, at, length);
    if (!found) return undefined; // It ends in the next segment.
    const { record, end } = found;
    const crc = ~crc32c(record, 0, checksum, crc32c(record, recordHeader, record.length, 0xffffffff)) >>> 0;
    if (crc !== record.readUInt32LE(checksum)) return at;
    const space = spaceIn(record);
    if (space !== undefined) onSpace(at, space);
    if (isSwitch(record)) return undefined;
    at = end;
  }
};

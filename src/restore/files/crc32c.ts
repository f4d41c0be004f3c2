/** Of CRC-32C (Castagnoli), for eight bytes at once: what a byte means that is followed by so many others. */
const tables: readonly Int32Array[] = (() => {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    return value;
  });
  const all = [first];
  for (let more = 1; more < 8; more++) {
    const last = all[more - 1] ?? first;
    all.push(last.map((value) => (value >>> 8) ^ (first[value & 0xff] ?? 0)));
  }
  return all;
})();

const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

/** Goes on with a checksum, which begins as 0xffffffff and is turned over at its end: PostgreSQL’s INIT_CRC32C, COMP_CRC32C, FIN_CRC32C. */
export const crc32c = (bytes: Uint8Array, from: number, to: number, start: number): number => {
  let crc = start;
  let at = from;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (; at + 8 <= to; at += 8) {
    const low = view.getInt32(at, true) ^ crc;
    const high = view.getInt32(at + 4, true);
    crc =
      (t7[low & 0xff] as number) ^
      (t6[(low >>> 8) & 0xff] as number) ^
      (t5[(low >>> 16) & 0xff] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[high & 0xff] as number) ^
      (t2[(high >>> 8) & 0xff] as number) ^
      (t1[(high >>> 16) & 0xff] as number) ^
      (t0[high >>> 24] as number);
  }
  for (; at < to; at++) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[at] as number)) & 0xff] as number);
  return crc;
};

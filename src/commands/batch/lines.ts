const newline = 10;
const carriageReturn = 13;

/** One line of the input, or that it was too long to be kept. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined where it was longer than the limit. */
  readonly bytes: Uint8Array | undefined;
}

const withoutEnd = (bytes: Uint8Array): Uint8Array => (bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes);

/**
 * Cuts a stream of bytes into lines at LF or CR LF; the last one needs no end. Memory: one line, never more than `limit` bytes of it.
 */
export const linesOf = async function* (chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let size = 0;
  const add = (part: Uint8Array): void => {
    size += part.length;
    if (size > limit) parts = [];
    else parts.push(part);
  };
  const line = (): Line => {
    const [only, ...more] = parts;
    const bytes = size > limit ? undefined : withoutEnd(only && more.length === 0 ? only : Buffer.concat(parts));
    parts = [];
    size = 0;
    return { number: ++number, bytes };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at));
      from = at + 1;
      yield line();
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (size > 0) yield line();
};

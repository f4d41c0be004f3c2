import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { Client, Query } from 'pg';
import { DrillError, messageOf } from '../../core/error.ts';

// COPY as streams: tables do not fit into memory. pg speaks the protocol and has no words for it.

/** What pg's connection offers beside its types. */
interface Wire {
  readonly stream: NodeJS.ReadableStream & { readonly writableNeedDrain?: boolean };
  readonly sendCopyFromChunk: (chunk: Buffer) => void;
  readonly endCopyFrom: () => void;
  readonly sendCopyFail: (why: string) => void;
}

/** A connection of its own for COPY, as text and in UTC, without row security: what it may not see is refused and not left out. */
export interface Copier extends AsyncDisposable {
  readonly run: (sql: string) => Promise<void>;
  /** The bytes that the server sends; it ends with an error where the server does. */
  readonly out: (sql: string) => Readable;
  /** Sends bytes to the server; how many rows it took. */
  readonly in: (sql: string, from: Readable) => Promise<number>;
}

/** @throws DrillError `postgres/connect` */
export const openCopier = async (url: string): Promise<Copier> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {}); // The next query tells.
  try {
    await client.connect();
    await client.query(
      "SET row_security = off; SET client_encoding = 'UTF8'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1",
    );
  } catch (cause) {
    await client.end().catch(() => {});
    throw new DrillError('postgres/connect', `cannot connect to the database: ${messageOf(cause)}`, { cause, kind: 'internal' });
  }
  return {
    run: async (sql) => void (await client.query(sql)),
    out: (sql) => {
      const rows = new PassThrough({ highWaterMark: 1 << 20 });
      const done = (error: Error | null): void => void (error ? rows.destroy(error) : rows.end());
      const query = new Query({ text: sql }, done as never);
      const take = ({ chunk }: { readonly chunk: Buffer }, wire: Wire): void => {
        // The parser's buffer is used again.
        if (rows.write(Buffer.from(chunk)) || rows.destroyed) return;
        wire.stream.pause();
        rows.once('drain', () => wire.stream.resume());
        rows.once('close', () => wire.stream.resume());
      };
      client.query(Object.assign(query, { handleCopyData: take }));
      return rows;
    },
    in: (sql, from) =>
      new Promise((resolve, reject) => {
        let failed: Error | undefined;
        const done = (error: Error | null, result: { readonly rowCount?: number } | undefined): void => {
          if (error) from.destroy();
          if (failed ?? error) reject(failed ?? error);
          else resolve(result?.rowCount ?? 0);
        };
        const query = new Query({ text: sql }, done as never);
        const send = async (wire: Wire): Promise<void> => {
          try {
            for await (const chunk of from) {
              wire.sendCopyFromChunk(chunk as Buffer);
              if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain');
            }
            wire.endCopyFrom();
          } catch (error) {
            if (from.destroyed && !(error instanceof Error)) return;
            failed = error as Error;
            wire.sendCopyFail(messageOf(error));
          }
        };
        client.query(Object.assign(query, { handleCopyInResponse: (wire: Wire) => void send(wire) }));
      }),
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
};

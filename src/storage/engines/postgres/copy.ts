import { type Client, Query, type QueryResult } from 'pg';

// pg speaks the protocol of COPY and has no words for it; pg-copy-streams has, and is refused by a client that sends ahead
// (`pipeline`). Rows are in memory with their script, so that a stream would buy nothing.

/** What pg's connection offers beside its types. */
interface CopySink {
  readonly sendCopyFromChunk: (chunk: Buffer) => void;
  readonly endCopyFrom: () => void;
}

/** Bytes a message. */
const chunk = 64 * 1024;

/** Runs COPY … FROM stdin with its rows, in the form that it says; how many the server took. Nothing else may be on its way meanwhile. */
export const copyIn = (client: Client, text: string, rows: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const done = (error: Error | null, result: QueryResult | undefined): void => (error ? reject(error) : resolve(result?.rowCount ?? 0));
    const query = new Query({ text }, done as never);
    const send = (sink: CopySink): void => {
      const bytes = Buffer.from(rows, 'utf8');
      for (let at = 0; at < bytes.length; at += chunk) sink.sendCopyFromChunk(bytes.subarray(at, at + chunk));
      sink.endCopyFrom();
    };
    client.query(Object.assign(query, { handleCopyInResponse: send }));
  });

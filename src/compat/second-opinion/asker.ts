import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../core/error.ts';
import { ownPackage } from '../../core/package.ts';

/** What the other tool says of two schemas. */
export type Opinion =
  | {
      readonly kind: 'answer';
      /** A schema of the documents of A that B refuses; absent: there is none. */
      readonly removed?: unknown;
      /** A schema of the documents of B that A refuses. */
      readonly added?: unknown;
    }
  | { readonly kind: 'none'; readonly because: string };

/** json-schema-diff, loaded when it is first asked. */
export interface Asker extends AsyncDisposable {
  /** Its name and version. */
  readonly by: string;
  /** Never rejects: what it cannot answer, or not in time, is `none` with the reason. */
  readonly ask: (a: unknown, b: unknown) => Promise<Opinion>;
}

const megabytes = 512;

/** The thread's program: beside this file in src/, at the top of dist/. */
const threadFile = (): string =>
  import.meta.filename.endsWith('.ts') ? join(import.meta.dirname, 'worker.ts') : join(ownPackage().root, 'dist', 'worker.js');

/** @param ms what one question may take, in milliseconds (default 5000). */
export const openAsker = (ms = 5000): Asker => {
  const require = createRequire(import.meta.url);
  const { version } = require('json-schema-diff/package.json') as { readonly version: string };
  let worker: Worker | undefined;
  const end = async (): Promise<void> => {
    const old = worker;
    worker = undefined;
    await old?.terminate();
  };
  return {
    by: `json-schema-diff ${version}`,
    ask: async (a, b) => {
      worker ??= new Worker(threadFile(), {
        resourceLimits: { maxOldGenerationSizeMb: megabytes },
      });
      const signal = AbortSignal.timeout(ms);
      try {
        const answered = once(worker, 'message', { signal });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage({ a, b });
        const [opinion] = (await answered) as [Opinion];
        return opinion;
      } catch (error) {
        await end();
        return { kind: 'none', because: signal.aborted ? `it took longer than ${ms} ms` : messageOf(error) };
      }
    },
    [Symbol.asyncDispose]: end,
  };
};

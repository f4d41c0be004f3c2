import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Opinion } from '../../src/compat/second-opinion/asker.ts';

/** Its answer, and the ms that it took by itself, passing the question not counted. */
export interface TimedOpinion {
  readonly opinion: Opinion;
  readonly ms: number;
}

/** json-schema-diff, warmed up. */
export interface TimedPeer extends AsyncDisposable {
  readonly ask: (a: unknown, b: unknown) => Promise<TimedOpinion>;
}

/** It may take minutes and gigabytes; a question that takes longer than so many ms counts as not answered. */
const patience = 2000;

const warmUp = Array.from({ length: 40 }, (_, at): [object, object] => [
  { type: 'object', properties: { a: { type: 'string', maxLength: at }, b: { type: 'array', items: { type: 'integer' } } } },
  { type: 'object', properties: { a: { type: ['string', 'null'] } }, required: ['a'], additionalProperties: at % 2 === 0 },
]);

export const openPeer = (): TimedPeer => {
  let worker: Worker | undefined;
  const end = async (): Promise<void> => {
    const old = worker;
    worker = undefined;
    await old?.terminate();
  };
  const put = async (thread: Worker, a: unknown, b: unknown): Promise<TimedOpinion> => {
    const answered = once(thread, 'message', { signal: AbortSignal.timeout(patience) });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage({ a, b });
    const [answer] = (await answered) as [TimedOpinion];
    return answer;
  };
  const warm = async (): Promise<Worker> => {
    const thread = new Worker(new URL('./peer-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    for (const [a, b] of warmUp) await put(thread, a, b);
    return thread;
  };
  return {
    ask: async (a, b) => {
      worker ??= await warm();
      try {
        return await put(worker, a, b);
      } catch (error) {
        await end();
        return { opinion: { kind: 'none', because: String(error) }, ms: patience };
      }
    },
    [Symbol.asyncDispose]: end,
  };
};

// json-schema-diff in a thread that times it: what it takes too long for can be ended.
import { parentPort } from 'node:worker_threads';
import jsonSchemaDiff from 'json-schema-diff';
import { messageOf } from '../../src/core/error.ts';

type Schema = Parameters<typeof jsonSchemaDiff.diffSchemas>[0]['sourceSchema'];

// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', ({ a, b }: { readonly a: Schema; readonly b: Schema }) => {
  const start = performance.now();
  jsonSchemaDiff
    .diffSchemas({ sourceSchema: a, destinationSchema: b })
    .then(({ removalsFound, removedJsonSchema, additionsFound, addedJsonSchema }) =>
      parentPort?.postMessage({
        ms: performance.now() - start,
        opinion: {
          kind: 'answer',
          ...(removalsFound ? { removed: removedJsonSchema } : {}),
          ...(additionsFound ? { added: addedJsonSchema } : {}),
        },
      }),
    )
    .catch((error: unknown) =>
      parentPort?.postMessage({ ms: performance.now() - start, opinion: { kind: 'none', because: messageOf(error) } }),
    );
});

// json-schema-diff in a thread of its own: what it takes too long for can be ended, and what it uses up is its own.
import { parentPort } from 'node:worker_threads';
import jsonSchemaDiff from 'json-schema-diff';
import { messageOf } from '../../core/error.ts';

type Schema = Parameters<typeof jsonSchemaDiff.diffSchemas>[0]['sourceSchema'];

// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', ({ a, b }: { readonly a: Schema; readonly b: Schema }) => {
  jsonSchemaDiff
    .diffSchemas({ sourceSchema: a, destinationSchema: b })
    .then(({ removalsFound, removedJsonSchema, additionsFound, addedJsonSchema }) =>
      parentPort?.postMessage({
        kind: 'answer',
        ...(removalsFound ? { removed: removedJsonSchema } : {}),
        ...(additionsFound ? { added: addedJsonSchema } : {}),
      }),
    )
    .catch((error: unknown) => parentPort?.postMessage({ kind: 'none', because: messageOf(error) }));
});

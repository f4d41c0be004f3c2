import { snapshotShape } from './shape.ts';

/** The JSON Schema of snapshots, as the file that is published; its path is relative to the package. */
export const snapshotSchemas = (): readonly { readonly folder: string; readonly name: string; readonly text: string }[] => [
  { folder: 'contracts/drill/1', name: 'snapshot.schema.json', text: `${JSON.stringify(snapshotShape, null, 2)}\n` },
];

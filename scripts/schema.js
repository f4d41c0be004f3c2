// `npm run schema`: writes what is derived from src/workspace/definition.ts, the JSON Schema of drill.yaml and the page about its keys, and from
// src/report/documents, the JSON Schemas of what `--format json` prints; and that of snapshots.
// Runs on a Node that strips types (22.18 or later).
import { mkdirSync, writeFileSync } from 'node:fs';
import { reportSchemas } from '../src/report/documents/all.ts';
import { snapshotSchemas } from '../src/storage/snapshot/schema.ts';
import { derived } from '../src/workspace/derived.ts';

for (const { folder, name, text } of [...derived(), ...reportSchemas(), ...snapshotSchemas()]) {
  const at = new URL(`../${folder}/`, import.meta.url);
  mkdirSync(at, { recursive: true });
  writeFileSync(new URL(name, at), text);
}

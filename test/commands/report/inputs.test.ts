import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { diff } from '../../../src/commands/diff.ts';
import { runIn } from '../io.ts';

// A report must not take the place of anything that was read to make it.

let folder: string;
const files: Readonly<Record<string, string>> = {
  'drill.yaml': `version: 1
artifacts:
  orders:
    versions: { 1.0.0: { path: '.' }, 1.1.0: { path: '.' } }
    contracts: { http: { format: openapi, file: '{version}.yaml', role: provider } }
  shop:
    versions: { 1.0.0: { path: '.' } }
    consumes: { orders: { contract: http, usage: usage.ndjson } }
environments: { local: { target: process } }
`,
  '1.0.0.yaml': `openapi: 3.1.0
info: { title: a, version: 1.0.0 }
paths: { /a: { get: { responses: { 200: { description: '', content: { application/json: { schema: { $ref: 'parts.yaml#/A' } } } } } } } }
`,
  'parts.yaml': 'A: { type: string }\n',
  'usage.ndjson': '{"operation":"GET /a"}\n',
  'drill.baseline.yaml': 'version: 1\nwaivers: []\n',
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drill-inputs-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  cpSync(join(folder, '1.0.0.yaml'), join(folder, '1.1.0.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a report takes the place of nothing that is read', () => {
  it.each<[string, string, typeof check, readonly string[]]>([
    ['what a contract of drill diff refers to', 'parts.yaml', diff, ['1.0.0.yaml', '1.1.0.yaml']],
    ['what a contract of drill check refers to', 'parts.yaml', check, ['orders', '--no-record']],
    ['what says what consumers use', 'usage.ndjson', check, ['orders', '--no-record']],
    ['what was accepted', 'drill.baseline.yaml', check, ['orders', '--no-record']],
  ])('%s', async (_, name, command, line) => {
    expect(await runIn(folder, command, ...line, '--report', `json=${name}`)).toMatchObject({
      out: '',
      refused: ['cli/report-overwrites'],
    });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(files[name]);
  });
});

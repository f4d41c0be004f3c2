import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const watch = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  import { writeSync } from 'node:fs';
  registerHooks({ load: (url, context, next) => {
    if (url.startsWith('file:')) writeSync(2, 'loaded ' + url + '\\n');
    return next(url, context);
  } });
`)}`;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'loaded-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const api = (required: readonly string[], name: object): object => ({
  openapi: '3.0.3',
  info: { title: 'pets', version: '1' },
  paths: {
    '/pets': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', required, properties: { name, born: { type: 'string', format: 'date-time' } } },
            },
          },
        },
        responses: { 201: { description: 'made' } },
      },
    },
  },
});

/** The libraries that a comparison loads from where they are joined, and whatever it loads from node_modules. */
const loadedFor = (
  old: string,
  next: string,
): { readonly status: number | null; readonly libraries: readonly string[]; readonly others: readonly string[] } => {
  const files = [old, next].map((text, index) => {
    const file = join(folder, `${index}.${text.startsWith('{') ? 'json' : 'yaml'}`);
    writeFileSync(file, text);
    return file;
  });
  const { status, stderr } = spawnSync(process.execPath, ['--import', watch, join(root, 'bin', 'drill.js'), 'diff', ...files], {
    encoding: 'utf8',
  });
  const urls = [...stderr.matchAll(/^loaded (.*)$/gm)].map(([, url = '']) => url);
  const libraries = urls.flatMap((url) => /\/dist\/libraries\/(?!shared-)(.*)\.cjs$/.exec(url)?.[1] ?? []);
  return { status, libraries: libraries.toSorted(), others: urls.filter((url) => url.includes('/node_modules/')) };
};

const text = { type: 'string' };
const word = { type: 'string', pattern: '^[a-z]{2,}$' };

describe('drill diff loads what it needs, when it needs it', () => {
  it.each([
    ['JSON in which nothing is found: nothing', JSON.stringify(api([], text)), JSON.stringify({ ...api([], text), tags: [] }), 0, []],
    ['YAML in which nothing is found: its reader', stringify(api([], text)), stringify({ ...api([], text), tags: [] }), 0, ['yaml']],
    [
      'a finding in JSON: what confirms it',
      JSON.stringify(api([], text)),
      JSON.stringify(api(['name'], text)),
      1,
      ['ajv-draft-04', 'ajv-formats'],
    ],
    [
      'a pattern: what reads it too',
      JSON.stringify(api([], text)),
      JSON.stringify(api([], word)),
      1,
      ['ajv-draft-04', 'ajv-formats', 'refa'],
    ],
  ])('%s', (_, old, next, status, libraries) => {
    expect(loadedFor(old, next)).toEqual({ status, libraries, others: [] });
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

interface Loaded {
  readonly status: number | null;
  readonly libraries: readonly string[];
  readonly others: readonly string[];
}

/** The libraries that a comparison loads from where they are joined, and whatever it loads from node_modules. */
const loadedFor = (old: string, next: string): Loaded => {
  const files = [old, next].map((text, index) => {
    const file = join(folder, `${index}.${text.startsWith('{') ? 'json' : 'yaml'}`);
    writeFileSync(file, text);
    return file;
  });
  return loadedBy('diff', ...files);
};

const loadedBy = (...words: readonly string[]): Loaded => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', watch, join(root, 'bin', 'drill.js'), ...words], {
    encoding: 'utf8',
    cwd: folder,
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

describe('drill check loads what databases need where there is a store', () => {
  it.each([
    ['an artifact without stores: nothing of it', '', 0, []],
    [
      'a store: its server, its parser and its rows',
      '    stores: { db: { engine: postgres, migrations: migrations } }\n',
      0,
      ['fast-check', 'pg'],
    ],
  ])('%s', (_, stores, status, databases) => {
    for (const version of ['1', '2']) {
      mkdirSync(join(folder, version, 'migrations'), { recursive: true });
      writeFileSync(join(folder, version, 'migrations', '1.up.sql'), 'CREATE TABLE a (id integer);');
      writeFileSync(join(folder, `doc-${version}.json`), '{"type":"object"}');
    }
    writeFileSync(
      join(folder, 'drill.yaml'),
      `version: 1\nartifacts:\n  a:\n    versions: { '1': { path: '1' }, '2': { path: '2' } }\n    contracts: { doc: { format: json-schema, file: 'doc-{version}.json' } }\n${stores}`,
    );
    const loaded = loadedBy('check', '--no-record');
    const packages = new Set(loaded.others.map((url) => /.*\/node_modules\/([^/]+)/.exec(url)?.[1] ?? ''));
    expect([loaded.status, [...packages].filter((name) => /^(?:pg|fast-check)$/.test(name)).toSorted()]).toEqual([status, databases]);
  });
});

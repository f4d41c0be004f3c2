import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compareContracts } from '../../../src/compat/compare.ts';
import { contractDigest, readContractFile, readDocuments } from '../../../src/compat/document.ts';
import { sha256 } from '../../../src/core/hash.ts';
import { lineOf } from '../contracts.ts';
import { type Files, findingsOf, problemsOf, readFiles, treeOf } from './folders.ts';

/** An API that answers with whatever `schema` says. */
const answering = (schema: string): string =>
  `openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        200:\n          description: ''\n          content:\n            application/json:\n              schema: ${schema}\n`;

const widened = 'error compat/response-bounds-widened rollout breaks, rollback holds';

describe('a contract of several files', () => {
  it.each<[string, Files, Files, string[]]>([
    [
      'a part of another file',
      { 'api.yaml': answering('{ $ref: "b.yaml#/x/Pet" }'), 'b.yaml': 'x:\n  Pet: { type: string, maxLength: 1 }\n' },
      { 'b.yaml': 'x:\n  Pet: { type: string, maxLength: 2 }\n' },
      [`${widened} @ old/b.yaml:2:24 new/b.yaml:2:24`],
    ],
    [
      'a whole file of JSON, in a folder',
      { 'api.yaml': answering('{ $ref: ./schemas/pet.json }'), 'schemas/pet.json': '{"type": "string",\n "maxLength": 1}' },
      { 'schemas/pet.json': '{"type": "string",\n "maxLength": 2}' },
      [`${widened} @ old/schemas/pet.json:2:2 new/schemas/pet.json:2:2`],
    ],
    [
      'a chain of files, and a circle of them',
      {
        'api.yaml': answering('{ $ref: s/order.yaml }'),
        's/order.yaml':
          'properties:\n  pet: { $ref: "../t/pet.yaml#/Pet" }\n  again: { $ref: "#" }\n  api: { $ref: "../api.yaml#/paths/~1a/get/responses/200/content/application~1json/schema" }\n',
        't/pet.yaml': 'Pet: { $ref: "#/Real" }\nReal:\n  properties:\n    order: { $ref: ../s/order.yaml }\n    name: { maxLength: 1 }\n',
      },
      { 't/pet.yaml': 'Pet: { $ref: "#/Real" }\nReal:\n  properties:\n    order: { $ref: ../s/order.yaml }\n    name: { maxLength: 2 }\n' },
      [`${widened} @ old/t/pet.yaml:5:13 new/t/pet.yaml:5:13`],
    ],
    [
      'a path',
      {
        'api.yaml': 'openapi: 3.0.3\npaths:\n  /a: { $ref: ./paths/a.yaml }\n',
        'paths/a.yaml': 'get:\n  responses:\n    200: { description: "" }\n',
      },
      { 'paths/a.yaml': 'put:\n  responses:\n    200: { description: "" }\n' },
      [
        'note compat/operation-added rollout holds, rollback breaks-if-used @ old/api.yaml:2:1 new/paths/a.yaml:1:1',
        'error compat/operation-removed rollout breaks, rollback holds @ old/paths/a.yaml:1:1 new/api.yaml:2:1',
      ],
    ],
    [
      'a map of schemas in a file of its own, through which local references lead',
      {
        'api.yaml': `${answering('{ $ref: "#/components/schemas/Pet" }')}components:\n  schemas: { $ref: schemas/_index.yaml }\n`,
        'schemas/_index.yaml': 'Pet: { $ref: ./pet.yaml }\nName: { type: string, maxLength: 1 }\n',
        'schemas/pet.yaml': 'properties:\n  name: { $ref: "_index.yaml#/Name" }\n',
      },
      { 'schemas/_index.yaml': 'Pet: { $ref: ./pet.yaml }\nName: { type: string, maxLength: 2 }\n' },
      [`${widened} @ old/schemas/_index.yaml:2:23 new/schemas/_index.yaml:2:23`],
    ],
    [
      'components in a file of their own',
      {
        'api.yaml': `${answering('{ $ref: "#/components/schemas/Pet" }')}components: { $ref: components.yaml }\n`,
        'components.yaml': 'schemas:\n  Pet: { type: string, maxLength: 1 }\n',
      },
      { 'components.yaml': 'schemas:\n  Pet: { type: string, maxLength: 2 }\n' },
      [`${widened} @ old/components.yaml:2:24 new/components.yaml:2:24`],
    ],
    [
      'a file that changes behind another that does not',
      {
        'api.yaml': answering('{ $ref: "b.yaml#/default" }'),
        'b.yaml': 'default: { properties: { x: { $ref: c.yaml } } }\n',
        'c.yaml': 'maxLength: 1\n',
      },
      { 'c.yaml': 'maxLength: 2\n' },
      [`${widened} @ old/c.yaml:1:1 new/c.yaml:1:1`],
    ],
    [
      'a file that is no longer one of its own: no finding',
      { 'api.yaml': answering('{ $ref: b.yaml }'), 'b.yaml': 'maxLength: 1\n' },
      { 'api.yaml': answering('{ maxLength: 1 }') },
      [],
    ],
    [
      'a file under another name: no finding',
      { 'api.yaml': answering('{ $ref: b.yaml }'), 'b.yaml': 'maxLength: 1\n' },
      { 'api.yaml': answering('{ $ref: "c d.yaml#/%24x" }'), 'c d.yaml': '$x: { maxLength: 1 }\n' },
      [],
    ],
    [
      'what nobody refers to: no finding, and no error',
      { 'api.yaml': answering('{ $ref: "b.yaml#/a" }'), 'b.yaml': 'a: { maxLength: 1 }\nb: { $ref: none.yaml }\n' },
      { 'b.yaml': 'a: { maxLength: 1 }\nb: { $ref: other.yaml }\n' },
      [],
    ],
  ])('%s', async (_, old, changed, expected) => {
    expect(await findingsOf(old, old)).toEqual([]);
    expect(await findingsOf(old, { ...old, ...changed })).toEqual(expected);
  });

  it.each<[string, Files]>([
    ['by a path and an anchor', { 'api.yaml': '$schema: https://json-schema.org/draft/2020-12/schema\n$ref: b.yaml#name\n' }],
    [
      'by identifiers that lie as the files do',
      {
        'api.yaml': '$id: https://example.com/s/api.yaml\n$ref: https://example.com/s/b.yaml#name\n',
        'b.yaml':
          '$id: https://example.com/s/b.yaml\nproperties: { x: { $anchor: name, type: string, maxLength: 1 }, y: { $ref: "#name" } }\n',
      },
    ],
    [
      'by identifiers without the ending of the files',
      {
        'api.yaml': '$id: https://example.com/s/api\n$ref: b#/x\n',
        'b.yaml': '$id: https://example.com/s/b\nx: { type: string, maxLength: 1 }\n',
      },
    ],
  ])('of JSON Schema, %s', async (_, files) => {
    const b = 'properties: { x: { $anchor: name, type: string, maxLength: 1 } }\n';
    const old = { 'b.yaml': b, ...files };
    const next = { ...old, 'b.yaml': old['b.yaml'].replace('maxLength: 1', 'maxLength: 2') };
    const column =
      old['b.yaml']
        .split('\n')
        .find((line) => line.includes('maxLength'))
        ?.indexOf('maxLength') ?? 0;
    const line = old['b.yaml'].split('\n').findIndex((text) => text.includes('maxLength')) + 1;
    const finding = `note compat/document-bounds-widened rollout holds, rollback breaks-if-used @ old/b.yaml:${line}:${column + 1} new/b.yaml:${line}:${column + 1}`;
    expect(await findingsOf(old, next)).toEqual([finding]);
    expect(await findingsOf(old, old)).toEqual([]);
  });

  it('of JSON Schema, by an identifier that is nowhere, is not decided', async () => {
    const files = { 'api.yaml': '$id: https://example.com/s/api\nproperties: { a: { $ref: c } }\n' };
    const document = await readFiles(files);
    const { cells } = compareContracts(document, document, { name: 'x', format: 'json-schema' });
    expect([cells.rollout.state, cells.rollback.state]).toEqual(['unknown', 'unknown']);
  });

  it.each<[string, Files, string[]]>([
    ['a file that is not there', { 'api.yaml': answering('{ $ref: none.yaml }') }, ['api.yaml:10:25 contract/missing-reference']],
    [
      'a place that is not there',
      { 'api.yaml': answering('{ $ref: "b.yaml#/b" }'), 'b.yaml': 'a: 1\n' },
      ['api.yaml:10:25 contract/missing-reference'],
    ],
    [
      'an anchor that is not there',
      { 'api.yaml': answering('{ $ref: "b.yaml#b" }'), 'b.yaml': 'a: 1\n' },
      ['api.yaml:10:25 contract/missing-reference'],
    ],
    [
      'a place in a second file that is not there',
      { 'api.yaml': answering('{ $ref: b.yaml }'), 'b.yaml': 'items: { $ref: "#/none" }\n' },
      ['b.yaml:1:10 contract/missing-reference'],
    ],
    ['a way out of the folder', { 'api.yaml': answering('{ $ref: ../../etc/passwd }') }, ['api.yaml:10:25 contract/reference-outside']],
    ['the same, disguised', { 'api.yaml': answering('{ $ref: "b/%2e%2e/%2E./x.yaml" }') }, ['api.yaml:10:25 contract/reference-outside']],
    ['an absolute path', { 'api.yaml': answering('{ $ref: /etc/passwd }') }, ['api.yaml:10:25 contract/reference-outside']],
    ['a file: address', { 'api.yaml': answering('{ $ref: "FILE:///etc/passwd" }') }, ['api.yaml:10:25 contract/reference-outside']],
    [
      'all that is wrong with all files, each once',
      {
        'api.yaml':
          'openapi: 3.1.0\npaths:\n  /a: { $ref: b.yaml }\n  /b: { $ref: b.yaml }\n  /c: { $ref: c.json }\n  /d: { $ref: e.yaml }\n',
        'b.yaml': 'x: [1\ny: 2\n',
        'c.json': '{"a": 1,\n"a": 2}',
        'e.yaml': '\0',
      },
      ['b.yaml:2:1 contract/invalid-yaml', 'c.json:2:1 contract/duplicate-key', 'e.yaml:1:1 contract/binary'],
    ],
    [
      'a map that leads to what it is a part of',
      {
        'api.yaml': `${answering('{ $ref: "#/components/schemas/A" }')}components:\n  schemas: { $ref: "b.yaml#/x" }\n`,
        'b.yaml': 'x:\n  A:\n    properties: { $ref: "b.yaml" }\n',
      },
      ['b.yaml:3:19 contract/reference-cycle'],
    ],
    [
      'maps that lead to each other',
      { 'api.yaml': 'openapi: 3.1.0\npaths: { $ref: b.yaml }\n', 'b.yaml': '$ref: c.yaml\n', 'c.yaml': '$ref: b.yaml\n' },
      ['api.yaml:2:10 contract/malformed', 'c.yaml:1:1 contract/malformed'],
    ],
  ])('refuses %s', async (_, files, expected) => {
    const compared = async (): Promise<void> => {
      const document = await readFiles(files);
      compareContracts(document, document, { name: 'http', format: 'openapi' });
    };
    expect(await problemsOf(compared)).toEqual(expected);
  });

  it('fetches nothing: an address elsewhere is not decided', async () => {
    const text = answering('{ $ref: "https://example.com/pet.json" }');
    expect(await findingsOf({ 'api.yaml': text }, { 'api.yaml': text })).toEqual([
      'warning compat/not-decided rollout unknown, rollback unknown @ old/api.yaml:9:13 new/api.yaml:9:13',
    ]);
  });

  it('calls a file by its own name where it says what is wrong', async () => {
    const files = { 'api.yaml': answering('{ $ref: "s/b c.yaml#/a~1b" }'), 's/b c.yaml': 'a/b: { $ref: "#/c" }\nc: { $ref: "#/a~1b" }\n' };
    const document = await readFiles(files);
    expect(() => compareContracts(document, document, { name: 'http', format: 'openapi' })).toThrow('"s/b c.yaml#/c" leads back to itself');
  });

  it('has a digest of all its files, wherever they lie', async () => {
    const files = { 'x/api.yaml': answering('{ $ref: ../b.yaml }'), 'b.yaml': 'maxLength: 1\n' };
    const digest = async (of: Files, main: string): Promise<string> => (await readFiles(of, '', main)).digest;
    const all = await digest(files, 'x/api.yaml');
    expect(await digest({ 'y/x/api.yaml': files['x/api.yaml'], 'y/b.yaml': files['b.yaml'] }, 'y/x/api.yaml')).toBe(all);
    expect(await digest({ ...files, 'b.yaml': 'maxLength: 2\n' }, 'x/api.yaml')).not.toBe(all);
    expect(await contractDigest(treeOf(files), 'x/api.yaml', new TextEncoder().encode(files['x/api.yaml']))).toBe(all);
    expect(await digest({ 'api.yaml': 'openapi: 3.1.0\n' }, 'api.yaml')).toBe(sha256('openapi: 3.1.0\n'));
  });

  it.each([
    ['JSON', '{"a":{"$ref":"#/b"},"b":{"$ref" :  "#"}}', '{"a":{"\\u0024ref":"x.json"}}'],
    ['YAML', "a: { $ref: '#/b' }\nb:\n  '$ref': \"#\"\n", 'a: { "\\x24ref": x.json }'],
  ])('knows without a walk whether %s may refer to other files', async (_, alone, hidden) => {
    expect((await readFiles({ 'api.yaml': alone })).digest).toBe(sha256(alone));
    expect(await problemsOf(() => readFiles({ 'api.yaml': hidden }))).toEqual([expect.stringContaining('contract/missing-reference')]);
  });
});

describe('on disk', () => {
  const folder = (files: Files): string => {
    const root = mkdtempSync(join(tmpdir(), 'drill-files-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  };
  const pet = (length: number): Files => ({ 'api.yaml': answering('{ $ref: s/pet.yaml }'), 's/pet.yaml': `maxLength: ${length}\n` });
  const below = (prefix: string, files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${prefix}/${path}`, text]));

  it('each version has its own files', async () => {
    const root = folder({ ...below('1.0.0', pet(1)), ...below('2.0.0', pet(2)) });
    const [old, next] = await readDocuments([{ path: '1.0.0/api.yaml' }, { path: '2.0.0/api.yaml' }], root);
    expect(compareContracts(old, next, { name: 'http', format: 'openapi' }).findings.map(lineOf)).toEqual([
      `${widened} @ 1.0.0/s/pet.yaml:1:1 2.0.0/s/pet.yaml:1:1`,
    ]);
  });

  it('files lie below the working directory, or else below the folder of the first', async () => {
    const root = folder({ 'a/api.yaml': answering('{ $ref: ../pet.yaml }'), 'pet.yaml': 'maxLength: 1\n' });
    await readContractFile({ path: 'a/api.yaml' }, root);
    expect(await problemsOf(() => readContractFile({ path: join(root, 'a/api.yaml') }, tmpdir()))).toEqual([]);
    expect(await problemsOf(() => readContractFile({ path: 'api.yaml' }, join(root, 'a')))).toEqual([
      'api.yaml:10:25 contract/reference-outside',
    ]);
    expect(await problemsOf(() => readContractFile({ path: join(root, 'a/api.yaml') }, join(root, 'b')))).toEqual([
      `${root}/a/api.yaml:10:25 contract/reference-outside`,
    ]);
  });

  it('a link may lead about in the folder, and not out of it', async () => {
    const root = folder({ ...pet(1), 'far.yaml': 'maxLength: 1\n' });
    symlinkSync('pet.yaml', join(root, 's/in.yaml'));
    symlinkSync('/etc/passwd', join(root, 's/out.yaml'));
    symlinkSync('/etc', join(root, 'etc'));
    const reading = (name: string) => {
      writeFileSync(join(root, 'b.yaml'), answering(`{ $ref: ${name} }`));
      return problemsOf(() => readContractFile({ path: 'b.yaml', root }, root));
    };
    expect(await reading('s/in.yaml')).toEqual([]);
    expect(await reading('s/out.yaml')).toEqual(['b.yaml:10:25 contract/reference-outside']);
    expect(await reading('etc/passwd')).toEqual(['b.yaml:10:25 contract/reference-outside']);
    expect(await reading('s')).toEqual(['s:1:1 contract/unreadable']);
    expect(await reading('s/pet.yaml/x')).toEqual(['b.yaml:10:25 contract/missing-reference']);
  });

  it('the same bytes are read once, and keep both names', async () => {
    const root = folder({ 'a.yaml': answering('{ type: string }'), 'b.yaml': answering('{ type: string }') });
    const [old, next] = await readDocuments([{ path: 'a.yaml' }, { path: 'b.yaml' }], root);
    expect(old.value).toBe(next.value);
    expect([old.placeOf('/paths').file, next.placeOf('/paths').file]).toEqual(['a.yaml', 'b.yaml']);
  });
});

import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commonFormatOf, compareContracts } from '../../../src/compat/compare.ts';
import { parseDocument, readDocuments } from '../../../src/compat/document.ts';
import { DrillError } from '../../../src/core/error.ts';
import { problemsOf } from './folders.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const good = 'openapi: 3.1.0\npaths: {}\n';

/** What is wrong with a file that is compared with a good one. */
const wrongWith = (content: string | Uint8Array, file = 'a.yaml'): Promise<string[]> =>
  problemsOf(() => {
    const [old, next] = [
      parseDocument('good.yaml', bytes(good)),
      parseDocument(file, typeof content === 'string' ? bytes(content) : content),
    ];
    compareContracts(old, next, { name: 'http', format: commonFormatOf(old, next) });
  });

const operation = (members: string): string => `openapi: 3.1.0\npaths:\n  /a:\n    post:\n${members.replaceAll(/^/gm, '      ')}\n`;

describe('a contract that is none: a message with its place, never a crash and never a pass', () => {
  it.each<[string, string | Uint8Array, string[]]>([
    ['UTF-16, little-endian', Buffer.from('\uFEFF{}', 'utf16le'), ['a.yaml:1:1 contract/binary']],
    ['UTF-16, big-endian', Buffer.from('\uFEFF{}', 'utf16le').swap16(), ['a.yaml:1:1 contract/binary']],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), ['a.yaml:1:1 contract/binary']],
    ['Latin-1', new Uint8Array([0x61, 0x3a, 0x20, 0xe4]), ['a.yaml:1:1 contract/not-utf-8']],
    ['nothing but a byte order mark', '\uFEFF', ['a.yaml:1:1 contract/empty']],
    ['null', 'null\n', ['a.yaml:1:1 contract/unknown-format']],
    ['two YAML documents', `${good}---\n${good}`, ['a.yaml:3:1 contract/invalid-yaml']],
    ['tabs', 'openapi: 3.1.0\npaths:\n\t/a: {}\n', ['a.yaml:3:1 contract/invalid-yaml']],
    ['half a YAML file', 'openapi: 3.1.0\npaths: { /a: { get: \n', ['a.yaml:2:21 contract/invalid-yaml']],
    ['an alias to nothing', 'openapi: 3.1.0\npaths: *none\n', ['a.yaml:2:8 contract/invalid-yaml']],
    ['a tag that nobody knows', 'openapi: 3.1.0\npaths: !include paths.yaml\n', ['a.yaml:2:8 contract/not-json']],
    ['numbers that are none', `${good}x-a: .nan\nx-b: [-.inf]\n`, ['a.yaml:3:6 contract/not-json', 'a.yaml:4:7 contract/not-json']],
    [
      'a YAML bomb of few aliases of much',
      `openapi: 3.1.0\nx-a: &a\n${'  - [1,2,3,4,5,6,7,8,9]\n'.repeat(500)}x-b: [${'*a,'.repeat(899)}*a]\npaths: {}\n`,
      ['a.yaml:503:7 contract/too-large'],
    ],
    ['100,000 levels of JSON', '{"a":'.repeat(100_000), ['a.yaml:1:1281 contract/too-deep']],
    ['100,000 levels of YAML', `- ${'['.repeat(100_000)}`, ['a.yaml:1:259 contract/too-deep']],
    ['a document that says its version alone', '{"openapi":"3.0.0"}', ['a.yaml:1:1 contract/malformed']],
    ['one of 3.0 without paths', "openapi: 3.0.3\ninfo: { title: a, version: '1' }\ncomponents: {}\n", ['a.yaml:1:1 contract/malformed']],
    ['one of 3.1 in which nothing can stand', "openapi: 3.1.0\ninfo: { title: a, version: '1' }\n", ['a.yaml:1:1 contract/malformed']],
    ['numbers as paths', `openapi: 3.1.0\npaths: { 5: {} }\n`, ['a.yaml:2:10 contract/malformed']],
    ['a path without a slash', 'openapi: 3.1.0\npaths: { a: {}, x-b: {} }\n', ['a.yaml:2:10 contract/malformed']],
    ['parameters that are no list', operation('parameters: 3'), ['a.yaml:5:7 contract/malformed']],
    ['a location that is none', operation('parameters: [{ name: a, in: qurey }]'), ['a.yaml:5:31 contract/malformed']],
    [
      'statuses that are none',
      operation('responses: { true: {}, [a]: {}, 2XX: {}, 200: {}, default: {}, x-a: {} }'),
      ['a.yaml:5:20 contract/malformed', 'a.yaml:5:7 contract/malformed'],
    ],
    [
      'a class of statuses that there is not',
      operation('responses: { 200: {}, 9XX: {}, 0XX: {}, 5XX: {} }'),
      ['a.yaml:5:29 contract/malformed', 'a.yaml:5:38 contract/malformed'],
    ],
    ['a number for a version', 'openapi: 3.0\npaths: {}\n', ['a.yaml:1:1 contract/not-openapi']],
    ['responses that are no map', operation('responses: []'), ['a.yaml:5:7 contract/malformed']],
    ['a schema that is a number', operation('requestBody: { content: { a/b: { schema: 7 } } }'), ['a.yaml:5:40 contract/malformed']],
    [
      'a schema of a header that is a text',
      operation('responses: { 200: { headers: { A: { schema: string } } } }'),
      ['a.yaml:5:43 contract/malformed'],
    ],
    ['a reference that is a number', operation('requestBody: { $ref: 3 }'), ['a.yaml:5:22 contract/malformed']],
    [
      'a reference in a schema that is null',
      operation('responses: { 200: { content: { a/b: { schema: { items: { $ref: null } } } } } }'),
      ['a.yaml:5:64 contract/malformed'],
    ],
    [
      'a parameter that is there twice',
      operation('parameters: [{ name: a, in: query }, { name: a, in: header }, { name: a, in: query }]'),
      ['a.yaml:5:69 contract/duplicate-parameter'],
    ],
    ['callbacks that are none', operation('callbacks: { a: 1 }'), ['a.yaml:5:20 contract/malformed']],
    [
      'what is wrong in a callback',
      operation('callbacks: { a: { "{$url}": { post: { parameters: 1 } } } }'),
      ['a.yaml:5:45 contract/malformed'],
    ],
    [
      'a webhook that is none',
      `${good}webhooks: { a: 3, b: { get: 1 } }\n`,
      ['a.yaml:3:13 contract/malformed', 'a.yaml:3:24 contract/malformed'],
    ],
    ['components that are none', `${good}components: []\n`, ['a.yaml:3:1 contract/malformed']],
    ['schemas that are none', `${good}components: { schemas: 1, x-a: 1 }\n`, ['a.yaml:3:15 contract/malformed']],
    [
      'other operations that are none',
      'openapi: 3.2.0\npaths: { /a: { additionalOperations: { COPY: 1 } } }\n',
      ['a.yaml:2:40 contract/malformed'],
    ],
  ])('%s', async (_, content, expected) => {
    expect(await wrongWith(content)).toEqual(expected);
  });

  it('a name of JavaScript is a name like others', async () => {
    const text = (of: string): string =>
      `{"openapi":"3.1.0","paths":{"/a":{"get":{"responses":{"200":{"description":"","content":{"a/b":{"schema":{"properties":{"__proto__":{"type":"${of}"},"constructor":{}}}}}}}}}}}`;
    expect(await wrongWith(text('string'), 'a.json')).toEqual([]);
    const [old, next] = [parseDocument('a.json', bytes(text('string'))), parseDocument('b.json', bytes(text('integer')))];
    expect(compareContracts(old, next, { name: 'http', format: 'openapi' }).findings.map(({ rule }) => rule)).toEqual([
      'compat/response-type-changed',
    ]);
    expect(({} as Record<string, unknown>)['type']).toBeUndefined();
  });

  it('merge keys and byte order marks are read', async () => {
    expect(await wrongWith('\uFEFFopenapi: 3.1.0\nx-base: &base { get: { responses: {} } }\npaths:\n  /a: { <<: *base }\n')).toEqual([]);
  });

  it('more than fifty problems are counted', () => {
    const text = `openapi: 3.1.0\npaths:\n${Array.from({ length: 70 }, (_, i) => `  p${i}: {}\n`).join('')}`;
    const document = parseDocument('a.yaml', bytes(text));
    let problems: DrillError['problems'] = [];
    try {
      compareContracts(document, document, { name: 'http', format: 'openapi' });
    } catch (error) {
      if (error instanceof DrillError) ({ problems } = error);
    }
    expect(problems.length).toBe(51);
    expect(problems.at(-1)).toEqual({
      code: 'contract/more-problems',
      what: 'and 20 more, from here on',
      at: { file: 'a.yaml', line: 53, column: 3, pointer: '/paths/p50' },
    });
  });

  it.each([
    ['with no paths but webhooks, since 3.1', 'openapi: 3.1.0\nwebhooks: {}\n'],
    ['with no paths but components, since 3.1', 'openapi: 3.1.0\ncomponents: {}\n'],
    ['whose paths are none', 'openapi: 3.0.3\npaths: {}\n'],
    ['without an "info"', '{"openapi":"3.0.0","paths":{}}'],
    ['whose operation has no "responses"', 'openapi: 3.0.3\npaths: { /a: { get: {} } }\n'],
  ])('a document %s is one', async (_, text) => {
    expect(await wrongWith(text)).toEqual([]);
  });

  it('what hinders no comparison is a notice', () => {
    const operations = '    get: { operationId: a, responses: {} }\n    put: { operationId: a, responses: {} }\n';
    const notices = (text: string): readonly string[] | undefined => {
      const document = parseDocument('a.yaml', bytes(text));
      return compareContracts(document, document, { name: 'http', format: 'openapi' }).notices;
    };
    expect(notices(`openapi: 3.1.0\npaths:\n  /a/{x}:\n${operations}`)).toEqual([
      'a.yaml:1:1: "info", with title and version, is missing',
      'a.yaml:5:12: the operationId "a" is given twice, first at a.yaml:4:5',
      'a.yaml:4:5: the parameter {x} of GET /a/{x} is not declared',
      'a.yaml:5:5: the parameter {x} of PUT /a/{x} is not declared',
    ]);
    const silent = (version: string): string => `openapi: ${version}\ninfo: { title: a, version: '1' }\npaths: { /a: { get: {} } }\n`;
    expect(notices(silent('3.0.3'))).toEqual(['a.yaml:3:16: GET /a has no "responses", so nothing is known of what it answers']);
    expect(notices(silent('3.1.0')) ?? []).toEqual([]);
  });

  it('folders, pipes, what is not there and what is too large are not read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drill-bad-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'folder'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe')]);
    const large = openSync(join(folder, 'large.json'), 'w');
    ftruncateSync(large, 300 * 1024 * 1024);
    closeSync(large);
    writeFileSync(join(folder, 'large.yaml'), `a: ${' '.repeat(33 * 1024 * 1024)}1`);
    const reading = (a: string, b: string) => problemsOf(() => readDocuments([{ path: a }, { path: b }], folder));
    expect(await reading('folder', 'pipe')).toEqual(['folder:1:1 contract/unreadable', 'pipe:1:1 contract/unreadable']);
    expect(await reading('none', 'large.json')).toEqual(['none:1:1 contract/unreadable', 'large.json:1:1 contract/too-large']);
    expect(await reading('large.yaml', 'large.yaml')).toEqual(['large.yaml:1:1 contract/too-large', 'large.yaml:1:1 contract/too-large']);
  });
});

describe('what is wrong with YAML is told in words for whoever wrote it', () => {
  const told = (text: string, file = 'a.yaml'): string[] => {
    try {
      parseDocument(file, bytes(text));
      return [];
    } catch (error) {
      if (!(error instanceof DrillError)) throw error;
      return error.problems.map(({ what, fix, at }) => `${at?.line}:${at?.column} ${what}${fix === undefined ? '' : `. ${fix}`}`);
    }
  };
  const deep = 'Give what lies that deep a name under "components" (or "$defs") and refer to it with "$ref".';

  it.each<[string, string, string[]]>([
    [
      'a key that stands twice: which, where first, what to do',
      `${good}paths: {}\n`,
      ['3:1 "paths" stands here twice; first in line 2. Keep one of the two: readers disagree about which one counts.'],
    ],
    [
      'a second document',
      `${good}---\n${good}`,
      [
        '3:1 a second document begins here, and a contract is one. Keep one document in the file; put the others into files of their own, without the line `---` between them.',
      ],
    ],
    [
      'aliases that stand for aliases',
      `x-a: &a [${'1,'.repeat(99)}1]\nx-b: &b [${'*a,'.repeat(99)}*a]\nx-c: [${'*b,'.repeat(99)}*b]\n`,
      [
        '3:7 the aliases of a.yaml stand for more than 4000000 values, or for one another too often. Write references ("$ref"), not aliases, for what is large.',
      ],
    ],
    [
      'what nests too deeply, by its brackets',
      `a:\n  ${'['.repeat(300)}${']'.repeat(300)}`,
      [`2:258 a.yaml nests deeper than 256 levels. ${deep}`],
    ],
    [
      'what nests too deeply, by its indentation',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      [`257:257 a.yaml nests deeper than 256 levels. ${deep}`],
    ],
    [
      'an alias inside what it means',
      'a: 1\nb: &b\n  c: *b\n',
      ['3:6 an alias of a.yaml stands inside what it means, which has no end. Refer with "$ref" to what contains itself.'],
    ],
    [
      'one fault once',
      'a: {\n',
      ['2:1 a.yaml is not valid YAML: Flow map in block collection must be sufficiently indented and end with a }'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    [
      'a number for a version',
      'openapi: 3.0\npaths: {}\n',
      'a.yaml has a number for "openapi", and a version is a text. Put it in quotes: openapi: "3.0"',
    ],
    [
      '3.1, as a number',
      'openapi: 3.1\npaths: {}\n',
      'a.yaml has a number for "openapi", and a version is a text. Put it in quotes: openapi: "3.1"',
    ],
    ['a mistyped location', operation('parameters: [{ name: a, in: qurey }]'), 'a parameter is not "in" "qurey"; did you mean "query"?'],
    [
      'a mistyped status',
      operation('responses: { defualt: {} }'),
      '"defualt" is no status: three digits such as 200, a range such as 2XX, or "default", which you may mean',
    ],
  ])('%s', (_, text, expected) => {
    const read = parseDocument('a.yaml', bytes(text));
    let error: unknown;
    try {
      compareContracts(read, read, { name: 'http', format: 'openapi' });
    } catch (thrown) {
      error = thrown;
    }
    expect((error as DrillError).problems.map(({ what, fix }) => `${what}${fix === undefined ? '' : `. ${fix}`}`)).toEqual([expected]);
  });

  it('256 levels are not too many, as in JSON', () => {
    expect(told(`${'['.repeat(256)}${']'.repeat(256)}`, 'a.json')).toEqual([]);
    expect(told(Array.from({ length: 256 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''))).toEqual([]);
    expect(told(`- ${'['.repeat(255)}${']'.repeat(255)}`)).toEqual([]);
  });

  it('one fault of JSON once', () => {
    expect(told('{"a": {"b": 1', 'a.json')).toEqual(['1:14 a.json is not valid JSON: close brace expected']);
  });

  it('many keys in one mapping take no longer each than few', () => {
    const many = (count: number): number => {
      const text = `x:\n${Array.from({ length: count }, (_, i) => `  key${i}: 1\n`).join('')}`;
      const begun = process.cpuUsage();
      const document = parseDocument('a.yaml', bytes(text));
      for (let i = 0; i < count; i += 10) document.placeOf(`/x/key${i}`);
      return process.cpuUsage(begun).user;
    };
    many(2000);
    // Twenty times as many: in proportion twenty times as long, in square four hundred times.
    expect(many(60_000) / many(3000)).toBeLessThan(100);
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument, readDocument, readDocuments } from '../../src/compat/document.ts';
import { Exact } from '../../src/compat/schema/value.ts';
import { DrillError, placeText } from '../../src/core/error.ts';
import { canonicalJson } from '../../src/core/hash.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const problems = (task: () => unknown): string[] => {
  try {
    task();
  } catch (error) {
    if (error instanceof DrillError) return error.problems.map(({ code, at }) => `${at ? placeText(at) : '-'} ${code}`);
    throw error;
  }
  return [];
};

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(', ')}]`),
].join('\n');

describe('reading a contract', () => {
  it.each([
    ['an empty file', 'a.yaml', '', ['a.yaml:1:1 contract/empty']],
    ['nothing but white space', 'a.json', ' \n\n', ['a.json:1:1 contract/empty']],
    ['a binary file', 'a.json', '{\0', ['a.json:1:1 contract/binary']],
    [
      'every syntax error of a JSON file',
      'a.json',
      '{\n "a": ,\n "b" 1\n}',
      ['a.json:2:7 contract/invalid-json', 'a.json:3:6 contract/invalid-json'],
    ],
    ['half a JSON file', 'a.json', '{"a": {"b": 1', ['a.json:1:14 contract/invalid-json']],
    [
      'every duplicate key of a JSON file',
      'a.json',
      '{\n "a": 1,\n "a": 2,\n "b": {"c": 1, "c": 2}\n}',
      ['a.json:3:2 contract/duplicate-key', 'a.json:4:16 contract/duplicate-key'],
    ],
    [
      'every duplicate key of a YAML file',
      'a.yaml',
      'a: 1\na: 2\nb:\n  c: 1\n  c: 2\n',
      ['a.yaml:2:1 contract/duplicate-key', 'a.yaml:5:3 contract/duplicate-key'],
    ],
    [
      'keys of YAML that have one name in JSON',
      'a.yaml',
      '200: 1\n"200": 2\ntrue: 1\n"true": 2\nnull: 1\n"null": 2\n1.0: 1\n"1": 2\n0x10: 1\n16: 2\n? &k b\n: 1\n? *k\n: 2\n',
      [2, 4, 6, 8, 10, 13].map((line) => `a.yaml:${line}:${line === 13 ? 3 : 1} contract/duplicate-key`),
    ],
    ['a YAML file that is broken', 'a.yaml', 'a: [1\nb: 2\n', ['a.yaml:2:1 contract/invalid-yaml']],
    ['10,000 levels of JSON', 'a.json', '['.repeat(10_000), ['a.json:1:257 contract/too-deep']],
    ['10,000 levels of YAML', 'a.yaml', `a: ${'['.repeat(10_000)}`, ['a.yaml:1:260 contract/too-deep']],
    ['300 levels of YAML', 'a.yaml', `a: ${'['.repeat(300)}${']'.repeat(300)}`, ['a.yaml:1:259 contract/too-deep']],
    ['a YAML bomb', 'a.yaml', bomb, ['a.yaml:3:8 contract/too-large']],
    ['a YAML alias that holds itself', 'a.yaml', 'a: &a [*a]\n', ['a.yaml:1:8 contract/too-deep']],
  ])('refuses %s', (_, file, text, expected) => {
    expect(problems(() => parseDocument(file, bytes(text)))).toEqual(expected);
  });

  it('refuses what is not UTF-8', () => {
    expect(problems(() => parseDocument('a.yaml', new Uint8Array([97, 58, 32, 0xff])))).toEqual(['a.yaml:1:1 contract/not-utf-8']);
  });

  it.each([
    ['JSON', 'a.json', '{\n  "a": {"b\\"}": [1, {"c": "}"}]},\n  "~/": 1\n}'],
    ['JSON with a byte order mark', 'a.json', '\uFEFF{\n  "a": {"b\\"}": [1, {"c": "}"}]},\n  "~/": 1\n}'],
    ['JSON without white space around', 'a', '{\n  "a": {"b\\"}": [1, {"c": "}"}]},\n  "~/": 1\n}'],
    ['YAML in a flow', 'a.yaml', '{\n  "a": {"b\\"}": [1, {"c": "}"}]},\n  "~/": 1\n}'],
  ])('knows where everything stands in %s', (_, file, text) => {
    const document = parseDocument(file, bytes(text));
    const place = (pointer: string): string => placeText(document.placeOf(pointer));
    expect(document.value).toEqual({ a: { 'b"}': [1, { c: '}' }] }, '~/': 1 });
    expect(['', '/a', '/a/b"}', '/a/b"}/0', '/a/b"}/1', '/a/b"}/1/c', '/~0~1', '/a/none', '/none'].map(place)).toEqual(
      ['1:1', '2:3', '2:9', '2:18', '2:21', '2:22', '3:3', '2:3', '1:1'].map((at) => `${file}:${at}`),
    );
  });

  it('knows where a member stands that a YAML alias or merge brings', () => {
    const document = parseDocument('a.yaml', bytes('base: &base\n  x: 1\nuse:\n  <<: *base\n  y: 2\nalias: *base\n200: {}\n'));
    expect(document.value).toEqual({ base: { x: 1 }, use: { x: 1, y: 2 }, alias: { x: 1 }, 200: {} });
    expect(['/use/x', '/use/y', '/alias/x', '/200'].map((pointer) => document.placeOf(pointer).line)).toEqual([2, 5, 2, 7]);
  });

  it('says what is wrong with a path, and with both files at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drill-document-'));
    writeFileSync(join(folder, 'empty.yaml'), '');
    const both = readDocuments([{ path: 'none.yaml' }, { path: 'empty.yaml' }], folder);
    await expect(both).rejects.toMatchObject({
      kind: 'usage',
      problems: [{ code: 'contract/unreadable', what: 'none.yaml cannot be read: there is no such file' }, { code: 'contract/empty' }],
    });
    await expect(readDocument(folder, 'here')).rejects.toMatchObject({
      problems: [{ code: 'contract/unreadable', what: 'here is a folder, not a document' }],
    });
  });
});

describe('numbers that no double holds', () => {
  it.each<[string, string, unknown]>([
    ['a.json', '{"a":9223372036854775807}', new Exact('9223372036854775807')],
    ['a.json', '{"a":1.50}', 1.5],
    ['a.yaml', 'a: 9223372036854775807', new Exact('9223372036854775807')],
    ['a.yaml', 'a: +9223372036854775807.', new Exact('9223372036854775807')],
    ['a.yaml', 'a: -.10000000000000000001', new Exact('-0.10000000000000000001')],
    ['a.yaml', 'a: 1e400', new Exact('1e400')],
    ['a.yaml', 'a: 0x1FFFFFFFFFFFFFFFFF', new Exact('590295810358705651711')],
    ['a.yaml', 'a: 007', 7],
    ['a.yaml', 'a: .5', 0.5],
    ['a.yaml', 'a: -0', 0],
    ['a.yaml', 'a: "9223372036854775807"', '9223372036854775807'],
  ])('%s: %s', (file, text, expected) => {
    const document = parseDocument(file, bytes(text));
    expect(document.value).toStrictEqual({ a: expected });
    expect(document.placeOf('/a')).toMatchObject({ line: 1, pointer: '/a' });
  });

  it('may be names in YAML', () => {
    const document = parseDocument('a.yaml', bytes('x: 1\n9223372036854775807: y'));
    expect(document.value).toEqual({ x: 1, '9223372036854775807': 'y' });
    expect(document.placeOf('/9223372036854775807').line).toBe(2);
  });

  it('are hashed with all their digits', () => {
    expect(canonicalJson({ b: [new Exact('9223372036854775807')], a: 1 })).toBe('{"a":1,"b":[9223372036854775807]}');
  });
});

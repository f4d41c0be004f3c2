import { describe, expect, it } from 'vitest';
import { commonFormatOf, formatOf } from '../../src/compat/compare.ts';
import { parseDocument } from '../../src/compat/document.ts';
import type { FormatName } from '../../src/compat/formats/format.ts';
import { DrillError, placeText } from '../../src/core/error.ts';
import { compareTexts } from './contracts.ts';

const problems = (task: () => unknown): string[] => {
  try {
    task();
  } catch (error) {
    if (error instanceof DrillError) return error.problems.map(({ code, at }) => `${at ? placeText(at) : '-'} ${code}`);
    throw error;
  }
  return [];
};
const good = 'openapi: 3.1.0\npaths: {}\n';

describe('what is no contract', () => {
  it.each<[string, FormatName, string, string[]]>([
    ['Swagger of an earlier version', 'openapi', 'swagger: "1.2"\npaths: {}\n', ['new.yaml:1:1 contract/openapi-version']],
    ['OpenAPI of a later version', 'openapi', 'openapi: 4.0.0\n', ['new.yaml:1:1 contract/openapi-version']],
    ['a list as an OpenAPI document', 'openapi', '- a\n', ['new.yaml:1:1 contract/not-openapi']],
    ['paths that are a list', 'openapi', 'openapi: 3.1.0\npaths: []\n', ['new.yaml:2:1 contract/not-openapi']],
    [
      'every part of an OpenAPI document that has not its form',
      'openapi',
      'openapi: 3.1.0\npaths:\n  /a: 1\n  /b:\n    parameters: no\n    get:\n    put:\n      parameters: [{ in: query }]\n      requestBody: 5\n      responses: { 200: }\n    post:\n      responses: { 200: { content: { a/b: 1 } } }\n',
      [
        'new.yaml:3:3 contract/malformed',
        'new.yaml:5:5 contract/malformed',
        'new.yaml:6:5 contract/malformed',
        'new.yaml:8:20 contract/malformed',
        'new.yaml:9:7 contract/malformed',
        'new.yaml:10:20 contract/malformed',
        'new.yaml:12:38 contract/malformed',
      ],
    ],
    ['a text as a JSON Schema', 'json-schema', 'hello\n', ['new.yaml:1:1 contract/not-json-schema']],
    [
      'every reference that leads nowhere',
      'openapi',
      'openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        200: { $ref: "#/components/responses/None" }\n        default: { $ref: "#/nowhere" }\n',
      ['new.yaml:6:16 contract/missing-reference', 'new.yaml:7:20 contract/missing-reference'],
    ],
    [
      'references in a circle',
      'json-schema',
      '$ref: "#/$defs/a"\n$defs:\n  a: { $ref: "#/$defs/b" }\n  b: { allOf: [{ $ref: "#/$defs/a" }] }\n',
      ['new.yaml:3:8 contract/reference-cycle', 'new.yaml:4:18 contract/reference-cycle'],
    ],
    [
      'a dialect that is too old',
      'json-schema',
      'type: object\n$schema: http://json-schema.org/draft-03/schema#\n',
      ['new.yaml:2:1 contract/unsupported-dialect'],
    ],
    ['a dialect of somebody', 'json-schema', '$schema: https://example.com/2020-12\n', ['new.yaml:1:1 contract/unsupported-dialect']],
    ['a dialect that is no text', 'json-schema', '$schema: 7\n', ['new.yaml:1:1 contract/unsupported-dialect']],
    [
      'YAML that nests without brackets',
      'openapi',
      Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      ['new.yaml:257:257 contract/too-deep'],
    ],
    ['a reference to itself', 'json-schema', '$ref: "#"\n', ['new.yaml:1:1 contract/reference-cycle']],
  ])('%s', (_, format, text, expected) => {
    expect(problems(() => compareTexts(format === 'openapi' ? good : 'type: string\n', text, format))).toEqual(expected);
  });

  it('is told of both files at once', () => {
    expect(problems(() => compareTexts('swagger: "1.2"\n', 'hello\n'))).toEqual([
      'old.yaml:1:1 contract/openapi-version',
      'new.yaml:1:1 contract/not-openapi',
    ]);
  });

  it.each([
    [good, 'type: string\n'],
    ['type: string\n', good],
  ])('two formats at once', (...texts) => {
    const [old, next] = texts.map((text, i) => parseDocument(`${i}.yaml`, new TextEncoder().encode(text)));
    if (!old || !next) throw new Error('two texts');
    expect(problems(() => commonFormatOf(old, next))).toEqual(['1.yaml:1:1 contract/two-formats']);
  });

  it('a format that nobody can guess', () => {
    const document = parseDocument('a.yaml', new TextEncoder().encode('name: x\n'));
    expect(problems(() => formatOf(document))).toEqual(['a.yaml:1:1 contract/unknown-format']);
  });

  it.each([
    ['escapes', '#/$defs/a~1b'],
    ['percent-encoding', '#/$defs/a%2Fb'.replace('%2F', '~1')],
    ['both', '#/%24defs/a~1b'],
  ])('references with %s lead where they should', (_, reference) => {
    const schema = (type: string): string => JSON.stringify({ properties: { x: { $ref: reference } }, $defs: { 'a/b': { type } } });
    expect(
      compareTexts(schema('string'), schema('integer'), 'json-schema').findings.map(({ rule, at }) => [rule, at.new?.pointer]),
    ).toEqual([['compat/document-type-changed', '/$defs/a~1b/type']]);
  });
});

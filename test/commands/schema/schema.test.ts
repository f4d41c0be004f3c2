import { afterAll, describe, expect, it } from 'vitest';
import { schema } from '../../../src/commands/schema.ts';
import type { SchemaReport } from '../../../src/model/schema.ts';
import { folderOf } from './folder.ts';

const order = (note: object) => ({ type: 'object', properties: { note }, required: ['note'] });
const folder = folderOf({
  'short.json': order({ type: 'string', maxLength: 3 }),
  'long.yaml': 'type: object\nproperties:\n  note:\n    type: string\n    maxLength: 5\nrequired: [note]\n',
  'number.json': { type: 'number' },
  'exact.json': '{"const": 10000000000000000000001}',
  'rounded.json': '{"const": 10000000000000000000000}',
  'huge.yaml': 'maximum: 1e400\n',
  'api.yaml': `openapi: 3.0.3
info: { title: a, version: '1' }
paths: {}
components:
  schemas:
    Order: { type: object, nullable: true, properties: { item: { $ref: '#/components/schemas/Item' } } }
    Item: { type: string }
`,
  'draft-04.json': { $schema: 'http://json-schema.org/draft-04/schema#', minimum: 1, exclusiveMinimum: true },
  'above-one.json': { exclusiveMinimum: 1 },
  'beside.json': { $ref: '#/$defs/text', maxLength: 1, $defs: { text: { type: 'string' } } },
  'hard.json': {
    type: 'object',
    allOf: Array.from({ length: 40 }, (_, i) => ({ oneOf: [{ required: [`a${i}`] }, { required: [`b${i}`] }, { required: [`c${i}`] }] })),
  },
  'extensible.json': { $defs: { kind: { type: 'string', 'x-extensible-enum': ['a'] } } },
  'text.json': { type: 'string' },
  'closed.json': { properties: { a: true }, additionalProperties: false },
  'uses.json': { $ref: 'text.json' },
  'remote.json': { $ref: 'https://example.com/text' },
  'date.json': { type: 'string', format: 'date' },
  'malformed.json': { type: 'object', properties: { a: { type: 'strnig' } } },
  'circle.json': { $ref: '#' },
  'list.json': [1],
  'unknown-keyword.json': { type: 'string', maxLenght: 3 },
});
afterAll(() => folder[Symbol.dispose]());

const run = (...argv: readonly string[]) => folder.run(schema, argv);
const reportOf = async (...argv: readonly string[]): Promise<SchemaReport & { judgement: { outcome: string } }> =>
  JSON.parse((await run(...argv, '--json')).out) as SchemaReport & { judgement: { outcome: string } };

describe('drill schema ends as the mode asks', () => {
  it.each([
    ['B accepts all of A', 0, ['short.json', 'long.yaml']],
    ['B refuses a document of A', 1, ['long.yaml', 'short.json']],
    ['forward: A accepts all of B', 0, ['long.yaml', 'short.json', '--mode', 'forward']],
    ['forward: A does not', 1, ['short.json', 'long.yaml', '--mode', 'forward']],
    ['full: one of the two does not', 1, ['short.json', 'long.yaml', '--mode', 'full']],
    ['full: both do', 0, ['short.json', 'short.json', '--mode', 'full']],
    ['a time that is too short', 2, ['hard.json', 'closed.json', '--budget', '0.001']],
    ['numbers of more digits than a double has', 1, ['exact.json', 'rounded.json']],
    ['a number beyond doubles', 1, ['number.json', 'huge.yaml']],
    ['a part of a file', 0, ['short.json#/properties/note', 'text.json']],
    ['a part of an OpenAPI document, in its dialect', 0, ['api.yaml#/components/schemas/Order', 'api.yaml#/components/schemas/Order']],
    ['its nullable', 1, ['api.yaml#/components/schemas/Order', 'short.json']],
    ['two dialects by $schema', 0, ['draft-04.json', 'above-one.json', '--mode', 'full']],
    ['what stands beside a reference counts', 1, ['text.json', 'beside.json']],
    ['a dialect by name, in which it does not', 0, ['text.json', 'beside.json', '--dialect-b', 'draft-07']],
    ['strict: an unknown member', 1, ['short.json', 'closed.json']],
    ['an open enum, strict', 0, ['text.json', 'extensible.json#/$defs/kind']],
    ['an open enum, for generated code', 1, ['text.json', 'extensible.json#/$defs/kind', '--profile', 'codegen']],
    ['a format, an annotation', 0, ['text.json', 'date.json']],
    ['a format, a demand', 1, ['text.json', 'date.json', '--format-assertion']],
    ['a reference that nothing was given for', 2, ['uses.json', 'text.json']],
    ['a reference within the folder given', 0, ['uses.json', 'text.json', '--schemas', '.', '--mode', 'full']],
    ['a reference by a URI given', 0, ['remote.json', 'text.json', '--schemas', 'text.json=https://example.com/text', '--mode', 'full']],
    ['a file that is not there', 64, ['none.json', 'text.json']],
    ['a part that is not there', 64, ['short.json#/properties/nte', 'text.json']],
    ['a whole OpenAPI document', 64, ['api.yaml', 'text.json']],
    ['what is no schema', 64, ['list.json', 'text.json']],
    ['what says nothing', 64, ['circle.json', 'text.json']],
    ['one file', 64, ['text.json']],
    ['no file', 64, []],
    ['standard input twice', 64, ['-', '-']],
    ['no standard input', 64, ['-', 'text.json']],
    ['a dialect that there is not', 64, ['text.json', 'text.json', '--dialect', 'draft-7']],
    ['a budget that is none', 64, ['text.json', 'text.json', '--budget', '-1']],
    ['an empty folder of schemas', 64, ['text.json', 'text.json', '--schemas', 'nowhere']],
    ['--batch with files', 64, ['--batch', 'text.json']],
    ['--batch with a mode', 64, ['--batch', '--mode', 'full']],
  ])('%s: %i', async (_, code, argv) => expect((await run(...argv)).code).toBe(code));

  it('says everything about a refutation, with the lines of the files', async () => {
    const report = await reportOf('long.yaml', 'short.json');
    expect(report).toMatchObject({ format: 'rollback-drill/schema', version: 1, relation: 'wider', profile: 'strict', mode: 'backward' });
    expect(report.bInA).toEqual({ kind: 'contained' });
    expect(report.aInB).toMatchObject({
      kind: 'not-contained',
      witness: { note: 'aaaa' },
      refusedBy: {
        keyword: 'maxLength',
        schema: '/properties/note/maxLength',
        at: { file: 'short.json', line: 6, column: 7 },
        document: '/note',
      },
      letThroughBy: { schema: '/properties/note', at: { file: 'long.yaml', line: 3, column: 3 } },
    });
    expect(report.judgement.outcome).toBe('fail');
  });

  it('finds the line in a part of a file too', async () => {
    const { aInB } = await reportOf('text.json', 'short.json#/properties/note');
    expect(aInB).toMatchObject({ refusedBy: { schema: '/properties/note/maxLength', at: { file: 'short.json', line: 6 } } });
  });

  it('reads one of the two from standard input', async () =>
    expect((await folder.run(schema, ['-', 'text.json'], '{"type":"string"}')).code).toBe(0));

  it('lists the keywords that it ignored', async () =>
    expect((await reportOf('unknown-keyword.json', 'text.json')).ignored).toEqual(['maxLenght']));

  it('names all problems of both files, with the nearest name and the line', async () => {
    const { problems } = await run('short.json#/properties/nte', 'list.json');
    expect(problems.map(({ code, fix, at }) => [code, fix, at?.line])).toEqual([
      ['schema/no-such-part', 'did you mean "note"?', 3],
      ['schema/not-a-schema', undefined, 1],
    ]);
  });

  it('says where in the file a schema says nothing', async () => {
    const { problems } = await run('text.json', 'malformed.json');
    expect(problems.map(({ code, at }) => [code, at?.file, at?.line])).toEqual([['schema/malformed', 'malformed.json', 5]]);
  });

  it('shows the line of a keyword in a file that was referred to', async () => {
    const { aInB, bInA } = await reportOf('number.json', 'uses.json', '--schemas', '.');
    expect(aInB).toMatchObject({
      refusedBy: { schema: '/type', at: { file: 'text.json', line: 2 } },
      letThroughBy: { at: { file: 'number.json' } },
    });
    expect(bInA).toMatchObject({
      refusedBy: { at: { file: 'number.json' } },
      letThroughBy: { schema: '', at: { file: 'text.json', line: 1 } },
    });
  });

  it('says how to give what a reference leads to', async () => {
    const { aInB } = await reportOf('uses.json', 'text.json');
    expect(aInB).toMatchObject({
      reason: expect.stringMatching(
        /^file:\/\/\/.*\/text\.json is not among the schemas given: --schemas gives what references lead to, a folder or file=uri$/,
      ) as string,
    });
  });

  it('a file of --schemas that cannot be read is an error only for who refers to it', async () => {
    const broken = folderOf({ 'text.json': { type: 'string' }, 'broken.json': '{', 'uses.json': { $ref: 'broken.json' } });
    const aside = await broken.run(schema, ['text.json', 'text.json', '--schemas', '.']);
    const needed = await broken.run(schema, ['uses.json', 'text.json', '--schemas', '.']);
    const named = await broken.run(schema, ['text.json', 'text.json', '--schemas', 'broken.json']);
    broken[Symbol.dispose]();
    expect([aside.code, aside.err]).toEqual([
      0,
      'warning: left out of --schemas: broken.json:1:2: broken.json is not valid JSON: close brace expected\n',
    ]);
    for (const { code, problems } of [needed, named])
      expect([code, problems.map(({ at, ...problem }) => [problem.code, at?.file])]).toEqual([
        64,
        [['contract/invalid-json', 'broken.json']],
      ]);
  });

  it('a dialect by name goes before what the file says, also for a part of it', async () => {
    const dialects = folderOf({
      'old.json': {
        $schema: 'http://json-schema.org/draft-07/schema#',
        definitions: { a: { $ref: '#/definitions/b', maxLength: 1 }, b: {} },
      },
    });
    const asked = ['old.json#/definitions/b', 'old.json#/definitions/a'];
    const codes = [(await dialects.run(schema, asked)).code, (await dialects.run(schema, [...asked, '--dialect', '2020-12'])).code];
    dialects[Symbol.dispose]();
    expect(codes).toEqual([0, 1]);
  });

  it('refuses two schemas under one URI', async () => {
    const twice = folderOf({ 'a.json': { $id: 'https://example.com/x', type: 'string' }, 'b.json': { $id: 'https://example.com/x' } });
    const { problems } = await twice.run(schema, ['a.json', 'a.json', '--schemas', '.']);
    twice[Symbol.dispose]();
    expect(problems.map(({ code }) => code)).toEqual(['schema/uri-twice']);
  });

  it('shows a second opinion, and says where it has none', async () => {
    const { secondOpinion } = await reportOf('long.yaml', 'short.json', '--second-opinion');
    expect(secondOpinion).toMatchObject({
      by: 'json-schema-diff 1.0.0',
      aInB: { stands: 'agrees', says: 'not-contained' },
      bInA: { stands: 'agrees' },
    });
    const silent = await reportOf('exact.json', 'rounded.json', '--second-opinion');
    expect(silent.secondOpinion?.aInB).toEqual({ stands: 'silent', because: 'it does not cover the keyword const' });
  });

  it('escapes what nobody sees', async () => {
    const hidden = folderOf({
      'a.json': { properties: { '\u202ea': { enum: ['\u2028', '\u00a0', '\u{e0001}', 'é あ'] } }, required: ['\u202ea'] },
      'b.json': { properties: { '\u202ea': { enum: ['\u2028', 'é あ'] } } },
      'c.json': { enum: ['é あ'] },
      'd.json': { enum: ['a'] },
    });
    const { out } = await hidden.run(schema, ['a.json', 'b.json']);
    const { out: plain } = await hidden.run(schema, ['c.json', 'd.json']);
    hidden[Symbol.dispose]();
    expect(out).toContain('witness     {"\\u202ea":"\\u00a0"}');
    expect(out).toContain('for /\\u202ea of the witness');
    expect(/[\u00a0\u2028\u202e]/.test(out)).toBe(false);
    expect(plain).toContain('witness     "é あ"');
  });

  it('explains its modes', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const words of [
      'backward   B accepts every document of A (the default)',
      'forward    A accepts every document of B',
      'full       both',
    ])
      expect(out).toContain(words);
  });
});

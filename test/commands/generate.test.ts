import { afterAll, describe, expect, it } from 'vitest';
import { generate } from '../../src/commands/generate.ts';
import type { GeneratedReport } from '../../src/model/schema.ts';
import { folderOf } from './schema/folder.ts';

const folder = folderOf({
  'note.json': { type: 'object', required: ['note'], properties: { note: { type: 'string', maxLength: 9 } }, additionalProperties: false },
  'three.json': { enum: [1, 2, 10000000000] },
  'exact.json': '{"enum":[10000000000000000000001]}',
  'none.json': { allOf: [{ type: 'string' }, { type: 'null' }] },
  'elsewhere.json': { $ref: 'https://example.com/a' },
  'api.yaml': 'openapi: 3.0.3\ncomponents:\n  schemas:\n    Order: { type: string, nullable: true, maxLength: 0 }\n',
});
afterAll(() => folder[Symbol.dispose]());
const run = (...argv: readonly string[]) => folder.run(generate, argv);

describe('drill generate', () => {
  it.each([
    ['ten documents', ['note.json'], 0, 10],
    ['as many as are asked for', ['note.json', '-n', '3'], 0, 3],
    ['as many as there are', ['three.json'], 0, 3],
    ['those of a part of an OpenAPI document, in its dialect', ['api.yaml#/components/schemas/Order'], 0, 2],
    ['nearly valid ones', ['note.json', '--nearly', '--count', '4'], 0, 4],
    ['none, where the schema accepts nothing', ['none.json'], 1, 0],
    ['none, where it is not decided', ['elsewhere.json'], 2, 0],
    ['none of a file that is not there', ['nothing.json'], 64, 0],
    ['none, not a number of them', ['note.json', '-n', '0'], 64, 0],
    ['none without a file', [], 64, 0],
  ])('gives %s', async (_, argv, code, count) => {
    const ran = await run(...argv);
    expect(ran.code).toBe(code);
    const lines = ran.out.split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(count);
  });

  it('says what ended it', async () => {
    expect((await run('three.json')).err).toBe('3 of 10 documents: there are no more than 3 documents\n');
    expect((await run('none.json')).err).toBe('0 of 10 documents: no document is valid under this schema\n');
  });

  it('writes every digit', async () => expect((await run('exact.json')).out).toBe('10000000000000000000001\n'));

  it('says of a nearly valid document which keyword refuses it', async () => {
    const { out } = await run('note.json', '--nearly', '-n', '20');
    const found = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { keyword: string; schema: string; at: string; document: unknown });
    expect(
      new Set(
        found.map(({ schema, keyword, at }) =>
          `${keyword} ${schema} ${at}`.replace(/ \/(?!note|properties|required|type|additional).*/, ' …'),
        ),
      ),
    ).toEqual(
      new Set([
        'type /type ',
        'required /required/0 ',
        'type /properties/note/type /note',
        'maxLength /properties/note/maxLength /note',
        'additionalProperties /additionalProperties …',
      ]),
    );
  });

  it('is one document with --json, the same for the same seed', async () => {
    const [first, again, other] = [
      await run('note.json', '--json', '--seed', '5'),
      await run('note.json', '--json', '--seed', '5'),
      await run('note.json', '--json', '--seed', '6'),
    ];
    expect(first.out).toBe(again.out);
    expect(first.out).not.toBe(other.out);
    const report = JSON.parse(first.out) as GeneratedReport;
    expect(report).toMatchObject({
      format: 'rollback-drill/generated',
      version: 1,
      seed: 5,
      nearly: false,
      wanted: 10,
      schema: { name: 'note.json' },
    });
    expect(report.documents).toHaveLength(10);
  });
});

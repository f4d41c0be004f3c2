import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { diff } from '../../../src/commands/diff.ts';
import { folderOf } from '../schema/folder.ts';

const old = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
const next = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
const api = (type: string) => ({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  paths: { '/a': { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type } } } } } } } },
});

const folder = folderOf({ 'old.json': old, 'new.json': next, 'broken.yaml': 'type: [object\n', 'api.json': api('string') });
afterAll(() => folder[Symbol.dispose]());

type Reply = Record<string, unknown> & { findings: Record<string, unknown>[]; error: { code: string; message: string; at: unknown } };
const run = async (input: string | AsyncIterable<Uint8Array>) => {
  const { code, out, problems } = await folder.run(diff, ['--batch'], input);
  const lines = out.split('\n').filter((line) => line !== '');
  return { code, problems, answers: lines.map((line) => JSON.parse(line) as Reply) };
};
const answerTo = async (line: unknown): Promise<Reply> => {
  const { answers } = await run(typeof line === 'string' ? line : JSON.stringify(line));
  expect(answers).toHaveLength(1);
  return answers[0] as Reply;
};

describe('a pair of contracts on a line', () => {
  test('is answered with verdict, cells and findings, in the members that are documented', async () => {
    const { ms, findings, ...answer } = await answerTo({ id: 'x', old, new: next });
    expect(answer).toEqual({ id: 'x', verdict: 'fail', cells: { rollout: 'breaks', mixed: 'breaks', rollback: 'breaks-if-used' } });
    expect(typeof ms).toBe('number');
    expect(findings.map(({ witness, ...finding }) => [finding, typeof witness])).toEqual([
      [
        {
          rule: 'compat/document-type-changed',
          cells: { rollout: 'breaks', mixed: 'breaks', rollback: 'breaks-if-used' },
          severity: 'error',
          old: { pointer: '/properties/a/type' },
          new: { pointer: '/properties/a/type' },
        },
        'string',
      ],
    ]);
  });

  test.each([
    ['the same twice', { old, new: old }, 'pass'],
    ['a role turns them round', { old: api('string'), new: api('integer'), role: 'consumer' }, 'fail'],
    ['APIs', { old: api('string'), new: api('string') }, 'pass'],
    ['files', { old: 'old.json', new: 'old.json' }, 'pass'],
    ['a file and a value', { old: 'old.json', new: next }, 'fail'],
    ['text in JSON', { old: JSON.stringify(old), new: JSON.stringify(next) }, 'fail'],
    ['text in YAML', { old: 'type: string\n', new: 'type: string\nminLength: 1\n' }, 'fail'],
    ['a document that is true', { old: true, new: {}, as: 'json-schema' }, 'pass'],
    ['how clients read', { old, new: old, profile: 'codegen', persisted: true }, 'pass'],
  ])('%s', async (_, line, verdict) => expect((await answerTo({ id: 1, ...line })).verdict).toBe(verdict));

  test('says where a finding is as far as the document has lines', async () => {
    const places = async (line: object) => (await answerTo({ id: 1, ...line })).findings[0]?.['new'];
    expect(await places({ old: 'old.json', new: 'new.json' })).toMatchObject({ file: 'new.json', line: 5 });
    expect(await places({ old: 'type: string\n', new: '\ntype: integer\n' })).toEqual({ line: 2, column: 1, pointer: '/type' });
    expect(await places({ old, new: next })).toEqual({ pointer: '/properties/a/type' });
  });

  test('keeps the digits of a number that no double holds', async () => {
    const huge = '10000000000000000000001';
    const { out } = await folder.run(diff, ['--batch'], `{"id":${huge},"old":{"const":${huge}},"new":{"const":1},"as":"json-schema"}\n`);
    expect(out).toContain(`{"id":${huge},`);
    expect(out).toContain(`"witness":${huge}`);
  });
});

describe('a line that cannot be answered is answered with its error, and the stream goes on:', () => {
  test.each<[string, unknown, string, unknown]>([
    ['not JSON', '{"id":1', 'batch/not-json', { line: 1 }],
    [
      'a member twice',
      '{"old":{"openapi":"3.0.0","paths":{"/a":{}},"paths":{}},"new":{"openapi":"3.0.0","paths":{}}}',
      'batch/duplicate-member',
      { line: 1, pointer: '/old/paths' },
    ],
    ['a question twice in one', '{"old":true,"old":{},"new":{}}', 'batch/duplicate-member', { line: 1, pointer: '/old' }],
    ['not a question', '[1]', 'batch/not-a-question', { line: 1 }],
    ['one document', { id: 1, old }, 'batch/missing-document', { line: 1 }],
    ['a number for a document', { id: 1, old, new: 7 }, 'batch/bad-document', { line: 1, pointer: '/new' }],
    ['an unknown member', { id: 1, old, new: next, rol: 'consumer' }, 'batch/unknown-member', { line: 1, pointer: '/rol' }],
    ['an unknown role', { id: 1, old, new: next, role: 'consumr' }, 'batch/unknown-role', { line: 1, pointer: '/role' }],
    [
      'a persisted that is no yes or no',
      { id: 1, old, new: next, persisted: 'yes' },
      'batch/bad-option',
      { line: 1, pointer: '/persisted' },
    ],
    [
      'a file that is not there',
      { id: 1, old: 'gone.json', new: 'old.json' },
      'contract/unreadable',
      expect.objectContaining({ line: 1, pointer: '/old' }),
    ],
    [
      'a file that is broken',
      { id: 1, old, new: 'broken.yaml' },
      'contract/invalid-yaml',
      expect.objectContaining({ line: 1, pointer: '/new' }),
    ],
    [
      'a text that is broken',
      { id: 1, old: '{"type":', new: next },
      'contract/invalid-json',
      expect.objectContaining({ line: 1, pointer: '/old' }),
    ],
    ['neither API nor schema', { id: 1, old: { a: 1 }, new: { a: 2 } }, 'contract/unknown-format', expect.objectContaining({ line: 1 })],
    [
      'an API and a schema',
      { id: 1, old: api('string'), new: next },
      'contract/two-formats',
      expect.objectContaining({ line: 1, pointer: '/new' }),
    ],
  ])('%s', async (_, line, code, at) => {
    const { id, error } = await answerTo(line);
    expect([error.code, error.at]).toEqual([code, at]);
    expect(id).toBe(typeof line === 'string' ? null : 1);
  });

  test('a mistyped member is told its nearest name', async () =>
    expect((await answerTo({ id: 1, old, new: next, rol: 'consumer' })).error.message).toContain('did you mean "role"?'));

  test('exit code 64, and every line in its order', async () => {
    const lines = [
      { id: 1, old, new: old },
      { id: 2, old },
      { id: 3, old, new: next },
    ].map((line) => JSON.stringify(line));
    const { code, answers } = await run(`${lines.join('\r\n')}\n\n`);
    expect([code, answers.map(({ id }) => id)]).toEqual([64, [1, 2, 3]]);
    expect(answers[1]?.error.at).toEqual({ line: 2 });
  });
});

describe('the stream', () => {
  test('exit code 0 when every line was answered, whatever the verdicts', async () =>
    expect((await run(`${JSON.stringify({ id: 1, old, new: next })}\n`)).code).toBe(0));

  test('answers a line before the next one comes', async () => {
    const source = new Readable({ read: () => {} });
    const seen: string[] = [];
    const running = folder.run(diff, ['--batch'], source as AsyncIterable<Uint8Array>);
    source.push(`${JSON.stringify({ id: 1, old, new: old })}\n`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    source.push(null);
    const { out } = await running;
    seen.push(...out.split('\n').filter(Boolean));
    expect(seen).toHaveLength(1);
  });

  test.each([
    [['--batch', 'a.json', 'b.json'], 'diff/batch-with-files'],
    [['a.json'], 'diff/two-needed'],
    [[], 'diff/two-needed'],
  ])('%j is refused', async (argv, code) => {
    const { problems } = await folder.run(diff, argv, '');
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});

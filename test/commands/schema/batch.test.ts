import { afterAll, describe, expect, it } from 'vitest';
import { schema } from '../../../src/commands/schema.ts';
import { folderOf } from './folder.ts';

const folder = folderOf({ 'text.json': { type: 'string' } });
afterAll(() => folder[Symbol.dispose]());

const run = async (input: string | AsyncIterable<Uint8Array>, ...argv: readonly string[]) => {
  const { code, out, problems } = await folder.run(schema, ['--batch', ...argv], input);
  const lines = out.split('\n');
  expect(lines.pop()).toBe('');
  return { code, problems, lines, answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

/** What a line is answered, without its time. */
const answerTo = async (line: unknown, ...argv: readonly string[]): Promise<unknown> => {
  const { answers } = await run(typeof line === 'string' ? line : JSON.stringify(line), ...argv);
  const [{ ms, ...answer } = { ms: 0 }] = answers;
  expect(ms === undefined || typeof ms === 'number').toBe(true);
  return answer;
};

const both = (aInB: string, bInA = aInB) => ({ aInB, bInA });
const short = { type: 'string', maxLength: 1 };
const text = { type: 'string' };

describe('a question', () => {
  it.each<readonly [string, unknown, unknown]>([
    ['contained both ways', { id: 1, a: text, b: text }, { id: 1, ...both('contained') }],
    ['refuted one way', { id: 'x', a: short, b: text }, { id: 'x', ...both('contained', 'not-contained'), bNotA: 'aa' }],
    ['refuted by null', { id: 1, a: true, b: { not: { type: 'null' } } }, { id: 1, ...both('not-contained', 'contained'), aNotB: null }],
    ['without an id', { a: text, b: text }, { id: null, ...both('contained') }],
    ['with an id of many parts', { id: { n: [1, null] }, a: text, b: text }, { id: { n: [1, null] }, ...both('contained') }],
    [
      'with null for what it leaves out',
      { id: 1, a: text, b: text, dialect: null, dialectA: null, profile: null, formatAssertion: null, schemas: null, budgetMs: null },
      { id: 1, ...both('contained') },
    ],
    [
      'that refers to what was not given',
      { id: 1, a: { $ref: 'https://example.com/t' }, b: text },
      {
        id: 1,
        ...both('unknown'),
        reason: 'https://example.com/t is not among the schemas given: the member "schemas" and --schemas give what references lead to',
      },
    ],
    [
      'in a dialect',
      { id: 1, dialect: 'draft-04', a: { minimum: 1, exclusiveMinimum: true }, b: { minimum: 1 } },
      { id: 1, ...both('contained', 'not-contained'), bNotA: 1 },
    ],
    [
      'in two dialects',
      { id: 1, dialectA: 'draft-04', dialectB: '2020-12', a: { minimum: 1, exclusiveMinimum: true }, b: { exclusiveMinimum: 1 } },
      { id: 1, ...both('contained') },
    ],
    [
      'under a profile',
      {
        id: 1,
        profile: 'tolerant-reader',
        a: { properties: { b: true } },
        b: { properties: { b: true }, additionalProperties: false, type: ['object', 'array', 'string', 'number', 'boolean', 'null'] },
      },
      { id: 1, ...both('contained') },
    ],
    [
      'with asserted formats',
      { id: 1, formatAssertion: true, a: { const: 'x' }, b: { format: 'date', type: 'string' } },
      { id: 1, ...both('not-contained'), aNotB: 'x', bNotA: '2000-01-01' },
    ],
    [
      'with schemas of its own',
      { id: 1, schemas: { 'https://example.com/t': text }, a: { $ref: 'https://example.com/t' }, b: text },
      { id: 1, ...both('contained') },
    ],
  ])('%s', async (_, line, expected) => expect(await answerTo(line)).toEqual(expected));

  it('keeps every digit, of the question, the id and the witness', async () => {
    const { lines } = await run(
      '{"id":10000000000000000000001,"a":{"const":10000000000000000000003},"b":{"const":10000000000000000000004}}',
    );
    expect(lines[0]).toMatch(
      /^\{"id":10000000000000000000001,"aInB":"not-contained","bInA":"not-contained","aNotB":10000000000000000000003,"bNotA":10000000000000000000004,/,
    );
  });

  it('takes from the command line what the line leaves out', async () => {
    const line = { id: 1, a: { const: 'x' }, b: { type: 'string', format: 'date' } };
    expect(await answerTo(line)).toMatchObject({ aInB: 'contained' });
    expect(await answerTo(line, '--format-assertion')).toMatchObject({ aInB: 'not-contained' });
    expect(await answerTo({ ...line, formatAssertion: false }, '--format-assertion')).toMatchObject({ aInB: 'contained' });
  });
});

describe('a line that is no question is answered with its error, and the stream goes on', () => {
  it.each<readonly [string, string, unknown, string, unknown]>([
    ['what is not JSON', '{"id":1', null, 'batch/not-json', { line: 1 }],
    ['a list', '[1]', null, 'batch/not-a-question', { line: 1 }],
    ['a number', '1', null, 'batch/not-a-question', { line: 1 }],
    ['no a', '{"id":1,"b":true}', 1, 'batch/missing-schema', { line: 1 }],
    ['no b', '{"id":1,"a":true}', 1, 'batch/missing-schema', { line: 1 }],
    ['an unknown dialect', '{"id":1,"a":true,"b":true,"dialect":"draft-7"}', 1, 'batch/unknown-dialect', { line: 1, pointer: '/dialect' }],
    [
      'a dialect that is a number',
      '{"id":1,"a":true,"b":true,"dialectB":7}',
      1,
      'batch/unknown-dialect',
      { line: 1, pointer: '/dialectB' },
    ],
    ['an unknown profile', '{"id":1,"a":true,"b":true,"profile":"tolerant"}', 1, 'batch/unknown-profile', { line: 1, pointer: '/profile' }],
    [
      'a wish that is none',
      '{"id":1,"a":true,"b":true,"formatAssertion":1}',
      1,
      'batch/bad-option',
      { line: 1, pointer: '/formatAssertion' },
    ],
    ['schemas that are a list', '{"id":1,"a":true,"b":true,"schemas":[]}', 1, 'batch/bad-option', { line: 1, pointer: '/schemas' }],
    ['no time at all', '{"id":1,"a":true,"b":true,"budgetMs":0}', 1, 'batch/bad-option', { line: 1, pointer: '/budgetMs' }],
    ['members of the prototype', '{"id":1,"__proto__":{"a":true},"b":true}', 1, 'batch/unknown-member', { line: 1, pointer: '/__proto__' }],
    ['null for a schema', '{"id":1,"a":null,"dialect":"draft-7","b":true}', 1, 'batch/unknown-dialect', { line: 1, pointer: '/dialect' }],
    ['an id twice', '{"id":1,"id":2,"a":true,"b":true}', null, 'batch/duplicate-member', { line: 1, pointer: '/id' }],
    [
      'a member of a schema twice',
      '{"id":1,"a":{"type":"string","type":"null"},"b":true}',
      1,
      'batch/duplicate-member',
      { line: 1, pointer: '/a/type' },
    ],
    [
      'a member twice, far down',
      `{"id":1,"a":${'['.repeat(20_000)}{"x":1,"x":1}${']'.repeat(20_000)},"b":true}`,
      1,
      'batch/duplicate-member',
      { line: 1 },
    ],
    ['brackets without end', '['.repeat(200_000), null, 'batch/not-json', { line: 1 }],
  ])('%s', async (_, line, id, code, at) => {
    const { code: exit, answers } = await run(`${line}\n{"id":2,"a":true,"b":true}\n`);
    expect(exit).toBe(64);
    expect(answers).toMatchObject([
      { id, error: { code, at } },
      { id: 2, ...both('contained') },
    ]);
    expect(Object.keys(answers[0] ?? {})).toEqual(['id', 'error']);
    expect(answers).toHaveLength(2);
  });

  it.each<readonly [string, unknown, unknown, string, string]>([
    ['a type that there is not', { type: 'strnig' }, true, 'schema/malformed', '/a/type'],
    ['a circle', true, { $ref: '#' }, 'schema/reference-circle', '/b'],
    ['a reference to nothing', { properties: { x: { $ref: '#/$defs/y' } } }, true, 'schema/reference', '/a/properties/x'],
    ['a schema that is a number', 5, true, 'schema/malformed', '/a'],
    ['a schema that is null', true, null, 'schema/malformed', '/b'],
  ])('a schema that says nothing is unknown both ways, and an error: %s', async (_, a, b, code, pointer) => {
    const { code: exit, answers } = await run(JSON.stringify({ id: 1, a, b }));
    const [{ ms: _ms, ...answer } = {}] = answers;
    expect(answer).toMatchObject({ id: 1, ...both('unknown'), error: { code, at: { line: 1, pointer } } });
    expect(answer['reason']).toBe((answer['error'] as { message: string }).message);
    expect(exit).toBe(64);
  });

  it('says which member was meant', async () =>
    expect(await answerTo({ id: 1, a: true, b: true, formatAsertion: true })).toEqual({
      id: 1,
      error: {
        code: 'batch/unknown-member',
        message: 'a question has no member "formatAsertion"; did you mean "formatAssertion"?',
        at: { line: 1, pointer: '/formatAsertion' },
      },
    }));

  it('says where in the schemas of a line one says nothing', async () =>
    expect(await answerTo({ id: 1, a: { $ref: 'urn:x' }, b: true, schemas: { 'urn:x': { type: 'strnig' } } })).toMatchObject({
      error: { code: 'schema/malformed', at: { line: 1, pointer: '/schemas/urn:x/type' } },
    }));

  it('nothing that a schema says ends the stream', async () => {
    const deep = `${'{"not":'.repeat(50_000)}true${'}'.repeat(50_000)}`;
    const { code, answers } = await run(`{"id":1,"a":${deep},"b":true}\n{"id":2,"a":true,"b":true}`);
    expect(answers.map(({ id }) => id)).toEqual([1, 2]);
    expect(['contained', 'unknown']).toContain(answers[0]?.['aInB']);
    expect(code).toBe(0);
  });
});

describe('the stream', () => {
  const question = '{"id":1,"a":true,"b":true}';

  it.each([
    ['nothing', '', 0],
    ['one line', `${question}\n`, 1],
    ['a last line without its end', question, 1],
    ['CR LF', `${question}\r\n${question}\r\n`, 2],
    ['blank lines', `\n${question}\n\n  \n${question}\n\n`, 2],
    ['a byte order mark', `﻿${question}\n`, 1],
  ])('%s', async (_, input, count) => {
    const { code, answers } = await run(input);
    expect(code).toBe(0);
    expect(answers).toHaveLength(count);
    expect(answers.every(({ aInB }) => aInB === 'contained')).toBe(true);
  });

  it('says what is not UTF-8', async () => {
    const input = async function* () {
      yield Buffer.from([0x22, 0xff, 0x22, 0x0a]);
    };
    expect((await run(input())).answers).toMatchObject([{ id: null, error: { code: 'batch/not-utf-8' } }]);
  });

  it('answers each line before it asks for the next', async () => {
    const order: string[] = [];
    const input = async function* () {
      for (let i = 0; i < 3; i++) {
        order.push(`in ${i}`);
        yield Buffer.from(`{"id":${i},"a":true,"b":true}\n`);
      }
    };
    const { runSchemaBatch } = await import('../../../src/commands/schema/batch/batch.ts');
    const { systemClock } = await import('../../../src/core/clock.ts');
    await runSchemaBatch(
      {},
      {
        out: (line) => void order.push(`out ${(JSON.parse(line) as { id: number }).id}`),
        err: () => {},
        input,
        look: { out: { colours: false, width: 100 }, err: { colours: false, width: 100 } },
        interactive: false,
        cwd: '/',
        env: {},
        clock: systemClock,
        signal: new AbortController().signal,
      },
    );
    expect(order).toEqual(['in 0', 'out 0', 'in 1', 'out 1', 'in 2', 'out 2']);
  });

  it('takes a line of ten megabytes', async () => {
    const big = { enum: Array.from({ length: 700_000 }, (_, i) => `value ${i}`) };
    const { answers } = await run(`${JSON.stringify({ id: 1, a: big, b: big, budgetMs: 60_000 })}\n${question}`);
    expect(answers.map(({ aInB }) => aInB)).toEqual(['contained', 'contained']);
  });
});

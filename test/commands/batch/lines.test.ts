import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/commands/batch/lines.ts';

const read = async (chunks: readonly string[], limit = 100): Promise<(readonly [number, string | undefined])[]> => {
  const source = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  };
  const found: (readonly [number, string | undefined])[] = [];
  for await (const { number, bytes } of linesOf(source(), limit))
    found.push([number, bytes === undefined ? undefined : Buffer.from(bytes).toString()]);
  return found;
};

describe('a stream of bytes is cut into lines', () => {
  it.each<readonly [string, readonly string[], readonly (readonly [number, string | undefined])[]]>([
    ['nothing', [], []],
    ['one line with its end', ['a\n'], [[1, 'a']]],
    [
      'a last line without its end',
      ['a\nb'],
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'CR LF',
      ['a\r\nb\r\n'],
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'CR LF cut in two',
      ['a\r', '\nb'],
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['CR alone is no end', ['a\rb\n'], [[1, 'a\rb']]],
    [
      'blank lines keep their numbers',
      ['a\n\n\nb'],
      [
        [1, 'a'],
        [2, ''],
        [3, ''],
        [4, 'b'],
      ],
    ],
    [
      'a line in many chunks',
      ['{"a', '":', '1}', '\n2'],
      [
        [1, '{"a":1}'],
        [2, '2'],
      ],
    ],
    [
      'many lines in one chunk',
      ['1\n2\n3'],
      [
        [1, '1'],
        [2, '2'],
        [3, '3'],
      ],
    ],
    ['empty chunks', ['', 'a', '', '\n', ''], [[1, 'a']]],
    [
      'a line beyond the limit, and the one behind it',
      ['x'.repeat(60), `${'x'.repeat(60)}\nb`],
      [
        [1, undefined],
        [2, 'b'],
      ],
    ],
    ['a line at the limit', ['x'.repeat(100)], [[1, 'x'.repeat(100)]]],
  ])('%s', async (_, chunks, expected) => expect(await read(chunks)).toEqual(expected));

  it('keeps no more than the limit of a line without end', async () => {
    const before = process.memoryUsage().rss;
    const source = async function* () {
      for (let i = 0; i < 2000; i++) yield Buffer.alloc(256 * 1024, 'x');
    };
    const found = [];
    for await (const line of linesOf(source(), 1024 * 1024)) found.push(line);
    expect(found).toEqual([{ number: 1, bytes: undefined }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

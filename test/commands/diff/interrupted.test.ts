import { existsSync, linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diff } from '../../../src/commands/diff.ts';
import { Stopped } from '../../../src/core/deadline.ts';
import { atOnce, inTurns, type Steps } from '../../../src/core/turns.ts';
import { ioAt, runIn } from '../io.ts';

let folder: string;

/** Operations that each take some milliseconds to compare. */
const api = (most: number): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'many', version: '1' },
    paths: Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [
        `/p${i}`,
        {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { type: 'object', properties: { a: { type: 'string', maxLength: most + i } } } } },
            },
            responses: { 200: { description: 'ok' } },
          },
        },
      ]),
    ),
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drill-interrupted-'));
  writeFileSync(join(folder, 'old.json'), api(1000));
  writeFileSync(join(folder, 'new.json'), api(10));
  linkSync(join(folder, 'new.json'), join(folder, 'linked.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('whoever interrupts a comparison is heard in the middle of it: nothing is told, nothing written', async () => {
  const out: string[] = [];
  const controller = new AbortController();
  const stopped = new Stopped('interrupted', 'interrupted by SIGINT');
  const io = { ...ioAt(folder, out), signal: controller.signal };
  let code: number | undefined;
  const running = diff
    .build(io, (exit) => (code = exit))
    .parseAsync(['old.json', 'new.json', '--report', 'json=report.json'], { from: 'user' });
  // Only when the comparison lets others have their turn.
  setTimeout(() => controller.abort(stopped), 20);
  await expect(running).rejects.toBe(stopped);
  expect([out, code, existsSync(join(folder, 'report.json'))]).toEqual([[], undefined, false]);
});

test.each<[string, string[]]>([
  ['two reports in one file', ['--report', 'json=x.out', '--report', 'sarif=./x.out']],
  ['a report over what is compared', ['--report', 'json=./new.json']],
  ['a report over what is compared, by another name', ['--report', 'json=linked.json']],
])('%s: refused before anything is written', async (_, options) => {
  const before = readFileSync(join(folder, 'new.json'), 'utf8');
  expect(await runIn(folder, diff, 'old.json', 'new.json', ...options)).toMatchObject({ out: '', refused: ['cli/report-overwrites'] });
  expect([existsSync(join(folder, 'x.out')), readFileSync(join(folder, 'new.json'), 'utf8') === before]).toEqual([false, true]);
});

const counting = function* (until: number): Steps<number> {
  let sum = 0;
  for (let i = 1; i <= until; i++) {
    sum += i;
    yield;
  }
  return sum;
};

test('steps give the same at once and in turns', async () => {
  expect([atOnce(counting(100)), await inTurns(counting(100), new AbortController().signal)]).toEqual([5050, 5050]);
});

test('steps without an end are stopped', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Stopped('interrupted', 'enough')), 10);
  await expect(inTurns(counting(Infinity), controller.signal)).rejects.toThrow('enough');
});

import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { DrillError } from '../../src/core/error.ts';
import { ledgerPath, openLedger } from '../../src/evidence/ledger.ts';
import type { Fact } from '../../src/model/fact.ts';
import { chainOf, clockAt, deployed, digestOf, evidence, good, known, rolledBack, textOf } from './facts.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drill-ledger-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const file = (): string => join(root, ledgerPath);
const write = async (text: string | Uint8Array): Promise<void> => {
  await mkdir(join(root, '.drill'), { recursive: true });
  await writeFile(file(), text);
};
const whole = chainOf(known('1.4.0'), deployed('1.4.0'), good('1.4.0'), known('1.5.0'), deployed('1.5.0'));
const lines = textOf(whole).trimEnd().split('\n');
const problemOf = (work: Promise<unknown>): Promise<{ code: string; what: string }> =>
  work.then(
    () => ({ code: 'none', what: '' }),
    (error: unknown) => (error instanceof DrillError && error.problems[0] ? error.problems[0] : { code: 'other', what: String(error) }),
  );

test('what was appended is read back, chained from 1, with nothing else left in the folder', async () => {
  const ledger = openLedger(root, clockAt('2026-03-01T12:00:00.000Z'));
  expect(await ledger.read()).toEqual({ exists: false, entries: [], problems: [] });
  const first = await ledger.append(known('1.4.0'));
  const second = await ledger.append({ ...evidence(), document: undefined } as unknown as Fact);
  expect(first).toMatchObject({ v: 1, seq: 1, at: '2026-03-01T12:00:00.000Z', prev: `sha256:${'0'.repeat(64)}`, fact: known('1.4.0') });
  expect(second).toMatchObject({ seq: 2, prev: first.hash });
  expect(await ledger.read()).toEqual({ exists: true, entries: [first, second], problems: [] });
  expect(await readdir(join(root, '.drill'))).toEqual(['ledger.ndjson']);
});

test('a clock set back changes the times, not the order', async () => {
  await openLedger(root, clockAt('2026-03-02T00:00:00Z')).append(known('1.4.0'));
  await openLedger(root, clockAt('2026-03-01T00:00:00Z')).append(known('1.5.0'));
  const { entries, problems } = await openLedger(root, systemClock).read();
  expect(entries.map(({ seq, at }) => [seq, at])).toEqual([
    [1, '2026-03-02T00:00:00.000Z'],
    [2, '2026-03-01T00:00:00.000Z'],
  ]);
  expect(problems).toEqual([]);
});

const replaced = (index: number, by: (line: string) => string): string =>
  `${lines.map((line, at) => (at === index ? by(line) : line)).join('\n')}\n`;
const rehashed = (index: number, version: string): string => {
  const other = chainOf(...whole.map(({ fact }, at) => (at === index ? known(version) : fact)));
  return `${lines.map((line, at) => (at === index ? textOf(other).split('\n')[at] : line)).join('\n')}\n`;
};

describe('tampering is detected and named, one edit giving one problem, and nothing is appended any more:', () => {
  test.each<[string, string | Uint8Array, string, number, string]>([
    [
      'a value edited in the middle',
      replaced(1, (l) => l.replace('local', 'prod')),
      'ledger/edited',
      2,
      'line 2 (seq 2) of the ledger was changed after it was written',
    ],
    [
      'a value edited in the last line',
      replaced(4, (l) => l.replace('local', 'prod')),
      'ledger/edited',
      5,
      'line 5 (seq 5) of the ledger was changed',
    ],
    [
      'the last line edited, its line break gone',
      replaced(4, (l) => l.replace('local', 'prod')).trimEnd(),
      'ledger/edited',
      5,
      'line 5 (seq 5) of the ledger was changed',
    ],
    [
      'a hash edited',
      replaced(2, (l) => l.replace(/"hash":"sha256:./, '"hash":"sha256:f')),
      'ledger/edited',
      3,
      'line 3 (seq 3) of the ledger was changed',
    ],
    ['white space added', replaced(2, (l) => l.replace('{', '{ ')), 'ledger/edited', 3, 'is not in the form in which drill writes'],
    ['Windows line ends', textOf(whole.slice(0, 1)).replace('\n', '\r\n'), 'ledger/edited', 1, 'is not in the form'],
    [
      'an entry replaced, with its hash made right',
      rehashed(1, '9.9.9'),
      'ledger/broken-link',
      3,
      'line 3 (seq 3) of the ledger does not follow the line before',
    ],
    [
      'the first line removed',
      `${lines.slice(1).join('\n')}\n`,
      'ledger/gap',
      1,
      'line 1 (seq 2) of the ledger should have seq 1: entry 1 is missing',
    ],
    [
      'lines removed in the middle',
      `${[lines[0], ...lines.slice(3)].join('\n')}\n`,
      'ledger/gap',
      2,
      'line 2 (seq 4) of the ledger should have seq 2: entries 2 to 3 are missing',
    ],
    [
      'a line twice',
      replaced(1, (l) => `${l}\n${l}`),
      'ledger/order',
      3,
      'line 3 (seq 2) of the ledger should have seq 3: lines were moved or copied',
    ],
    ['a line that is not JSON', replaced(2, () => 'gone'), 'ledger/unreadable-line', 3, 'line 3 of the ledger is not JSON'],
    ['an empty line', replaced(2, (l) => `\n${l}`), 'ledger/unreadable-line', 3, 'line 3 of the ledger is empty'],
    [
      'a line of another program',
      replaced(2, () => '{"level":"info"}'),
      'ledger/unreadable-line',
      3,
      'line 3 of the ledger is no entry: it has no entry version',
    ],
    [
      'an entry of a newer drill',
      replaced(2, (l) => l.replace('"v":1', '"v":2')),
      'ledger/unreadable-line',
      3,
      'written by a newer drill (entry version 2)',
    ],
    [
      'a fact of an unknown kind',
      replaced(2, (l) => l.replace('"kind":"good"', '"kind":"constructor"')),
      'ledger/unreadable-line',
      3,
      'a fact of an unknown kind ("constructor")',
    ],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(lines[0]?.replace('orders', 'ord') ?? ''), Buffer.from([0xff, 0x0a])]),
      'ledger/unreadable-line',
      1,
      'is not JSON',
    ],
  ])('%s', async (_, text, code, line, what) => {
    await write(text);
    const before = await readFile(file());
    const { problems } = await openLedger(root, systemClock).read();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, at: { file: '.drill/ledger.ndjson', line, column: 1 } });
    expect(problems[0]?.what).toContain(what);
    const refused = await problemOf(openLedger(root, systemClock).append(known('2.0.0')));
    expect(refused.code).toBe('ledger/tampered');
    expect(refused.what).toContain(`nothing was appended: line ${line}`);
    expect(await readFile(file())).toEqual(before);
  });

  test('two lines changing places are three breaks of order, and all lines are still shown', async () => {
    await write(`${[lines[0], lines[2], lines[1], lines[3], lines[4]].join('\n')}\n`);
    const { problems, entries } = await openLedger(root, systemClock).read();
    expect(problems.map(({ code, at }) => [code, at?.line])).toEqual([
      ['ledger/gap', 2],
      ['ledger/order', 3],
      ['ledger/gap', 4],
    ]);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 3, 2, 4, 5]);
  });
});

describe('a crash in the middle of a write', () => {
  test('at any byte of the last line is recovered by the next append, the torn bytes set aside', async () => {
    const last = `${lines[4]}\n`;
    const before = `${lines.slice(0, 4).join('\n')}\n`;
    for (const cut of [1, 2, 50, last.length - 2]) {
      await rm(join(root, '.drill'), { recursive: true, force: true });
      await write(before + last.slice(0, cut));
      const ledger = openLedger(root, systemClock);
      expect(await ledger.read()).toMatchObject({ problems: [], torn: { line: 5, bytes: cut }, entries: whole.slice(0, 4) });
      expect(await ledger.append(good('1.5.0'))).toMatchObject({ seq: 5, prev: whole[3]?.hash });
      const after = await ledger.read();
      expect(after.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(after).not.toHaveProperty('torn');
      expect(await readFile(join(root, '.drill/ledger.torn-5'), 'utf8')).toBe(last.slice(0, cut));
    }
  });

  test('just before the line break loses nothing: the entry is whole', async () => {
    await write(textOf(whole).trimEnd());
    const ledger = openLedger(root, systemClock);
    expect(await ledger.read()).toEqual({ exists: true, entries: whole, problems: [] });
    await ledger.append(good('1.5.0'));
    expect((await ledger.read()).entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('twice at the same place keeps both torn lines', async () => {
    const ledger = openLedger(root, systemClock);
    await write('{"at":"first');
    await ledger.append(known('1.4.0'));
    await write('{"at":"second');
    await ledger.append(known('1.4.0'));
    expect((await readdir(join(root, '.drill'))).sort()).toEqual(['ledger.ndjson', 'ledger.torn-1', 'ledger.torn-1.2']);
  });

  test('a file of no bytes is an empty ledger', async () => {
    await write('');
    expect(await openLedger(root, systemClock).read()).toEqual({ exists: true, entries: [], problems: [] });
  });
});

describe('a version has one content for ever:', () => {
  const other = digestOf('other');
  test.each<[string, Fact, Fact]>([
    ['version after version', known('1.5.0'), { ...known('1.5.0'), digest: other } as Fact],
    ['deployed after version', known('1.5.0'), { ...deployed('1.5.0'), digest: other } as Fact],
    ['good after deployed', deployed('1.5.0'), { ...good('1.5.0', 'prod'), digest: other } as Fact],
    ['version after rolled-back', rolledBack('1.5.0', '1.4.0'), { ...known('1.5.0'), digest: other } as Fact],
  ])('%s with another digest is refused, naming both and when', async (_, first, second) => {
    const ledger = openLedger(root, clockAt('2026-03-01T12:00:00.000Z'));
    await ledger.append(first);
    const { code, what } = await problemOf(ledger.append(second));
    expect(code).toBe('ledger/other-digest');
    expect(what).toBe(`orders 1.5.0 is known with the digest ${digestOf('1.5.0')} (entry 1, 2026-03-01T12:00:00.000Z), not with ${other}`);
    expect((await ledger.read()).entries).toHaveLength(1);
  });

  test.each<[string, Fact]>([
    ['the same digest again', known('1.5.0')],
    ['another artifact', { kind: 'version', artifact: 'payments', version: '1.5.0', digest: other }],
    ['evidence about a rebuilt version', evidence({ to: { version: '1.5.0', digest: other } })],
  ])('%s is not', async (_, second) => {
    const ledger = openLedger(root, systemClock);
    await ledger.append(known('1.5.0'));
    expect((await ledger.append(second)).seq).toBe(2);
  });
});

describe('what is in the way is said clearly:', () => {
  test.each<[string, () => Promise<unknown>, string, string]>([
    ['a file where .drill should be', () => writeFile(join(root, '.drill'), ''), 'evidence/unwritable', 'a file is in the way of a folder'],
    [
      'a folder where the ledger should be',
      () => mkdir(file(), { recursive: true }),
      'evidence/unwritable',
      'a folder is in the way of a file',
    ],
  ])('%s', async (_, prepare, code, what) => {
    await prepare();
    const problem = await problemOf(openLedger(root, systemClock).append(known('1.4.0')));
    expect(problem.code).toBe(code);
    expect(problem.what).toContain(what);
  });

  test('a fact of the wrong form is our own bug, and is not written', async () => {
    const problem = await problemOf(openLedger(root, systemClock).append({ ...known('1.4.0'), digest: 'abc' } as Fact));
    expect(problem).toMatchObject({ code: 'ledger/bad-fact' });
    expect(await readdir(root)).toEqual([]);
  });

  test('a ledger that cannot be read', async () => {
    await mkdir(file(), { recursive: true });
    expect(await problemOf(openLedger(root, systemClock).read())).toMatchObject({ code: 'evidence/unreadable' });
  });
});

test('a line that was appended by hand is tampering too', async () => {
  const ledger = openLedger(root, systemClock);
  await ledger.append(known('1.4.0'));
  await appendFile(file(), `${JSON.stringify(known('1.5.0'))}\n`);
  expect((await ledger.read()).problems.map(({ code }) => code)).toEqual(['ledger/unreadable-line']);
});

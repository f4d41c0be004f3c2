import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { DrillError } from '../../src/core/error.ts';
import { openLedger } from '../../src/evidence/ledger.ts';
import { thisProcess } from '../../src/evidence/process.ts';
import { known } from './facts.ts';

// Several writers at once, as processes of their own; killed, dead, elsewhere.

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drill-writers-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const script = new URL('appender.ts', import.meta.url).pathname;
interface Writer {
  readonly child: ChildProcess;
  /** What was acknowledged, once the process has ended. */
  readonly acknowledged: Promise<readonly string[]>;
}
const writer = (name: string, count: number): Writer => {
  const child = spawn(process.execPath, [script, root, name, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  const acknowledged = new Promise<readonly string[]>((resolve) => child.on('close', () => resolve(out.split('\n').slice(0, -1))));
  return { child, acknowledged };
};
const written = async (): Promise<{ lines: readonly string[]; problems: number; torn: boolean }> => {
  const { entries, problems, torn } = await openLedger(root, systemClock).read();
  return {
    lines: entries.map(({ seq, fact }) => `${seq} ${fact.kind === 'version' ? fact.version : '?'}`),
    problems: problems.length,
    torn: torn !== undefined,
  };
};
const litter = async (): Promise<readonly string[]> =>
  (await readdir(join(root, '.drill'))).filter((name) => name !== 'ledger.ndjson' && !name.startsWith('ledger.torn'));

test('four processes append 100 entries each at once: none is lost, the chain is whole, no lock is left', async () => {
  const writers = ['a', 'b', 'c', 'd'].map((name) => writer(name, 100));
  const acknowledged = (await Promise.all(writers.map((w) => w.acknowledged))).flat();
  const { lines, problems } = await written();
  expect(problems).toBe(0);
  expect(lines).toHaveLength(400);
  expect(new Set(lines)).toEqual(new Set(acknowledged));
  expect(acknowledged).toHaveLength(400);
  expect(await litter()).toEqual([]);
}, 120_000);

test('writers killed at any moment lose nothing that was acknowledged and stop nobody', async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 12; round++) {
    const victims = [writer(`v${round}`, 100_000), writer(`w${round}`, 100_000)];
    await Promise.all(victims.map(({ child }) => new Promise((resolve) => child.stdout?.once('data', resolve))));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    for (const { child } of victims) child.kill('SIGKILL');
    for (const victim of victims) acknowledged.push(...(await victim.acknowledged));
  }
  // Two minutes later, when even a folder without an owner is known to be nobody's.
  const later = { ...systemClock, now: () => new Date(Date.now() + 120_000) };
  await openLedger(root, later, { waitMs: 5000 }).append(known('9.9.9'));
  const { lines, problems, torn } = await written();
  expect([problems, torn]).toEqual([0, false]);
  expect(acknowledged.length).toBeGreaterThan(20);
  const all = new Set(lines);
  expect(acknowledged.filter((line) => !all.has(line))).toEqual([]);
  expect(await litter()).toEqual([]);
}, 120_000);

describe('a lock that is held', () => {
  const lock = (): string => join(root, '.drill/ledger.lock');
  const hold = async (owner: unknown, name = 'owner-x.json'): Promise<void> => {
    await mkdir(lock(), { recursive: true });
    await writeFile(join(lock(), name), typeof owner === 'string' ? owner : JSON.stringify(owner));
  };
  const attempt = (): Promise<string> =>
    openLedger(root, systemClock, { waitMs: 100 })
      .append(known('1.4.0'))
      .then(
        ({ seq }) => `entry ${seq}`,
        (error: unknown) => (error instanceof DrillError ? error.message : String(error)),
      );
  const since = '2026-03-01T12:00:00.000Z';
  const deadPid = async (): Promise<number> => {
    const child = spawn('true');
    await new Promise((resolve) => child.on('exit', resolve));
    return child.pid ?? 0;
  };

  test('by a dead process is taken over', async () => {
    await hold({ ...(await thisProcess()), pid: await deadPid(), since });
    expect(await attempt()).toBe('entry 1');
    expect(existsSync(lock())).toBe(false);
  });
  test('by a process whose number has been given to another is taken over', async () => {
    await hold({ ...(await thisProcess()), start: '1', since });
    expect(await attempt()).toBe('entry 1');
  });
  test('since before the machine was started again is taken over', async () => {
    await hold({ ...(await thisProcess()), boot: 'an earlier one', since });
    expect(await attempt()).toBe('entry 1');
  });
  test('by nobody (its owner died while giving it back) is taken over', async () => {
    await mkdir(lock(), { recursive: true });
    expect(await attempt()).toBe('entry 1');
  });
  test('by a living process is waited for, and then the message names it', async () => {
    await hold({ ...(await thisProcess()), since });
    expect(await attempt()).toBe(`the ledger is held by process ${process.pid} on ${hostname()} since ${since}; waited 100 ms for it`);
    expect(await litter()).toEqual(['ledger.lock']);
  });
  test('on another machine is never taken over', async () => {
    await hold({ ...(await thisProcess()), pid: await deadPid(), host: 'elsewhere/1', since });
    expect(await attempt()).toContain('on elsewhere since');
  });
  test('in another container is never taken over', async () => {
    await hold({ ...(await thisProcess()), pid: await deadPid(), namespace: 'pid:[1]', since });
    expect(await attempt()).toContain('the ledger is held by process');
  });
  test('with an owner that cannot be read is let be for a while, then taken over', async () => {
    await hold('');
    expect(await attempt()).toContain('held by somebody unknown');
    const later = { ...systemClock, now: () => new Date(Date.now() + 60_000) };
    expect((await openLedger(root, later, { waitMs: 100 }).append(known('1.4.0'))).seq).toBe(1);
  });

  test('by a dead process is taken over by one of many at a time', async () => {
    for (let round = 0; round < 5; round++) {
      await hold({ ...(await thisProcess()), pid: await deadPid(), since }, `owner-${round}.json`);
      const takers = ['a', 'b', 'c', 'd'].map((name) => writer(`${name}${round}`, 5));
      await Promise.all(takers.map((taker) => taker.acknowledged));
    }
    const { lines, problems } = await written();
    expect([lines.length, problems]).toEqual([100, 0]);
    expect(await litter()).toEqual([]);
  }, 60_000);
});

test('a disk that is full in the middle of a line leaves the ledger as it was', async () => {
  // A limit on the size of files stands in for the full disk: the write is cut short in the same way.
  const shell = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f 2; exec "$0" "$@"`, process.execPath, script, root, 'full', '50']);
  let err = '';
  shell.stderr.on('data', (data: Buffer) => (err += data.toString()));
  await new Promise((resolve) => shell.on('close', resolve));
  expect(err).toContain('the file would be larger than the system allows');
  const { lines, problems, torn } = await written();
  expect([problems, torn]).toEqual([0, false]);
  expect(lines.length).toBeGreaterThan(2);
  expect((await readFile(join(root, '.drill/ledger.ndjson'), 'utf8')).endsWith('\n')).toBe(true);
  expect((await openLedger(root, systemClock).append(known('1.4.0'))).seq).toBe(lines.length + 1);
});

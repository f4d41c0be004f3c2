import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChild } from '../../../src/core/scratch/child.ts';
import { findMarked, identify, isAlive, signalTo } from '../../../src/core/scratch/processes.ts';
import { listScratches, openScratch, reap, removeScratch } from '../../../src/core/scratch/scratch.ts';

let folder: string;
const before = process.env['TMPDIR'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drill-scratch-'));
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(folder, { recursive: true, force: true });
});

const sleeper = ['node', '-e', 'setInterval(() => {}, 1000)'];
const command = [process.execPath, ...sleeper.slice(1)];

describe('the folder of a run', () => {
  it('is gone with its processes when it is disposed of', async () => {
    let id;
    {
      await using scratch = await openScratch('one');
      const child = await startChild({ scratch, command, cwd: scratch.folder, env: {}, logFile: join(scratch.folder, 'log') });
      id = child.id;
      expect([await isAlive(id), (await listScratches()).map(({ id: name, state }) => [name, state])]).toEqual([
        true,
        [['one', 'running']],
      ]);
    }
    expect([await isAlive(id), await listScratches()]).toEqual([false, []]);
  });

  it('is kept when it is told to, until it is removed', async () => {
    {
      await using scratch = await openScratch('two');
      await startChild({ scratch, command, cwd: '/', env: {}, logFile: join(scratch.folder, 'log') });
      await scratch.keep(['look here']);
    }
    expect(await reap()).toEqual([]);
    const [found] = await listScratches();
    expect([found?.state, found?.how]).toEqual(['kept', ['look here']]);
    const [child] = await findMarked('DRILL_SCRATCH=two', found?.folder ?? '');
    if (found) await removeScratch(found);
    expect([await isAlive(child ?? { pid: -1 }), existsSync(found?.folder ?? '/')]).toEqual([false, false]);
  });

  it('is removed by the next command once its owner is gone, also when another process got its number', async () => {
    await using probe = await openScratch('probe');
    const root = dirname(probe.folder);
    const here = probe.folder.slice(probe.folder.lastIndexOf('.') + 1);
    const { started = '' } = await identify(process.pid);
    mkdirSync(join(root, `mine.${process.pid}.${started.replaceAll(/[^A-Za-z0-9]+/g, '-')}.${here}`));
    mkdirSync(join(root, `reused.${process.pid}.1.${here}`));
    mkdirSync(join(root, `gone.${2 ** 22 + 1}.1.${here}`));
    mkdirSync(join(root, `kept.${2 ** 22 + 1}.1.${here}`));
    writeFileSync(join(root, `kept.${2 ** 22 + 1}.1.${here}`, 'kept.json'), '["look"]');
    // In another container that number may well be alive, and it cannot be asked after from here.
    mkdirSync(join(root, `elsewhere.${2 ** 22 + 1}.1.pid-4026530000-`));
    mkdirSync(join(root, 'somebody elses'));
    expect((await reap()).map(({ id, failed }) => [id, failed]).sort(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['gone', undefined],
      ['reused', undefined],
    ]);
    expect((await listScratches()).map(({ id, state }) => [id, state]).sort(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['elsewhere', 'running'],
      ['kept', 'kept'],
      ['mine', 'running'],
      ['probe', 'running'],
    ]);
    expect(existsSync(join(root, 'somebody elses'))).toBe(true);
  });

  it('does not take who works in it for its own: an ancestor stays alive', async () => {
    const scratch = await openScratch('three');
    // A shell in the folder runs a program that looks for what to end.
    const processes = join(import.meta.dirname, '../../../src/core/scratch/processes.ts');
    const look = join(folder, 'look.mjs');
    writeFileSync(
      look,
      `import { findMarked } from '${processes}';\nconsole.log(JSON.stringify(await findMarked('DRILL_SCRATCH=three', '${scratch.folder}')));\n`,
    );
    const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" "${look}"; true`], {
      cwd: scratch.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    for await (const text of shell.stdout) out += String(text);
    expect(out.trim()).toBe('[]');
    await scratch[Symbol.asyncDispose]();
  });
});

describe('a process', () => {
  it('is told apart from a later one with the same number', async () => {
    const me = await identify(process.pid);
    expect([await isAlive(me), await isAlive({ ...me, started: '1' })]).toEqual([true, false]);
    expect(await signalTo({ ...me, started: '1' }, 'SIGKILL')).toBe(false);
  });

  it('that does not exist has no start and does not live', async () => {
    const nobody = await identify(2 ** 22 + 1);
    expect([nobody, await isAlive(nobody)]).toEqual([{ pid: 2 ** 22 + 1 }, false]);
  });

  it('is ended by force after its grace, with its group, and its last lines are known', async () => {
    await using scratch = await openScratch('four');
    const stubborn = `process.on('SIGTERM', () => console.log('no')); require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }); console.log('up'); setInterval(() => {}, 1000)`;
    const child = await startChild({
      scratch,
      command: [process.execPath, '-e', stubborn],
      cwd: '/',
      env: {},
      logFile: join(scratch.folder, 'log'),
    });
    while (!(await child.tail(1)).includes('up')) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await child.stop(200)).toEqual({ code: undefined, signal: 'SIGKILL' });
    expect([await child.tail(5), await findMarked('DRILL_SCRATCH=four', scratch.folder)]).toEqual([['up', 'no'], []]);
  });

  it('that cannot be started is an error that says what and where', async () => {
    await using scratch = await openScratch('five');
    await expect(
      startChild({ scratch, command: ['no-such-program'], cwd: '/', env: {}, logFile: join(scratch.folder, 'log') }),
    ).rejects.toThrow('cannot start "no-such-program" in /');
  });
});

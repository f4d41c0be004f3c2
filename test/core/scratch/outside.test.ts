import { chmodSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryRoot } from '../../../src/core/scratch/memory.ts';
import { listScratches, openScratch, reap, removeScratch } from '../../../src/core/scratch/scratch.ts';

let folder: string;
const before = process.env['TMPDIR'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drill-outside-'));
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(folder, { recursive: true, force: true });
});

describe('what a run makes outside of its folder', () => {
  it('in memory is in a folder of the same name, and goes with it', async () => {
    const scratch = await openScratch('memory');
    const inMemory = await scratch.inMemory();
    const root = memoryRoot(dirname(scratch.folder));
    // Without room in memory it is the run's own folder.
    expect([scratch.folder, join(root ?? '', basename(scratch.folder))]).toContain(inMemory);
    expect(await scratch.inMemory()).toBe(inMemory);
    writeFileSync(join(inMemory, 'data'), '');
    expect((await listScratches()).map(({ id }) => id)).toEqual(['memory']);
    await scratch[Symbol.asyncDispose]();
    expect([existsSync(inMemory), existsSync(scratch.folder), await listScratches()]).toEqual([false, false, []]);
  });

  it('in memory is found where somebody has removed the other folder', async () => {
    const scratch = await openScratch('alone');
    const inMemory = await scratch.inMemory();
    if (inMemory !== scratch.folder) rmSync(scratch.folder, { recursive: true });
    const [found] = await listScratches();
    expect(found?.id).toBe('alone');
    if (found) await removeScratch(found);
    expect([existsSync(inMemory), await listScratches()]).toEqual([false, []]);
  });

  it.runIf(process.platform === 'linux' && existsSync('/dev/shm'))('in memory is freed where nobody uses its TMPDIR any more', async () => {
    const root = `/dev/shm/rollback-drill-${process.getuid?.() ?? -1}-test${process.pid}`;
    const here = readlinkSync('/proc/self/ns/pid').replaceAll(/[^A-Za-z0-9]+/g, '-');
    // No process has this number.
    mkdirSync(join(root, `orphan.4194305.1.${here}`), { recursive: true });
    expect(await reap()).toEqual([]);
    expect(existsSync(root)).toBe(false);
  });

  it('is removed by its kind, unless it was struck out', async () => {
    const scratch = await openScratch('things');
    const gone: string[] = [];
    await scratch.remember({ kind: 'thing', name: 'one' });
    const forget = await scratch.remember({ kind: 'thing', name: 'two' });
    await forget();
    // Half a file: what it would have told of was never made.
    writeFileSync(join(scratch.folder, 'outside', 'half.json'), '{"kind":"thi');
    await scratch[Symbol.asyncDispose]();
    expect(existsSync(scratch.folder)).toBe(true);
    await removeScratch(scratch, { thing: async ({ name = '' }) => void gone.push(name) });
    expect([gone, existsSync(scratch.folder)]).toEqual([['one'], false]);
  });

  it('is still written down where it cannot be removed', async () => {
    const scratch = await openScratch('stuck');
    await scratch.remember({ kind: 'thing', name: 'one' });
    const stuck = { thing: () => Promise.reject(new Error('no answer')) };
    await expect(removeScratch(scratch, stuck)).rejects.toThrow('no answer');
    await expect(removeScratch(scratch, {})).rejects.toThrow('nobody here knows how to remove a thing');
    await removeScratch(scratch, { thing: async () => {} });
    expect(existsSync(scratch.folder)).toBe(false);
  });
});

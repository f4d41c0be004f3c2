import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { memoryRoot } from '../../../src/core/scratch/memory.ts';
import { readLedger } from '../../../src/evidence/ledger.ts';
import { program, start } from '../rig/program.ts';
import { codes, laid, ran } from '../rig/restoring.ts';
import type { Place } from '../rig/workspace.ts';

// Whatever ends a drill of a restore, and whenever: no server, folder, socket, network or half a verdict is left.

/** What a run has left in memory, which `left` does not look at. */
const inMemory = ({ temporary }: Place): readonly string[] => {
  const root = memoryRoot(join(temporary, `rollback-drill-${process.getuid?.() ?? -1}`));
  return root !== undefined && existsSync(root) ? readdirSync(root) : [];
};

/** Networks that are not this process's own, of processes of a run. */
const networks = ({ temporary }: Place): readonly string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(temporary);
    } catch {
      return false;
    }
  });

const left = (at: Place): readonly string[] => [...at.left(), ...inMemory(at), ...networks(at)];

const nothingPassed = async (at: Place): Promise<void> => {
  const { entries, problems } = await readLedger(at.root);
  expect([problems, entries.filter(({ fact }) => fact.kind === 'evidence' && fact.outcome === 'pass')]).toEqual([[], []]);
};

/** Each phase once by each way; ms after it was begun. */
const moments = [
  { phase: 'prepare', ms: 600, signal: 'SIGINT' },
  { phase: 'take', ms: 0, signal: 'SIGKILL' },
  { phase: 'find', ms: 0, signal: 'SIGTERM' },
  { phase: 'fetch', ms: 60, signal: 'SIGKILL' },
  { phase: 'fetch', ms: 60, signal: 'SIGINT' },
  { phase: 'verify', ms: 250, signal: 'SIGKILL' },
  { phase: 'recover', ms: 100, signal: 'SIGINT' },
  { phase: 'boot', ms: 300, signal: 'SIGKILL' },
  { phase: 'boot', ms: 300, signal: 'SIGINT' },
] as const;

describe('a drill of a restore that is stopped leaves nothing', () => {
  it.each(moments)('by $signal, $ms ms into "$phase"', async ({ phase, ms, signal }) => {
    using at = laid();
    const running = start(at, ['run', 'night']);
    await running.says(`night: ${phase}`);
    await sleep(ms);
    running.child.kill(signal);
    const { code, stderr } = await running.done;
    const isKilled = signal === 'SIGKILL';
    const next = isKilled ? (await program(at, ['history'])).stderr : '';
    expect(
      { code, isTold: /removed what the killed run [0-9a-f]+ had left/.test(next), isBug: /internal error|^\s+at /m.test(stderr) },
      stderr,
    ).toEqual({
      code: isKilled ? null : 130,
      isTold: isKilled,
      isBug: false,
    });
    expect(left(at)).toEqual([]);
    await nothingPassed(at);
  });

  it('by its own deadline: that is no pass, and no fault of the backup', async () => {
    using at = laid({}, {}, { deadline: '2s' });
    const { code, told } = await ran(at);
    expect([code, codes(told)]).toEqual([2, ['inconclusive drill/harness-failed']]);
    expect(left(at)).toEqual([]);
  });
});

/** Only root may make a file system of so many bytes. */
const canMount = process.getuid?.() === 0 && process.platform === 'linux';
if (!canMount) console.warn('skipped: a disk that is full: only root may make a file system for it');

describe.skipIf(!canMount)('a disk that is full', () => {
  it.each([
    { name: 'before there is a source', bytes: 20e6, phases: ['prepare'] },
    { name: 'while the backup is taken', bytes: 75e6, phases: ['prepare', 'take'] }, // On a slow machine its log fills it before.
    // Half-way through the restore: bench/restore-faults.ts.
  ])('$name is no pass, is told as what it is, and nothing is left', async ({ bytes, phases }) => {
    using at = laid();
    // All that a run makes lies in it: where temporary files are in memory, no other memory is looked for.
    const folder = `/dev/shm/drill-full-${process.pid}`;
    execFileSync('mkdir', ['-p', folder]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0711`, 'none', folder]);
    try {
      const { code, told } = await ran(at, { env: { TMPDIR: folder } });
      expect([code, codes(told), told.failures.length]).toEqual([2, ['inconclusive drill/environment-lost'], 1]);
      expect(phases).toContain(told.failures[0]?.phase);
      expect(told.judgement.reasons[0]?.what).toMatch(/no room left|No space left/);
      expect(readdirSync(folder)).toEqual([]);
      await nothingPassed(at);
    } finally {
      execFileSync('umount', [folder]);
      execFileSync('rmdir', [folder]);
    }
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { interruptible } from '../../src/core/interruptible.ts';

const program = (file: string): string => JSON.stringify(join(import.meta.dirname, '../../src/core', file));

/** Works for a minute without a turn for anybody, and is interrupted as soon as it says that it began. */
const busy = `
  const { interruptible } = await import(${program('interruptible.ts')});
  const { interruption } = await import(${program('interruption.ts')});
  using interrupted = interruption();
  const until = Date.now() + 60_000;
  try {
    interruptible(() => {
      process._rawDebug('begun');
      while (Date.now() < until);
    });
  } catch (error) {
    process.exitCode = error.reason === 'interrupted' && interrupted.signal.aborted ? 130 : 70;
  }
`;

it('Ctrl-C ends work that lets nobody have a turn, and whoever listens hears of it', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', busy], { stdio: ['ignore', 'inherit', 'pipe'] });
  child.stderr.once('data', () => child.kill('SIGINT'));
  expect(await once(child, 'exit')).toEqual([130, null]);
}, 30_000);

it('gives what the work gives, and throws what it throws', () => {
  const wrong = new Error('wrong');
  expect(interruptible(() => 7)).toBe(7);
  expect(() =>
    interruptible(() => {
      throw wrong;
    }),
  ).toThrow(wrong);
  expect(interruptible(() => interruptible(() => 8))).toBe(8);
});

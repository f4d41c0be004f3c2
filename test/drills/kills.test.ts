import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { leftIn, processesOf } from './rig/left.ts';
import { evidence, program, start } from './rig/program.ts';
import { place, type Place } from './rig/workspace.ts';

// Whatever ends the program, and whenever: nothing is left, the ledger verifies, and no pass was recorded.

/** Places of a run to end it at: what standard error says by then, and ms after that. Together they cover the whole of it. */
const moments: readonly (readonly [says: string, ms: number])[] = [
  ['prepare (PostgreSQL)', 0],
  ['prepare (PostgreSQL)', 120],
  ['back: prepare  ', 0],
  ['back: baseline', 100],
  ['back: rollout', 60],
  ['back: exercise', 50],
  ['back: rollback', 150],
  ['back: verify', 0],
];

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A moment is a step that was announced; which of them exist is for the program to say. */
const until = async (running: ReturnType<typeof start>, [says, ms]: (typeof moments)[number]): Promise<void> => {
  await running.says(says.trimEnd());
  await sleep(ms);
};

const nothingPassed = async (at: Place): Promise<void> => {
  expect((await evidence(at)).filter(({ outcome }) => outcome === 'pass')).toEqual([]);
};

/** Waits for what may take a moment; what is still left after 15 s is the answer. */
const soon = async (look: () => string[]): Promise<string[]> => {
  for (const until = performance.now() + 15_000; performance.now() < until && look().length > 0;) await sleep(50);
  return look();
};

describe('a signal that can be caught', () => {
  it.each(moments.map((moment, n) => ({ moment, signal: signals[n % 3] ?? 'SIGINT', says: moment[0].trim(), ms: moment[1] })))(
    '$signal $ms ms after "$says": exit 130, nothing left',
    async ({ moment, signal }) => {
      using at = place({});
      const running = start(at, ['run']);
      await until(running, moment);
      running.child.kill(signal);
      const { code, stderr } = await running.done;
      expect([code, at.left()], stderr).toEqual([130, []]);
      expect(stderr).not.toMatch(/internal error|^\s+at /m);
      await nothingPassed(at);
    },
  );

  it('twice in a row: clean-up is not cut short', async () => {
    using at = place({});
    const running = start(at, ['run']);
    await until(running, ['back: exercise', 0]);
    running.child.kill('SIGINT');
    await sleep(30);
    running.child.kill('SIGINT');
    running.child.kill('SIGTERM');
    const { code, stderr } = await running.done;
    expect([code, at.left()], stderr).toEqual([130, []]);
  });
});

describe('SIGKILL', () => {
  it.each(moments.map((moment) => ({ moment, says: moment[0].trim(), ms: moment[1] })))(
    '$ms ms after "$says": nothing left after the next command',
    async ({ moment }) => {
      using at = place({});
      const running = start(at, ['run']);
      await until(running, moment);
      running.child.kill('SIGKILL');
      await running.done;
      const next = await program(at, ['clean', '--dry-run']);
      expect([next.code, leftIn(at.temporary)], next.stderr).toEqual([0, []]);
      await nothingPassed(at);
    },
  );

  it('of the database server’s head and the program at once: nothing left after the next command', async () => {
    using at = place({});
    const running = start(at, ['run']);
    await until(running, ['back: exercise', 0]);
    const server = processesOf(at.temporary).find((text) => text.includes('bin/postgres'));
    running.child.kill('SIGKILL');
    process.kill(Number(/process (\d+)/.exec(server ?? '')?.[1]), 'SIGKILL');
    await running.done;
    const next = await program(at, ['clean', '--dry-run']);
    expect([next.code, leftIn(at.temporary)], next.stderr).toEqual([0, []]);
    await nothingPassed(at);
  });
});

/** A Node too old for the program, so that the launcher runs it under its own. */
const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (path) => existsSync(path) && Number(/^v(\d+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' }))?.[1]) < 22,
);

describe('through the launcher, on a Node that is too old', () => {
  it('the end of a drill is the launcher’s too', async (test) => {
    if (oldNode === undefined) test.skip('there is no older Node here');
    using at = place({});
    const { code, stderr } = await program(at, ['run'], { node: oldNode ?? '' });
    expect([code, at.left()], stderr).toEqual([0, []]);
  });

  it('SIGTERM to the launcher: exit 130, nothing left', async (test) => {
    if (oldNode === undefined) test.skip('there is no older Node here');
    using at = place({});
    const running = start(at, ['run'], { node: oldNode ?? '' });
    await until(running, ['back: exercise', 0]);
    running.child.kill('SIGTERM');
    const { code, stderr } = await running.done;
    expect([code, at.left()], stderr).toEqual([130, []]);
  });

  it.for([
    ['back: baseline', 0],
    ['back: rollback', 100],
  ] as const)('SIGKILL to the launcher after "%s": the program cleans up and ends by itself', async ([says, ms], test) => {
    if (oldNode === undefined) test.skip('there is no older Node here');
    using at = place({});
    const running = start(at, ['run'], { node: oldNode ?? '' });
    await until(running, [says, ms]);
    running.child.kill('SIGKILL');
    expect(await soon(() => leftIn(at.temporary))).toEqual([]);
    await nothingPassed(at);
  });
});

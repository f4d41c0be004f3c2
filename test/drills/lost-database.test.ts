import { describe, expect, it } from 'vitest';
import { runsIn, serverOf } from './rig/left.ts';
import { type Document, evidence, start } from './rig/program.ts';
import { place } from './rig/workspace.ts';

// The database dies in mid-drill. That is nobody's answer: never a pass, no fault of N, and everything is cleaned up.

describe('the database is killed', () => {
  it.each([
    { phase: 'baseline', code: 'drill/broken-before-rollout' },
    { phase: 'rollout', code: 'drill/environment-lost' },
    { phase: 'exercise', code: 'drill/environment-lost' },
    { phase: 'rollback', code: 'drill/environment-lost' },
  ])('in $phase: inconclusive, $code', async ({ phase, code }) => {
    // Each phase lasts long enough to be hit for certain.
    using at = place({ drill: { phases: { baseline: '1500ms', step: '700ms', steps: [0.5, 1], exercise: '1500ms', settle: '300ms' } } });
    const running = start(at, ['run', '--json']);
    await running.says(`back: ${phase}`);
    const [folder] = runsIn(at.temporary);
    const pid = folder === undefined ? undefined : serverOf(folder);
    if (pid === undefined) throw new Error('the server is not up');
    process.kill(pid, 'SIGKILL');
    const done = await running.done;
    const document = JSON.parse(done.stdout) as Document;
    const [first] = document.judgement.reasons;
    expect([done.code, document.judgement.outcome, first?.code], done.stderr).toEqual([2, 'inconclusive', code]);
    expect(first?.what).toContain('the database server ended (ended by SIGKILL)');
    expect(document.rehearsals.flatMap(({ failures }) => failures.map((failure) => [failure.phase, failure.who]))).toEqual([
      [phase, 'environment'],
    ]);
    expect((await evidence(at)).map(({ outcome }) => outcome)).toEqual(['inconclusive']);
    expect(at.left()).toEqual([]);
  });
});

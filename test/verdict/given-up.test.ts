import { describe, expect, test } from 'vitest';
import type { AckedWrite, Recovery } from '../../src/model/journal.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { failure, journal, rehearsal, write } from './journals.ts';

// The route `restore`: what it gives up by going back to a point, told and bounded. It was decided at 4000, the point is at 2500.

const recovery: Recovery = {
  provider: 'base',
  backup: { id: 'b1', at: '2026-03-01T12:00:01.000Z' },
  stores: ['db'],
  point: { name: 'rollout', at: 2500, place: '0/3000028', why: 'the place just before the migrations of 1.5.0' },
  steps: [
    { name: 'archive', startedMs: 4050, endedMs: 4100 },
    { name: 'fetch', startedMs: 4100, endedMs: 4300 },
    { name: 'recover', startedMs: 4300, endedMs: 4600 },
  ],
  requestTimeoutMs: 1000,
  budgets: { rtoMs: 1000, rpoMs: 2000 },
};
const kept = [write(1, { at: 1500 }), write(2, { at: 2400 }), write(3, { at: 4700 })];
const lost = (at: number, more: Partial<AckedWrite> = {}): AckedWrite =>
  write(at, { at, state: 'lost', got: { why: 'the list is empty' }, ...more });
const time = (oldReady: number) => ({ oldReady, errorRateHeld: true });

const told = (writes: readonly AckedWrite[], more: Partial<Recovery> = {}, ready = 900) => {
  const judged = judgeDrill(
    journal({
      routes: ['restore'],
      rehearsals: [
        rehearsal({
          route: 'restore',
          writes: [...kept, ...writes],
          acknowledged: { old: 5, new: 5 },
          recovery: { ...recovery, ...more },
          timeToRollback: time(ready),
        }),
      ],
    }),
  );
  return [judged.outcome, ...judged.reasons.map(({ outcome, code }) => `${outcome} ${code}`)];
};

describe('going back by a backup', () => {
  test.each<[string, unknown[], readonly string[]]>([
    ['loses nothing where everything is there', told([]), ['pass']],
    ['gives up what came after the point', told([lost(3000)]), ['pass', 'pass drill/writes-given-up']],
    ['no more than it may', told([lost(2501)], { budgets: { rpoMs: 1499 } }), ['pass', 'pass drill/writes-given-up']],
    ['and fails by a millisecond more', told([lost(2501)], { budgets: { rpoMs: 1498 } }), ['fail', 'fail drill/too-much-given-up']],
    [
      'is not known to be allowed to where nobody says so',
      told([lost(3000)], { budgets: {} }),
      ['inconclusive', 'inconclusive drill/loss-not-bounded'],
    ],
    ['owes what came before the point', told([lost(2500)]), ['fail', 'fail drill/writes-lost']],
    ['owes what N-1 acknowledged on what was brought back', told([lost(4650)]), ['fail', 'fail drill/writes-lost']],
    ['gives up what N acknowledged until it was taken away', told([lost(4050)]), ['pass', 'pass drill/writes-given-up']],
    ['owes a write when one that came long after it is there', told([lost(2600)], { lastBack: 3601 }), ['fail', 'fail drill/writes-lost']],
    ['and not when they may have crossed', told([lost(2600)], { lastBack: 3600 }), ['pass', 'pass drill/writes-given-up']],
    ['never gives up what is changed', told([lost(3000, { state: 'changed' })]), ['fail', 'fail drill/writes-changed']],
    ['never gives up what is there twice', told([lost(3000, { state: 'duplicated' })]), ['fail', 'fail drill/writes-duplicated']],
    ['does not know of what was not read', told([lost(3000, { state: 'unknown' })]), ['inconclusive', 'inconclusive drill/writes-unknown']],
    ['takes no longer than it may', told([], {}, 1000), ['pass']],
    ['and fails by a millisecond more of time', told([], {}, 1001), ['fail', 'fail drill/restore-too-slow']],
    ['is no way back where nothing was recovered', told([], { steps: [] }), ['inconclusive', 'inconclusive drill/nothing-restored']],
  ])('%s', (_, is, expected) => expect(is).toEqual(expected));

  test('a backup that cannot be brought back is the rollback failing; one that cannot be taken says nothing of N', () => {
    const by = (phase: 'baseline' | 'rollback') =>
      judgeDrill(
        journal({ routes: ['restore'], rehearsals: [rehearsal({ route: 'restore', failures: [failure(phase, 'restore')] })] }),
      ).reasons.map(({ outcome, code }) => `${outcome} ${code}`);
    expect([by('rollback'), by('baseline')]).toEqual([['fail drill/rollback-failed'], ['inconclusive drill/broken-before-rollout']]);
  });

  test('it tells how much of whom, of how long, and why that place', () => {
    const { reasons } = judgeDrill(
      journal({
        routes: ['restore'],
        rehearsals: [
          rehearsal({
            route: 'restore',
            writes: [...kept, lost(3000), lost(3001)],
            acknowledged: { old: 5, new: 5 },
            recovery,
            timeToRollback: time(900),
          }),
        ],
      }),
    );
    expect(reasons[0]?.what).toBe(
      '2 acknowledged writes (1 of 1.4.0, 1 of 1.5.0) of 1.00 s are given up: it was gone back to 0/3000028, the place just before the migrations of 1.5.0',
    );
  });
});

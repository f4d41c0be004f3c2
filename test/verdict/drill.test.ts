import { describe, expect, test } from 'vitest';
import type { RollbackJournal } from '../../src/model/journal.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { failure, journal, rehearsal, write } from './journals.ts';
import { of, told } from './judged.ts';

test('a drill in which nothing went wrong passes, with nothing to say', () => {
  expect(judgeDrill(journal())).toEqual({ outcome: 'pass', reasons: [] });
});

describe('whose fault:', () => {
  test.each<[string, RollbackJournal, string, readonly string[]]>([
    [
      'N-1 not starting in prepare says nothing about N',
      of({ failures: [failure('prepare', 'old')] }),
      'inconclusive',
      ['inconclusive drill/broken-before-rollout'],
    ],
    [
      'nor does the environment failing in the baseline',
      of({ failures: [failure('baseline', 'environment')] }),
      'inconclusive',
      ['inconclusive drill/broken-before-rollout'],
    ],
    ['N not starting fails', of({ failures: [failure('rollout', 'new')] }), 'fail', ['fail drill/new-failed']],
    ['N-1 breaking on N’s schema while both serve fails', of({ failures: [failure('rollout', 'old')] }), 'fail', ['fail drill/old-failed']],
    ['N-1 not starting again fails', of({ failures: [failure('rollback', 'old')] }), 'fail', ['fail drill/rollback-failed']],
    [
      'down migrations that fail are the rollback failing',
      of({ failures: [failure('rollback', 'new')] }),
      'fail',
      ['fail drill/rollback-failed'],
    ],
    [
      'an environment lost after the rollout began is inconclusive',
      of({ failures: [failure('exercise', 'environment')] }),
      'inconclusive',
      ['inconclusive drill/environment-lost'],
    ],
    [
      'so is the drill itself failing',
      of({ failures: [failure('exercise', 'harness')] }),
      'inconclusive',
      ['inconclusive drill/harness-failed'],
    ],
    [
      'and somebody stopping it',
      of({ failures: [failure('rollback', 'interrupted')] }),
      'inconclusive',
      ['inconclusive drill/interrupted'],
    ],
    [
      'N breaking before the environment was lost still fails',
      of({ failures: [failure('exercise', 'environment'), failure('rollout', 'new')] }),
      'fail',
      ['fail drill/new-failed', 'inconclusive drill/environment-lost'],
    ],
    [
      'N-1 breaking after the environment was lost is its consequence',
      of({ failures: [failure('rollback', 'old'), failure('exercise', 'environment')] }),
      'inconclusive',
      ['inconclusive drill/environment-lost'],
    ],
    [
      'what breaks after a broken prepare does not count',
      of({ failures: [failure('prepare', 'environment'), failure('rollout', 'new')] }),
      'inconclusive',
      ['inconclusive drill/broken-before-rollout'],
    ],
    [
      'clean-up failing is inconclusive, whoever it was',
      of({ failures: [failure('cleanup', 'new')] }),
      'inconclusive',
      ['inconclusive drill/clean-up'],
    ],
    [
      'one route failing fails the drill',
      journal({
        routes: ['schema-left', 'down'],
        rehearsals: [
          rehearsal(),
          rehearsal({ route: 'down', compared: { objects: 3, rows: 3 }, failures: [failure('rollback', 'new', { route: 'down' })] }),
        ],
      }),
      'fail',
      ['fail drill/rollback-failed'],
    ],
  ])('%s', (_, it, outcome, reasons) => {
    expect([judgeDrill(it).outcome, told(it)]).toEqual([outcome, reasons]);
  });

  test('the log is told from where it names an error, and else its end, below the reason', () => {
    const log = ['starting', 'Error: no such table', ' at a', ' at b', ' at c', ' at d', 'node v24'];
    expect(judgeDrill(of({ failures: [failure('rollout', 'new', { log })] })).reasons[0]?.what).toBe(
      '1.5.0 (N) broke in rollout: it ended\n  | Error: no such table\n  |  at a\n  |  at b\n  |  at c\n  |  at d',
    );
    const quiet = ['1', '2', '3', '4', '5', '6'];
    expect(judgeDrill(of({ failures: [failure('rollout', 'new', { log: quiet })] })).reasons[0]?.what).toBe(
      '1.5.0 (N) broke in rollout: it ended\n  | 2\n  | 3\n  | 4\n  | 5\n  | 6',
    );
  });
});

describe('acknowledged writes:', () => {
  const states = (...list: readonly string[]) => ({ writes: list.map((state, n) => write(n, { state: state as 'lost' })) });
  test.each<[string, RollbackJournal, string, readonly string[]]>([
    ['one that is lost fails', of(states('present', 'lost', 'present', 'present')), 'fail', ['fail drill/writes-lost']],
    [
      'one reason for each state',
      of(states('duplicated', 'changed', 'unreadable', 'lost', 'lost')),
      'fail',
      ['fail drill/writes-lost', 'fail drill/writes-changed', 'fail drill/writes-duplicated', 'fail drill/writes-unreadable'],
    ],
    [
      'one that was not read is inconclusive',
      of(states('present', 'unknown', 'present', 'present')),
      'inconclusive',
      ['inconclusive drill/writes-unknown'],
    ],
    [
      'none at all is inconclusive',
      of({ writes: [], mixedWrites: 0 }),
      'inconclusive',
      ['inconclusive drill/no-writes', 'inconclusive drill/few-mixed-writes'],
    ],
    ['too few are inconclusive', of(states('present', 'present')), 'inconclusive', ['inconclusive drill/few-writes']],
    [
      'enough are enough, however few resources they were of',
      of({ ...states('present', 'present'), acknowledged: { old: 1, new: 3 } }),
      'pass',
      [],
    ],
    [
      'too few acknowledged are too few, however many are listed',
      of({ acknowledged: { old: 1, new: 2 } }),
      'inconclusive',
      ['inconclusive drill/few-writes'],
    ],
    [
      'acknowledged, and not one of them read back, is inconclusive',
      of({ writes: [], acknowledged: { old: 4, new: 4 } }),
      'inconclusive',
      ['inconclusive drill/no-writes'],
    ],
    [
      'all by N-1 say nothing of N: inconclusive',
      of({ acknowledged: { old: 40, new: 0 } }),
      'inconclusive',
      ['inconclusive drill/new-wrote-nothing'],
    ],
    [
      'too few, and all by N-1',
      of({ acknowledged: { old: 3, new: 0 } }),
      'inconclusive',
      ['inconclusive drill/few-writes', 'inconclusive drill/new-wrote-nothing'],
    ],
    [
      'all by N-1 and one lost fails all the same',
      of({ ...states('lost', 'present', 'present', 'present'), acknowledged: { old: 4, new: 0 } }),
      'fail',
      ['fail drill/writes-lost', 'inconclusive drill/new-wrote-nothing'],
    ],
    [
      'deletions alone are inconclusive: what is not there may never be there again',
      of({ writes: [1, 2, 3, 4].map((n) => write(n, { expect: 'gone' })) }),
      'inconclusive',
      ['inconclusive drill/only-deletions'],
    ],
    [
      'one that must be there, beside deletions, is enough',
      of({ writes: [write(1), ...[2, 3, 4].map((n) => write(n, { expect: 'gone' }))] }),
      'pass',
      [],
    ],
    [
      'where it was stopped, that little was written is not said again',
      of({
        writes: [write(2, { expect: 'gone' })],
        neverBegun: ['place an order'],
        served: [],
        failures: [failure('exercise', 'environment')],
      }),
      'inconclusive',
      ['inconclusive drill/environment-lost'],
    ],
    [
      'too few of them lost fails all the same',
      of(states('lost', 'present')),
      'fail',
      ['fail drill/writes-lost', 'inconclusive drill/few-writes'],
    ],
    [
      'lost before the environment was lost cannot be told: inconclusive',
      of({ ...states('lost'), failures: [failure('exercise', 'environment')] }),
      'inconclusive',
      ['inconclusive drill/environment-lost', 'inconclusive drill/writes-unjudged'],
    ],
    [
      'seen lost while verifying, until the environment went, fails',
      of({ ...states('lost', 'unknown'), failures: [failure('verify', 'environment')] }),
      'fail',
      ['fail drill/writes-lost', 'inconclusive drill/environment-lost', 'inconclusive drill/writes-unknown'],
    ],
    [
      'unreadable while verifying, when the environment went, is its fault',
      of({ ...states('unreadable'), failures: [failure('verify', 'environment')] }),
      'inconclusive',
      ['inconclusive drill/environment-lost', 'inconclusive drill/writes-unjudged'],
    ],
  ])('%s', (_, it, outcome, reasons) => {
    expect([judgeDrill(it).outcome, told(it)]).toEqual([outcome, reasons]);
  });

  test('the first one is shown: who took it, what it must read, what N-1 answers', () => {
    const writes = [
      write(9, { state: 'lost' }),
      write(1, { state: 'lost', got: { status: 404, body: { title: 'not found' }, why: 'no such order' } }),
    ];
    expect(judgeDrill(of({ writes })).reasons[0]).toEqual({
      outcome: 'fail',
      code: 'drill/writes-lost',
      what: '2 acknowledged writes are lost after going back to 1.4.0; first POST /orders, acknowledged by 1.5.0 in exercise (key k1)\n  must read: {"id":1}\n  GET /orders/1 through 1.4.0: 404 · {"title":"not found"} · no such order',
      fix: 'Release first a version that can read what 1.5.0 writes, and go back no further than that.',
    });
  });
});

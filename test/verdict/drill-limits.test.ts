import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { RollbackJournal, Rehearsal } from '../../src/model/journal.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { failure, journal, rehearsal, version, write } from './journals.ts';
import { of, samples, told } from './judged.ts';

const late = { requests: 20, failed: 0, latency: { p50: 4, p99: 900, max: 900 } };
const failing = { requests: 100, failed: 60, latency: { p50: 4, p99: 20, max: 40 } };
const failed = {
  phase: 'rollback',
  version: '1.4.0',
  journey: 'read an order',
  request: 'GET /orders/1',
  what: '500, not 200',
  count: 2,
} as const;
const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'drills/down-row-lost',
  severity: 'error',
  cells: { rollback: 'breaks' },
  route: 'down',
  what: 'orders: a row is gone',
  why: 'N-1 needs it.',
  fix: 'Keep it.',
  at: {},
  ...more,
});
const noSlo = { slo: {}, sloRollback: {} };

describe('the SLO:', () => {
  test.each<[string, RollbackJournal, string, readonly string[]]>([
    [
      'availability missed over the drill fails',
      of(samples({ drill: failing })),
      'fail',
      ['fail drill/slo-availability', 'pass drill/failed-requests'],
    ],
    [
      'availability missed in the rollback window alone fails',
      of(samples({ drill: { ...failing, requests: 10_000 }, rollback: failing })),
      'fail',
      ['fail drill/slo-rollback-availability'],
    ],
    [
      'availability met to the last request passes: 7 of 100 failed, 93 % asked for',
      of(samples({ drill: { ...failing, failed: 7 } }), { slo: { availability: 0.93 } }),
      'pass',
      ['pass drill/failed-requests'],
    ],
    [
      'latency missed fails, for each window by itself',
      of(samples({ drill: { ...failing, failed: 0, latency: late.latency }, rollback: late })),
      'fail',
      ['fail drill/slo-latency', 'fail drill/slo-rollback-latency'],
    ],
    ['exactly what was promised holds', of(samples({ drill: { ...failing, failed: 1 } })), 'pass', ['pass drill/failed-requests']],
    [
      'a broken baseline is inconclusive, and later misses are not N’s',
      of(samples({ baseline: late, drill: late, rollback: late })),
      'inconclusive',
      ['inconclusive drill/baseline-broken'],
    ],
    [
      'a baseline that was too late excuses no lost write',
      of({ ...samples({ baseline: late }), writes: [write(1, { state: 'lost' }), write(2), write(3), write(4)] }),
      'fail',
      ['fail drill/writes-lost', 'inconclusive drill/baseline-broken'],
    ],
    [
      'a lost write of a journey that failed in the baseline says nothing',
      of({
        ...samples({ baseline: { ...failing, requests: 100 } }),
        failedExpectations: [{ ...failed, phase: 'baseline', journey: 'place an order' }],
        writes: [write(1, { state: 'lost' })],
      }),
      'inconclusive',
      ['inconclusive drill/baseline-broken', 'inconclusive drill/writes-unjudged', 'inconclusive drill/few-writes'],
    ],
    [
      'a failed expectation within it is told, and passes',
      of({ ...samples({ drill: { ...failing, failed: 1 } }), failedExpectations: [{ ...failed, count: 1 }] }),
      'pass',
      ['pass drill/failed-requests'],
    ],
    [
      'without one, a failed expectation while going back fails',
      of({ failedExpectations: [failed] }, noSlo),
      'fail',
      ['fail drill/failed-requests-rollback'],
    ],
    [
      'without one, a failed expectation on N fails',
      of({ failedExpectations: [{ ...failed, phase: 'exercise' }] }, noSlo),
      'fail',
      ['fail drill/failed-requests'],
    ],
    [
      'without one, a failed request in the baseline is a broken baseline',
      of({ failedExpectations: [{ ...failed, phase: 'baseline' }] }, noSlo),
      'inconclusive',
      ['inconclusive drill/baseline-broken'],
    ],
    ['without one and without failures it passes', of({}, noSlo), 'pass', []],
    [
      'no sample in a window is inconclusive',
      of(samples({ rollback: { requests: 0, failed: 0 } })),
      'inconclusive',
      ['inconclusive drill/no-samples'],
    ],
    [
      'no latency where one is promised is inconclusive',
      of(samples({ drill: { requests: 100, failed: 0 } })),
      'inconclusive',
      ['inconclusive drill/no-latency'],
    ],
    [
      'an environment lost in between is not N’s miss',
      of({ ...samples({ drill: failing }), failures: [failure('exercise', 'environment')] }),
      'inconclusive',
      ['inconclusive drill/environment-lost'],
    ],
  ])('%s', (_, it, outcome, reasons) => {
    expect([judgeDrill(it).outcome, told(it)]).toEqual([outcome, reasons]);
  });
});

describe('nothing evaluated is never a pass:', () => {
  const served = (count: number, byItself?: number | 'not told') => ({
    served: [
      { version: '1.4.0', role: 'old', byProxy: 60 } as const,
      {
        version: '1.5.0',
        role: 'new',
        byProxy: count,
        ...(byItself !== undefined && { byItself: { ...(byItself !== 'not told' && { count: byItself }), how: 'GET /count' } }),
      } as const,
    ],
  });
  test.each<[string, RollbackJournal, readonly string[]]>([
    ['no rehearsal', journal({ rehearsals: [] }), ['inconclusive drill/nothing-rehearsed']],
    ['a route that was not rehearsed', journal({ routes: ['schema-left', 'down'] }), ['inconclusive drill/route-not-rehearsed']],
    [
      'a phase that never came',
      of({ phases: rehearsal().phases.filter(({ name }) => name !== 'rollback') }),
      ['inconclusive drill/phase-missing'],
    ],
    ['a version that served too little', of(served(9)), ['inconclusive drill/few-requests']],
    ['a version that says it served too little', of(served(40, 9)), ['inconclusive drill/few-requests']],
    ['a version that says it served more than it was sent', of(served(9, 40)), ['inconclusive drill/few-requests']],
    ['a version that says a number that is none', of(served(40, Number.NaN)), ['inconclusive drill/few-requests']],
    ['a version that was asked and did not tell', of(served(40, 'not told')), ['inconclusive drill/not-told']],
    [
      'a version that did not tell and was sent too little',
      of(served(9, 'not told')),
      ['inconclusive drill/not-told', 'inconclusive drill/few-requests'],
    ],
    ['a version that says it served nothing', of(served(40, 0)), ['inconclusive drill/served-disagrees']],
    ['a version that nobody counted', of({ served: [] }), ['inconclusive drill/few-requests', 'inconclusive drill/few-requests']],
    [
      'no journey of the workload but some begun',
      of({ neverBegun: ['place an order', 'cancel an order'] }),
      ['inconclusive drill/journeys-never-begun'],
    ],
    ['too few writes while both served', of({ mixedWrites: 0 }), ['inconclusive drill/few-mixed-writes']],
    [
      'down migrations after which nothing was compared',
      journal({ routes: ['down'], rehearsals: [rehearsal({ route: 'down' })] }),
      ['inconclusive drill/nothing-compared'],
    ],
    [
      'down migrations after which no object was compared',
      journal({ routes: ['down'], rehearsals: [rehearsal({ route: 'down', compared: { objects: 0, rows: 0 } })] }),
      ['inconclusive drill/nothing-compared'],
    ],
    ['leftovers', journal({ leftovers: ['port 4000'] }), ['inconclusive drill/leftovers']],
  ])('%s', (_, it, reasons) => {
    expect([judgeDrill(it).outcome, told(it)]).toEqual(['inconclusive', reasons]);
  });
});

describe('findings of the down route:', () => {
  const down = (...findings: readonly Finding[]): RollbackJournal =>
    journal({ routes: ['down'], rehearsals: [rehearsal({ route: 'down', compared: { objects: 3, rows: 3 }, findings })] });
  test.each<[string, RollbackJournal, string, readonly string[]]>([
    ['an error fails under its rule', down(finding()), 'fail', ['fail drills/down-row-lost']],
    ['several of a rule are one reason', down(finding(), finding()), 'fail', ['fail drills/down-row-lost']],
    [
      'a change that was seen and may be meant is inconclusive: somebody must look',
      down(finding({ severity: 'warning' }), finding({ severity: 'warning' })),
      'inconclusive',
      ['inconclusive drill/findings-to-review'],
    ],
    [
      'an error fails, and what may be meant is told beside it',
      down(finding(), finding({ severity: 'warning' })),
      'fail',
      ['fail drills/down-row-lost', 'inconclusive drill/findings-to-review'],
    ],
    ['a warning that breaks no rollback passes', down(finding({ severity: 'warning', cells: {} })), 'pass', []],
    ['a note passes', down(finding({ severity: 'note', cells: {} })), 'pass', []],
    [
      'a warning that could not be decided is inconclusive',
      down(finding({ severity: 'warning', cells: { rollback: 'unknown' } })),
      'inconclusive',
      ['inconclusive drill/findings-unknown'],
    ],
    [
      'what could not be decided is inconclusive',
      down(finding({ cells: { rollback: 'unknown' } })),
      'inconclusive',
      ['inconclusive drill/findings-unknown'],
    ],
  ])('%s', (_, it, outcome, reasons) => {
    expect([judgeDrill(it).outcome, told(it)]).toEqual([outcome, reasons]);
  });
});

describe('why it is inconclusive, in words:', () => {
  const byItself = { how: 'response header x-served-by' };
  test.each<[string, Partial<Rehearsal>, string, string]>([
    [
      'how the version was asked',
      {
        served: [
          { version: '1.4.0', role: 'old', byProxy: 60 },
          { version: '1.5.0', role: 'new', byProxy: 40, byItself },
        ],
      },
      '1.5.0 was asked how many requests it served (response header x-served-by) and did not tell',
      'Make every instance of 1.5.0 tell it, or correct `served` in drill.yaml.',
    ],
    [
      'which number counts',
      {
        served: [
          { version: '1.4.0', role: 'old', byProxy: 60 },
          { version: '1.5.0', role: 'new', byProxy: 40, byItself: { ...byItself, count: 9 } },
        ],
      },
      '1.5.0 served 9 requests, fewer than 10',
      'Let the drill run longer or at a higher rate, or lower `minimum.requests`.',
    ],
    [
      'that nothing of N’s was read back',
      { acknowledged: { old: 4, new: 0 } },
      '1.5.0 acknowledged no write, so nothing of 1.5.0’s was read back',
      'Let the workload write in exercise too, in journeys that N acknowledges.',
    ],
    [
      'that nothing was read back',
      { writes: [], acknowledged: { old: 4, new: 4 } },
      '8 writes were acknowledged, and not one was read back',
      'Let the workload write more (rate, phases, journeys with `write`), or lower `minimum`.',
    ],
    [
      'how many were acknowledged',
      { acknowledged: { old: 1, new: 2 } },
      '3 writes were acknowledged, fewer than 4',
      'Let the workload write more (rate, phases, journeys with `write`), or lower `minimum`.',
    ],
    [
      'which journeys were never begun',
      { neverBegun: ['place an order', 'cancel an order'] },
      '2 journeys of the workload were never begun: place an order, cancel an order',
      'Raise the rate, the time or the weights of these journeys.',
    ],
    [
      'that all are deletions',
      { writes: [1, 2].map((n) => write(n, { expect: 'gone' })), acknowledged: { old: 2, new: 2 } },
      'every write that was read back is a deletion, and what is gone tells nothing of what N-1 can read',
      'Let the workload also write something that must be there afterwards.',
    ],
    [
      'what somebody must look at',
      { findings: [finding({ severity: 'warning' }), finding({ severity: 'warning' })] },
      '2 changes were seen that break going back unless they are meant, first orders: a row is gone (drills/down-row-lost)',
      'Look at each in the journal. Keep it.',
    ],
  ])('%s', (_, more, what, fix) => {
    expect(judgeDrill(of(more)).reasons.map((reason) => [reason.what, reason.fix])).toEqual([[what, fix]]);
  });
});

test('with several routes each reason says by which', () => {
  const it = journal({
    routes: ['schema-left', 'down'],
    rehearsals: [rehearsal(), rehearsal({ route: 'down', writes: [write(1, { state: 'lost' })], compared: { objects: 1, rows: 1 } })],
  });
  expect(judgeDrill(it).reasons.map(({ what }) => what.split(':')[0])).toEqual(['by route down', 'by route down']);
});

test('a journal that went through JSON is judged the same', () => {
  const it = of({ writes: [write(1, { state: 'lost' })], failures: [failure('cleanup', 'harness')] });
  expect(judgeDrill(JSON.parse(JSON.stringify(it)) as RollbackJournal)).toEqual(judgeDrill(it));
  expect(it.to).toEqual(version('1.5.0'));
});

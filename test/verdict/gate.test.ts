import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/model/fact.ts';
import { type Outcome, outcomes } from '../../src/model/outcome.ts';
import type { Direction } from '../../src/model/verdict.ts';
import type { GateQuestion, Recorded } from '../../src/verdict/gate/question.ts';
import { judgeGate } from '../../src/verdict/gate.ts';
import { version } from './journals.ts';

const now = new Date('2026-03-08T12:00:00.000Z');
const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
const old = version('1.4.0');
const fresh = version('1.5.0');

const definition = version('definition').digest;
const declared = { routes: ['schema-left'] as const, definition };

const evidence = (seq: number, more: Partial<Evidence> = {}, at = ago(2)): Recorded => ({
  seq,
  at,
  fact: {
    kind: 'evidence',
    of: 'drill',
    artifact: 'orders',
    environment: 'local',
    drill: 'orders-rollback',
    routes: ['schema-left'],
    from: old,
    to: fresh,
    outcome: 'pass',
    reasons: [],
    work: { writes: 9 },
    definition,
    ...more,
  },
});
const check = (seq: number, more: Partial<Evidence> = {}, at = ago(1)): Recorded => {
  const { environment: _, drill: __, routes: ___, definition: ____, ...fact } = evidence(seq).fact;
  return { seq, at, fact: { ...fact, of: 'check', work: { operations: 5 }, ...more } };
};
const compared = { name: 'http', old: old.digest, new: fresh.digest };
const store = { ...compared, name: 'store db' };
const third = version('1.4.1');
const mark = { seq: 1, at: ago(9), reason: 'slow' };
const broke = (...codes: readonly string[]): Partial<Evidence> => ({
  outcome: 'fail',
  reasons: codes.map((code) => ({ code, what: code })),
});
const unclear: Partial<Evidence> = { outcome: 'inconclusive', reasons: [{ code: 'drill/few-writes', what: '2 writes' }] };
const rebuilt = { version: '1.5.0', digest: version('other').digest };

const question = (list: readonly Recorded[], more: Partial<GateQuestion> = {}): GateQuestion => ({
  policy: { needs: ['check', 'drill'], from: ['local'], freshForMs: 7 * 86_400_000 },
  artifact: 'orders',
  environment: 'local',
  direction: 'forward',
  from: old,
  to: fresh,
  evidence: list,
  now,
  firstRelease: false,
  contracts: [],
  drills: { 'orders-rollback': declared, other: declared, later: declared },
  commands: { check: 'drill check', drill: 'drill run' },
  ...more,
});
const answer = (it: GateQuestion): readonly string[] => {
  const { outcome, reasons } = judgeGate(it);
  return [outcome, ...reasons.map((reason) => `${reason.outcome} ${reason.code}`)];
};
const without = (it: GateQuestion): GateQuestion => {
  const { from: _, ...rest } = it;
  return rest;
};

describe('forward, everything that is needed must be there:', () => {
  test.each<[string, GateQuestion, readonly string[]]>([
    ['a check and a drill, fresh and passed', question([check(1), evidence(2)]), ['pass', 'pass evidence/holds', 'pass evidence/holds']],
    ['nothing at all', question([]), ['inconclusive', 'inconclusive evidence/missing', 'inconclusive evidence/missing']],
    ['the drill alone', question([evidence(1)]), ['inconclusive', 'inconclusive evidence/missing', 'pass evidence/holds']],
    [
      'a drill for another content of N',
      question([check(1), evidence(2, { to: rebuilt })]),
      ['inconclusive', 'inconclusive evidence/other-digest', 'pass evidence/holds'],
    ],
    [
      'a drill for another content of N-1',
      question([check(1), evidence(2, { from: { ...rebuilt, version: '1.4.0' } })]),
      ['inconclusive', 'inconclusive evidence/other-digest', 'pass evidence/holds'],
    ],
    [
      'a drill of another artifact',
      question([check(1), evidence(2, { artifact: 'payments' })]),
      ['inconclusive', 'inconclusive evidence/missing', 'pass evidence/holds'],
    ],
    [
      'a drill the other way round',
      question([check(1), evidence(2, { from: fresh, to: old })]),
      ['inconclusive', 'inconclusive evidence/missing', 'pass evidence/holds'],
    ],
    [
      'a drill from an environment that does not count',
      question([check(1), evidence(2, { environment: 'dev' })]),
      ['inconclusive', 'inconclusive evidence/other-environment', 'pass evidence/holds'],
    ],
    [
      'a failed drill from an environment that does not count',
      question([check(1), evidence(2, { environment: 'dev', ...broke('drill/writes-lost') })]),
      ['inconclusive', 'inconclusive evidence/other-environment', 'pass evidence/holds'],
    ],
    [
      'a drill that is too old',
      question([check(1), evidence(2, {}, ago(7 * 24 + 0.001))]),
      ['inconclusive', 'inconclusive evidence/stale', 'pass evidence/holds'],
    ],
    [
      'a drill exactly as old as it may be',
      question([check(1), evidence(2, {}, ago(7 * 24))]),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'an old drill beside a fresh one',
      question([check(1), evidence(2, { drill: 'other' }, ago(999)), evidence(3)]),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a drill from the future',
      question([check(1), evidence(2, {}, ago(-1))]),
      ['inconclusive', 'inconclusive evidence/future', 'pass evidence/holds'],
    ],
    [
      'a drill a minute ahead of a clock that goes slow',
      question([check(1), evidence(2, {}, ago(-1 / 60))]),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a drill that passed without work',
      question([check(1), evidence(2, { work: { writes: 0 } })]),
      ['inconclusive', 'inconclusive evidence/empty', 'pass evidence/holds'],
    ],
    [
      'a failed drill',
      question([check(1), evidence(2, broke('drill/writes-lost'))]),
      ['fail', 'fail evidence/fails', 'pass evidence/holds'],
    ],
    [
      'a failed drill of long ago',
      question([check(1), evidence(2, broke('drill/writes-lost'), ago(9999))]),
      ['fail', 'fail evidence/fails', 'pass evidence/holds'],
    ],
    [
      'a failed drill, passed since',
      question([check(1), evidence(2, broke('drill/writes-lost')), evidence(3)]),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a failed drill, passed since by fewer routes',
      question([check(1), evidence(2, { ...broke('drill/rollback-failed'), routes: ['schema-left', 'down'] }), evidence(3)]),
      ['fail', 'fail evidence/fails', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a failed drill, passed since by more routes',
      question([check(1), evidence(2, broke('drill/rollback-failed')), evidence(3, { routes: ['down', 'schema-left'] })]),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a failed drill, inconclusive since',
      question([check(1), evidence(2, broke('drill/writes-lost')), evidence(3, unclear)]),
      ['fail', 'fail evidence/fails', 'pass evidence/holds'],
    ],
    [
      'a failed drill, passed since without work',
      question([check(1), evidence(2, broke('drill/writes-lost')), evidence(3, { work: {} })]),
      ['fail', 'fail evidence/fails', 'pass evidence/holds'],
    ],
    [
      'a passed drill, inconclusive since',
      question([check(1), evidence(2), evidence(3, unclear)]),
      ['inconclusive', 'inconclusive evidence/inconclusive', 'pass evidence/holds'],
    ],
    [
      'one drill passed, another failed',
      question([check(1), evidence(2), evidence(3, { drill: 'other', ...broke('x') })]),
      ['fail', 'fail evidence/fails', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a ledger that cannot be believed',
      question([check(1), evidence(2)], { ledgerBroken: 'line 3' }),
      ['inconclusive', 'inconclusive gate/ledger-broken', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a policy that needs the check alone',
      question([check(1)], { policy: { ...question([]).policy, needs: ['check'] } }),
      ['pass', 'pass evidence/holds'],
    ],
    [
      'a policy that needs the check alone, where a drill failed',
      question([check(1), evidence(2, broke('x'))], { policy: { ...question([]).policy, needs: ['check'] } }),
      ['fail', 'fail evidence/fails', 'pass evidence/holds'],
    ],
    [
      'a policy that needs nothing',
      question([], { policy: { ...question([]).policy, needs: [] } }),
      ['inconclusive', 'inconclusive gate/nothing-needed'],
    ],
    [
      'a check of other documents of a contract',
      question([check(1, { contracts: [compared] }), evidence(2)], { contracts: [{ ...compared, new: rebuilt.digest }] }),
      ['inconclusive', 'inconclusive evidence/other-contract', 'pass evidence/holds'],
    ],
    [
      'a check of these documents of a contract',
      question([check(1, { contracts: [compared] }), evidence(2)], { contracts: [compared] }),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a check that does not say what it compared',
      question([check(1), evidence(2)], { contracts: [compared] }),
      ['inconclusive', 'inconclusive evidence/other-contract', 'pass evidence/holds'],
    ],
    [
      'a check of a contract that is declared no more',
      question([check(1, { contracts: [compared] }), evidence(2)]),
      ['inconclusive', 'inconclusive evidence/other-contract', 'pass evidence/holds'],
    ],
    [
      'a document that cannot be read any more',
      question([check(1, { contracts: [compared] }), evidence(2)], { contracts: [{ name: 'http', old: compared.old }] }),
      ['inconclusive', 'inconclusive evidence/other-contract', 'pass evidence/holds'],
    ],
    [
      'a check that failed, passed since on other documents than there are now',
      question([check(1, { contracts: [compared], ...broke('check/breaks-rollback') }), check(2), evidence(3)], { contracts: [compared] }),
      ['fail', 'fail evidence/fails', 'pass evidence/holds'],
    ],
    [
      'a check of a store, and another version was deployed since',
      question([check(1, { contracts: [store] }), evidence(2)], { contracts: [store], live: [{ ...third, seq: 5 }] }),
      ['inconclusive', 'inconclusive evidence/other-deployed', 'pass evidence/holds'],
    ],
    [
      'a drill of migrations, and another version was deployed since, beside N-1',
      question([check(1), evidence(2, { contracts: [store] })], {
        contracts: [store],
        live: [
          { ...old, seq: 1 },
          { ...third, seq: 5 },
        ],
        policy: { ...question([]).policy, needs: ['drill'] },
      }),
      ['inconclusive', 'inconclusive evidence/other-deployed'],
    ],
    [
      'a check of a store that was made again since',
      question([check(1, { contracts: [store] }), check(6, { contracts: [store] }), evidence(2)], {
        contracts: [store],
        live: [{ ...third, seq: 5 }],
      }),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a check of a store, and N or N-1 was deployed since',
      question([check(1, { contracts: [store] }), evidence(2)], {
        contracts: [store],
        live: [
          { ...old, seq: 5 },
          { ...fresh, seq: 6 },
        ],
      }),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a check without stores, and another version was deployed since',
      question([check(1, { contracts: [compared] }), evidence(2)], { contracts: [compared], live: [{ ...third, seq: 5 }] }),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a drill that is declared otherwise now',
      question([check(1), evidence(2, { definition: rebuilt.digest })]),
      ['inconclusive', 'inconclusive evidence/other-definition', 'pass evidence/holds'],
    ],
    [
      'a drill that is declared otherwise now, run again',
      question([check(1), evidence(2, { definition: rebuilt.digest, routes: ['down'] }), evidence(3)]),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'a drill that is declared no more',
      question([check(1), evidence(2, { drill: 'gone' })]),
      ['inconclusive', 'inconclusive evidence/undeclared-drill', 'pass evidence/holds'],
    ],
    [
      'a drill by fewer routes than it declares',
      question([check(1), evidence(2)], { drills: { 'orders-rollback': { ...declared, routes: ['schema-left', 'down'] } } }),
      ['inconclusive', 'inconclusive evidence/fewer-routes', 'pass evidence/holds'],
    ],
    [
      'an N that is marked bad',
      question([check(1), evidence(2)], { toBad: mark }),
      ['fail', 'fail gate/marked-bad', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'an N-1 that is marked bad',
      question([check(1), evidence(2)], { previousBad: 'bad' }),
      ['inconclusive', 'inconclusive gate/previous-bad', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    ['no N-1 that is not marked bad', without(question([], { previousBad: 'bad' })), ['inconclusive', 'inconclusive gate/previous-bad']],
    [
      'what was called a return and is none',
      question([check(1)], { notReturn: 'never there' }),
      ['inconclusive', 'inconclusive evidence/missing', 'pass gate/not-a-return', 'pass evidence/holds'],
    ],
    [
      'an N of the same name as N-1',
      question([check(1), evidence(2)], { from: { ...rebuilt } }),
      ['inconclusive', 'inconclusive gate/same-version-other-digest'],
    ],
    ['no N-1', without(question([])), ['inconclusive', 'inconclusive gate/no-previous']],
    ['a first release', without(question([], { firstRelease: true })), ['pass', 'pass gate/first-release']],
    [
      'a first release by a ledger that cannot be believed',
      without(question([], { firstRelease: true, ledgerBroken: 'line 1' })),
      ['inconclusive', 'inconclusive gate/ledger-broken', 'pass gate/first-release'],
    ],
    [
      'an N-1 that is only assumed',
      question([check(1), evidence(2)], { fromNote: 'assumed' }),
      ['pass', 'pass evidence/holds', 'pass evidence/holds', 'pass gate/previous-assumed'],
    ],
  ])('%s', (_, it, expected) => expect(answer(it)).toEqual(expected));

  test('what is missing comes with the command that makes it', () => {
    expect(judgeGate(question([])).reasons).toEqual([
      { outcome: 'inconclusive', code: 'evidence/missing', what: 'there is no check of orders 1.4.0 → 1.5.0', fix: 'drill check' },
      { outcome: 'inconclusive', code: 'evidence/missing', what: 'there is no drill of orders 1.4.0 → 1.5.0', fix: 'drill run' },
    ]);
  });

  test('a pass expires with the first waiver that it rests on, where that is sooner, and counts what is accepted', () => {
    const until = (judgedUntil: string, needs: readonly ('check' | 'drill')[] = ['check', 'drill']): string | undefined =>
      judgeGate(question([check(1), evidence(2)], { judgedUntil, policy: { ...question([]).policy, needs } })).expires;
    expect(until('2026-03-09T00:00:00.000Z')).toBe('2026-03-09T00:00:00.000Z');
    expect(until('2026-05-01T00:00:00.000Z')).toBe('2026-03-15T10:00:00.000Z');
    expect(until('2026-03-09T00:00:00.000Z', ['drill'])).toBe('2026-03-15T10:00:00.000Z');
    const { reasons } = judgeGate(question([check(1, { accepted: { findings: 3, until: '2026-03-08' } }), evidence(2)]));
    expect(reasons[0]?.what).toBe(
      'the check passed 1 h 0 m ago (5 operations); 3 findings are accepted, the first of them until 2026-03-08',
    );
  });

  test('a pass expires with the first kind of evidence that does, and no other answer does', () => {
    const both = [check(1, {}, ago(24)), evidence(2, {}, ago(48)), evidence(3, { drill: 'later' }, ago(1))];
    expect(judgeGate(question(both)).expires).toBe('2026-03-14T12:00:00.000Z');
    expect(judgeGate(question([check(1)]))).not.toHaveProperty('expires');
    expect(judgeGate(without(question([], { firstRelease: true })))).not.toHaveProperty('expires');
  });
});

describe('hotfix, the check is enough, and a known break still stops:', () => {
  const direction = 'hotfix' as const;
  test.each<[string, GateQuestion, readonly string[]]>([
    ['the check alone', question([check(1)], { direction }), ['pass', 'pass evidence/holds']],
    ['nothing', question([], { direction }), ['inconclusive', 'inconclusive evidence/missing']],
    [
      'a failed drill',
      question([check(1), evidence(2, broke('drill/writes-lost'))], { direction }),
      ['fail', 'fail evidence/fails', 'pass evidence/holds'],
    ],
    [
      'a policy that asks for no check needs what it asks for',
      question([check(1)], { direction, policy: { ...question([]).policy, needs: ['drill'] } }),
      ['inconclusive', 'inconclusive evidence/missing'],
    ],
  ])('%s', (_, it, expected) => expect(answer(it)).toEqual(expected));
});

describe('return, only a witnessed break stops:', () => {
  const back = (list: readonly Recorded[], more: Partial<GateQuestion> = {}): GateQuestion =>
    question(list, { direction: 'return', from: fresh, to: old, ...more });
  const missing = ['pass evidence/missing', 'pass evidence/missing'];
  test.each<[string, GateQuestion, readonly string[]]>([
    ['nothing is known', back([]), ['pass', ...missing]],
    ['everything passed', back([check(1), evidence(2)]), ['pass', 'pass evidence/holds', 'pass evidence/holds']],
    [
      'writes were lost',
      back([check(1), evidence(2, broke('drill/writes-lost'))]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/holds'],
    ],
    [
      'writes were lost, long ago',
      back([evidence(2, broke('drill/writes-lost'), ago(9999))]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/missing'],
    ],
    [
      'it failed, and nobody says why',
      back([evidence(2, { outcome: 'fail' })]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/missing'],
    ],
    [
      'N did not start, which says nothing of going back',
      back([check(1), evidence(2, broke('drill/new-failed'))]),
      ['pass', 'pass evidence/holds', 'pass evidence/fails'],
    ],
    [
      'N did not start, after writes had been lost before',
      back([check(1), evidence(2, broke('drill/writes-lost')), evidence(3, broke('drill/new-failed'))]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/holds'],
    ],
    [
      'the rollback was slow',
      back([check(1), evidence(2, broke('drill/slo-rollback-latency'))]),
      ['pass', 'pass evidence/holds', 'pass evidence/fails'],
    ],
    [
      'the restore was slow, and nobody said how much it may give up',
      back([check(1), evidence(2, broke('drill/restore-too-slow', 'drill/loss-not-bounded'))]),
      ['pass', 'pass evidence/holds', 'pass evidence/fails'],
    ],
    [
      'the restore gave up more than it may',
      back([check(1), evidence(2, broke('drill/too-much-given-up'))]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/holds'],
    ],
    [
      'the rollback was slow, and too little was seen',
      back([
        check(1),
        evidence(
          2,
          broke(
            'drill/slo-rollback-latency',
            'drill/not-told',
            'drill/new-wrote-nothing',
            'drill/journeys-never-begun',
            'drill/only-deletions',
            'drill/findings-to-review',
          ),
        ),
      ]),
      ['pass', 'pass evidence/holds', 'pass evidence/fails'],
    ],
    [
      'the rollback was slow and lost writes',
      back([check(1), evidence(2, broke('drill/slo-rollback-latency', 'drill/writes-lost'))]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/holds'],
    ],
    [
      'N-1 did not answer once it was back',
      back([check(1), evidence(2, broke('drill/slo-rollback-availability'))]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/holds'],
    ],
    [
      'the contract breaks going forward alone',
      back([check(1, broke('check/breaks-rollout')), evidence(2)]),
      ['pass', 'pass evidence/fails', 'pass evidence/holds'],
    ],
    [
      'the contract breaks going back',
      back([check(1, broke('check/breaks-rollback')), evidence(2)]),
      ['fail', 'fail gate/break-witnessed', 'pass evidence/holds'],
    ],
    [
      'writes were lost, and it passed since',
      back([check(1), evidence(2, broke('drill/writes-lost')), evidence(3)]),
      ['pass', 'pass evidence/holds', 'pass evidence/holds'],
    ],
    [
      'writes were lost by another content',
      back([evidence(2, { ...broke('drill/writes-lost'), to: rebuilt })]),
      ['pass', 'pass evidence/missing', 'pass evidence/other-digest'],
    ],
    [
      'writes were lost going back elsewhere',
      back([evidence(2, { ...broke('drill/writes-lost'), from: fresh, to: old })]),
      ['pass', ...missing],
    ],
    ['what runs now is not known', without(back([])), ['pass', 'pass gate/now-unknown']],
    ['it was marked bad', back([], { toBad: mark }), ['pass', 'pass gate/marked-bad', ...missing]],
    [
      'nothing is known of the artifact there',
      without(back([], { nothingKnown: true })),
      ['pass', 'pass gate/nothing-known', 'pass gate/now-unknown'],
    ],
    [
      'its bytes changed under its name',
      back([], { from: { ...old, digest: rebuilt.digest } }),
      ['pass', 'pass gate/same-version-other-digest'],
    ],
    ['it runs already', back([], { from: old }), ['pass', 'pass gate/same']],
    ['the ledger cannot be believed', back([], { ledgerBroken: 'line 3' }), ['pass', ...missing, 'pass gate/ledger-broken']],
  ])('%s', (_, it, expected) => expect(answer(it)).toEqual(expected));

  test('what is missing is told with what to do about it, and never expires', () => {
    const verdict = judgeGate(back([]));
    expect(verdict.reasons.map(({ fix }) => fix)).toEqual(['drill check', 'drill run']);
    expect(verdict).not.toHaveProperty('expires');
  });
});

describe('laws', () => {
  const fact = fc.record({
    of: fc.constantFrom('check' as const, 'drill' as const),
    outcome: fc.constantFrom('pass' as const, 'pass' as const, 'pass' as const, ...outcomes),
    codes: fc.subarray(['drill/writes-lost', 'drill/new-failed', 'check/breaks-rollout']),
    drill: fc.constantFrom('a', 'b'),
    routes: fc.constantFrom(['schema-left'] as const, ['down'] as const, ['schema-left', 'down'] as const),
    environment: fc.constantFrom('local', 'local', 'local', 'dev'),
    forThisPair: fc.constantFrom(true, true, true, false),
    hours: fc.oneof(fc.integer({ min: 0, max: 168 }), fc.integer({ min: -24, max: 400 })),
    work: fc.constantFrom({ writes: 5 }, { writes: 5 }, { writes: 5 }, { writes: 0 }),
  });
  const toRecorded = (
    { of, outcome, codes, drill, routes, environment, forThisPair, hours, work }: typeof fact extends fc.Arbitrary<infer T> ? T : never,
    seq: number,
  ): Recorded => {
    const reasons = codes.map((code) => ({ code, what: code }));
    const more = { outcome, reasons, work, to: forThisPair ? fresh : rebuilt };
    return of === 'check' ? check(seq, more, ago(hours)) : evidence(seq, { ...more, drill, routes, environment }, ago(hours));
  };
  const ledger = fc.array(fact, { maxLength: 12 }).map((facts) => facts.map((each, index) => toRecorded(each, (index + 1) * 10)));
  const direction = fc.constantFrom<Direction>('forward', 'return', 'hotfix');
  const asked = (list: readonly Recorded[], way: Direction): GateQuestion =>
    question(list, { direction: way, drills: { a: declared, b: declared }, ...(way === 'return' && { from: fresh, to: old }) });
  const rank = (outcome: Outcome): number => outcomes.indexOf(outcome);

  test('more failing evidence never improves the answer, wherever in the ledger it stands', () => {
    fc.assert(
      fc.property(ledger, fact, fc.nat({ max: 130 }), direction, (list, more, at, way) => {
        const failing = toRecorded({ ...more, outcome: 'fail' }, at % 10 === 0 ? at + 1 : at);
        expect(rank(judgeGate(asked([...list, failing], way)).outcome)).toBeGreaterThanOrEqual(rank(judgeGate(asked(list, way)).outcome));
      }),
      { numRuns: 2000 },
    );
  });

  test('the order in which evidence is handed in does not matter, and the same question has the same answer', () => {
    fc.assert(
      fc.property(
        ledger.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        direction,
        ([list, shuffled], way) => {
          expect(judgeGate(asked(shuffled, way))).toEqual(judgeGate(asked(list, way)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('forward never passes without a fresh pass of each needed kind for this very pair', () => {
    let passes = 0;
    fc.assert(
      fc.property(ledger, (list) => {
        if (judgeGate(asked(list, 'forward')).outcome !== 'pass') return;
        passes++;
        for (const kind of ['check', 'drill'])
          expect(
            list.some(
              ({ fact: { of, outcome, to, environment, work }, at }) =>
                of === kind &&
                outcome === 'pass' &&
                to === fresh &&
                (of === 'check' || environment === 'local') &&
                (work['writes'] ?? 5) > 0 &&
                Date.parse(at) >= now.getTime() - 7 * 86_400_000,
            ),
          ).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(passes).toBeGreaterThan(20);
  });

  test('a return is stopped by failing evidence alone, and is never inconclusive', () => {
    fc.assert(
      fc.property(ledger, (list) => {
        const { outcome } = judgeGate(asked(list, 'return'));
        expect(outcome).not.toBe('inconclusive');
        expect(outcome === 'pass' || list.some(({ fact: { outcome: found, to } }) => found === 'fail' && to === fresh)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

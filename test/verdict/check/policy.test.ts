import { describe, expect, it } from 'vitest';
import type { CheckReport, ContractReport } from '../../../src/model/check.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Waiver } from '../../../src/model/waiver.ts';
import { judgeCheck } from '../../../src/verdict/check.ts';
import { baselineOf } from '../../../src/verdict/check/baseline.ts';
import { applyPolicy, type CheckPolicy } from '../../../src/verdict/check/policy.ts';
import { summaryOf } from '../../../src/verdict/check/summary.ts';
import { withWaivers } from '../../../src/verdict/check/waivers.ts';
import { version } from '../journals.ts';

const now = new Date('2026-11-23T12:00:00Z');
const narrowed: Finding = {
  rule: 'compat/request-enum-narrowed',
  fingerprint: '00000000000000aa',
  severity: 'error',
  cells: { rollout: 'breaks', mixed: 'breaks' },
  operation: 'POST /orders/{id}',
  where: 'POST /orders/{id}, request body, status',
  what: 'POST /orders/{id}, request body, status: the values are narrowed',
  why: 'why',
  fix: 'fix',
  at: { new: { file: 'b.yaml', line: 12, column: 3, pointer: '/components/schemas/Order/properties/status/enum' } },
};
const added: Finding = {
  ...narrowed,
  rule: 'compat/operation-added',
  fingerprint: '00000000000000bb',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  operation: 'GET /lines',
  where: 'GET /lines',
  what: 'GET /lines: the operation is new',
  at: {},
};
const open: Finding = {
  ...added,
  rule: 'compat/not-decided',
  severity: 'warning',
  cells: { rollout: 'unknown', mixed: 'unknown', rollback: 'unknown' },
};

const stateOf = (findings: readonly Finding[], cell: 'rollout' | 'mixed' | 'rollback') =>
  (['breaks', 'unknown', 'breaks-if-used'] as const).find((state) => findings.some(({ cells }) => cells[cell] === state)) ?? 'holds';
const contract = (findings: readonly Finding[], name = 'http'): ContractReport => ({
  name,
  format: 'openapi',
  files: { old: 'a.yaml', new: 'b.yaml' },
  compared: { what: 'operations', count: 5, identical: 4 },
  cells: {
    rollout: { state: stateOf(findings, 'rollout'), because: 'so' },
    mixed: { state: stateOf(findings, 'mixed'), because: 'so' },
    rollback: { state: stateOf(findings, 'rollback'), because: 'so' },
  },
  findings,
});
const report = (findings: readonly Finding[], artifact = 'orders'): CheckReport => ({
  format: 'rollback-drill/check',
  version: 1,
  artifact,
  from: version('1.4.0'),
  to: version('1.5.0'),
  at: now.toISOString(),
  contracts: [contract(findings)],
});
const policy = (more: Partial<CheckPolicy>): CheckPolicy => ({ severities: [], waivers: [], now, ...more });
const waiver = (more: Partial<Waiver>): Waiver => ({ rule: 'request-*', place: '*', reason: 'agreed', expires: '2026-12-31', ...more });
const outcome = (it: CheckReport, failOn?: 'error' | 'warning' | 'note'): readonly string[] => {
  const judged = judgeCheck(it, failOn ? { failOn } : {});
  return [judged.outcome, ...judged.reasons.map(({ code }) => code)];
};
const waived = (finding: Finding, ...waivers: Waiver[]): readonly string[] =>
  outcome(withWaivers([applyPolicy(report([finding]), policy({ waivers })).report], waivers, new Set(waivers), true)[0] ?? report([]));

describe('a waiver', () => {
  it.each<[string, Partial<Waiver>]>([
    ['by a glob over rules', {}],
    ['by the rule’s whole id', { rule: 'compat/request-enum-narrowed' }],
    ['by the rule’s id without its room', { rule: 'request-enum-narrowed' }],
    ['by the operation, whatever its parameters are called', { place: 'POST /orders/{number}' }],
    ['by the place in words', { place: '*status' }],
    ['by JSON pointer', { place: '/components/schemas/Order/*' }],
    ['by its fingerprint alone', { rule: '*', place: undefined as never, fingerprint: '00000000000000aa' }],
    ['of its artifact and contract', { artifact: 'orders', contract: 'http' }],
    ['on its last day', { expires: '2026-11-23' }],
  ])('accepts a finding %s', (_, more) => expect(waived(narrowed, waiver(more))).toEqual(['pass', 'check/accepted']));

  it.each<[string, Partial<Waiver>]>([
    ['of another rule', { rule: 'response-*' }],
    ['elsewhere', { place: 'GET /orders/{id}' }],
    ['with another fingerprint', { fingerprint: '00000000000000ab' }],
    ['of another artifact', { artifact: 'payments' }],
    ['in another contract', { contract: 'events' }],
  ])('leaves one alone %s', (_, more) => expect(waived(narrowed, waiver(more))).toEqual(['fail', 'check/breaks-rollout']));

  it('accepts what could not be decided', () => {
    expect(waived(open)).toEqual(['inconclusive', 'check/unknown']);
    expect(waived(open, waiver({ rule: 'not-decided' }))).toEqual(['pass', 'check/accepted']);
  });

  it('does not accept that nothing was compared', () => {
    const empty = { ...report([]), contracts: [{ ...contract([]), compared: { what: 'operations' as const, count: 0, identical: 0 } }] };
    expect(judgeCheck(applyPolicy(empty, policy({ waivers: [waiver({ rule: '*' })] })).report).outcome).toBe('inconclusive');
  });

  it('that has expired leaves the finding back, which says so', () => {
    const over = waiver({ expires: '2026-11-22' });
    const [after] = withWaivers([applyPolicy(report([narrowed]), policy({ waivers: [over] })).report], [over], new Set([over]), true);
    expect(outcome(after ?? report([]))).toEqual(['fail', 'check/breaks-rollout']);
    expect(after?.contracts[0]?.findings[0]).toMatchObject({
      what: 'POST /orders/{id}, request body, status: the values are narrowed; its waiver expired on 2026-11-22 (agreed)',
      waiverExpired: { reason: 'agreed', expires: '2026-11-22' },
    });
    expect(after?.waivers).toEqual({ accepted: 0, expired: 1, unused: [] });
  });

  it('that holds longest counts, of several', () =>
    expect(waived(narrowed, waiver({ expires: '2026-01-01' }), waiver({ expires: '2027-01-01' }))).toEqual(['pass', 'check/accepted']));

  it('that nothing needed is told, where all that it is for was looked at', () => {
    const mine = waiver({ artifact: 'orders', at: { file: 'drill.yaml', line: 9, column: 3 } });
    const [other, everywhere, unseen] = [waiver({ artifact: 'payments' }), waiver({}), waiver({ artifact: 'orders', contract: 'events' })];
    const all = [mine, other, everywhere, unseen];
    const said = (isWhole: boolean): unknown => withWaivers([report([])], all, new Set(), isWhole)[0]?.waivers?.unused;
    expect(said(false)).toEqual([{ text: 'request-* * of orders', at: mine.at }]);
    expect(said(true)).toEqual([{ text: 'request-* * of orders', at: mine.at }, { text: 'request-* *' }]);
    const [told] = withWaivers([report([])], all, new Set(), false);
    expect(judgeCheck(told ?? report([])).reasons).toEqual([
      {
        outcome: 'pass',
        code: 'check/waiver-unused',
        what: 'nothing needs the waiver request-* * of orders (drill.yaml:9:3)',
        fix: 'Take it out.',
      },
    ]);
  });
});

describe('a finding of a store', () => {
  const dropped: Finding = {
    ...narrowed,
    rule: 'storage/column-dropped',
    fingerprint: '00000000000000cc',
    cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
    object: 'column public.orders.note',
    where: 'column public.orders.note',
    what: 'column public.orders.note: it is gone',
    use: { of: 'it is gone', state: 'unknown', assume: 'used' },
    at: {},
  };
  const { operation: _operation, ...ofStore } = dropped;
  const store = (findings: readonly Finding[]): CheckReport => ({
    ...report([]),
    contracts: [{ ...contract(findings, 'db'), is: 'store', format: 'postgres' }],
  });

  it('fails while its use is assumed, and the summary says no', () => {
    expect(outcome(store([ofStore]))).toEqual(['fail', 'check/breaks-rollback']);
    expect(judgeCheck(store([ofStore])).reasons[0]?.what).toBe(
      'store db: 1 change breaks the cell rollback, first column public.orders.note: it is gone',
    );
    expect(summaryOf(store([ofStore]).contracts)).toBe(
      'safe to roll out: yes / safe to roll back: no, as long as what has changed is used (1 finding)',
    );
  });

  it.each<[string, Partial<Waiver>]>([
    ['by its object', { rule: 'column-dropped', place: 'column public.orders.note' }],
    ['by a glob over objects', { rule: 'storage/*', place: 'column public.orders.*' }],
    ['by its fingerprint', { rule: '*', place: undefined as never, fingerprint: '00000000000000cc' }],
    ['of its store', { rule: 'storage/column-*', contract: 'db' }],
  ])('is accepted %s', (_, more) =>
    expect(outcome(applyPolicy(store([ofStore]), policy({ waivers: [waiver(more)] })).report)).toEqual(['pass']),
  );

  it.each<[string, Partial<Waiver>]>([
    ['of another object', { rule: 'storage/*', place: 'column public.customers.*' }],
    ['of another rule', { rule: 'storage/table-*' }],
    ['of rules about contracts', { rule: 'compat/*' }],
  ])('is left alone by a waiver %s', (_, more) =>
    expect(outcome(applyPolicy(store([ofStore]), policy({ waivers: [waiver(more)] })).report)).toEqual(['fail', 'check/breaks-rollback']),
  );

  it('weighs what the policy says of its rule', () => {
    const mild = policy({ severities: [{ 'storage/column-dropped': 'warning' }] });
    expect(outcome(applyPolicy(store([ofStore]), mild).report)).toEqual(['pass']);
    const off = policy({ severities: [{ 'storage/*': { off: 'a store of its own' } }] });
    expect(applyPolicy(store([ofStore]), off).report.contracts[0]).toMatchObject({ findings: [], cells: { rollback: { state: 'holds' } } });
  });
});

describe('the policy', () => {
  const severity = (finding: Finding, ...severities: CheckPolicy['severities']): string | undefined =>
    applyPolicy(report([finding]), policy({ severities })).report.contracts[0]?.findings[0]?.severity;

  it.each<[string, CheckPolicy['severities'], string]>([
    ['says what findings of a rule weigh', [{ 'request-enum-narrowed': 'warning' }], 'warning'],
    ['says nothing of other rules', [{ 'response-*': 'note' }], 'error'],
    ['means the rule’s own id before a glob', [{ 'request-*': 'note', 'compat/request-enum-narrowed': 'warning' }], 'warning'],
    ['means the longer of two globs', [{ 'request-*': 'note', 'request-enum-*': 'warning' }], 'warning'],
    ['asks what comes first first', [{ 'request-*': 'note' }, { 'request-enum-narrowed': 'warning' }], 'note'],
  ])('%s', (_, severities, expected) => expect(severity(narrowed, ...severities)).toBe(expected));

  it('lets pass what it weighs less, and says so of the finding', () => {
    const { report: after } = applyPolicy(report([narrowed]), policy({ severities: [{ '*': 'warning' }] }));
    expect(outcome(after)).toEqual(['pass']);
    expect(after.contracts[0]?.findings[0]?.downgraded).toBe('the policy says so of *: error → warning');
  });

  it('makes fail what it weighs more, which shows no break', () =>
    expect(outcome(applyPolicy(report([added]), policy({ severities: [{ 'operation-added': 'error' }] })).report)).toEqual([
      'fail',
      'check/fail-on',
    ]));

  it('does not weigh what nobody uses', () =>
    expect(severity({ ...narrowed, severity: 'note', use: { of: 'x', state: 'ruled-out', assume: 'used' } }, { '*': 'error' })).toBe(
      'note',
    ));

  it('cannot decide what could not be decided', () =>
    expect(outcome(applyPolicy(report([open]), policy({ severities: [{ '*': 'note' }] })).report)).toEqual([
      'inconclusive',
      'check/unknown',
    ]));

  it('turns a rule off, for a reason that is told; its cells are as without it', () => {
    const { report: after } = applyPolicy(report([narrowed, added]), policy({ severities: [{ 'request-*': { off: 'no such clients' } }] }));
    expect(after.contracts[0]?.findings).toEqual([added]);
    expect(after.off).toEqual([{ rule: 'compat/request-enum-narrowed', count: 1, reason: 'no such clients' }]);
    expect(Object.values(after.contracts[0]?.cells ?? {}).map(({ state }) => state)).toEqual(['holds', 'breaks-if-used', 'breaks-if-used']);
    expect(outcome(after)).toEqual(['pass', 'check/rule-off']);
  });
});

describe('--fail-on', () => {
  it.each([
    ['error', 'pass'],
    ['warning', 'pass'],
    ['note', 'fail'],
  ] as const)('%s makes a note %s', (failOn, expected) => expect(outcome(report([added]), failOn)[0]).toBe(expected));

  it('never makes a fail of what could not be decided', () =>
    expect(outcome(report([open]), 'note')).toEqual(['inconclusive', 'check/unknown']));

  it('has a code of its own, for it shows no break', () => expect(outcome(report([added]), 'note')).toEqual(['fail', 'check/fail-on']));
});

describe('a baseline', () => {
  const accept = (before: readonly Waiver[], ...reports: readonly CheckReport[]): readonly Waiver[] =>
    baselineOf(reports, { before, reason: 'r', expires: '2026-12-23', now, failOn: 'error' });

  it('accepts what would count, each finding by its fingerprint, and what would not does not need it', () => {
    const [first, ...more] = accept([], report([narrowed, added]));
    expect([first, more]).toEqual([
      {
        artifact: 'orders',
        contract: 'http',
        rule: 'compat/request-enum-narrowed',
        what: narrowed.what,
        fingerprint: '00000000000000aa',
        operations: ['POST /orders/{id}'],
        reason: 'r',
        expires: '2026-12-23',
      },
      [],
    ]);
    expect(accept([], report([open])).map(({ rule }) => rule)).toEqual(['compat/not-decided']);
  });

  it('is enough for a pass', () => {
    const waivers = accept([], report([narrowed, open]));
    expect(judgeCheck(applyPolicy(report([narrowed, open]), policy({ waivers })).report).outcome).toBe('pass');
  });

  it('keeps what holds, renews what is over, drops what nothing needs, and leaves what was not looked at', () => {
    const [mine] = accept([], report([narrowed]));
    const held = { ...waiver({}), ...mine, expires: '2026-11-30' };
    const over = { ...held, expires: '2026-11-01' };
    const gone = { ...held, fingerprint: '00000000000000cc' };
    const other = { ...held, artifact: 'payments' };
    expect(accept([held], report([narrowed])).map(({ expires }) => expires)).toEqual(['2026-11-30']);
    expect(accept([over], report([narrowed])).map(({ expires }) => expires)).toEqual(['2026-12-23']);
    expect(accept([gone, other], report([]))).toEqual([other]);
  });
});

describe('a baseline covers the operations in which a finding was accepted', () => {
  const at = (...operations: readonly string[]): Finding => {
    const [operation = ''] = operations;
    return { ...narrowed, operation, where: `${operation}, request body`, ...(operations.length > 1 ? { operations } : {}) };
  };
  const copy = (operation: string, fingerprint: string): Finding => ({ ...at(operation), fingerprint, shared: '00000000000000aa' });
  const more = (elsewhere: number): Finding => ({ ...narrowed, elsewhere });
  const accept = (before: readonly Waiver[], findings: readonly Finding[], expires = '2026-12-23'): readonly Waiver[] =>
    baselineOf([report(findings)], { before, reason: 'r', expires, now, failOn: 'error' });
  const left = (accepted: readonly Finding[], then: readonly Finding[]): readonly string[] =>
    (applyPolicy(report(then), policy({ waivers: accept([], accepted) })).report.contracts[0]?.findings ?? [])
      .filter((finding) => !finding.waived)
      .map(({ what }) => what.replace(narrowed.what, ''));

  it.each<[string, readonly Finding[], readonly Finding[], readonly string[]]>([
    ['the same', [at('A /a', 'B /b')], [at('A /a', 'B /b')], []],
    ['one that has come to it', [at('A /a')], [at('A /a', 'B /b')], ['; its waiver does not cover B /b']],
    ['another one', [at('A /a')], [at('B /b')], ['']],
    ['one that is gone', [at('A /a', 'B /b')], [at('B /b')], []],
    ['another name of a parameter', [at('A /a/{id}')], [at('A /a/{key}')], []],
    ['copies of what they shared', [at('A /a', 'B /b')], [copy('A /a', '01'), copy('B /b', '02')], []],
    ['a copy for another operation', [at('A /a')], [copy('A /a', '01'), copy('B /b', '02')], ['']],
    ['one part again of what were copies', [copy('A /a', '01'), copy('B /b', '02')], [at('A /a', 'B /b')], []],
    ['places without names', [more(2)], [more(2)], []],
    ['fewer of them', [more(2)], [more(1)], []],
    ['more of them', [more(2)], [more(3)], ['; its waiver does not cover 3 more places']],
    ['an operation where there was none', [{ ...narrowed, operation: undefined as never }], [at('A /a')], []],
  ])('%s', (_, accepted, then, expected) => expect(left(accepted, then)).toEqual(expected));

  const said = (waivers: readonly Waiver[]): readonly unknown[] =>
    waivers.map(({ operations, elsewhere, expires }) => [operations ?? elsewhere, expires]);

  it('and written again has one more for what has come, and leaves the day of the rest', () => {
    const first = accept([], [at('A /a')], '2026-12-01');
    const grown = accept(first, [at('A /a', 'B /b')]);
    expect(said(grown)).toEqual([
      [['A /a'], '2026-12-01'],
      [['B /b'], '2026-12-23'],
    ]);
    expect(applyPolicy(report([at('A /a', 'B /b')]), policy({ waivers: grown })).report.contracts[0]?.findings[0]?.waived?.expires).toBe(
      '2026-12-01',
    );
    expect(said(accept(grown, [at('A /a')]))).toEqual([[['A /a'], '2026-12-01']]);
    expect(said(accept(accept([], [more(1)]), [more(3)]))).toEqual([
      [['POST /orders/{id}'], '2026-12-23'],
      [3, '2026-12-23'],
    ]);
  });

  it('and is the same while parts are copied', () => {
    const first = accept([], [at('A /a', 'B /b')]);
    expect(accept(first, [copy('A /a', '01'), copy('B /b', '02')], '2027-01-01')).toEqual(first);
  });

  it('and one that names no operations is given those of today', () => {
    const [first] = accept([], [at('A /a')]);
    const { operations: _, ...old } = first ?? waiver({});
    expect(said(accept([old], [at('A /a', 'B /b')]))).toEqual([[['A /a', 'B /b'], '2026-12-23']]);
  });
});

describe('the summary', () => {
  it.each<[string, readonly Finding[], string]>([
    ['nothing', [], 'safe to roll out: yes / safe to roll back: yes'],
    ['a break', [narrowed], 'safe to roll out: no, 1 finding / safe to roll back: yes'],
    ['what is new', [added], 'safe to roll out: yes / safe to roll back: yes, as long as nobody uses what is new (1 finding)'],
    ['what is open', [open], 'safe to roll out: unknown, 1 finding not decided / safe to roll back: unknown, 1 finding not decided'],
    [
      'what is accepted',
      [{ ...narrowed, waived: { reason: 'r', expires: '2026-12-31' } }, narrowed],
      'safe to roll out: no, 2 findings, 1 of them accepted / safe to roll back: yes',
    ],
    [
      'what breaks in between alone',
      [{ ...narrowed, cells: { mixed: 'breaks' } }],
      'safe to roll out: yes / safe to roll back: yes / safe while both serve: no, 1 finding',
    ],
    [
      'what is open in between alone',
      [{ ...open, cells: { mixed: 'unknown' } }],
      'safe to roll out: yes / safe to roll back: yes / safe while both serve: unknown, 1 finding not decided',
    ],
    [
      'what breaks in between and may break afterwards',
      [{ ...narrowed, cells: { mixed: 'breaks', rollback: 'breaks-if-used' } }],
      'safe to roll out: yes / safe to roll back: yes, as long as nobody uses what is new (1 finding) / safe while both serve: no, 1 finding',
    ],
    [
      'what breaks in between while it is used, beside what nobody uses afterwards',
      [
        { ...narrowed, cells: { mixed: 'breaks-if-used' }, use: { of: 'a value', state: 'unknown', assume: 'used' } },
        { ...added, cells: { rollback: 'breaks-if-used' } },
      ],
      'safe to roll out: yes / safe to roll back: yes, as long as nobody uses what is new (1 finding) / safe while both serve: no, as long as what has changed is used (1 finding)',
    ],
    [
      'what breaks in between, beside what is accepted afterwards',
      [
        { ...narrowed, cells: { mixed: 'breaks' } },
        { ...narrowed, cells: { rollback: 'breaks' }, waived: { reason: 'r', expires: '2026-12-31' } },
      ],
      'safe to roll out: yes / safe to roll back: no, 1 finding, accepted / safe while both serve: no, 1 finding',
    ],
    [
      'what is as grave afterwards, which says it already',
      [
        {
          ...narrowed,
          cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
          use: { of: 'a value', state: 'unknown', assume: 'used' },
        },
      ],
      'safe to roll out: yes / safe to roll back: no, as long as what has changed is used (1 finding)',
    ],
  ])('says in one line: %s', (_, findings, line) => expect(summaryOf([contract(findings)])).toBe(line));

  it('says that nothing was compared', () =>
    expect(summaryOf([])).toBe('safe to roll out: unknown, nothing was compared / safe to roll back: unknown, nothing was compared'));
});

describe('what several operations share is accepted where it is accepted in all of them', () => {
  const shared: Finding = { ...narrowed, operations: ['POST /orders/{id}', 'PUT /lines'] };
  const many: Finding = {
    ...narrowed,
    operations: [...Array.from({ length: 99 }, (_, i) => `GET /${i % 2 ? 'a' : 'b'}/1${i}`), 'GET /b/99'],
  };
  const seen = (finding: Finding, ...waivers: Partial<Waiver>[]) => {
    const [found] =
      applyPolicy(report([finding]), policy({ waivers: waivers.map((one) => waiver(one)) })).report.contracts[0]?.findings ?? [];
    return found?.waived?.expires ?? found?.what.replace(narrowed.what, '');
  };
  const one = { place: 'POST /orders/{id}' };
  const other = { place: 'PUT /lines' };

  it.each<[string, Finding, Partial<Waiver>[], string | undefined]>([
    ['one of two', shared, [one], '; its waiver does not cover PUT /lines'],
    ['the other of two', shared, [other], '; its waiver does not cover POST /orders/{id}'],
    ['one in words', shared, [{ place: 'POST /orders/*, request body*' }], '; its waiver does not cover PUT /lines'],
    ['both', shared, [one, other], '2026-12-31'],
    ['both, until the first of them ends', shared, [one, { ...other, expires: '2026-12-01' }], '2026-12-01'],
    ['anywhere', shared, [{ place: '*' }], '2026-12-31'],
    ['at its place in the document', shared, [{ place: '/components/schemas/Order/*' }], '2026-12-31'],
    ['in words that are true of both', shared, [{ place: '*, request body, status' }], '2026-12-31'],
    ['by its fingerprint', shared, [{ place: undefined, fingerprint: '00000000000000aa' } as unknown as Partial<Waiver>], '2026-12-31'],
    ['none of them', shared, [{ place: 'GET /a' }], ''],
    ['all of a hundred, by two', many, [{ place: 'GET /a/*' }, { place: 'GET /b/*' }], '2026-12-31'],
    ['all of a hundred but one', many, [{ place: 'GET /a/*' }, { place: 'GET /b/1*' }], '; its waiver does not cover GET /b/99'],
    ['all that are named, of more', { ...shared, elsewhere: 2 }, [one, other], '; its waiver does not cover 2 more places'],
    ['anywhere, of more', { ...shared, elsewhere: 2 }, [{ place: '*' }], '2026-12-31'],
  ])('%s', (_, finding, waivers, expected) => expect(seen(finding, ...waivers)).toBe(expected));
});
